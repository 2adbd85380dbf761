/** Meter readings — đọc số đo: each branch of a run gets its own figures from one log. */
import { expect } from 'chai';
import { logOf, readLoudness, readPeak } from '#server/adapters/audio/meter-readings';

const LOG = `Input #0, mp3, from 'a.mp3':
size=N/A time=00:00:10.00 bitrate=N/A speed= 318x
[astats@1 @ 0x2] Overall
[astats@1 @ 0x2] Peak level dB: -1.618952
[ebur128@1 @ 0x3] Summary:

  Integrated loudness:
    I:         -16.5 LUFS
    Threshold: -26.5 LUFS
[astats@10 @ 0x5] Peak level dB: -inf
[ebur128@10 @ 0x6] Summary:

  Integrated loudness:
    I:         -70.0 LUFS
`;

describe('the log of a run with several meters', () => {
  it('gives each the figures under its own name', () => {
    expect(readLoudness(logOf(LOG, 'ebur128@1'))).to.equal(-16.5);
    expect(readPeak(logOf(LOG, 'astats@1'))).to.equal(-1.618952);
    expect(readLoudness(logOf(LOG, 'ebur128@10'))).to.equal(-70);
    expect(readPeak(logOf(LOG, 'astats@10'))).to.equal(-120);
  });

  it('gives nothing for what was not measured', () => {
    expect(readLoudness(logOf(LOG, 'ebur128@0'))).to.equal(undefined);
    expect(readPeak(logOf(LOG, 'astats@0'))).to.equal(undefined);
  });
});
