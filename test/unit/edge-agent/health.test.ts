/** What a box remembers of its own life: core/health, core/data-use, core/care. */

import { forecastBytes, nextMonth } from '@loaso/shared/data-month';
import type { Instant } from '@loaso/shared/time';
import { Status } from '@loaso/shared/wire/status';
import type { Vitals } from '@loaso/shared/wire/vitals';
import { expect } from 'chai';
import fc from 'fast-check';
import { vitalsOf } from '#edge-agent/core/care';
import { withCounter } from '#edge-agent/core/data-use';
import { applyEntry, emptyDurable } from '#edge-agent/core/durable';
import {
  applyHealth,
  type BoardReading,
  type EndFound,
  type Health,
  type HealthEntry,
  healthEntries,
  NO_HEALTH,
  restartReason,
} from '#edge-agent/core/health';
import { openTurn } from '#edge-agent/core/turn';
import { at } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { ROOT, TOOLS } from './sealing.js';

const DAY_MS = 86_400_000;
const MB = 1_000_000;
const NOTHING: EndFound = { supervisor: null, boardReset: false, stood: false };
const UNMEASURED: BoardReading = {
  mains: null,
  supplyVolts: null,
  underVoltage: null,
  temperatureC: null,
  operator: null,
  signalDbm: null,
  line: null,
  counter: null,
};

const lived = (systemBootId: string, ended: Health['ended']): Health => ({
  ...NO_HEALTH,
  starts: [{ bootId: 'boot-1', systemBootId, at: at(300), reason: 'power' }],
  ended,
});

describe('edge-agent/core/health, why a start happened', () => {
  const table: [string, Health, EndFound, string][] = [
    ['the first of its life', NO_HEALTH, NOTHING, 'unknown'],
    ['a power cut', lived('system-1', null), NOTHING, 'power'],
    [
      'a reset by the hardware watchdog',
      lived('system-1', null),
      { ...NOTHING, boardReset: true },
      'watchdog',
    ],
    ['a restart of the system in order', lived('system-1', 'command'), NOTHING, 'reboot'],
    ['an order', lived('system-2', 'command'), NOTHING, 'command'],
    ['an update', lived('system-2', 'update'), NOTHING, 'update'],
    ['a card that stood still', lived('system-2', null), { ...NOTHING, stood: true }, 'watchdog'],
    [
      'a card that stood still until the board was started anew',
      lived('system-1', null),
      { ...NOTHING, stood: true },
      'watchdog',
    ],
    ['a hang', lived('system-2', null), { ...NOTHING, supervisor: 'watchdog' }, 'watchdog'],
    [
      'a fault that the supervisor saw',
      lived('system-2', null),
      { ...NOTHING, supervisor: 'crash' },
      'crash',
    ],
    ['a fault that nobody saw', lived('system-2', null), NOTHING, 'crash'],
  ];
  for (const [what, health, found, reason] of table) {
    it(`tells ${what}`, () => {
      expect(restartReason(health, 'system-2', found)).to.equal(reason);
    });
  }

  it('counts the starts of a day and forgets those before, however often it starts', () => {
    let health = NO_HEALTH;
    for (let minute = 0; minute < 3_000; minute += 5) {
      const start = {
        bootId: `boot-${minute}`,
        systemBootId: 's',
        at: at(minute),
        reason: 'crash',
      };
      health = applyHealth(health, { k: 'start', ...start } as HealthEntry);
    }
    expect(health.starts.length).to.equal(100);
    expect(health.starts.at(-1)?.at).to.equal(at(2_995));
  });
});

const anyHealth: fc.Arbitrary<Health> = fc.record({
  starts: fc
    .uniqueArray(fc.integer({ min: 0, max: 1_400 }), { maxLength: 6 })
    .map((minutes) => minutes.sort((a, b) => a - b))
    .map((minutes) =>
      minutes.map((minute) => ({
        bootId: `boot-${minute}`,
        systemBootId: 'system-1',
        at: at(minute),
        reason: 'power' as const,
      })),
    ),
  ended: fc.constantFrom(null, 'update' as const),
  mains: fc.constantFrom(null, { state: 'battery' as const, sinceAt: at(300) }),
  data: fc.constantFrom(null, { month: '2026-11', bytes: 7, counter: { of: 'x', bytes: 9 } }),
  gains: fc.array(fc.integer({ min: -60, max: 0 }), { maxLength: 5 }),
});

describe('edge-agent/core/health, kept', () => {
  it('comes back from its shortest entries as it was', () => {
    fc.assert(
      fc.property(anyHealth, (health) => {
        expect(healthEntries(health).reduce(applyHealth, NO_HEALTH)).to.deep.equal(health);
      }),
    );
  });

  it('passes over entries of a newer agent that was rolled back', () => {
    const before = emptyDurable(ROOT);
    expect(applyEntry(before, { k: 'from-the-future' } as never)).to.deep.equal(before);
  });
});

describe('edge-agent/core/data-use', () => {
  const on = (now: Instant | null) => ({ now, firstDay: 1 });
  const counter = (of: string, bytes: number) => ({ of, bytes });

  it('adds up over restarts of the counter, and counts nothing of before its first look', () => {
    let use = withCounter(null, counter('boot-1', 900), on(at(0)));
    expect(use.bytes).to.equal(0);
    use = withCounter(use, counter('boot-1', 1_000), on(at(1)));
    use = withCounter(use, counter('boot-2', 30), on(at(2)));
    use = withCounter(use, counter('boot-2', 10), on(at(3)));
    expect(use.bytes).to.equal(140);
  });

  it('begins anew with the month of Việt Nam, and not before a trusted clock says so', () => {
    const begin = nextMonth(at(0));
    let use = withCounter(null, counter('b', 0), on((begin - 2) as Instant));
    use = withCounter(use, counter('b', 500), on((begin - 1) as Instant));
    use = withCounter(use, counter('b', 600), on(null));
    expect(use.bytes).to.equal(600);
    use = withCounter(use, counter('b', 650), on(begin));
    expect(use.bytes).to.equal(50);
  });

  it('foretells the month by the pace so far, and nothing while it is young', () => {
    const begin = nextMonth(at(0));
    const end = nextMonth(begin);
    const use = withCounter(null, counter('b', 0), on(begin));
    const day = (days: number) => (begin + days * DAY_MS) as Instant;
    expect(forecastBytes({ ...use, bytes: 100 }, day(1))).to.equal(null);
    const days = (end - begin) / DAY_MS;
    expect(forecastBytes({ ...use, bytes: 1_000 }, day(5))).to.equal(200 * days);
  });
});

describe('edge-agent/core/care', () => {
  const look = (rig: Rig, part: Partial<BoardReading>): void =>
    rig.feed({ type: 'board-read', reading: { ...UNMEASURED, ...part } });
  const vitals = (rig: Rig): Vitals => vitalsOf(openTurn(rig.state, rig.read(), TOOLS));
  const onLine = (options: RigOptions = {}): Rig => {
    const rig = new Rig(options);
    rig.feed({ type: 'link-up' });
    return rig;
  };

  it('says null of everything that nothing measures', () => {
    const rig = new Rig();
    expect(vitals(rig)).to.deep.equal({
      mains: null,
      mainsSinceAt: null,
      supplyVolts: null,
      underVoltage: null,
      temperatureC: null,
      operator: null,
      signalDbm: null,
      dataUsedBytes: null,
      dataBudgetBytes: null,
      line: null,
      starts24h: 1,
      lastStart: 'unknown',
    });
  });

  it('tells at once that the mains are gone, and since when, also after a power cut', () => {
    const rig = onLine();
    look(rig, { mains: 'on' });
    rig.passTo(at(295));
    look(rig, { mains: 'battery', temperatureC: 51.5 });
    const told = Status.parse(rig.last('status')).vitals;
    expect(told).to.deep.include({ mains: 'battery', mainsSinceAt: at(295), temperatureC: 51.5 });
    rig.passTo(at(296));
    rig.powerCut(at(300));
    look(rig, { mains: 'battery' });
    expect(vitals(rig)).to.deep.include({
      mains: 'battery',
      mainsSinceAt: at(295),
      lastStart: 'power',
      starts24h: 2,
    });
  });

  it('keeps a sag between two statuses until it has been told', () => {
    const rig = onLine();
    rig.passTo(at(291));
    look(rig, { underVoltage: true });
    look(rig, { underVoltage: false });
    rig.passTo(at(292));
    const told = rig.sent
      .filter(({ topic }) => topic === 'status')
      .map(({ body }) => Status.parse(body).vitals?.underVoltage);
    expect(told).to.include(true);
    expect(told.at(-1)).to.equal(false);
  });

  it('writes an end in order, so that the next start knows it', () => {
    const rig = new Rig();
    rig.passTo(at(291));
    rig.feed({ type: 'shutdown', why: 'release 2', reason: 'update' });
    rig.passTo(at(292));
    rig.kill();
    rig.boot();
    expect(vitals(rig).lastStart).to.equal('update');
    rig.passTo(at(293));
    rig.kill();
    rig.boot();
    expect(vitals(rig).lastStart).to.equal('crash');
  });

  it('dates a start without a clock as soon as the time is known', () => {
    const rig = new Rig();
    rig.passTo(at(291));
    rig.ntpSynced = false;
    rig.powerCut(at(2_000));
    rig.ntpSynced = true;
    rig.rtc = true;
    rig.passTo(at(2_010));
    look(rig, {});
    expect(rig.state.durable.health.starts.map((one) => one.at)).to.deep.equal([at(2_000)]);
    expect(vitals(rig).starts24h).to.equal(1);
  });

  it('writes used data seldom, loses little of it to a power cut, and warns once a day', () => {
    const rig = onLine({ settings: { dataBudgetBytes: 100 * MB } });
    const written = (): number => rig.synced.filter(({ k }) => k === 'data').length;
    for (let minute = 0; minute < 600; minute += 1) {
      look(rig, { counter: { of: 'wwan0', bytes: minute * 300_000 } });
      rig.passTo(at(290 + minute + 1));
    }
    expect(written()).to.be.within(8, 20);
    const warnings = rig.effects.filter((one) => one.type === 'log' && one.event === 'data-budget');
    expect(warnings.length).to.equal(1);
    rig.powerCut(at(900));
    expect(vitals(rig).dataUsedBytes).to.be.within(155 * MB, 180 * MB);
  });
});
