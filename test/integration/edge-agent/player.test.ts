/** The player as a process of its own, as its agent sees it: feeds a card, dies and comes back. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createPlayerOutput } from '#edge-agent/adapters/output/player-output';
import type { CardSetting } from '#edge-agent/adapters/output/player-wire';
import { loadConfig } from '#edge-agent/config';
import { startAgent } from '#edge-agent/main';
import type { OutputNews, PartFile, PlayOrder, SoundOutput } from '#edge-agent/ports';
import { bestPlace } from './correlate.js';
import { isAlive, makeCardIn, PLAYER } from './player-card.js';
import { type Clip, decodeClip, makeClip, makeItem, makePlan, makeWorld, until } from './world.js';

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe('edge-agent/adapters/output/player', function () {
  this.timeout(40_000);
  let folder: string;
  let clips: [Clip, Clip];
  let lengthy: Clip;
  let news: OutputNews[];
  let pids: number[];
  let card: SoundOutput;
  let number = 0;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-player-'));
    clips = [makeClip(folder, 2, 11), makeClip(folder, 1, 12)];
    lengthy = makeClip(folder, 20, 14);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    news = [];
    pids = [];
    number += 1;
  });
  afterEach(() => card.stop());

  const makeCard = (lifeMs?: number) => makeCardIn(folder, number, lifeMs);
  const outputOf = (setting: CardSetting, program = PLAYER): SoundOutput =>
    createPlayerOutput(program, setting, (_level, event, fields) => {
      if (event === 'player-started') pids.push(Number(fields['pid']));
    });
  const tell = (one: OutputNews): number => news.push(one);
  const ended = (soundId: number) =>
    news.find((one) => one.type === 'sound-ended' && one.soundId === soundId);
  const healths = (): boolean[] =>
    news.flatMap((one) => (one.type === 'output-changed' ? [one.output.healthy] : []));
  const partsOf = (...all: readonly Clip[]): PartFile[] => {
    let offsetMs = 0;
    return all.map(({ sha256, sizeBytes, durationMs, path }) => {
      const part = { sha256, sizeBytes, durationMs, path, offsetMs };
      offsetMs += durationMs;
      return part;
    });
  };
  const order = (soundId: number, inMs: number): PlayOrder => {
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
    };
  };
  const dueAt = ({ startMonoMs }: PlayOrder): number => Date.now() - monoNow() + startMonoMs;

  it('feeds the card without a break and follows what it says it has played', async () => {
    const { setting, samples } = makeCard();
    card = outputOf(setting);
    expect(await card.start(tell)).to.deep.include({ healthy: true, virtual: false });
    card.prepare(1, partsOf(...clips), 0);
    const one = order(1, 500);
    const due = dueAt(one);
    card.play(one);
    await until('end', 8_000, () => ended(1) !== undefined);
    await sleep(400);
    await card.stop();
    expect(ended(1)).to.deep.include({ how: 'finished' });
    const bytes = readFileSync(samples);
    const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const heard = new Int16Array(whole);
    const places = clips.map((clip) => clipStart(heard, decodeClip(clip)));
    const facts = JSON.parse(readFileSync(`${samples}.json`, 'utf8')) as { originMs: number };
    // The card of this test tells its count a few milliseconds late, and later on a busy machine;
    // a kernel does not. What must hold here: the right sounds, in order, near their instants.
    const starts = places.map((place) => facts.originMs + place / 24);
    expect(starts[0]).to.be.closeTo(due, 250);
    expect(starts[1]).to.be.closeTo(due + 2_000, 250);
  });

  it('keeps the sound going while the agent itself stands still', async () => {
    const { setting, samples } = makeCard();
    card = outputOf(setting);
    await card.start(tell);
    card.prepare(1, partsOf(...clips), 0);
    card.play(order(1, 300));
    await until('start', 5_000, () => news.some(({ type }) => type === 'sound-started'));
    const stuckUntil = monoNow() + 2_500;
    while (monoNow() < stuckUntil);
    await until('end', 8_000, () => ended(1) !== undefined);
    await card.stop();
    expect(ended(1)).to.deep.include({ how: 'finished' });
    const bytes = readFileSync(samples);
    const heard = new Int16Array(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    );
    const first = heard.findIndex((value) => value !== 0);
    const last = heard.findLastIndex((value) => value !== 0);
    // The agent stood still for all but half a second of it.
    expect((last - first) / 24).to.be.above(1_500);
  });

  it('says so when the carrier dies, ends what sounded, and starts it again', async () => {
    const { setting } = makeCard(2_500);
    card = outputOf(setting);
    await card.start(tell);
    card.play(order(1, 100));
    await until('the end of the sound', 8_000, () => ended(1) !== undefined);
    expect(ended(1)).to.deep.include({ how: 'failed' });
    await until(
      'a second life',
      8_000,
      () => healths().includes(false) && healths().at(-1) === true,
    );
    expect(pids).to.have.length(1);
    await card.stop();
  });

  it('starts a player that was killed again, and gives it what was ordered in between', async () => {
    const { setting } = makeCard();
    card = outputOf(setting);
    await card.start(tell);
    card.play(order(1, 100));
    await until('start', 5_000, () => news.some(({ type }) => type === 'sound-started'));
    await sleep(700);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await until('the end of the sound', 5_000, () => ended(1) !== undefined);
    const end = ended(1) as Extract<OutputNews, { type: 'sound-ended' }>;
    expect(end.how).to.equal('failed');
    expect(end.playedMs).to.be.within(1, 1_500);
    expect(healths().at(-1)).to.equal(false);
    const long = { parts: partsOf(lengthy), untilMonoMs: monoNow() + 20_000 };
    card.play({ ...order(2, 0), ...long });
    card.play(order(3, 0));
    card.stopSound(3);
    expect(ended(3)).to.deep.include({ how: 'stopped', playedMs: 0 });
    const startOf = (soundId: number) =>
      news.find((one) => one.type === 'sound-started' && one.soundId === soundId);
    await until('its second life', 18_000, () => startOf(2) !== undefined);
    expect(pids).to.have.length(2);
    expect((startOf(2) as { fromMs: number }).fromMs).to.be.at.least(900);
    card.stopSound(2);
    await until('its end', 5_000, () => ended(2) !== undefined);
    expect(ended(2)).to.deep.include({ how: 'stopped' });
    await until('health', 5_000, () => healths().at(-1) === true);
    await card.stop();
    expect(pids.some(isAlive)).to.equal(false);
  });

  it('takes a player that stands still for a dead one', async () => {
    const { setting } = makeCard();
    card = outputOf(setting);
    await card.start(tell);
    process.kill(pids[0] ?? 0, 'SIGSTOP');
    await until('a second one', 20_000, () => pids.length === 2);
    expect(isAlive(pids[0] ?? 0)).to.equal(false);
    await card.stop();
  });

  it('says what is missing where there is no carrier and no card', async () => {
    const { setting } = makeCard();
    card = outputOf({ ...setting, player: join(folder, 'no-such-carrier') });
    const state = await card.start(tell);
    expect(state).to.deep.include({ kind: 'card', healthy: false });
    expect(state.detail).to.include('ENOENT');
    await card.stop();
  });

  it('says so when the program of the player cannot be started at all', async () => {
    const program = { command: process.execPath, words: ['-e', 'process.exit(7)'] };
    card = outputOf(makeCard().setting, program);
    const state = await card.start(tell);
    expect(state).to.deep.include({ healthy: false });
    expect(state.detail).to.include('player ended with 7');
    card.prepare(1, partsOf(...clips), 0);
    await card.stop();
    expect(ended(1)).to.deep.include({ how: 'stopped', playedMs: 0 });
  });

  it('is found by an agent before it has read its journal, and sounds what is planned', async () => {
    const world = await makeWorld((place) => [makeClip(place, 1, 13)]);
    const { setting } = makeCard();
    card = outputOf(setting);
    const config = loadConfig(
      { state: world.state, player: setting.player, soundStatus: setting.statusFolder },
      { LOASO_AGENT_LOG_LEVEL: 'silent', LOASO_AGENT_NTP: 'no' },
    );
    const agent = await startAgent(config, () => undefined);
    try {
      await until('the card', 10_000, () => agent.shell.state().output.healthy);
      await until('the time', 10_000, () => agent.shell.state().clock.trusted);
      const startAt = Date.now() + 2_500;
      world.offer(makePlan(1, Date.now(), world.clips, [makeItem(world.clips, { startAt })]));
      await until('its record', 15_000, () => world.stored.size === 1);
      expect(world.records()[0]).to.deep.include({ outcome: 'completed', virtual: false });
    } finally {
      await agent.stop('the test is over');
      await world.close();
    }
  });
});

/** First sample of a clip that is followed one sample at a time: short looks, the first that fits. */
function clipStart(heard: Int16Array, clip: Int16Array): number {
  for (let probeAt = 4_000; probeAt < 20_000; probeAt += 1_000) {
    const place = bestPlace(heard, clip.subarray(probeAt, probeAt + 160));
    if (place !== null) return place - probeAt;
  }
  throw new Error('the clip was not heard');
}
