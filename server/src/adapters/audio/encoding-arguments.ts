/**
 * Arguments of an encoding — lệnh mã hoá một lượt.
 *
 * What one ffmpeg process is told to encode many stretches: neighbours that are worked on alike go
 * through one chain and are cut behind it, which saves a tenth of the time; others have their own.
 * Knows filters and codecs, neither order nor quality.
 */
import { join } from 'node:path';
import type { MasterSettings } from '../../ports/audio.js';
import { FENCED_OUTPUT } from './ffmpeg-runner.js';
import { CLIP_RATE, edgeFades, HORN_CHAIN, levelTo } from './filter-chains.js';
import { asPart, type Part, type Stretch } from './stretch.js';
import { type Bench, rawInput } from './stretch-work.js';

export type Encoding = {
  readonly gainDb: number;
  readonly ceilingDbfs: number;
  readonly settings: Pick<MasterSettings, 'codec' | 'bitrateKbps'>;
};
/** A stretch and how it is to be encoded. */
export type Task = { readonly stretch: Stretch; readonly encoding: Encoding };
export type Named = Task & { readonly name: string };

/** Files come to lie in the folder of the bench under `fileOf`. */
export async function encodingArguments(
  bench: Bench,
  batch: readonly Named[],
  fileOf: (task: Named) => string,
): Promise<string[]> {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let input = 0;
  let place = 0;
  for (const row of rowsOf(batch)) {
    const parts = row.length === 1 ? (row[0]?.stretch.parts ?? []) : [joined(row)];
    for (const part of parts) inputs.push(...(await rawInput(bench, part)));
    const labels = row.map((_, i) => `[out${place + i}]`);
    outputs.push('-filter_complex', graphOf(row, parts, { input, labels }));
    for (const [i, task] of row.entries()) {
      outputs.push('-map', labels[i] ?? '', ...codecArguments(task.encoding.settings));
      outputs.push(...FENCED_OUTPUT, join(bench.folder, fileOf(task)));
    }
    input += parts.length;
    place += row.length;
  }
  return [...inputs, ...outputs];
}

/** Neighbours of one speech part each, of one rate and one setting. */
function rowsOf(batch: readonly Named[]): Named[][] {
  const rows: Named[][] = [];
  for (const task of batch) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row && before && alike(before, task)) row.push(task);
    else rows.push([task]);
  }
  return rows;
}

function alike(one: Named, other: Named): boolean {
  const key = ({ stretch: { parts }, encoding: { gainDb, ceilingDbfs } }: Named) => {
    const alone = parts.length === 1 && parts[0]?.kind === 'speech';
    return alone ? `${parts[0]?.sampleRate} ${gainDb} ${ceilingDbfs}` : undefined;
  };
  return key(one) !== undefined && key(one) === key(other);
}

const partsOf = (row: readonly Named[]): Part[] => row.flatMap((task) => task.stretch.parts);

const joined = (row: readonly Named[]): Part =>
  asPart(
    'speech',
    partsOf(row).flatMap((part) => part.segments),
  );

type Ends = { readonly input: number; readonly labels: readonly string[] };

function graphOf(row: readonly Named[], parts: readonly Part[], { input, labels }: Ends): string {
  const first = row[0];
  if (first === undefined) throw new Error('a row without a stretch');
  const chains = parts.map((part, i) => {
    const { gainDb, ceilingDbfs } = first.encoding;
    const speech = part.kind === 'speech';
    const shape = speech ? `${edgeFades(part.durationMs)},${HORN_CHAIN}` : 'anull';
    const end = row.length === 1 ? `[p${input + i}]` : `,${cuts(partsOf(row))}${labels.join('')}`;
    return `[${input + i}:a]${shape},${levelTo(speech ? gainDb : 0, ceilingDbfs)}${end}`;
  });
  if (row.length > 1) return chains.join(';');
  const all = parts.map((_, i) => `[p${input + i}]`).join('');
  return [...chains, `${all}concat=n=${parts.length}:v=0:a=1${labels[0]}`].join(';');
}

/** Lengths are known to the millisecond, so a cut keeps this far from the next word. */
const CUT_EARLY_MS = 20;

/** Filter that cuts in the pause after each part but the last. */
function cuts(parts: readonly Part[]): string {
  let endMs = 0;
  const places = parts.slice(0, -1).map(({ durationMs, segments }) => {
    endMs += durationMs;
    const pauseMs = segments.at(-1)?.pauseAfterMs ?? 0;
    return Math.round(((endMs - Math.min(CUT_EARLY_MS, pauseMs / 2)) * CLIP_RATE) / 1000);
  });
  return `asegment=samples=${places.join('|')}`;
}

/** MP3 without header frames or tags, so that stretches can be laid end to end. */
function codecArguments({ codec, bitrateKbps }: Encoding['settings']): string[] {
  const common = ['-ac', '1', '-b:a', `${bitrateKbps}k`, '-map_metadata', '-1'];
  if (codec === 'mp3') {
    // Level 7: for band-limited speech closer to the source than the default, and twice as fast.
    const bare = ['-compression_level', '7', '-write_xing', '0', '-id3v2_version', '0'];
    return ['-ar', `${CLIP_RATE}`, '-c:a', 'libmp3lame', ...common, ...bare, '-f', 'mp3'];
  }
  // Not `voip`: on clipped-sounding voices its decoder jumps to full scale wherever the ceiling is,
  // and two decoders disagree by half a decibel. On this one they agree, after fewer rounds.
  const voice = ['-application', 'audio', '-vbr', 'constrained', '-compression_level', '5'];
  return ['-ar', '48000', '-c:a', 'libopus', ...common, ...voice, '-f', 'ogg'];
}
