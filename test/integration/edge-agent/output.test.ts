/** Outputs with real ffmpeg: each sound begins, joins and ends on its sample. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSilence } from '#edge-agent/adapters/output/silence';
import { createFileOutput, createSilentOutput } from '#edge-agent/adapters/output/virtual-output';
import type { OutputNews, PartFile, PlayOrder, SoundOutput } from '#edge-agent/ports';
import { bestPlace, soundsIn, startOf } from './correlate.js';
import { type Clip, decodeClip, makeClip, until } from './world.js';

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
/** One sample is 0.04 ms; both clocks are read within a tenth of a millisecond of each other. */
const EXACT_MS = 1.5;

describe('edge-agent/adapters/output', function () {
  this.timeout(20_000);
  let folder: string;
  let clips: [Clip, Clip];
  let news: OutputNews[];
  let output: SoundOutput;
  let number = 0;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-output-'));
    clips = [makeClip(folder, 2, 11), makeClip(folder, 1, 12)];
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    news = [];
    number += 1;
    output = createFileOutput('ffmpeg', sound());
    await output.start((one) => news.push(one));
  });
  afterEach(() => output.stop());

  const sound = (): string => join(folder, `sound-${number}`);
  const partsOf = (...all: readonly Clip[]): PartFile[] => {
    let offsetMs = 0;
    return all.map(({ sha256, sizeBytes, durationMs, path }) => {
      const part = { sha256, sizeBytes, durationMs, path, offsetMs };
      offsetMs += durationMs;
      return part;
    });
  };
  const order = (soundId: number, inMs: number, part: Partial<PlayOrder> = {}): PlayOrder => {
    const startMonoMs = monoNow() + inMs;
    return {
      soundId,
      playId: `entry.box.${soundId}`,
      title: 'thử',
      parts: partsOf(...clips),
      startMonoMs,
      fromMs: 0,
      untilMonoMs: startMonoMs + 3_500,
      startAt: Math.round(Date.now() + inMs) as PlayOrder['startAt'],
      gainDb: 0,
      volumePercent: 100,
      ...part,
    };
  };
  /** When `order` was to start, on the wall clock. */
  const dueAt = ({ startMonoMs }: PlayOrder): number => Date.now() - monoNow() + startMonoMs;
  const ended = (soundId: number) =>
    news.find((one) => one.type === 'sound-ended' && one.soundId === soundId);
  const pcm = (clip: Clip): Int16Array => decodeClip(clip);

  it('starts on the sample, joins its parts without a gap, and tells both', async () => {
    output.prepare(1, partsOf(...clips), 0);
    const one = order(1, 600);
    const due = dueAt(one);
    output.play(one);
    await until('end', 8_000, () => ended(1) !== undefined);
    await output.stop();
    expect(startOf(sound(), pcm(clips[0]))).to.be.closeTo(due, EXACT_MS);
    expect(startOf(sound(), pcm(clips[1]))).to.be.closeTo(due + 2_000, EXACT_MS);
    const [{ samples } = { samples: new Int16Array() }] = soundsIn(sound());
    const first = bestPlace(samples, pcm(clips[0]).subarray(6_000, 8_400));
    const second = bestPlace(samples, pcm(clips[1]).subarray(6_000, 8_400));
    expect((second ?? 0) - (first ?? 0)).to.equal(48_000);
    const started = news.find(({ type }) => type === 'sound-started');
    expect(started).to.deep.include({ soundId: 1, fromMs: 0 });
    expect(ended(1)).to.deep.include({ how: 'finished', playedMs: 3_000 });
  });

  it('joins late at the position that the clock has reached', async () => {
    const one = order(1, 40, { fromMs: 1_200 });
    const due = dueAt(one);
    output.play(one);
    await until('end', 8_000, () => ended(1) !== undefined);
    await output.stop();
    expect(startOf(sound(), pcm(clips[1]))).to.be.closeTo(due + 800, EXACT_MS);
    expect(startOf(sound(), pcm(clips[0]), 40_000)).to.be.closeTo(due - 1_200, EXACT_MS);
  });

  it('ends at the limit it is given, on the sample, with a ramp against the click', async () => {
    output.prepare(1, partsOf(...clips), 0);
    const one = order(1, 400);
    output.play(one);
    output.limit(1, one.startMonoMs + 700);
    await until('end', 8_000, () => ended(1) !== undefined);
    expect(ended(1)).to.deep.include({ how: 'limit', playedMs: 700 });
    await output.stop();
    const [{ samples } = { samples: new Int16Array() }] = soundsIn(sound());
    const loud = samples.findLastIndex((value) => Math.abs(value) > 200);
    const first = samples.findIndex((value) => value !== 0);
    expect((loud - first) / 24).to.be.closeTo(700, 12);
  });

  it('falls silent within a tenth of a second of a stop', async () => {
    output.play(order(1, 30));
    await until('start', 5_000, () => news.some(({ type }) => type === 'sound-started'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    output.stopSound(1);
    const stoppedAt = Date.now();
    await until('end', 2_000, () => ended(1) !== undefined);
    expect(ended(1)).to.deep.include({ how: 'stopped' });
    await output.stop();
    const [heard] = soundsIn(sound());
    const last = heard?.samples.findLastIndex((value) => value !== 0) ?? 0;
    expect((heard?.startedAtMs ?? 0) + last / 24 - stoppedAt).to.be.at.most(100);
  });

  it('makes one sound at a time: a second order takes the place of the first', async () => {
    output.play(order(1, 30, { parts: partsOf(clips[0]) }));
    await until('start', 5_000, () => news.some(({ type }) => type === 'sound-started'));
    output.play(order(2, 200, { parts: partsOf(clips[1]) }));
    await until('both ends', 5_000, () => ended(1) !== undefined && ended(2) !== undefined);
    expect(ended(1)).to.deep.include({ how: 'limit' });
    expect(ended(2)).to.deep.include({ how: 'finished' });
  });

  it('plays softer by gain and by volume', async () => {
    output.prepare(1, partsOf(clips[0]), 0);
    const one = order(1, 400, { parts: partsOf(clips[0]), gainDb: -6, volumePercent: 50 });
    output.play(one);
    await until('end', 8_000, () => ended(1) !== undefined);
    await output.stop();
    const [{ samples } = { samples: new Int16Array() }] = soundsIn(sound());
    const from = samples.findIndex((value) => value !== 0);
    const power = (all: Int16Array): number =>
      Math.sqrt(all.reduce((sum, value) => sum + value * value, 0) / all.length);
    const ratio =
      power(samples.subarray(from, from + 40_000)) / power(pcm(clips[0]).subarray(0, 40_000));
    expect(ratio).to.be.closeTo(0.5 * 10 ** (-6 / 20), 0.02);
  });

  it('hashes a file again before it sounds: one flipped bit is silence and a word', async () => {
    const path = join(folder, 'rotten.mp3');
    const bytes = Buffer.from(clips[0].bytes);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const parts = partsOf(clips[0]).map((part) => ({ ...part, path }));
    output.play(order(1, 100, { parts }));
    await until('end', 5_000, () => ended(1) !== undefined);
    expect(ended(1)).to.deep.include({ how: 'file-corrupt', playedMs: 0, sha256: clips[0].sha256 });
    await output.stop();
    expect(soundsIn(sound())[0]?.samples.some((value) => value !== 0)).to.equal(false);
  });

  it('says so when a file is gone or the decoder is not installed', async () => {
    const gone = partsOf(clips[0]).map((part) => ({ ...part, path: join(folder, 'gone.mp3') }));
    output.play(order(1, 50, { parts: gone }));
    await until('end', 5_000, () => ended(1) !== undefined);
    expect(ended(1)).to.deep.include({ how: 'file-absent' });

    const bare = createSilentOutput(join(folder, 'no-such-decoder'));
    expect(await bare.start((one) => news.push(one))).to.include({ virtual: true, kind: 'silent' });
    bare.play(order(9, 50));
    await until('end', 5_000, () => ended(9) !== undefined);
    expect(ended(9)).to.deep.include({ how: 'failed' });
    await bare.stop();
  });

  it('lets all silent boxes of a process share one decoding, and last as long as the sound', async () => {
    const tally = join(folder, 'tally');
    const counting = join(folder, 'counting');
    writeFileSync(counting, `#!/bin/sh\necho one >> ${tally}\nexec ffmpeg "$@"\n`, { mode: 0o755 });
    const silence = createSilence(counting);
    const boxes = [1, 2, 3].map(() => {
      const told: OutputNews[] = [];
      return { told, output: createSilentOutput(counting, undefined, silence) };
    });
    for (const { output: box, told } of boxes) await box.start((one) => told.push(one));
    const orders = boxes.map(({ output: box }, index) => {
      const one = order(index + 1, 3_000, {
        parts: partsOf(clips[1], clips[0]),
        fromMs: index === 2 ? 1_500 : 0,
        untilMonoMs: Number.POSITIVE_INFINITY,
      });
      box.prepare(one.soundId, one.parts, one.fromMs);
      box.play(one);
      return one;
    });
    const over = ({ told }: (typeof boxes)[0]) => told.find(({ type }) => type === 'sound-ended');
    await until('ends', 10_000, () => boxes.every((box) => over(box) !== undefined));
    expect(boxes.map(over)).to.deep.equal([
      { type: 'sound-ended', soundId: 1, playedMs: 3_000, how: 'finished' },
      { type: 'sound-ended', soundId: 2, playedMs: 3_000, how: 'finished' },
      { type: 'sound-ended', soundId: 3, playedMs: 1_500, how: 'finished' },
    ]);
    const starts = boxes.map(({ told }) => told.find(({ type }) => type === 'sound-started'));
    for (const [index, start] of starts.entries()) {
      const due = orders[index]?.startMonoMs ?? Number.NaN;
      expect(start?.type === 'sound-started' && start.startedMonoMs).to.be.closeTo(due, EXACT_MS);
    }
    expect(readFileSync(tally, 'utf8')).to.equal('one\none\n');
    await Promise.all(boxes.map(({ output: box }) => box.stop()));
  });
});
