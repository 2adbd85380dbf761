/**
 * Demo proof — bằng chứng của bản trình diễn.
 *
 * Counts planned against delivered, cached, played; and holds the sound that each box wrote against
 * the mastered audio, sample by sample. Every figure is asked or measured here, none is assumed.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Box } from './boxes.js';
import { call, download, type Session } from './client.js';
import { locate, loudestSecond } from './correlate.js';
import { AGENT_BIN, runOnce } from './processes.js';

const run = promisify(execFile);
const RATE = 24_000;

export type Airing = {
  playId: string;
  entryId: string;
  deviceId: string;
  startAt: number;
  durationMs: number;
  state: string;
  pieces: { seq: number; fromMs: number; playedMs: number; outcome: string }[];
};

export async function airingsBetween(viewer: Session, from: number, to: number): Promise<Airing[]> {
  const { airings } = await call<{ airings: Airing[] }>(
    viewer,
    'GET',
    `/api/airings?from=${from}&to=${to}&limit=500`,
  );
  return airings;
}

export type Counts = {
  planned: number;
  played: number;
  missed: number;
  lost: number;
  duplicate: number;
};

/** lost: planned, over, and nothing came back; duplicate: a number stored twice, or played twice. */
export function count(airings: readonly Airing[]): Counts {
  const wholes = (one: Airing): number =>
    one.pieces.filter((piece) => piece.outcome === 'completed').length;
  const repeated = (one: Airing): number =>
    one.pieces.length - new Set(one.pieces.map((piece) => piece.seq)).size;
  return {
    planned: airings.length,
    played: airings.filter((one) => one.state === 'played').length,
    missed: airings.filter((one) => one.state === 'missed' || one.state === 'interrupted').length,
    lost: airings.filter((one) => one.pieces.length === 0).length,
    duplicate: airings.reduce((sum, one) => sum + Math.max(0, wholes(one) - 1) + repeated(one), 0),
  };
}

/** Decodes any audio to mono s16le at 24 kHz. */
export async function decode(file: string): Promise<Int16Array> {
  const args = [
    '-nostdin',
    '-v',
    'error',
    '-i',
    file,
    '-f',
    's16le',
    '-ac',
    '1',
    '-ar',
    String(RATE),
    'pipe:1',
  ];
  const { stdout } = await run('ffmpeg', args, {
    encoding: 'buffer',
    maxBuffer: 512 * 1024 * 1024,
    timeout: 60_000,
  });
  return samplesOf(stdout);
}

const samplesOf = (bytes: Buffer): Int16Array =>
  new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)));

export type Recording = { readonly startedAtMs: number; readonly samples: Int16Array };

/** What one run of an agent wrote: raw samples beside the instant of the first one. */
export function recordingsOf(one: Box): Recording[] {
  return readdirSync(one.soundDir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const about = JSON.parse(readFileSync(join(one.soundDir, name), 'utf8')) as {
        startedAtMs: number;
      };
      const raw = readFileSync(join(one.soundDir, name.replace(/\.json$/, '.s16le')));
      return { startedAtMs: about.startedAtMs, samples: samplesOf(raw) };
    });
}

export type Heard = { readonly deviceId: string; readonly errorMs: number; readonly score: number };

/** Where inside a box's recording the mastered sound begins, against its instant. */
export function hear(
  recording: Recording,
  sound: Int16Array,
  startAt: number,
): { errorMs: number; score: number } {
  const due = Math.round(((startAt - recording.startedAtMs) * RATE) / 1000);
  const match = locate(
    recording.samples,
    sound,
    { from: due - RATE / 2, to: due + RATE / 2 },
    loudestSecond(sound, RATE),
  );
  return { errorMs: ((match.at - due) * 1000) / RATE, score: match.score };
}

/** Fetches the mastered clip as a person would and finds it in what the box wrote. */
export async function heardBy(
  one: Box,
  clip: { session: Session; sha256: string; file: string },
  startAt: number,
): Promise<Heard> {
  writeFileSync(clip.file, await download(clip.session, `/audio/${clip.sha256}`));
  const sound = await decode(clip.file);
  const tries = recordingsOf(one).map((recording) => hear(recording, sound, startAt));
  const best = tries.sort((a, b) => b.score - a.score)[0] ?? { errorMs: Number.NaN, score: 0 };
  return { deviceId: one.id, ...best };
}

/** The plan a box really holds, asked of the box itself. */
export async function heldPlan(one: Box): Promise<string | null> {
  const text = await runOnce(AGENT_BIN, ['status', '--state', one.stateDir]);
  const status = JSON.parse(text) as { plan: { hash: string } | null };
  return status.plan?.hash ?? null;
}
