/** What the programs that carry samples are asked for, and what their words mean. */
import { expect } from 'chai';
import { carrierOf } from '#edge-agent/adapters/output/card-carrier';
import { createSteadyCount } from '#edge-agent/adapters/output/card-feedback';

const SETTING = {
  carrier: 'pulse',
  decoder: 'ffmpeg',
  player: 'pacat',
  device: 'default',
  statusFolder: '/proc/asound',
  microphone: null,
  reach: { allowPrivate: false },
} as const;

describe('edge-agent/adapters/output/card-carrier', () => {
  it('names the device to ALSA always, to a sound server only where it is not the default', () => {
    const deviceOf = (carrier: 'alsa' | 'pulse', device: string): string[] =>
      carrierOf({ ...SETTING, carrier, device }).words.filter((word) =>
        word.startsWith('--device'),
      );
    expect(deviceOf('alsa', 'default')).to.deep.equal(['--device=default']);
    expect(deviceOf('pulse', 'default')).to.deep.equal([]);
    expect(deviceOf('pulse', 'horn')).to.deep.equal(['--device=horn']);
  });

  it('reads from the words of pacat how many samples have been heard, wherever they are cut', () => {
    const feedback = carrierOf(SETTING).watch();
    expect(feedback.read(1, 0)).to.deep.equal({ playedSamples: 0, atMonoMs: 0 });
    feedback.hear('Stream started.\x1b[K\nTime: 0.000 sec; Latency: 40000 usec.        \r', 90);
    expect(feedback.read(1, 91)).to.deep.include({ playedSamples: 0 });
    feedback.hear('Time: 1.039 sec; Latency: 41400 usec.        \rTime: 1.0', 100);
    expect(feedback.read(1, 101)).to.deep.equal({ playedSamples: 24_924, atMonoMs: 100 });
    feedback.hear('89 sec; Latency: -51 usec.        \r', 150);
    expect(feedback.read(1, 151)).to.deep.equal({ playedSamples: 26_124, atMonoMs: 150 });
  });

  it('keeps of those words only what a person must know', () => {
    const feedback = carrierOf(SETTING).watch();
    const calm = "Opening a playback stream with sample specification 's16le 1ch 24000Hz'.\n";
    expect(feedback.hear(`${calm}Connection established.\x1b[K\n`, 1)).to.equal('');
    expect(feedback.hear('Connection failure: Connection ref', 2)).to.equal('');
    expect(feedback.hear('used\n', 3)).to.equal('Connection failure: Connection refused');
  });

  it('believes the highest count of the last second, carried on by the clock', () => {
    const steady = createSteadyCount();
    steady.note(24_000, 1_000);
    steady.note(24_100, 1_010);
    expect(steady.count(1_010)).to.equal(24_240);
    steady.note(36_048, 1_500);
    expect(steady.count(1_500)).to.equal(36_048);
    for (const ms of [2_100, 2_400, 2_700, 3_000]) steady.note(24 * ms - 2_400, ms);
    expect(steady.count(3_000)).to.equal(69_600);
  });
});
