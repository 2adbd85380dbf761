/** A picture is what its bytes say, stands as it was held, and tells nothing but what is seen on it. */

import { PhotoAbout } from '@loaso/shared/wire/http/photos';
import { expect } from 'chai';
import fc from 'fast-check';
import { bareJpeg, segmentsOf } from '#server/core/photo/bare-jpeg';
import { orientationOf } from '#server/core/photo/orientation';
import { pictureKind } from '#server/core/photo/picture-kind';
import { asFromPhone, exifOf, HEIC, MAKER } from '../../../../support/pictures.js';

/** Segments of a smallest JPEG: tables, a frame of 3 x 2, a scan. */
const TINY = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffdb00030affc0000b080002000301011100ffda0003aabbff00ccffd9',
  'hex',
);

const riff = (...chunks: (readonly [string, Buffer])[]): Buffer => {
  const body = chunks.map(([name, content]) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(content.length, 4);
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
  });
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...body]);
};
const png = (name: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    Buffer.from('0000000149484452ff00000000', 'hex'),
    head,
    content,
    Buffer.alloc(4),
  ]);
};

describe('photos of clusters', () => {
  it('are told by their bytes', () => {
    const kinds = [
      TINY,
      riff(),
      png('IDAT', Buffer.alloc(0)),
      HEIC,
      Buffer.from('GIF89a…'),
      Buffer.alloc(0),
    ];
    expect(kinds.map(pictureKind)).to.deep.equal(['jpeg', 'webp', 'png', 'heic', null, null]);
  });

  it('lose every word beside the picture, and nothing of the picture', () => {
    const bare = bareJpeg(asFromPhone(TINY, 6));
    expect(bare).to.deep.equal({ bytes: new Uint8Array(TINY), width: 3, height: 2 });
    const text = Buffer.from(asFromPhone(TINY, 6)).toString('latin1');
    expect(text.split(MAKER)).to.have.lengthOf(5);
  });

  it('that are cut off are none', () => {
    expect(bareJpeg(TINY.subarray(0, -2))).to.equal(null);
    expect(bareJpeg(TINY.subarray(0, 30))).to.equal(null);
    expect(bareJpeg(Buffer.from('không phải ảnh'))).to.equal(null);
    expect(segmentsOf(TINY.subarray(0, 12))).to.equal(null);
  });

  it('say how the phone was held, in each way of writing it', () => {
    for (const turn of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const exif = exifOf(turn);
      const head = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]);
      expect(orientationOf(asFromPhone(TINY, turn), 'jpeg')).to.equal(turn);
      expect(orientationOf(png('eXIf', exif), 'png')).to.equal(turn);
      expect(orientationOf(riff(['VP8X', Buffer.alloc(3)], ['EXIF', exif]), 'webp')).to.equal(turn);
      expect(orientationOf(riff(['EXIF', head]), 'webp')).to.equal(turn);
    }
  });

  it('that say nothing, or nonsense, stand as they are', () => {
    expect(orientationOf(TINY, 'jpeg')).to.equal(1);
    expect(orientationOf(asFromPhone(TINY, 9), 'jpeg')).to.equal(1);
    expect(orientationOf(riff(), 'webp')).to.equal(1);
    expect(orientationOf(riff(['EXIF', Buffer.from('MM')]), 'webp')).to.equal(1);
  });

  it('of any bytes whatever are judged without a fault', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const start = fc.constantFrom(
      TINY.subarray(0, 4),
      riff(),
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    );
    fc.assert(
      fc.property(start, bytes, (head, tail) => {
        const whole = Buffer.concat([head, tail]);
        const kind = pictureKind(whole);
        if (kind !== null && kind !== 'heic') orientationOf(whole, kind);
        const bare = bareJpeg(whole);
        expect(bare === null || bare.bytes.length <= whole.length).to.equal(true);
      }),
    );
  });

  it('carry a short caption on one line', () => {
    expect(PhotoAbout.parse({ kind: 'pole' })).to.deep.equal({ kind: 'pole', caption: '' });
    expect(PhotoAbout.safeParse({ kind: 'pole', caption: 'a\nb' }).success).to.equal(false);
    expect(PhotoAbout.safeParse({ kind: 'pole', caption: 'x'.repeat(201) }).success).to.equal(
      false,
    );
    expect(PhotoAbout.safeParse({ kind: 'tree' }).success).to.equal(false);
  });
});
