/**
 * Orientation of a picture — chiều của ảnh.
 *
 * A phone writes the pixels as its sensor lies and says beside them how it was held (EXIF, tag 0x0112).
 * What it says is thrown away with the rest of EXIF, so that the pixels must be turned first. A file
 * that says nothing, or nonsense, stands as it is.
 */
import { segmentsOf } from './bare-jpeg.js';
import { latin, type PictureKind } from './picture-kind.js';

/** 1 stands upright; 2 to 8 as in the EXIF standard. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const APP1 = 0xe1;
const EXIF = 'Exif\0\0';
const TAG = 0x0112;
const ENTRIES_MAX = 512;
const CHUNKS_MAX = 10_000;

export function orientationOf(bytes: Uint8Array, kind: PictureKind): Orientation {
  const exif = { jpeg: exifOfJpeg, png: exifOfPng, webp: exifOfWebp }[kind](bytes);
  return exif === null ? 1 : orientationIn(exif);
}

function exifOfJpeg(bytes: Uint8Array): Uint8Array | null {
  const found = segmentsOf(bytes)?.segments.find(
    ({ marker, from }) => marker === APP1 && latin(bytes, from + 4, from + 10) === EXIF,
  );
  return found === undefined ? null : bytes.subarray(found.from + 10, found.to);
}

type Chunks = {
  readonly bytes: Uint8Array;
  readonly first: number;
  /** Where the chunk at an offset has its name, its length, its content and its successor. */
  readonly at: (
    offset: number,
    view: DataView,
  ) => { name: number; content: number; length: number; next: number };
};

/** Content of the first chunk of that name. */
function chunkIn({ bytes, first, at }: Chunks, name: string): Uint8Array | null {
  const view = viewOf(bytes);
  let offset = first;
  for (let count = 0; count < CHUNKS_MAX && offset + 8 <= bytes.length; count += 1) {
    const chunk = at(offset, view);
    if (latin(bytes, chunk.name, chunk.name + 4) === name) {
      return bytes.subarray(chunk.content, chunk.content + chunk.length);
    }
    offset = chunk.next;
  }
  return null;
}

const exifOfPng = (bytes: Uint8Array): Uint8Array | null =>
  chunkIn(
    {
      bytes,
      first: 8,
      at: (offset, view) => {
        const length = view.getUint32(offset);
        return { name: offset + 4, content: offset + 8, length, next: offset + 12 + length };
      },
    },
    'eXIf',
  );

function exifOfWebp(bytes: Uint8Array): Uint8Array | null {
  const found = chunkIn(
    {
      bytes,
      first: 12,
      at: (offset, view) => {
        const length = view.getUint32(offset + 4, true);
        const next = offset + 8 + length + (length % 2);
        return { name: offset, content: offset + 8, length, next };
      },
    },
    'EXIF',
  );
  // Some programs keep the head of JPEG before it.
  return found !== null && latin(found, 0, 6) === EXIF ? found.subarray(6) : found;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Reads the first directory of a TIFF, which is what EXIF is. */
function orientationIn(exif: Uint8Array): Orientation {
  const order = latin(exif, 0, 2);
  if ((order !== 'II' && order !== 'MM') || exif.length < 14) return 1;
  const view = viewOf(exif);
  const little = order === 'II';
  const directory = view.getUint32(4, little);
  if (directory + 2 > exif.length) return 1;
  const count = Math.min(view.getUint16(directory, little), ENTRIES_MAX);
  for (let index = 0; index < count; index += 1) {
    const at = directory + 2 + index * 12;
    if (at + 12 > exif.length) return 1;
    if (view.getUint16(at, little) !== TAG) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}
