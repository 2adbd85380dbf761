/**
 * Bare JPEG — ảnh JPEG không kèm thông tin.
 *
 * A JPEG is a row of marked segments. What is not needed to draw it (position, camera, owner,
 * comments, a second picture) stands in segments of its own and is left out here, whatever wrote it.
 */

/** A marked segment: [from, to) with its marker, up to the start of the picture itself. */
export type Segment = { readonly marker: number; readonly from: number; readonly to: number };

const START_OF_SCAN = 0xda;
const END_OF_PICTURE = 0xd9;
const COMMENT = 0xfe;
const isApplication = (marker: number): boolean => marker >= 0xe1 && marker <= 0xef;
/** SOF0 to SOF15, without the three of their range that are something else. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const wordAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Segments before the picture, and where it begins; null where the row is broken. */
export function segmentsOf(
  bytes: Uint8Array,
): { readonly segments: readonly Segment[]; readonly scanFrom: number } | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const segments: Segment[] = [];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === START_OF_SCAN) return { segments, scanFrom: at };
    const to = at + 2 + wordAt(bytes, at + 2);
    if (to < at + 4 || to > bytes.length) return null;
    segments.push({ marker, from: at, to });
    at = to;
  }
  return null;
}

export type BareJpeg = {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
};

/** Null for what is no whole JPEG of one picture. */
export function bareJpeg(bytes: Uint8Array): BareJpeg | null {
  const found = segmentsOf(bytes);
  const frame = found?.segments.find(({ marker }) => isFrame(marker));
  if (found == null || frame === undefined) return null;
  const end = endOfPicture(bytes, found.scanFrom);
  if (end === null) return null;
  const kept = found.segments.filter(({ marker }) => !isApplication(marker) && marker !== COMMENT);
  const parts = [
    bytes.subarray(0, 2),
    ...kept.map(({ from, to }) => bytes.subarray(from, to)),
    bytes.subarray(found.scanFrom, end),
  ];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const [height, width] = [wordAt(bytes, frame.from + 5), wordAt(bytes, frame.from + 7)];
  return { bytes: whole, width, height };
}

/** Behind it some cameras hide more. */
function endOfPicture(bytes: Uint8Array, scanFrom: number): number | null {
  for (let at = scanFrom + 2; at + 1 < bytes.length; at += 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === END_OF_PICTURE) return at + 2;
  }
  return null;
}
