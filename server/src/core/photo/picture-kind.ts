/**
 * Kind of a picture — nhận dạng tệp ảnh.
 *
 * By its first bytes, whatever its name says. Pictures of iPhones (HEIC) are known so that their
 * sender can be told what to do; everything else is no picture here.
 */

export type PictureKind = 'jpeg' | 'png' | 'webp';

const HEIC_BRANDS = /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/;

export const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** @param bytes  the file, or its first 12 bytes at least */
export function pictureKind(bytes: Uint8Array): PictureKind | 'heic' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (latin(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return 'webp';
  const isHeic = latin(bytes, 4, 8) === 'ftyp' && HEIC_BRANDS.test(latin(bytes, 8, 12));
  return isHeic ? 'heic' : null;
}
