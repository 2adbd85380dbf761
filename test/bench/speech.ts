/**
 * Speech bench — từ văn bản tới âm thanh.
 *
 * The whole decision from text to mastered clip, beside the bare engine and the bare encoder on the
 * same words in the same run: how much of the time is our own.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Script } from '@loaso/shared/wire/script';
import { composeScript } from '#server/core/script/compose';
import { normalise } from '#server/core/text/normalise';
import { HORN_SETTINGS, HORN_VOICE, voiceScript } from '#server/flows/voice-script';
import { createWorkshop, ROOT } from '#server/main/workshop';
import { medianMs, type Report, timed } from './figure.js';

const run = promisify(execFile);
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

type Voiced = { durationMs: number; path: string };

async function voiceAll(dir: string, script: Script): Promise<Voiced> {
  const outDir = join(dir, 'out');
  mkdirSync(outDir, { recursive: true });
  const {
    speech: voices,
    mastering,
    chimes,
  } = createWorkshop({ workDir: join(dir, 'work'), cacheDir: join(dir, 'cache') });
  const made = await voiceScript(
    { speech: voices, mastering },
    { script, voice: HORN_VOICE, settings: { ...HORN_SETTINGS, ...chimes, outDir } },
    () => undefined,
    new AbortController().signal,
  );
  if (!made.ok) throw new Error(`${made.error.code}: ${made.error.detail}`);
  return made.value.clip;
}

async function wholeDecision(dir: string, script: Script, report: Report): Promise<void> {
  let clip: Voiced = { durationMs: 0, path: '' };
  const wholeMs = await timed(async () => {
    clip = await voiceAll(dir, script);
  });
  report({
    name: 'speech per second of work',
    value: clip.durationMs / wholeMs,
    unit: 'x real time',
    goal: { atLeast: 20 },
  });
  const bareMs = (await bareEngine(dir, script)) + (await bareEncoder(dir, clip.path));
  report({
    name: 'our time over bare engine and encoder',
    value: wholeMs / bareMs,
    unit: 'ratio',
    goal: { atMost: 1.3 },
  });
  const [first, ...rest] = script.sentences;
  if (first === undefined) throw new Error('the decision has no sentence');
  const edited = {
    ...script,
    sentences: [{ ...first, spoken: `${first.spoken}, đã sửa` }, ...rest],
  };
  const againMs = await timed(() => voiceAll(dir, edited));
  report({
    name: 'again after one changed sentence',
    value: againMs / wholeMs,
    unit: 'share of the full time',
    goal: { atMost: 0.05 },
  });
}

/** espeak-ng alone on the same words, one process per half as two cores allow. */
function bareEngine(dir: string, script: Script): Promise<number> {
  const spoken = script.sentences.map((sentence) => sentence.spoken);
  const middle = Math.ceil(spoken.length / 2);
  const halves = [spoken.slice(0, middle), spoken.slice(middle)];
  const files = halves.map((half, index) => {
    const file = join(dir, `bare-${index}.txt`);
    writeFileSync(file, half.join('\n'));
    return file;
  });
  const args = (file: string) => [
    '-v',
    'vi',
    '-s',
    '135',
    '-a',
    '70',
    '-f',
    file,
    '-w',
    `${file}.wav`,
  ];
  return timed(() =>
    Promise.all(files.map((file) => run('espeak-ng', args(file), { timeout: 300_000 }))),
  );
}

/** The encoder alone on the finished sound, one process per half as two cores allow. */
async function bareEncoder(dir: string, clip: string): Promise<number> {
  const wav = join(dir, 'bare.wav');
  await run(
    'ffmpeg',
    ['-nostdin', '-v', 'error', '-y', '-i', clip, '-ac', '1', '-ar', '24000', wav],
    { timeout: 300_000 },
  );
  const probe = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    wav,
  ]);
  const half = Number(probe.stdout) / 2;
  const encode = (from: number, name: string) =>
    run(
      'ffmpeg',
      [
        '-nostdin',
        '-v',
        'error',
        '-y',
        '-ss',
        String(from),
        '-t',
        String(half),
        '-i',
        wav,
        '-c:a',
        'libmp3lame',
        '-b:a',
        '48k',
        join(dir, name),
      ],
      { timeout: 300_000 },
    );
  return timed(() => Promise.all([encode(0, 'bare-a.mp3'), encode(half, 'bare-b.mp3')]));
}
