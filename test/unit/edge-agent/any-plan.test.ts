/** Any plan at all, rightly signed: nothing it says makes the box sound outside its envelope. */
import { addDays, dateOfDayNumber, type Instant } from '@loaso/shared/time';
import {
  boundsOn,
  permittedSpans,
  type SoundEnvelope,
  volumeCeiling,
} from '@loaso/shared/trust/sound-envelope';
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Settings } from '#edge-agent/core/settings';
import { sessionsHeard } from '../../support/sessions-heard.js';
import { at, envelopeOf, item, MONDAY, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import type { Heard } from './rig-voices.js';
import { sha } from './sealing.js';

/** Fades, and the wait of an output: a cut takes effect within this. */
const CUT_MS = 100;
/** What parts two sessions, as an ear measures it. */
const PAUSE_MS = 15 * 60_000 - CUT_MS;
/** Monday 00:00 to Tuesday 12:00. */
const END = 2_160;
const HOUR_MS = 3_600_000;
/** Rarer words than on a real box: nothing they say bears on what sounds, and most of a run is they. */
const QUIET: Partial<Settings> = {
  statusEveryMs: 12 * HOUR_MS,
  statusGapMs: HOUR_MS,
  progressEveryMs: HOUR_MS,
  askTimeEveryMs: 12 * HOUR_MS,
  resendMinMs: 12 * HOUR_MS,
  resendMaxMs: 12 * HOUR_MS,
};

/** What an official would never write, but whoever holds the key could. */
const wildItem = fc.record({
  from: fc.oneof(
    fc.integer({ min: 270, max: 1_200 }),
    fc.integer({ min: 1_700, max: 1_800 }),
    fc.integer({ min: -600, max: END }),
  ),
  minutes: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 2_000 })),
  priority: fc.constantFrom('normal' as const, 'priority' as const),
  origin: fc.constantFrom('central' as const, 'province' as const, 'commune' as const),
  rank: fc.integer({ min: 1, max: 1_000 }),
  gainDb: fc.integer({ min: -40, max: 0 }),
  lateStart: fc.constantFrom('join' as const, 'skip' as const),
  afterCut: fc.constantFrom(
    'join' as const,
    'skip' as const,
    'resume' as const,
    'restart' as const,
  ),
});

const wildPlan = fc.record({
  items: fc.array(wildItem, { minLength: 4, maxLength: 12 }),
  nbfMinute: fc.oneof(fc.constant(-1_440), fc.integer({ min: -1_440, max: END })),
  lifeMinutes: fc.oneof(fc.constant(30_000), fc.integer({ min: 1, max: 30_000 })),
  atMinute: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: END - 60 })),
});
type WildPlan = typeof wildPlan extends fc.Arbitrary<infer T> ? T : never;

/** Later than on any other day, and louder than on most. */
const MONDAY_NIGHT = {
  windows: [
    { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 600, toMinute: 1_380, volumeMaxPercent: 90 },
  ],
  minutesPerDayMax: 240,
  fromDate: MONDAY,
  toDate: MONDAY,
};

const anyEnvelope = fc
  .record({
    windows: fc.array(
      fc
        .record({
          days: fc.constantFrom([1, 2, 3, 4, 5, 6, 7], [1], [2], [1, 2]),
          fromMinute: fc.integer({ min: 285, max: 1_200 }),
          minutes: fc.integer({ min: 1, max: 400 }),
          volumeMaxPercent: fc.constantFrom(100, 80, 60, 35, 10, 1, 0),
        })
        .map(({ fromMinute, minutes, ...rest }) => ({
          ...rest,
          fromMinute,
          toMinute: Math.min(1_290, fromMinute + minutes),
        })),
      { minLength: 1, maxLength: 3 },
    ),
    minutesPerDayMax: fc.constantFrom(0, 5, 60, 360, 360, 1_440, 1_440),
    sessions: fc.constantFrom(
      {},
      {},
      { sessionsPerDayMax: 1 },
      { sessionsPerDayMax: 2, minutesPerSessionMax: 30 },
      { minutesPerSessionMax: 20 },
    ),
    exempted: fc.constantFrom(
      {},
      {},
      { exemptions: [MONDAY_NIGHT] },
      { exemptions: [{ ...MONDAY_NIGHT, priorityOnly: true, minutesPerDayMax: 30 }] },
      { exemptions: [{ ...MONDAY_NIGHT, windows: [], toDate: addDays(MONDAY, 1) }] },
    ),
    emergencyVolumeMaxPercent: fc.nat(100),
    exp: fc.constantFrom(at(600), at(1_500), at(400_000), at(400_000)),
  })
  .map(({ sessions, exempted, ...part }) =>
    envelopeOf({ ...part, ...sessions, ...exempted } as unknown as Partial<SoundEnvelope>),
  );

function itemsOf(wild: WildPlan, planIndex: number): PlanItem[] {
  return wild.items.map(({ from, minutes, ...rest }, index) =>
    item(`p${planIndex}-${index}`, from, from + minutes, {
      ...rest,
      parts: [{ sha256: sha(`${planIndex}-${index}`), offsetMs: 0 as never }],
    }),
  );
}

function live(rig: Rig, plans: readonly WildPlan[]): void {
  rig.feed({ type: 'link-up' });
  const inOrder = [...plans].sort((a, b) => a.atMinute - b.atMinute);
  for (const [index, wild] of inOrder.entries()) {
    rig.passTo(at(wild.atMinute));
    const part: Partial<Plan> = {
      nbf: at(wild.nbfMinute),
      iat: at(wild.atMinute),
      exp: at(wild.atMinute + wild.lifeMinutes),
    };
    rig.message('plan', sealedPlan(planOf(index + 1, itemsOf(wild, index), part)));
  }
  rig.passTo(at(END));
}

function expectInside(heard: readonly Heard[], envelope: SoundEnvelope): void {
  const perDay = new Map<number, number>();
  const inOrder = [...heard].sort((a, b) => a.startAt - b.startAt);
  for (const [index, one] of inOrder.entries()) {
    const startAt = Math.round(one.startAt) as Instant;
    const endAt = Math.round(Math.min(one.endAt, at(END))) as Instant;
    expect(endAt, 'two sounds').to.be.at.most(inOrder[index + 1]?.startAt ?? endAt);
    const permittedMs = permittedSpans(envelope, 'priority', { startAt, endAt }).reduce(
      (sum, span) => sum + span.endAt - span.startAt,
      0,
    );
    expect(endAt - startAt - permittedMs, `${one.playId} outside the hours`).to.be.at.most(CUT_MS);
    const ceiling = volumeCeiling(envelope, 'priority', startAt);
    expect(one.volumePercent).to.be.within(1, ceiling);
    const day = Math.floor((startAt - at(0)) / 86_400_000);
    perDay.set(day, (perDay.get(day) ?? 0) + endAt - startAt - CUT_MS);
  }
  for (const [day, ms] of perDay) {
    const { minutesPerDayMax } = boundsOn(envelope, addDays(MONDAY, day));
    expect(ms, 'minutes of the day').to.be.at.most(minutesPerDayMax * 60_000);
  }
  const ended = heard.map((one) => ({ ...one, endAt: Math.min(one.endAt, at(END)) }));
  for (const [day, lengths] of sessionsHeard(ended, PAUSE_MS)) {
    const bounds = boundsOn(envelope, dateOfDayNumber(day));
    const { sessionsPerDayMax: most = 100, minutesPerSessionMax: minutes = 1_440 } = bounds;
    expect(lengths.length, 'sessions of the day').to.be.at.most(most);
    const longest = Math.max(...lengths) - heard.length * CUT_MS;
    expect(longest, 'minutes of a session').to.be.at.most(minutes * 60_000);
  }
}

const WHOLE_DAY = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 285, toMinute: 1_290 } as const;
const HOUSE_HOURS = envelopeOf({
  windows: [{ ...WHOLE_DAY, volumeMaxPercent: 100 }] as unknown as SoundEnvelope['windows'],
});
const AT_0315 = 195;

describe('edge-agent/core, under a plan of the real key', function () {
  this.timeout(60_000);

  it('never sounds outside its envelope, whatever the plans say', () => {
    let sounded = 0;
    fc.assert(
      fc.property(
        fc.array(wildPlan, { minLength: 1, maxLength: 4 }),
        anyEnvelope,
        (plans, envelope) => {
          const rig = new Rig({ envelope, startAt: at(0), settings: QUIET });
          live(rig, plans);
          sounded += rig.heard.length;
          expectInside(rig.heard, envelope);
        },
      ),
      { numRuns: 500 },
    );
    expect(sounded, 'boxes that never sound prove nothing').to.be.above(130);
  });

  it('takes no plan that calls one of its airings an emergency', () => {
    const rig = new Rig({ envelope: HOUSE_HOURS, startAt: at(0) });
    rig.feed({ type: 'link-up' });
    const loud = item('loud', AT_0315, AT_0315 + 15, { priority: 'emergency' });
    rig.message('plan', sealedPlan(planOf(1, [item('kept', 300, 310)])));
    rig.message('plan', sealedPlan(planOf(2, [item('kept', 300, 310), loud])));
    expect(rig.state.refusals.map(({ code }) => code)).to.deep.equal(['emergency-in-plan']);
    expect(rig.last('ack')).to.deep.include({ outcome: 'refused', code: 'emergency-in-plan' });
    rig.passTo(at(311));
    expect(rig.ledger()).to.deep.equal(['kept completed']);
  });

  it('is silent at 03:15 and says that the envelope was why', () => {
    const rig = new Rig({ envelope: HOUSE_HOURS, startAt: at(0) });
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('wrong-timer', AT_0315, AT_0315 + 15)])));
    rig.passTo(at(AT_0315 + 20));
    expect(rig.heard).to.deep.equal([]);
    expect(rig.effects.map(({ type }) => type)).to.not.include.members(['play']);
    expect(rig.effects.map(({ type }) => type)).to.not.include.members(['prepare']);
    expect(rig.ledger()).to.deep.equal(['wrong-timer missed envelope']);
  });
});
