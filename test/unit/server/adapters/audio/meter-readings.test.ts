/** Meter readings — đọc số đo: each clip of a batch gets its own figures from one log. */
import { expect } from 'chai';
import {
  logOf,
  readLoudness,
  readPeak,
  readSampleCount,
} from '#server/adapters/audio/meter-readings';

const LOG = `Input #0, mp3, from 'a.mp3':
size=N/A time=00:00:10.00 bitrate=N/A speed= 318x
[volumedetect@1 @ 0x1] n_samples: 24000
[volumedetect@1 @ 0x1] max_volume: -1.6 dB
[astats@1 @ 0x2] Overall
[astats@1 @ 0x2] Peak level dB: -1.618952
[ebur128@1 @ 0x3] Summary:

  Integrated loudness:
    I:         -16.5 LUFS
    Threshold: -26.5 LUFS
[volumedetect@10 @ 0x4] n_samples: 48000
[astats@10 @ 0x5] Peak level dB: -inf
[ebur128@10 @ 0x6] Summary:

  Integrated loudness:
    I:         -70.0 LUFS
`;

describe('the log of a batch', () => {
  it('gives each clip the figures under its own name', () => {
    expect(readLoudness(logOf(LOG, 'ebur128@1'))).to.equal(-16.5);
    expect(readPeak(logOf(LOG, 'astats@1'))).to.equal(-1.618952);
    expect(readSampleCount(logOf(LOG, 'volumedetect@1'))).to.equal(24_000);
    expect(readLoudness(logOf(LOG, 'ebur128@10'))).to.equal(-70);
    expect(readPeak(logOf(LOG, 'astats@10'))).to.equal(-120);
    expect(readSampleCount(logOf(LOG, 'volumedetect@10'))).to.equal(48_000);
  });

  it('gives nothing for a clip that was not measured', () => {
    expect(readLoudness(logOf(LOG, 'ebur128@0'))).to.equal(undefined);
    expect(readPeak(logOf(LOG, 'astats@0'))).to.equal(undefined);
    expect(readSampleCount(logOf(LOG, 'volumedetect@0'))).to.equal(undefined);
  });
});
