/** Sessions of a box are made by what was heard, and a restart does not forget them. */
import type { SessionBounds } from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import fc from 'fast-check';
import { emptyDurable } from '#edge-agent/core/durable';
import { replay, snapshotOf } from '#edge-agent/core/journal-replay';
import { addSessions, addSound } from '#edge-agent/core/sounded';
import { sessionsHeard } from '../../support/sessions-heard.js';
import { at, envelopeOf, item, MONDAY, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { DEV, ROOT, TOOLS } from './sealing.js';

type Line = readonly [name: string, from: number, to: number, part?: Parameters<typeof item>[3]];

function boxUnder(bounds: SessionBounds, lines: readonly Line[]): Rig {
  const rig = new Rig({ envelope: envelopeOf(bounds) });
  rig.feed({ type: 'link-up' });
  const items = lines.map((line) => item(...line));
  rig.message('plan', sealedPlan(planOf(1, items)));
  return rig;
}

const heardOf = (rig: Rig): string[] =>
  rig.heard.map(({ playId, startAt, endAt }) => {
    const [from, to] = [startAt, endAt].map((one) => Math.round((one - at(0)) / 60_000));
    return `${playId.split('.')[0]} ${from}-${to}`;
  });

const MORNING: Line = ['morning', 360, 380];
const NOON: Line = ['noon', 690, 700];
const EVENING: Line = ['evening', 1020, 1030];

describe('edge-agent/core, sessions of the day', () => {
  it('keeps silent after the last session, and says that the envelope was why', () => {
    const rig = boxUnder({ sessionsPerDayMax: 2 }, [MORNING, NOON, EVENING]);
    rig.passTo(at(1100));
    expect(heardOf(rig)).to.deep.equal(['morning 360-380', 'noon 690-700']);
    expect(rig.ledger().at(-1)).to.equal('evening missed envelope');
  });

  it('gives the evening the session of a morning that was missed without power', () => {
    const rig = boxUnder({ sessionsPerDayMax: 2 }, [MORNING, NOON, EVENING]);
    rig.passTo(at(300));
    rig.powerCut(at(480));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(1100));
    expect(heardOf(rig)).to.deep.equal(['noon 690-700', 'evening 1020-1030']);
  });

  it('counts what it had sounded before the power went', () => {
    const rig = boxUnder({ sessionsPerDayMax: 2 }, [MORNING, NOON, EVENING]);
    rig.passTo(at(800));
    rig.powerCut(at(900));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(1100));
    expect(heardOf(rig)).to.deep.equal(['morning 360-380', 'noon 690-700']);
  });

  it('stops a session that is full, and reads the rest after the pause where it was asked to', () => {
    const long: Line = ['long', 360, 420, { afterCut: 'resume' }];
    const rig = boxUnder({ minutesPerSessionMax: 30 }, [long]);
    rig.passTo(at(500));
    expect(heardOf(rig)).to.deep.equal(['long 360-390', 'long 405-435']);
    expect(rig.ledger()).to.deep.equal(['long interrupted envelope', 'long completed']);
  });

  it('goes on with the same session after a power cut that was short', () => {
    const rig = boxUnder({ minutesPerSessionMax: 30 }, [['long', 360, 420]]);
    rig.passTo(at(380));
    rig.powerCut(at(385));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(500));
    const [first, second, third] = [...sessionsHeard(rig.heard).values()].flat();
    expect((first ?? 0) / 60_000).to.be.within(26, 30.1);
    expect((second ?? 0) / 60_000).to.be.within(1, 30);
    expect(third).to.equal(undefined);
  });

  it('remembers after compaction what a journal of before does not say', () => {
    const sessions = addSessions(
      new Map([[MONDAY, { count: 2, soundedMs: 5, endAt: at(300) }]]),
      at(350),
      60_000,
    );
    expect(sessions.get(MONDAY)).to.deep.equal({ count: 3, soundedMs: 60_000, endAt: at(351) });
    const soundedMs = addSound(new Map(), at(350), 60_000);
    const durable = { ...emptyDurable(ROOT), sessions, soundedMs };
    const again = replay(ROOT, snapshotOf(durable), DEV, TOOLS);
    expect(again.sessions).to.deep.equal(sessions);
    const older = replay(ROOT, [{ k: 'sounded', days: [[MONDAY, 60_000]] }], DEV, TOOLS);
    expect([older.soundedMs.get(MONDAY), older.sessions.size]).to.deep.equal([60_000, 0]);
  });
});

const anyLine = fc.record({
  from: fc.integer({ min: 60, max: 238 }).map((steps) => steps * 5),
  minutes: fc.integer({ min: 1, max: 60 }),
  part: fc.record({
    priority: fc.constantFrom('normal' as const, 'priority' as const),
    lateStart: fc.constantFrom('join' as const, 'skip' as const),
    afterCut: fc.constantFrom('join' as const, 'skip' as const, 'resume' as const),
  }),
});

type AnyLine = typeof anyLine extends fc.Arbitrary<infer T> ? T : never;

/** A day of these lines, with the power away for twenty minutes at each of `cuts`. */
function dayOf(lines: readonly AnyLine[], cuts: readonly number[], bounds: SessionBounds): Rig {
  const named = lines.map(({ from, minutes, part }, index): Line => {
    return [`l-${index}`, from, Math.min(from + minutes, 1_200), part];
  });
  const rig = boxUnder(bounds, named);
  let upFrom = 0;
  for (const minute of [...cuts].sort((a, b) => a - b)) {
    if (minute <= upFrom) continue;
    rig.passTo(at(minute));
    upFrom = minute + 20;
    rig.powerCut(at(upFrom));
    rig.feed({ type: 'link-up' });
  }
  rig.passTo(at(1_320));
  return rig;
}

describe('edge-agent/core, sessions of any day', function () {
  this.timeout(60_000);

  it('are no more and no longer than permitted, with power cuts between', () => {
    let full = 0;
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 3, maxLength: 9 }),
        fc.array(fc.integer({ min: 300, max: 1_190 }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(10, 30, 60),
        (lines, cuts, sessionsPerDayMax, minutesPerSessionMax) => {
          const bounds = { sessionsPerDayMax, minutesPerSessionMax };
          const { heard } = dayOf(lines, cuts, bounds);
          for (const lengths of sessionsHeard(heard, 15 * 60_000 - 1_000).values()) {
            expect(lengths.length).to.be.at.most(sessionsPerDayMax);
            const longest = Math.max(...lengths) / 60_000;
            expect(longest).to.be.at.most(minutesPerSessionMax + 0.1);
            if (longest > minutesPerSessionMax - 1) full += 1;
          }
        },
      ),
      { numRuns: 100 },
    );
    expect(full, 'sessions that were never full prove nothing').to.be.above(20);
  });
});
