/** Relay with real ffmpeg and a real stream: what sounds, and what never does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Relay } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import { openFeed } from '#edge-agent/adapters/output/stream-feed';
import { reachStream } from '#edge-agent/adapters/output/stream-reach';
import { createFileOutput } from '#edge-agent/adapters/output/virtual-output';
import type { OutputNews, PartFile, PlayOrder, SoundOutput } from '#edge-agent/ports';
import { Station } from '../../support/station.js';
import { soundsIn } from './correlate.js';
import { type Clip, makeClip, until } from './world.js';

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
const HERE = { allowPrivate: true };
const never = new AbortController().signal;

describe('edge-agent/adapters/output, a relay', function () {
  this.timeout(60_000);
  let folder: string;
  let clip: Clip;
  let station: Station;
  let address: string;
  let output: SoundOutput;
  let news: OutputNews[];
  let number = 0;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-relay-'));
    clip = makeClip(folder, 2, 21);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    station = new Station();
    address = await station.start();
    news = [];
    number += 1;
    output = createFileOutput('ffmpeg', join(folder, `sound-${number}`), HERE);
    await output.start((one) => news.push(one));
  });
  afterEach(async () => {
    await output.stop();
    station.stop();
  });

  const relayTo = (path: string): Relay =>
    ({ sourceId: 'vov1', url: `${address}${path}`, stallMs: 3_000 }) as Relay;
  const fallback = (): PartFile[] => [{ ...clip, offsetMs: 0 }];
  const order = (relay: Relay, lastsMs: number, parts = fallback()): PlayOrder => {
    const startMonoMs = monoNow() + 2_000;
    return {
      soundId: 1,
      playId: 'vov.box.1',
      title: 'Tiếp âm',
      parts,
      startMonoMs,
      fromMs: 0,
      untilMonoMs: startMonoMs + lastsMs,
      startAt: Math.round(Date.now() + 2_000) as PlayOrder['startAt'],
      gainDb: 0,
      volumePercent: 100,
      relay,
    };
  };
  function begin(one: PlayOrder): PlayOrder {
    output.prepare(1, one.parts, 0, one.relay);
    output.play(one);
    return one;
  }
  const ended = () => news.find((one) => one.type === 'sound-ended');
  /** 'stream 0.0', seconds after the start. */
  const turns = ({ startMonoMs }: PlayOrder): [string, number][] =>
    news.flatMap((one): [string, number][] =>
      one.type === 'relay-turned' ? [[one.to, (one.monoMs - startMonoMs) / 1000]] : [],
    );
  const turned =
    (to: string, times = 1) =>
    () =>
      news.filter((one) => one.type === 'relay-turned' && one.to === to).length >= times;

  it('sounds the stream from the instant to the end, on the sample, at the level of a horn', async () => {
    const one = begin(order(relayTo('/live'), 2_000));
    await until('end', 10_000, () => ended() !== undefined);
    expect(ended()).to.deep.include({ how: 'limit', playedMs: 2_000 });
    const [first] = turns(one);
    expect(first?.[0]).to.equal('stream');
    expect(first?.[1]).to.be.below(1.5);
    await output.stop();
    const [{ samples } = { samples: new Int16Array() }] = soundsIn(join(folder, `sound-${number}`));
    const loud = (value: number): boolean => Math.abs(value) > 400;
    const heard = samples.subarray(samples.findIndex(loud), samples.findLastIndex(loud));
    const peak = heard.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // ffmpeg's tone stands at an eighth of full scale; the fixed gain is 4 dB.
    expect(peak / 32768).to.be.closeTo(0.125 * 10 ** (4 / 20), 0.03);
    const crossings = heard.filter((value, at) => value >= 0 && (heard[at - 1] ?? 0) < 0).length;
    expect(crossings / (heard.length / 24_000)).to.be.closeTo(440, 10);
  });

  it('sounds the fallback within the stated time when the stream stalls, and returns to it', async () => {
    const one = begin(order(relayTo('/live'), 30_000));
    await until('stream', 10_000, turned('stream'));
    station.stalled = true;
    await until('fallback', 15_000, turned('fallback'));
    station.stalled = false;
    station.hangUp();
    await until('back', 25_000, turned('stream', 2));
    output.stopSound(1);
    await until('end', 5_000, () => ended() !== undefined);
    const told = turns(one);
    const at = (to: string): number => told.find(([name]) => name === to)?.[1] ?? 0;
    // Silence is told half a second after the last sample; the stall counts from that sample.
    expect(at('fallback') - at('silence')).to.be.within(2, 8);
    expect(told.filter(([to]) => to === 'fallback')).to.have.length(1);
    expect(ended()).to.deep.include({ how: 'stopped' });
  });

  it('ends at once when it is stopped, and leaves the station', async () => {
    begin(order(relayTo('/live'), 60_000));
    await until('stream', 10_000, turned('stream'));
    output.stopSound(1);
    await until('end', 1_000, () => ended() !== undefined);
    await until('nobody listens', 3_000, () => station.listeners === 0);
  });

  it('sounds its fallback where anything comes instead of a stream', async () => {
    const boxes = await Promise.all(
      ['/page', '/lying-page', '/list', '/dumb', '/drip', '/none'].map(async (path, index) => {
        const told: OutputNews[] = [];
        const box = createFileOutput('ffmpeg', join(folder, `instead-${index}`), HERE);
        await box.start((one) => told.push(one));
        const one = order(relayTo(path), 20_000);
        box.prepare(1, one.parts, 0, one.relay);
        box.play(one);
        return { path, box, one, told };
      }),
    );
    const firstOf = (told: OutputNews[]) => told.find(({ type }) => type === 'relay-turned');
    await until('fallback', 15_000, () => boxes.every(({ told }) => firstOf(told) !== undefined));
    for (const { path, one, told } of boxes) {
      const first = firstOf(told);
      if (first?.type !== 'relay-turned') throw new Error(`${path}: no turn`);
      expect(first.to, path).to.equal('fallback');
      expect((first.monoMs - one.startMonoMs) / 1000, path).to.be.within(3, 9);
      expect(first.detail, path).to.not.equal('');
    }
    await Promise.all(boxes.map(({ box }) => box.stop()));
  });

  it('takes endless silence for a loss', async () => {
    begin(order(relayTo('/silence'), 40_000));
    await until('stream', 10_000, turned('stream'));
    await until('fallback', 30_000, turned('fallback'));
  });

  it('is silent where silence is the fallback', async () => {
    begin(order(relayTo('/none'), 4_500, []));
    await until('end', 12_000, () => ended() !== undefined);
    expect(news.filter((one) => one.type === 'relay-turned')).to.deep.equal([]);
    expect(ended()).to.deep.include({ how: 'limit' });
  });

  it('holds no more than eight seconds of a server that sends as fast as it can', async () => {
    const feed = openFeed(`${address}/flood`, HERE, 'ffmpeg');
    try {
      await until('sound', 10_000, () => feed.ring.length() > 0);
      const before = process.memoryUsage().rss;
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      expect(feed.ring.length()).to.be.at.most(8 * 24_000);
      expect(process.memoryUsage().rss - before).to.be.below(100e6);
    } finally {
      feed.close();
    }
  });
});

describe('edge-agent/adapters/output, the way to a stream', () => {
  let station: Station;
  let address: string;
  beforeEach(async () => {
    station = new Station();
    address = await station.start();
  });
  afterEach(() => station.stop());

  const said = async (url: string, allowPrivate = true): Promise<string> => {
    const reached = await reachStream(url, { allowPrivate }, never);
    if (!reached.ok) return reached.error;
    reached.value.destroy();
    return 'reached';
  };
  const to = (target: string): string => `${address}/to?${encodeURIComponent(target)}`;

  it('leads to plain web alone, also by a redirect', async () => {
    expect(await said(`${address}/live`)).to.equal('reached');
    expect(await said(to(`${address}/live`))).to.equal('reached');
    expect(await said(to('file:///etc/passwd'))).to.equal('no streams by file:');
    expect(await said(to('gopher://127.0.0.1/'))).to.equal('no streams by gopher:');
    expect(await said(to('http://user:word@127.0.0.1/'))).to.equal('an address with a login');
    expect(await said('ftp://127.0.0.1/')).to.equal('no streams by ftp:');
    expect(await said(`${address}/page`)).to.include('not a sound');
    expect(await said(`${address}/none`)).to.equal('status 404');
  });

  it('ends a circle of redirects', async () => {
    const circle = to(to(to(to(`${address}/live`))));
    expect(await said(circle)).to.equal('more than 3 redirects');
    expect(station.asked).to.have.length(4);
  });

  it('refuses private addresses where they are not allowed, however they are written', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '169.254.169.254']) {
      expect(await said(`http://${host}/live`, false), host).to.include('private network');
    }
    expect(station.asked).to.deep.equal([]);
  });
});
