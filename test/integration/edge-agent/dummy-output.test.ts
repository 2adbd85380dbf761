/** A sound server without a card takes samples all the same: nothing of that counts as aired. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCardOutput } from '#edge-agent/adapters/output/card-output';
import type { OutputNews, SoundOutput } from '#edge-agent/ports';
import { type Clip, makeClip, until } from './world.js';

/** Says what pacat says, in real time; goes where the file `sink` tells, at first and later on. */
const pacatScript = (sink: string, locale: string): string => `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
const sinkNow = () => readFileSync('${sink}', 'utf8').trim();
writeFileSync('${locale}', String(process.env.LC_ALL));
process.stdin.on('data', () => undefined);
process.stdin.on('end', () => process.exit(0));
let at = sinkNow();
const origin = Date.now();
console.error('Connection established.');
console.error('Connected to device ' + at + ' (index: 0, suspended: no).');
console.error('Stream started.');
setInterval(() => {
  const now = sinkNow();
  if (now !== at) console.error('Stream moved to device ' + (at = now) + ' (1, not suspended).');
  const seconds = Math.max(0, (Date.now() - origin - 60) / 1000);
  process.stderr.write('Time: ' + seconds.toFixed(3) + ' sec; Latency: 60000 usec.        \\r');
}, 20);
`;

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

describe('edge-agent/adapters/output/card-output at a sound server', function () {
  this.timeout(20_000);
  let folder: string;
  let clip: Clip;
  let news: OutputNews[];
  let output: SoundOutput | null = null;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-dummy-'));
    clip = makeClip(folder, 4, 17);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    news = [];
  });
  afterEach(() => output?.stop());

  const sinkIs = (name: string): void => writeFileSync(join(folder, 'sink'), name);
  const open = (device: string): Promise<{ healthy: boolean; detail: string }> => {
    const player = join(folder, 'pacat');
    writeFileSync(player, pacatScript(join(folder, 'sink'), join(folder, 'locale')));
    chmodSync(player, 0o755);
    output = createCardOutput({
      carrier: 'pulse',
      decoder: 'ffmpeg',
      player,
      device,
      statusFolder: '/proc/asound',
      microphone: null,
      reach: { allowPrivate: false },
    });
    return output.start((one) => news.push(one));
  };
  const play = (): void => {
    const startMonoMs = monoNow() + 300;
    output?.play({
      soundId: 1,
      playId: 'entry.box.1',
      title: 'thử',
      parts: [{ ...clip, offsetMs: 0 }],
      startMonoMs,
      fromMs: 0,
      untilMonoMs: startMonoMs + 4_000,
      startAt: Math.round(Date.now() + 300) as never,
      gainDb: 0,
      volumePercent: 100,
    });
  };
  const last = (): { healthy: boolean; detail: string } | undefined =>
    news.findLast((one) => one.type === 'output-changed')?.output;
  const ended = () => news.find((one) => one.type === 'sound-ended');

  it('is a card where the server has one, whatever the language of the system', async () => {
    sinkIs('alsa_output.usb');
    expect(await open('default')).to.deep.include({
      healthy: true,
      detail: 'sound server, steered',
    });
    expect(readFileSync(join(folder, 'locale'), 'utf8')).to.equal('C');
  });

  it('is none where the server has only its dummy, and says so', async () => {
    sinkIs('auto_null');
    const state = await open('default');
    expect(state.healthy).to.equal(false);
    expect(state.detail).to.match(/no card/);
  });

  it('ends what sounds as failed when the server moves it to its dummy, and comes back with the card', async () => {
    sinkIs('alsa_output.usb');
    await open('default');
    play();
    await until('sound', 5_000, () => news.some(({ type }) => type === 'sound-started'));
    sinkIs('auto_null');
    await until('its end', 5_000, () => ended() !== undefined);
    expect(ended()).to.deep.include({ how: 'failed' });
    expect(last()?.healthy).to.equal(false);
    expect(last()?.detail).to.match(/no card/);
    sinkIs('alsa_output.usb');
    await until('the card', 8_000, () => last()?.healthy === true);
  });

  it('is none where the server carries it to another card than the one that is set', async () => {
    sinkIs('alsa_output.hdmi');
    const state = await open('alsa_output.usb');
    expect(state.healthy).to.equal(false);
    expect(state.detail).to.include('alsa_output.hdmi').and.to.include('alsa_output.usb');
    expect(existsSync(join(folder, 'locale'))).to.equal(true);
  });
});
