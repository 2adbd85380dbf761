/** The minutes of a day are spent by what was heard, and by nothing else. */
import { expect } from 'chai';
import fc from 'fast-check';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { serve } from './rig-server.js';

const HOUR = envelopeOf({ minutesPerDayMax: 60 });

type Line = readonly [name: string, from: number, to: number, part?: Parameters<typeof item>[3]];

function boxWith(lines: readonly Line[]): Rig {
  const rig = new Rig({ envelope: HOUR });
  rig.feed({ type: 'link-up' });
  rig.message(
    'plan',
    sealedPlan(
      planOf(
        1,
        lines.map((line) => item(...line)),
      ),
    ),
  );
  return rig;
}

const heardOf = (rig: Rig): string[] =>
  rig.heard.map(({ playId, startAt, endAt }) => {
    const [from, to] = [startAt, endAt].map((one) => Math.round((one - at(0)) / 60_000));
    return `${playId.split('.')[0]} ${from}-${to}`;
  });

const breakOutput = (rig: Rig, healthy: boolean): void =>
  rig.feed({
    type: 'output-changed',
    output: { kind: 'card', virtual: false, healthy, detail: 'rig' },
  });

const MORNING: Line = ['morning', 360, 410];
const EVENING: Line = ['evening', 1020, 1050];

describe('edge-agent/core, minutes of the day', () => {
  it('plays the evening whole where the morning was missed without power', () => {
    const rig = boxWith([MORNING, EVENING]);
    serve(rig, 30);
    rig.passTo(at(355));
    rig.powerCut(at(480));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(1100));
    expect(heardOf(rig)).to.deep.equal(['evening 1020-1050']);
    expect(rig.ledger()).to.deep.equal(['morning missed box-off', 'evening completed']);
  });

  it('plays the evening whole where the morning was missed by a broken card', () => {
    const rig = boxWith([MORNING, EVENING]);
    rig.passTo(at(355));
    breakOutput(rig, false);
    rig.passTo(at(450));
    breakOutput(rig, true);
    rig.passTo(at(1100));
    expect(heardOf(rig)).to.deep.equal(['evening 1020-1050']);
    expect(rig.ledger()).to.deep.equal(['morning missed output-failed', 'evening completed']);
  });

  it('takes from the evening only what it has sounded of a morning that came late', () => {
    const rig = boxWith([MORNING, EVENING]);
    rig.passTo(at(355));
    breakOutput(rig, false);
    rig.passTo(at(370));
    breakOutput(rig, true);
    rig.passTo(at(1100));
    expect(heardOf(rig)).to.deep.equal(['morning 370-410', 'evening 1020-1040']);
  });

  it('lets an airing that began late go on for the minutes that are left', () => {
    const rig = boxWith([['long', 360, 450]]);
    rig.passTo(at(355));
    breakOutput(rig, false);
    rig.passTo(at(380));
    breakOutput(rig, true);
    rig.passTo(at(500));
    expect(heardOf(rig)).to.deep.equal(['long 380-440']);
    expect(rig.ledger()).to.deep.equal(['long interrupted envelope']);
  });

  it('lets an airing begin after the minutes of the plan would have been over', () => {
    const rig = boxWith([['long', 360, 450]]);
    rig.passTo(at(355));
    breakOutput(rig, false);
    rig.passTo(at(425));
    breakOutput(rig, true);
    rig.passTo(at(500));
    expect(heardOf(rig)).to.deep.equal(['long 425-450']);
    expect(rig.ledger()).to.deep.equal(['long completed']);
  });

  it('gives the evening what a stopped morning has left', () => {
    const rig = boxWith([MORNING, EVENING]);
    rig.passTo(at(370));
    breakOutput(rig, false);
    rig.passTo(at(420));
    breakOutput(rig, true);
    rig.passTo(at(1100));
    expect(heardOf(rig)).to.deep.equal(['morning 360-370', 'evening 1020-1050']);
  });
});

/** A day of one plan, with times without power and without a card in it. */
const anyLine = fc
  .record({
    from: fc.integer({ min: 60, max: 238 }).map((steps) => steps * 5),
    minutes: fc.integer({ min: 5, max: 90 }),
    priority: fc.constantFrom('normal' as const, 'priority' as const),
    lateStart: fc.constantFrom('join' as const, 'skip' as const),
    afterCut: fc.constantFrom('join' as const, 'skip' as const, 'resume' as const),
  })
  .map(({ from, minutes, ...part }) => ({ from, to: Math.min(from + minutes, 1_200), part }));

const anyFault = fc.record({
  kind: fc.constantFrom('power' as const, 'card' as const),
  from: fc.integer({ min: 300, max: 1_190 }),
  minutes: fc.integer({ min: 1, max: 120 }),
});
type Fault = typeof anyFault extends fc.Arbitrary<infer T> ? T : never;

function suffer(rig: Rig, { kind, from, minutes }: Fault): void {
  rig.passTo(at(from));
  const until = at(from + minutes);
  if (kind === 'power') {
    rig.powerCut(until);
    rig.feed({ type: 'link-up' });
    return;
  }
  breakOutput(rig, false);
  rig.passTo(until);
  breakOutput(rig, true);
}

/** Sound of the day, minutes. */
const soundedBy = (rig: Rig): number =>
  rig.heard.reduce((sum, { startAt, endAt }) => sum + endAt - startAt, 0) / 60_000;

describe('edge-agent/core, minutes of any day', function () {
  this.timeout(60_000);

  it('end or keep out an airing only where they were sounded', () => {
    let ended = 0;
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 2, maxLength: 8 }),
        fc.array(anyFault, { maxLength: 4 }),
        fc.constantFrom(20, 45, 90),
        (lines, faults, minutesPerDayMax) => {
          const rig = new Rig({ envelope: envelopeOf({ minutesPerDayMax }) });
          const items = lines.map(({ from, to, part }, index) =>
            item(`l-${index}`, from, to, part),
          );
          rig.feed({ type: 'link-up' });
          rig.message('plan', sealedPlan(planOf(1, items)));
          const inOrder = [...faults].sort((a, b) => a.from - b.from);
          let freeFrom = 0;
          for (const fault of inOrder) {
            if (fault.from <= freeFrom) continue;
            suffer(rig, fault);
            freeFrom = fault.from + fault.minutes;
          }
          rig.passTo(at(1_320));
          const byMinutes = rig.ledger().filter((line) => line.endsWith(' envelope'));
          if (byMinutes.length === 0) return;
          ended += 1;
          // A cut counts for a little more than was heard, and a card that fails waits before it tries.
          expect(soundedBy(rig), rig.ledger().join(', ')).to.be.at.least(
            minutesPerDayMax - faults.length - 1,
          );
        },
      ),
      { numRuns: 300 },
    );
    expect(ended, 'days that were never full prove nothing').to.be.above(60);
  });
});
