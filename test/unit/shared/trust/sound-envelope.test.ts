/** The outer bound of what a box may sound. */
import { instant, MINUTE_MS } from '@loaso/shared/time';
import { permittedSpans, SoundEnvelope, volumeCeiling } from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import fc from 'fast-check';
import { boxId, envelopeOf } from '../../../support/plans.js';
import { envelopes } from '../timeline/any-timeline.js';
import { MIDNIGHT, MINUTES } from '../timeline/oracle.js';

const at = (minute: number) => instant(MIDNIGHT + minute * MINUTE_MS);
const span = (from: number, to: number) => ({ startAt: at(from), endAt: at(to) });
const minutesOf = (spans: { startAt: number; endAt: number }[]): number[][] =>
  spans.map(({ startAt, endAt }) => [
    (startAt - MIDNIGHT) / MINUTE_MS,
    (endAt - MIDNIGHT) / MINUTE_MS,
  ]);
const window = (
  fromMinute: number,
  toMinute: number,
  volumeMaxPercent = 80,
  days = [1, 2, 3, 4, 5, 6, 7],
) => ({ days, fromMinute, toMinute, volumeMaxPercent }) as never;

describe('the sound envelope', () => {
  const envelope = envelopeOf(boxId(1), MIDNIGHT, {
    windows: [
      window(300, 360),
      window(350, 420, 60),
      window(1020, 1080),
      window(600, 660, 50, [7]),
    ],
  });

  it('permits what lies in its windows, joined where they touch, day after day', () => {
    SoundEnvelope.parse(envelope);
    expect(minutesOf(permittedSpans(envelope, 'normal', span(0, 2880)))).to.deep.equal([
      [300, 420],
      [1020, 1080],
      [1740, 1860],
      [2460, 2520],
    ]);
    expect(permittedSpans(envelope, 'priority', span(420, 1020))).to.deep.equal([]);
  });

  it('permits an emergency at any hour, and nothing else without an envelope or after its end', () => {
    expect(permittedSpans(null, 'normal', span(0, 2880))).to.deep.equal([]);
    for (const one of [null, envelope]) {
      expect(permittedSpans(one, 'emergency', span(100, 200))).to.deep.equal([span(100, 200)]);
    }
    const ended = { ...envelope, exp: at(330) };
    expect(minutesOf(permittedSpans(ended, 'normal', span(0, 2880)))).to.deep.equal([[300, 330]]);
  });

  it('lowers the volume by the hour, and never lets an emergency above its ceiling', () => {
    const ceiling = (minute: number, priority: 'normal' | 'emergency', one = envelope): number =>
      volumeCeiling(one, priority, at(minute));
    expect([ceiling(310, 'normal'), ceiling(355, 'normal'), ceiling(400, 'normal')]).to.deep.equal([
      80, 80, 60,
    ]);
    expect(ceiling(200, 'normal')).to.equal(0);
    const quiet = { ...envelope, emergencyVolumeMaxPercent: 30 };
    expect([ceiling(200, 'emergency', quiet), ceiling(310, 'emergency', quiet)]).to.deep.equal([
      30, 80,
    ]);
    expect(volumeCeiling(null, 'emergency', at(0))).to.equal(100);
    expect(volumeCeiling(null, 'normal', at(0))).to.equal(0);
  });

  it('gives volume to normal sound exactly where it permits it', () => {
    fc.assert(
      fc.property(envelopes, fc.nat(MINUTES), (one, minute) => {
        const permitted = permittedSpans(one, 'normal', span(minute, minute + 1)).length > 0;
        if (!permitted) expect(volumeCeiling(one, 'normal', at(minute))).to.equal(0);
      }),
      { numRuns: 2000 },
    );
  });
});
