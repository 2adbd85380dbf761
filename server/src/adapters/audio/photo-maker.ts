/**
 * Photo maker — xưởng ảnh.
 *
 * Makes of a picture that a phone took an upright JPEG and a small one, by the ffmpeg that is here for
 * sound anyway. The real kind is found by content and stated to ffmpeg, which opens no other file; what
 * the camera wrote beside the picture (place, time, model) is in neither.
 */
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { Sha256 } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import { PHOTO_SIDE_MAX, THUMB_SIDE_MAX } from '@loaso/shared/wire/http/photos';
import type { Orientation } from '../../core/photo/orientation.js';
import type { PhotoRules } from '../../core/photo/photo-rules.js';
import type { PictureKind } from '../../core/photo/picture-kind.js';
import type { AudioFault } from '../../ports/audio.js';
import type { MadePicture, PhotoFault, PhotoMaker } from '../../ports/photos.js';
import {
  createFfmpegRunner,
  FENCED_INPUT,
  FENCED_OUTPUT,
  type FfmpegOptions,
  type FfmpegRunner,
} from './ffmpeg-runner.js';

/** Beyond every phone that sends 15 MB; a small file can claim far more. */
const PIXELS_MAX = 120_000_000;
/** One frame of that many pixels in four bytes each, and no second one beside it in one piece. */
const ALLOC_BYTES_MAX = 500_000_000;
const TIMEOUT_MS = 30_000;
/** 2 is best, 31 worst. */
const QUALITY = 4;

const DEMUXERS: Readonly<Record<PictureKind, string>> = {
  jpeg: 'jpeg_pipe',
  png: 'png_pipe',
  webp: 'webp_pipe',
};

/** What brings a picture of each orientation upright. */
const TURNS: Readonly<Record<Orientation, readonly string[]>> = {
  1: [],
  2: ['hflip'],
  3: ['hflip', 'vflip'],
  4: ['vflip'],
  5: ['transpose=cclock_flip'],
  6: ['transpose=clock'],
  7: ['transpose=clock_flip'],
  8: ['transpose=cclock'],
};

export type PhotoMakerOptions = FfmpegOptions & { readonly rules: PhotoRules };

export function createPhotoMaker({ rules, ...options }: PhotoMakerOptions): PhotoMaker {
  const bench = { rules, runner: createFfmpegRunner(options) };
  return {
    async make(path, signal) {
      const [full, thumb] = [`${path}.full`, `${path}.thumb`];
      let made: Made | null = null;
      try {
        made = await drawBare(bench, { path, full, thumb, signal });
        return made;
      } finally {
        // Also when the disk was full in between.
        if (made?.ok !== true) await removeAll([full, thumb]);
      }
    },
  };
}

type Made = Awaited<ReturnType<PhotoMaker['make']>>;

async function drawBare(bench: Bench, drawing: Drawing): Promise<Made> {
  const drawn = await draw(bench, drawing);
  if (!drawn.ok) return drawn;
  const { rules } = bench;
  const [full, thumb] = [await bared(rules, drawing.full), await bared(rules, drawing.thumb)];
  if (full !== null && thumb !== null) return ok({ full, thumb });
  return err({ code: 'no-picture', detail: 'no whole picture came out' });
}

async function removeAll(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => rm(path, { force: true })));
}

type Bench = { readonly runner: FfmpegRunner; readonly rules: PhotoRules };

type Drawing = {
  readonly path: string;
  readonly full: string;
  readonly thumb: string;
  readonly signal: AbortSignal;
};

async function draw(
  { runner, rules }: Bench,
  { path, full, thumb, signal }: Drawing,
): Promise<Result<null, PhotoFault>> {
  const bytes = await readFile(path);
  const kind = rules.pictureKind(bytes);
  if (kind === 'heic') return err({ code: 'heic', detail: '' });
  if (kind === null) return err({ code: 'no-picture', detail: 'no known kind' });
  const upright = [...TURNS[rules.orientationOf(bytes, kind)], 'split=2[a][b]'].join(',');
  const graph = `[0:v:0]${upright};[a]${fit(PHOTO_SIDE_MAX)}[full];[b]${fit(THUMB_SIDE_MAX)}[thumb]`;
  const drawn = await runner.ffmpeg({
    args: [
      ...['-max_alloc', `${ALLOC_BYTES_MAX}`, '-noautorotate', '-max_pixels', `${PIXELS_MAX}`],
      ...['-f', DEMUXERS[kind]],
      ...[...FENCED_INPUT, '-i', path, '-filter_complex', graph],
      ...jpegInto('full', full),
      ...jpegInto('thumb', thumb),
    ],
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  return drawn.ok ? ok(null) : err(faultOf(drawn.error));
}

/** Never larger than it came. */
const fit = (side: number): string =>
  `scale=w='min(${side},iw)':h='min(${side},ih)':force_original_aspect_ratio=decrease:out_range=full,format=yuvj420p`;

const jpegInto = (label: string, path: string): readonly string[] => [
  ...['-map', `[${label}]`, '-frames:v', '1', '-map_metadata', '-1'],
  ...['-c:v', 'mjpeg', '-q:v', `${QUALITY}`, '-f', 'mjpeg', ...FENCED_OUTPUT, path],
];

/** Rewrites the file without what is not drawn; null where no whole picture lies in it. */
async function bared(rules: PhotoRules, path: string): Promise<MadePicture | null> {
  const bare = rules.bareJpeg(await readFile(path));
  if (bare === null) return null;
  await writeFile(path, bare.bytes);
  const sha256 = Sha256.parse(createHash('sha256').update(bare.bytes).digest('hex'));
  return { path, sha256, sizeBytes: bare.bytes.length, width: bare.width, height: bare.height };
}

function faultOf({ code, detail }: AudioFault): PhotoFault {
  if (code === 'engine-failed') return { code: 'no-picture', detail };
  if (code === 'cancelled' || code === 'engine-timeout') return { code: 'cut-off', detail };
  return { code: 'failed', detail };
}
