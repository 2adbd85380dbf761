/**
 * Pictures for tests — ảnh để thử.
 *
 * Drawn by the real ffmpeg: the left half red, the right half blue, so that a turn can be seen. What a
 * phone writes beside a picture is put in by hand, byte by byte.
 */
import { execFileSync } from 'node:child_process';

export type Drawn = {
  readonly width?: number;
  readonly height?: number;
  readonly as?: 'mjpeg' | 'png' | 'libwebp';
};

/** Left half red, right half blue. */
export function drawPicture({ width = 640, height = 480, as = 'mjpeg' }: Drawn = {}): Buffer {
  const half = `${width / 2}x${height}`;
  const muxer = as === 'libwebp' ? 'webp' : as === 'png' ? 'image2pipe' : 'mjpeg';
  return execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', `color=red:s=${half}`],
    ...['-f', 'lavfi', '-i', `color=blue:s=${half}`],
    ...['-filter_complex', '[0][1]hstack', '-frames:v', '1', '-c:v', as, '-f', muxer, '-'],
  ]);
}

/** Mean colour at a point, 0..1 across and down, as [r, g, b]. */
export function colourAt(picture: Uint8Array, x: number, y: number): number[] {
  const crop = `crop=iw/8:ih/8:(iw-iw/8)*${x}:(ih-ih/8)*${y},scale=1:1`;
  const args = ['-v', 'error', '-noautorotate', '-f', 'jpeg_pipe', '-i', '-', '-vf', crop];
  const raw = ['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  return [...execFileSync('ffmpeg', [...args, ...raw], { input: picture })];
}

export const isRed = ([r = 0, , b = 0]: readonly number[]): boolean => r > 150 && b < 100;

const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

export const MAKER = 'Nokia 3210';
/** In the EXIF below as degrees of latitude. */
const LATITUDE = [13, 46, 12] as const;

/** EXIF as phones write it: maker, how it was held, where it was taken. */
export function exifOf(orientation: number): Buffer {
  const [ifd0, gps, values] = [8, 50, 80];
  const tiff = Buffer.alloc(values + 24 + MAKER.length + 1);
  tiff.write('MM', 0, 'latin1');
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(ifd0, 4);
  const entry = (at: number, tag: number, type: number, count: number): void => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
  };
  tiff.writeUInt16BE(3, ifd0);
  entry(ifd0 + 2, 0x010f, 2, MAKER.length + 1);
  tiff.writeUInt32BE(values + 24, ifd0 + 10);
  entry(ifd0 + 14, 0x0112, 3, 1);
  tiff.writeUInt16BE(orientation, ifd0 + 22);
  entry(ifd0 + 26, 0x8825, 4, 1);
  tiff.writeUInt32BE(gps, ifd0 + 34);
  tiff.writeUInt16BE(1, gps);
  entry(gps + 2, 0x0002, 5, 3);
  tiff.writeUInt32BE(values, gps + 10);
  for (const [index, part] of LATITUDE.entries()) {
    tiff.writeUInt32BE(part, values + index * 8);
    tiff.writeUInt32BE(1, values + index * 8 + 4);
  }
  tiff.write(MAKER, values + 24, 'latin1');
  return tiff;
}

/** The JPEG as a phone would have written it: EXIF, XMP, a colour profile, a comment, a second picture. */
export function asFromPhone(jpeg: Uint8Array, orientation: number): Buffer {
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifOf(orientation)])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${MAKER}</x:xmpmeta>`)),
    segment(0xe2, Buffer.from('ICC_PROFILE\0')),
    segment(0xfe, Buffer.from(`taken by ${MAKER}`)),
    jpeg.subarray(2),
    Buffer.from(`MotionPhoto ${MAKER}`),
  ]);
}

/** The first bytes of what an iPhone saves. */
export const HEIC = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'),
  Buffer.alloc(500),
]);
