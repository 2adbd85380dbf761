/** The box hears itself: real player, a card and a microphone made of scripts between which is air. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { EAR_RATE } from '#edge-agent/adapters/output/ear';
import { createPlayerOutput } from '#edge-agent/adapters/output/player-output';
import { judgeHearing } from '#edge-agent/core/hearing';
import type { OutputNews, PartFile, PlayOrder, SoundOutput } from '#edge-agent/ports';
import { drawOf, speechOf } from '../../support/rooms.js';
import { isAlive, makeCardIn, PLAYER } from './player-card.js';
import { until } from './world.js';

const SECONDS = 7;
type Heard = Extract<OutputNews, { type: 'sound-heard' }>;

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

/** Hears what the card of the test plays, softer; or nothing but itself. */
const microphoneScript = (samples: string, pidFile: string, deaf: boolean): string =>
  `#!${process.execPath}
const { openSync, readSync, fstatSync, existsSync, writeFileSync } = require('node:fs');
writeFileSync('${pidFile}', String(process.pid));
const clock = () => Number(process.hrtime.bigint() / 1000n) / 1000;
const origin = clock();
let file = null, at = 0, told = 0;
setInterval(() => {
  if (file === null && existsSync('${samples}')) {
    file = openSync('${samples}', 'r');
    at = fstatSync(file).size & ~3;
  }
  const due = Math.floor((clock() - origin) * ${EAR_RATE / 1_000}) - told;
  const out = Buffer.alloc(due * 2);
  const here = Buffer.alloc(due * 4);
  const read = file === null ? 0 : readSync(file, here, 0, here.length, at) & ~3;
  at += read;
  for (let index = 0; index < due; index += 1) {
    const heard = index * 4 < read && !${deaf} ? here.readInt16LE(index * 4) / 8 : 0;
    out.writeInt16LE(Math.round(heard + 60 * (Math.random() - 0.5)), index * 2);
  }
  told += due;
  process.stdout.write(out);
}, 20);
`;

describe('edge-agent/adapters/output/self-ear', function () {
  this.timeout(40_000);
  let folder: string;
  let clip: PartFile;
  let card: SoundOutput;
  let news: OutputNews[];
  let number = 0;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-ear-'));
    const raw = join(folder, 'speech.s16le');
    const path = join(folder, 'speech.opus');
    const sound = speechOf(drawOf(21), SECONDS);
    const samples = Int16Array.from(sound, (value) => Math.round(value * 32_767));
    writeFileSync(raw, new Uint8Array(samples.buffer));
    const form = ['-f', 's16le', '-ar', String(EAR_RATE), '-ac', '1', '-i', raw];
    execFileSync('ffmpeg', ['-v', 'error', ...form, '-c:a', 'libopus', '-b:a', '32k', path]);
    const bytes = readFileSync(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex') as PartFile['sha256'];
    const durationMs = (SECONDS * 1_000) as PartFile['durationMs'];
    clip = { sha256, sizeBytes: bytes.length, durationMs, offsetMs: 0, path };
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => card.stop());

  /** Plays the clip once by the card; the microphone is `recorder`. */
  async function heardBy(recorder: (samples: string) => string): Promise<Heard> {
    number += 1;
    news = [];
    const { setting, samples } = makeCardIn(folder, number);
    const microphone = { recorder: recorder(samples), device: 'default' };
    card = createPlayerOutput(PLAYER, { ...setting, microphone }, () => undefined);
    await card.start((one) => news.push(one));
    const startMonoMs = monoNow() + 500;
    const order: PlayOrder = {
      soundId: 1,
      playId: 'entry.box.1',
      title: 'thử',
      parts: [clip],
      startMonoMs,
      fromMs: 0,
      // Well after the clip, so that its own end is what ends it.
      untilMonoMs: startMonoMs + SECONDS * 1_000 + 2_000,
      startAt: Date.now() as never,
      gainDb: 0,
      volumePercent: 100,
    };
    card.play(order);
    // The next one is ordered before this one begins.
    const next = { startMonoMs: startMonoMs + 60_000, untilMonoMs: startMonoMs + 61_000 };
    card.play({ ...order, ...next, soundId: 2, playId: 'entry.box.2' });
    const found = (): Heard | undefined => news.find((one) => one.type === 'sound-heard');
    await until('what was heard', 20_000, () => found() !== undefined);
    return found() as Heard;
  }

  const pidFile = (): string => join(folder, `ear-${number}.pid`);
  const scripted =
    (deaf: boolean) =>
    (samples: string): string => {
      const path = join(folder, `ear-${number}`);
      writeFileSync(path, microphoneScript(samples, pidFile(), deaf));
      chmodSync(path, 0o755);
      return path;
    };

  it('recognises its own play, and lets the microphone go after it', async () => {
    const told = await heardBy(scripted(false));
    expect(told).to.deep.include({ playId: 'entry.box.1', fault: null });
    const judged = judgeHearing(told.sent, told.heard, null);
    expect(judged).to.deep.include({ verdict: 'heard', why: null });
    expect(judged.gainDb).to.be.closeTo(-18, 3);
    const pid = Number(readFileSync(pidFile(), 'utf8'));
    await until('the end of the recorder', 5_000, () => !isAlive(pid));
  });

  it('does not recognise what did not sound', async () => {
    const told = await heardBy(scripted(true));
    expect(judgeHearing(told.sent, told.heard, -18)).to.deep.include({ verdict: 'not-heard' });
  });

  it('says that there is no microphone, and plays on all the same', async () => {
    const told = await heardBy(() => join(folder, 'no-such-program'));
    expect(told).to.deep.include({ sent: [], heard: [] });
    expect(told.fault).to.match(/ENOENT/);
    const ended = news.find(({ type }) => type === 'sound-ended');
    expect(ended).to.deep.include({ how: 'finished' });
  });
});
