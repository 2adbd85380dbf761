/** Cards that are none, and cards of which nobody tells: adapters/output/card-nature. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { unrealCard, unrealSink } from '#edge-agent/adapters/output/card-nature';
import { createCardOutput } from '#edge-agent/adapters/output/card-output';
import { tryCard } from '#edge-agent/adapters/output/card-trial';
import type { OutputNews, SoundOutput } from '#edge-agent/ports';
import { makeCardIn } from './player-card.js';
import { until } from './world.js';

const cardsOf = (driver: string): string => ` 0 [Card           ]: ${driver} - Some name
                      Some name at usb-0000:01:00.0-1.2, full speed
 1 [vc4hdmi        ]: vc4-hdmi - vc4-hdmi
                      vc4-hdmi
`;

/** As PulseAudio 16 and PipeWire 0.3 print them, shortened. */
const SINKS = `Sink #0
	State: RUNNING
	Name: alsa_output.usb-horn
	Driver: module-alsa-card.c
	Flags: HARDWARE DECIBEL_VOLUME LATENCY

Sink #1
	State: SUSPENDED
	Name: horns
	Driver: module-null-sink.c
	Flags: DECIBEL_VOLUME LATENCY

Sink #52
	State: IDLE
	Name: nowhere
	Driver: PipeWire
	Properties:
		factory.name = "support.null-audio-sink"
`;

describe('edge-agent/adapters/output/card-nature', function () {
  this.timeout(30_000);
  let folder: string;
  let card: SoundOutput | null;
  let news: OutputNews[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-nature-'));
    card = null;
    news = [];
  });
  afterEach(async () => {
    await card?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const settled = async (output: SoundOutput) => {
    card = output;
    let state = await output.start((one) => news.push(one));
    await until('the card', 10_000, () => {
      for (const one of news) if (one.type === 'output-changed') state = one.output;
      return state.healthy;
    });
    return state;
  };

  it('knows by their drivers the cards that the kernel makes of nothing', () => {
    const found = ['USB-Audio', 'HDA-Intel', 'simple-card', 'Dummy', 'Loopback'].map((driver) => {
      writeFileSync(join(folder, 'cards'), cardsOf(driver));
      return unrealCard(folder, 0);
    });
    expect(found).to.deep.equal([
      ...[null, null, null],
      'card 0 is no card: driver Dummy',
      'card 0 is no card: driver Loopback',
    ]);
    expect([unrealCard(folder, 1), unrealCard(folder, 7)]).to.deep.equal([null, null]);
    expect(unrealCard(join(folder, 'nowhere'), 0)).to.equal(null);
  });

  it('knows the sinks that a sound server makes of nothing', () => {
    const names = ['alsa_output.usb-horn', 'horns', 'nowhere', 'gone'];
    expect(names.map((name) => unrealSink(SINKS, name))).to.deep.equal([
      null,
      'horns is no card: module-null-sink',
      'nowhere is no card: support.null-audio-sink',
      null,
    ]);
    expect(unrealSink('', 'horns')).to.equal(null);
  });

  it('calls an output virtual that counts by a card of nothing, and says so in the trial', async () => {
    const { setting } = makeCardIn(folder, 1);
    writeFileSync(join(setting.statusFolder, 'cards'), cardsOf('Dummy'));
    const state = await settled(createCardOutput(setting));
    expect(state).to.deep.include({ kind: 'card', virtual: true, healthy: true });
    expect(state.detail).to.include('driver Dummy');
    await card?.stop();
    rmSync(join(setting.statusFolder, 'card0', 'pcm0p', 'sub0', 'status'));
    expect(await tryCard(setting)).to.deep.equal({
      is: 'unreal',
      detail: 'card 0 is no card: driver Dummy',
    });
  });

  it('calls an output virtual that takes samples and never tells of one', async () => {
    const { setting } = makeCardIn(folder, 2);
    writeFileSync(
      setting.player,
      `#!${process.execPath}\nprocess.stdin.on('data', () => undefined);\n`,
    );
    chmodSync(setting.player, 0o755);
    const state = await settled(createCardOutput(setting));
    expect(state).to.deep.include({ virtual: true, healthy: true });
    expect(state.detail).to.match(/nobody knows whether it plays/);
  });

  it('calls a card real that counts and has a driver of its own', async () => {
    const { setting } = makeCardIn(folder, 3);
    writeFileSync(join(setting.statusFolder, 'cards'), cardsOf('USB-Audio'));
    const state = await settled(createCardOutput(setting));
    expect(state).to.deep.equal({
      ...{ kind: 'card', virtual: false, healthy: true },
      detail: 'card, steered',
    });
  });
});
