/** Of whatever a phone sends come two upright JPEGs that tell neither place nor camera, or a refusal. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createPhotoMaker } from '#server/adapters/audio/photo-maker';
import { segmentsOf } from '#server/core/photo/bare-jpeg';
import { photoRules } from '#server/core/photo/photo-rules';
import {
  asFromPhone,
  colourAt,
  type Drawn,
  drawPicture,
  HEIC,
  isRed,
  MAKER,
} from '../../support/pictures.js';

const PROGRAMS = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', processes: 1 };
const maker = createPhotoMaker({ ...PROGRAMS, rules: photoRules });

describe('photo maker', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-photo-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const make = async (bytes: Uint8Array, signal = new AbortController().signal) => {
    const path = join(folder, 'in.upload');
    await writeFile(path, bytes);
    return maker.make(path, signal);
  };
  const made = async (bytes: Uint8Array) => {
    const result = await make(bytes);
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
    return result.value;
  };
  const faultOf = async (bytes: Uint8Array, signal?: AbortSignal): Promise<string> => {
    const result = await make(bytes, signal);
    return result.ok ? 'ok' : result.error.code;
  };

  it('makes one of at most 1600 and one of at most 320 pixels, never larger than it came', async () => {
    const sizes: (number | undefined)[][] = [];
    for (const [width, height] of [
      [4000, 3000],
      [1200, 2400],
      [300, 200],
    ] as const) {
      const { full, thumb } = await made(drawPicture({ width, height }));
      sizes.push([full.width, full.height, thumb.width, thumb.height]);
      expect((await readFile(full.path)).length).to.equal(full.sizeBytes);
    }
    expect(sizes).to.deep.equal([
      [1600, 1200, 320, 240],
      [800, 1600, 160, 320],
      [300, 200, 300, 200],
    ]);
  });

  it('takes PNG and WebP as well as JPEG, and always gives JPEG', async () => {
    for (const as of ['png', 'libwebp', 'mjpeg'] as const satisfies Drawn['as'][]) {
      const { full } = await made(drawPicture({ as }));
      const bytes = await readFile(full.path);
      expect([bytes[0], bytes[1], bytes[2]], as).to.deep.equal([0xff, 0xd8, 0xff]);
      expect(isRed(colourAt(bytes, 0, 0.5)), as).to.equal(true);
    }
  });

  it('leaves no word of place, camera or program in either', async () => {
    const from = asFromPhone(drawPicture(), 1);
    expect(from.includes(MAKER)).to.equal(true);
    const { full, thumb } = await made(from);
    for (const { path } of [full, thumb]) {
      const bytes = await readFile(path);
      const markers = segmentsOf(bytes)?.segments.map(({ marker }) => marker) ?? [];
      expect(markers.filter((marker) => marker > 0xe0)).to.deep.equal([]);
      for (const word of [MAKER, 'Exif', 'xmp', 'Lavc', 'ICC_PROFILE']) {
        expect(bytes.includes(word), word).to.equal(false);
      }
    }
  });

  it('turns a picture upright as the phone was held, in all eight ways', async () => {
    const plain = drawPicture();
    const seen: unknown[] = [];
    for (const turn of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const { full } = await made(asFromPhone(plain, turn));
      const bytes = await readFile(full.path);
      const where = (
        [
          ['left', 0, 0.5],
          ['right', 1, 0.5],
          ['top', 0.5, 0],
          ['bottom', 0.5, 1],
        ] as const
      ).filter(([, x, y]) => isRed(colourAt(bytes, x, y)));
      seen.push(`${turn} ${full.width}x${full.height} ${where.map(([name]) => name).join(' ')}`);
    }
    // By the standard the left of 5 and 6 is the top, of 7 and 8 the bottom, of the upright picture.
    expect(seen).to.deep.equal([
      '1 640x480 left',
      '2 640x480 right',
      '3 640x480 right',
      '4 640x480 left',
      '5 480x640 top',
      '6 480x640 top',
      '7 480x640 bottom',
      '8 480x640 bottom',
    ]);
  });

  it('gives equal files for equal pictures', async () => {
    const one = await made(drawPicture());
    const two = await made(asFromPhone(drawPicture(), 1));
    expect(two.full.sha256).to.equal(one.full.sha256);
  });

  it('refuses what is no picture, names HEIC, and leaves nothing behind', async () => {
    const whole = drawPicture();
    const playlist = Buffer.from('#EXTM3U\nfile:///etc/passwd\n');
    expect([
      await faultOf(HEIC),
      await faultOf(playlist),
      await faultOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
      await faultOf(Buffer.concat([whole.subarray(0, 20), Buffer.alloc(3000, 7)])),
      await faultOf(whole, AbortSignal.abort()),
    ]).to.deep.equal(['heic', 'no-picture', 'no-picture', 'no-picture', 'cut-off']);
    expect(await readdir(folder)).to.deep.equal(['in.upload']);
  });

  it('leaves nothing behind where the disk fills up in between', async () => {
    const full = new Error('ENOSPC: no space left on device');
    const bareJpeg = (bytes: Uint8Array) => {
      if (bytes.length < 10_000) throw full;
      return photoRules.bareJpeg(bytes);
    };
    const poor = createPhotoMaker({ ...PROGRAMS, rules: { ...photoRules, bareJpeg } });
    const path = join(folder, 'in.upload');
    await writeFile(path, drawPicture({ width: 2400, height: 1800 }));
    const met = await poor.make(path, new AbortController().signal).catch((cause) => cause);
    expect(met).to.equal(full);
    expect(await readdir(folder)).to.deep.equal(['in.upload']);
  });

  it('refuses a small file that claims to be a huge picture', async () => {
    const bomb = drawPicture({ as: 'png', width: 64, height: 64 });
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await faultOf(bomb)).to.equal('no-picture');
  });
});
