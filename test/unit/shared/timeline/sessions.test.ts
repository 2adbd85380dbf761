/** Sessions of a day: how many, how long, and what is said of those that stay silent. */
import { instant, MINUTE_MS } from '@loaso/shared/time';
import { explainTimeline } from '@loaso/shared/timeline/explain';
import { resolveTimeline } from '@loaso/shared/timeline/resolve';
import type { Wish } from '@loaso/shared/timeline/wish';
import {
  envelopeVersion,
  type SessionBounds,
  SoundEnvelope,
} from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import fc from 'fast-check';
import { boxId, envelopeOf } from '../../../support/plans.js';
import { sessionsHeard } from '../../../support/sessions-heard.js';
import { envelopes, wishes } from './any-timeline.js';
import { MIDNIGHT, wishOf } from './oracle.js';

const under = (bounds: SessionBounds): SoundEnvelope =>
  envelopeOf(boxId(1), MIDNIGHT, { ...bounds, minutesPerDayMax: 1440 });

const heardIn = (list: readonly Wish[], bounds: SessionBounds): string[] =>
  resolveTimeline(list, under(bounds)).map(({ wish, startAt, endAt, offsetMs }) => {
    const [from, to] = [startAt, endAt].map((at) => (at - MIDNIGHT) / MINUTE_MS);
    return `${wish.entryId} ${from}-${to}${offsetMs === 0 ? '' : ` from ${offsetMs / MINUTE_MS}`}`;
  });

const fatesIn = (list: readonly Wish[], bounds: SessionBounds): string[] =>
  explainTimeline(list, under(bounds)).map(({ kind, wish, ...fate }) => {
    const shut = 'shut' in fate && fate.shut !== null ? ` ${fate.shut.kind}` : '';
    return `${wish.entryId} ${kind}${shut}`;
  });

const boundless = ({
  sessionsPerDayMax: _most,
  minutesPerSessionMax: _minutes,
  ...envelope
}: SoundEnvelope): SoundEnvelope => envelope;

const MORNING = wishOf('morning', 360, 20);
const SOON = wishOf('soon', 390, 10);
const NOON = wishOf('noon', 690, 10);
const EVENING = wishOf('evening', 1020, 10);

describe('sessions of a day', () => {
  it('never are more, nor longer, than the envelope says, for any wishes', () => {
    let full = 0;
    fc.assert(
      fc.property(wishes, envelopes, fc.array(fc.nat(59_999)), (list, envelope, odd) => {
        if (envelope === null) return;
        const uneven = list.map((wish, index) => ({
          ...wish,
          startAt: wish.startAt + (odd[index] ?? 0),
        }));
        const heard = resolveTimeline(uneven, envelope).filter(
          ({ wish }) => wish.priority !== 'emergency',
        );
        const { sessionsPerDayMax: most = 100, minutesPerSessionMax: minutes = 1440 } = envelope;
        for (const lengths of sessionsHeard(heard).values()) {
          expect(lengths.length).to.be.at.most(most);
          expect(Math.max(...lengths)).to.be.at.most(minutes * MINUTE_MS);
          if (lengths.length === most || Math.max(...lengths) === minutes * MINUTE_MS) full += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(full, 'days that were never full prove nothing').to.be.above(100);
  });

  it('leave emergencies as they are', () => {
    fc.assert(
      fc.property(wishes, envelopes, (list, envelope) => {
        const urgentUnder = (bounds: typeof envelope) =>
          resolveTimeline(list, bounds).filter(({ wish }) => wish.priority === 'emergency');
        const free = envelope === null ? null : boundless(envelope);
        expect(urgentUnder(envelope)).to.deep.equal(urgentUnder(free));
      }),
      { numRuns: 300 },
    );
  });

  it('go on through a short silence, and end in a long one', () => {
    expect(heardIn([MORNING, SOON, NOON, EVENING], { sessionsPerDayMax: 2 })).to.deep.equal([
      'morning 360-380',
      'soon 390-400',
      'noon 690-700',
    ]);
    expect(fatesIn([MORNING, SOON, NOON, EVENING], { sessionsPerDayMax: 2 })).to.deep.equal([
      'morning sounds',
      'soon sounds',
      'noon sounds',
      'evening sessions sessions-used',
    ]);
  });

  it('stop when they are full, and go on after the pause with what wants to be heard', () => {
    const bounds = { minutesPerSessionMax: 30 };
    const long = (rule: Wish['afterCut']): Wish => wishOf('long', 360, 60, { afterCut: rule });
    expect(heardIn([long('join')], bounds)).to.deep.equal(['long 360-390', 'long 405-420 from 45']);
    expect(heardIn([long('skip')], bounds)).to.deep.equal(['long 360-390']);
    expect(heardIn([long('resume')], bounds)).to.deep.equal([
      'long 360-390',
      'long 405-435 from 30',
    ]);
    expect(heardIn([long('restart')], bounds)).to.deep.equal([
      'long 360-390',
      'long 405-420 from 45',
    ]);
    expect(fatesIn([long('skip')], bounds)).to.deep.equal(['long cut session-full']);
    expect(fatesIn([long('resume')], bounds)).to.deep.equal(['long returns session-full']);
  });

  it('keep out what comes while they are full, and let in the next who waits', () => {
    const bounds = { minutesPerSessionMax: 20 };
    const late = wishOf('late', 385, 30, { lateStart: 'skip', rank: 1 });
    const patient = wishOf('patient', 386, 30, { rank: 2 });
    expect(heardIn([MORNING, late, patient], bounds)).to.deep.equal([
      'morning 360-380',
      'patient 395-415 from 9',
    ]);
    expect(fatesIn([MORNING, wishOf('short', 382, 5)], bounds)).to.deep.equal([
      'morning sounds',
      'short sessions session-full',
    ]);
  });

  it('begin anew at midnight', () => {
    const always = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 } as const;
    const open = {
      ...under({ sessionsPerDayMax: 1, minutesPerSessionMax: 40 }),
      windows: [{ ...always, volumeMaxPercent: 80 }] as unknown as SoundEnvelope['windows'],
    };
    const [first, second] = resolveTimeline([wishOf('night', 1430, 60)], open);
    expect(first?.endAt).to.equal(instant(MIDNIGHT + 1480 * MINUTE_MS));
    expect(second).to.equal(undefined);
    const [only] = resolveTimeline([wishOf('night', 1395, 90)], open);
    expect(only?.endAt).to.equal(instant(MIDNIGHT + 1435 * MINUTE_MS));
  });

  it('are told of in an envelope of the second version, and in no other', () => {
    const plain = envelopeOf(boxId(1), MIDNIGHT, {});
    expect([plain.v, envelopeVersion({ sessionsPerDayMax: 2 })]).to.deep.equal([1, 2]);
    expect(SoundEnvelope.safeParse(plain).success).to.equal(true);
    expect(SoundEnvelope.safeParse(under({ sessionsPerDayMax: 2 })).success).to.equal(true);
    expect(SoundEnvelope.safeParse({ ...plain, v: 2 }).success).to.equal(false);
    expect(SoundEnvelope.safeParse({ ...plain, minutesPerSessionMax: 30 }).success).to.equal(false);
  });
});
