/**
 * loaso voice — đọc văn bản thành tệp âm thanh.
 *
 * The whole way from a file to a mastered clip, without a server; prints length, loudness and true
 * peak as JSON and shows progress on a terminal.
 */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { HORN_SETTINGS, voiceScript } from '../flows/voice-script.js';
import { createWorkshop, voiceSettingsOf, type Workshop } from '../main/workshop.js';
import { scriptOfFile } from './document.js';

export async function voiceFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string', short: 'o' },
      voice: { type: 'string', default: 'vi' },
      speed: { type: 'string', default: '135' },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || values.out === undefined) {
    process.stderr.write(
      'usage: loaso voice FILE -o OUT.mp3|OUT.opus [--voice vi] [--speed 135]\n',
    );
    return 2;
  }
  const script = await scriptOfFile(file);
  const work = await mkdtemp(join(tmpdir(), 'loaso-voice-'));
  try {
    const { speech, voices, mastering, chimes } = await openWorkshop(work, values.voice);
    const outDir = join(work, 'out');
    await mkdir(outDir);
    const codec = extname(values.out) === '.opus' ? 'opus' : 'mp3';
    const voice = { voiceId: values.voice, wordsPerMinute: Number(values.speed), pitch: 50 };
    const settings = {
      ...HORN_SETTINGS,
      ...chimes,
      codec,
      bitrateKbps: codec === 'opus' ? 32 : 48,
      outDir,
    } as const;
    const made = await voiceScript(
      { speech, mastering },
      { script, voice, settings },
      showProgress,
      new AbortController().signal,
    );
    await voices.stop();
    if (!made.ok) throw new Error(`${made.error.code}: ${made.error.detail}`);
    const { clip } = made.value;
    await copyFile(clip.path, values.out);
    const { durationMs, loudnessLufs, truePeakDbtp, sizeBytes, sha256 } = clip;
    process.stdout.write(
      `${JSON.stringify({ durationMs, loudnessLufs, truePeakDbtp, codec, sizeBytes, sha256, sentences: script.sentences.length })}\n`,
    );
    return 0;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Looks for the operator's own voices only when one of them is asked for. */
async function openWorkshop(work: string, voiceId: string): Promise<Workshop> {
  const places = { workDir: work, cacheDir: join(work, 'speech') };
  const workshop = createWorkshop(places, voiceSettingsOf(readConfig(null)));
  const isKnown = workshop.speech.voices().some(({ id }) => id === voiceId);
  if (!isKnown) await workshop.voices.start();
  return workshop;
}

function showProgress(share: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(share * 100)} %  `);
}
