/**
 * Speech bench — từ văn bản tới âm thanh.
 *
 * The whole decision from text to mastered clip, beside the bare engine and the bare encoder on the
 * same words in the same run: how much of the time is our own.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Script } from '@loaso/shared/wire/script';
import { composeScript } from '#server/core/script/compose';
import { normalise } from '#server/core/text/normalise';
import { HORN_SETTINGS, HORN_VOICE, voiceScript } from '#server/flows/voice-script';
import { createWorkshop, ROOT, type Workshop } from '#server/main/workshop';
import { bareRun, meanOf, spent } from './bare-speech.js';
import { medianMs, quantile, type Report, timed } from './figure.js';

const DECISION = join(ROOT, 'server', 'samples', 'qd-1462-ubnd-binh-dinh-2025.txt');

export async function speech(report: Report): Promise<void> {
  const text = readFileSync(DECISION, 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const normaliseMs = await medianMs(5, () => lines.map((line) => normalise(line)));
  const speed = text.length / (normaliseMs / 1000);
  report({ name: 'normaliser', value: speed, unit: 'characters/s', goal: { atLeast: 300_000 } });
  const composeMs = await medianMs(3, () => composeScript(text));
  report({ name: 'text to script, whole decision', value: composeMs, unit: 'ms', goal: null });
  const dir = mkdtempSync(join(tmpdir(), 'loaso-bench-'));
  try {
    await wholeDecision(dir, composeScript(text), report);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

type Voiced = { durationMs: number };
type Room = { readonly workshop: Workshop; readonly outDir: string };

/** One room for all of a run, as the server has one for all of its life. */
function openRoom(dir: string, name: string): Room {
  const outDir = join(dir, name, 'out');
  mkdirSync(outDir, { recursive: true });
  const at = (folder: string): string => join(dir, name, folder);
  return { workshop: createWorkshop({ workDir: at('work'), cacheDir: at('cache') }), outDir };
}

async function voiceAll({ workshop, outDir }: Room, script: Script): Promise<Voiced> {
  const made = await voiceScript(
    workshop,
    { script, voice: HORN_VOICE, settings: { ...HORN_SETTINGS, ...workshop.chimes, outDir } },
    () => undefined,
    new AbortController().signal,
  );
  if (!made.ok) throw new Error(`${made.error.code}: ${made.error.detail}`);
  return made.value.clip;
}

async function wholeDecision(dir: string, script: Script, report: Report): Promise<void> {
  let clip: Voiced = { durationMs: 0 };
  const spoken = script.sentences.map((sentence) => sentence.spoken);
  // Bare, whole, bare, whole, bare: what else the machine does meets both alike.
  const room = openRoom(dir, 'first');
  const whole = [await spent(async () => (clip = await voiceAll(room, script)))];
  const bare = [await bareRun(dir, spoken)];
  whole.push(await spent(() => voiceAll(openRoom(dir, 'second'), script)));
  bare.push(await bareRun(dir, spoken));
  const ours = meanOf(whole);
  const engine = meanOf(bare.map((run) => run.engine));
  const encoder = meanOf(bare.map((run) => run.encoder));
  const bareWallMs = engine.wallMs + encoder.wallMs;
  const tell = (name: string, value: number, unit: string): void =>
    report({ name, value, unit, goal: null });
  report({
    name: 'speech per second of work',
    value: clip.durationMs / ours.wallMs,
    unit: 'x real time',
    goal: { atLeast: 20 },
  });
  tell('engine alone', engine.wallMs / bareWallMs, 'share of both alone');
  tell('encoder alone, as it comes', encoder.wallMs / bareWallMs, 'share of both alone');
  report({
    name: 'our time over bare engine and encoder',
    value: ours.wallMs / bareWallMs,
    unit: 'ratio',
    goal: { atMost: 1.3 },
  });
  const bareCpuMs = engine.cpuMs + encoder.cpuMs;
  tell('the same in processor time', ours.cpuMs / bareCpuMs, 'ratio');
  const level = meanOf(bare.map((run) => run.encoderAsOurs));
  tell('over engine and encoder at our level', ours.cpuMs / (engine.cpuMs + level.cpuMs), 'ratio');
  await editedDecision(room, script, { wholeMs: ours.wallMs, report });
}

/** The first, a middle and the last sentence changed, one after the other. */
async function editedDecision(
  room: Room,
  script: Script,
  { wholeMs, report }: { readonly wholeMs: number; readonly report: Report },
): Promise<void> {
  const last = script.sentences.length - 1;
  const taken: number[] = [];
  for (const place of [0, Math.floor(last / 3), Math.floor(last / 2), last - 1, last]) {
    const sentences = script.sentences.map((sentence, index) =>
      index === place ? { ...sentence, spoken: `${sentence.spoken}, đã sửa` } : sentence,
    );
    taken.push(await timed(() => voiceAll(room, { ...script, sentences })));
  }
  const share = (ms: number): number => ms / wholeMs;
  const unit = 'share of the full time';
  report({
    name: 'again after one changed sentence, median of five',
    value: share(quantile(taken, 0.5)),
    unit,
    goal: { atMost: 0.05 },
  });
  report({ name: 'the slowest of them', value: share(Math.max(...taken)), unit, goal: null });
}
