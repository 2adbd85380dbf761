/** Incidents: grouped by cause and place, one for each, over by themselves, told once. */
import { AreaId, DeviceId, IncidentId } from '@loaso/shared/ids';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Case, groupCases, type Incident } from '#server/core/fleet/incidents';
import {
  type AlarmRules,
  mayDisturb,
  tellableSince,
  tellingOf,
} from '#server/core/fleet/incidents-alarm';
import { CALM_MS, courseOf, type Found } from '#server/core/fleet/incidents-flow';
import {
  errandOf,
  incidentTitle,
  messageOf,
  placesInWords,
} from '#server/core/fleet/incidents-words';

/** 2026-06-03, 14:20 in Việt Nam. */
const NOW = Date.UTC(2026, 5, 3, 7, 20);
const MIN = 60_000;
const box = (id: number): DeviceId => DeviceId.parse(`box-${String(id).padStart(5, '0')}`);
const commune = (id: number): AreaId => AreaId.parse(String(21_000 + id));

const caseOf = (id: number, change: Partial<Case> = {}): Case => ({
  deviceId: box(id),
  communeId: commune(1),
  operator: 'Viettel',
  cause: 'commune-power',
  since: NOW - 10 * MIN,
  gone: true,
  carriesOn: false,
  sentence: { vi: 'Mất điện cả khu vực từ 14:10.', en: 'No power since 14:10.' },
  next: { vi: 'Gọi điện lực.', en: 'Call.' },
  evidence: [],
  ...change,
});
const boxesIn = (cases: readonly Case[]): string[][] =>
  groupCases(cases).map((group) => group.cases.map(({ deviceId }) => deviceId.slice(-1)));

let ids = 0;
const newId = (): IncidentId => {
  ids += 1;
  return IncidentId.parse(`inc-${ids}`);
};
/** What a look finds: `cases`, and boxes that are not seen to be well without being one. */
const foundOf = (cases: readonly Case[], away: readonly number[] = []): Found => ({
  groups: groupCases(cases),
  unsettled: new Set([...cases.map(({ deviceId }) => deviceId), ...away.map(box)]),
});
const step = (
  open: readonly Incident[],
  cases: readonly Case[],
  now: number,
  away: readonly number[] = [],
): Incident[] => {
  const known = new Map(open.map((one) => [one.id, one]));
  for (const { incident } of courseOf(open, foundOf(cases, away), now, newId)) {
    known.set(incident.id, incident);
  }
  return [...known.values()];
};
const openOf = (all: readonly Incident[]): Incident[] =>
  all.filter((one) => one.resolvedAt === null);
const opened = (cases: readonly Case[] = [caseOf(1), caseOf(2)]): Incident => {
  const [one] = step([], cases, NOW);
  if (one === undefined) throw new Error('nothing opened');
  return one;
};

describe('the groups of ailing boxes', () => {
  it('hold together what one stroke cut off, wherever it stands', () => {
    const far = { communeId: commune(2), since: NOW - 9 * MIN };
    expect(
      boxesIn([caseOf(1), caseOf(2, far), caseOf(3, { since: NOW - 60 * MIN })]),
    ).to.deep.equal([['3'], ['1', '2']]);
  });

  it('keep the outages of two operators apart', () => {
    const outage = { cause: 'operator-outage' } as const;
    const groups = groupCases([
      caseOf(1, outage),
      caseOf(2, { ...outage, operator: 'MobiFone' }),
      caseOf(3, outage),
    ]);
    expect(groups.map(({ operator, cases }) => [operator, cases.length])).to.deep.equal([
      ['Viettel', 2],
      ['MobiFone', 1],
    ]);
  });

  it('keep what is at home in a place by the commune', () => {
    const hot = { cause: 'overheating', gone: false } as const;
    expect(
      boxesIn([caseOf(1, hot), caseOf(2, { ...hot, communeId: commune(2) }), caseOf(3, hot)]),
    ).to.deep.equal([['1', '3'], ['2']]);
  });

  it('make one of what came with software over many communes', () => {
    const loop = { cause: 'crash-loop', gone: false } as const;
    const cases = [1, 2, 3, 4].map((id) => caseOf(id, { ...loop, communeId: commune(id) }));
    expect(groupCases(cases)).to.have.length(1);
    expect(groupCases(cases.slice(0, 3))).to.have.length(3);
  });

  it('make one of many that were lost at once for no known reason', () => {
    const lost = { cause: 'unknown' } as const;
    const cases = [1, 2, 3, 4, 5].map((id) => caseOf(id, { ...lost, communeId: commune(id) }));
    expect(groupCases(cases)).to.have.length(1);
    expect(groupCases(cases.slice(0, 4))).to.have.length(4);
  });

  it('hold every case exactly once, except those under planned work', () => {
    const some = fc.array(
      fc.record({
        cause: fc.constantFrom('commune-power', 'unknown', 'storage', 'crash-loop', 'maintenance'),
        place: fc.nat(5),
        ago: fc.nat(60),
        gone: fc.boolean(),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(some, (list) => {
        const cases = list.map(({ cause, place, ago, gone }, id) =>
          caseOf(id, {
            cause: cause as Case['cause'],
            communeId: commune(place),
            since: NOW - ago * MIN,
            gone,
          }),
        );
        const held = groupCases(cases).flatMap((group) => group.cases);
        const wanted = cases.filter(({ cause }) => cause !== 'maintenance');
        const idsOf = (of: readonly Case[]): string[] => of.map(({ deviceId }) => deviceId).sort();
        expect(idsOf(held)).to.deep.equal(idsOf(wanted));
      }),
    );
  });
});

describe('the course of an incident', () => {
  it('opens once, grows, and is not written when nothing has changed', () => {
    const first = step([], [caseOf(1), caseOf(2)], NOW);
    expect(first.map(({ deviceIds, peak }) => [deviceIds.length, peak])).to.deep.equal([[2, 2]]);
    expect(courseOf(first, foundOf([caseOf(1), caseOf(2)]), NOW + MIN, newId)).to.deep.equal([]);
    const grown = step(first, [caseOf(1), caseOf(2), caseOf(3)], NOW + MIN);
    expect(grown.map(({ deviceIds, revision }) => [deviceIds.length, revision])).to.deep.equal([
      [3, 2],
    ]);
  });

  it('is over by itself after a while of calm, as of the beginning of the calm', () => {
    const calm = step([opened()], [], NOW + MIN);
    expect(openOf(calm)).to.have.length(1);
    expect(courseOf(calm, foundOf([]), NOW + MIN + CALM_MS - 1, newId)).to.deep.equal([]);
    const [over] = step(calm, [], NOW + MIN + CALM_MS);
    expect([over?.resolvedAt, over?.ended]).to.deep.equal([NOW + MIN, 'healed']);
  });

  it('goes on when the trouble comes back during the calm', () => {
    const calm = step([opened()], [], NOW + MIN);
    const again = step(calm, [caseOf(2)], NOW + MIN + 30_000);
    expect(again.map(({ calmSince, peak }) => [calmSince, peak])).to.deep.equal([[null, 2]]);
  });

  it('keeps its name when the cause becomes clear', () => {
    const before = opened([1, 2, 3, 4, 5].map((id) => caseOf(id, { cause: 'unknown' })));
    const after = step(
      [before],
      [1, 2, 3, 4, 5, 6].map((id) => caseOf(id)),
      NOW + MIN,
    );
    expect(after.map(({ id, cause }) => [id, cause])).to.deep.equal([[before.id, 'commune-power']]);
  });

  it('ends when another incident has its boxes', () => {
    const [small] = step([], [caseOf(1, { cause: 'box-power' })], NOW);
    const [large] = step([], [caseOf(2), caseOf(3)], NOW);
    if (small === undefined || large === undefined) throw new Error('not opened');
    const after = step([small, large], [caseOf(1), caseOf(2), caseOf(3)], NOW + MIN);
    expect(openOf(after).map(({ id }) => id)).to.deep.equal([large.id]);
    expect(after.find(({ id }) => id === small.id)?.ended).to.equal('merged');
  });
});

describe('the end of an incident', () => {
  const torn = (id: number): Case => caseOf(id, { cause: 'horn-line', gone: false });
  const cutOff = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((id) => caseOf(id));

  it('does not come while a box of it is out of sight', () => {
    const one = opened([torn(1), torn(2)]);
    expect(courseOf([one], foundOf([], [2]), NOW + 9 * MIN, newId)).to.deep.equal([]);
    const calm = step([one], [], NOW + 10 * MIN);
    const away = step(calm, [], NOW + 11 * MIN, [1]);
    expect(away.map(({ calmSince, resolvedAt }) => [calmSince, resolvedAt])).to.deep.equal([
      [null, null],
    ]);
  });

  it('of an outage comes when most are back; who stays behind has a trouble of its own', () => {
    const outage = { ...opened(cutOff), toldAt: NOW };
    const left = [caseOf(10, { cause: 'box-power' })];
    const calm = step([outage], left, NOW + MIN);
    const over = step(openOf(calm), left, NOW + MIN + CALM_MS);
    expect(
      [...over].map(({ cause, peak, ended, toldAt }) => [cause, peak, ended, toldAt]),
    ).to.deep.equal([
      ['commune-power', 10, 'healed', NOW],
      ['box-power', 1, null, null],
    ]);
  });

  it('of an outage comes with a box that is merely out of sight, not with half of them', () => {
    const outage = opened(cutOff);
    expect(step([outage], [], NOW + MIN, [1, 2, 3, 4])[0]?.calmSince).to.equal(NOW + MIN);
    expect(step([outage], [], NOW + MIN, [1, 2, 3, 4, 5])[0]?.calmSince).to.equal(null);
  });

  it('is none where an outage has another name for half of its boxes', () => {
    const outage = opened(cutOff);
    const named = step(
      [outage],
      [1, 2, 3, 4, 5].map((id) => caseOf(id, { cause: 'box-power' })),
      NOW + MIN,
    );
    expect(named.map(({ id, cause }) => [id, cause])).to.deep.equal([[outage.id, 'box-power']]);
  });
});

describe('the telling of an incident', () => {
  const rules: AlarmRules = {
    fromMinute: 6 * 60,
    untilMinute: 21 * 60,
    settleMs: 2 * MIN,
    escalateMs: 60 * MIN,
    graveBoxes: 20,
  };
  const night = NOW + 9 * 60 * MIN;

  it('waits a moment, then tells once', () => {
    const one = opened();
    expect(tellingOf(one, rules, NOW + 2 * MIN - 1)).to.equal(null);
    expect(tellingOf(one, rules, NOW + 2 * MIN)).to.equal('opened');
    expect(tellingOf({ ...one, toldAt: NOW }, rules, NOW + 3 * MIN)).to.equal(null);
  });

  it('goes higher when nobody takes it on, once', () => {
    const told = { ...opened(), toldAt: NOW };
    const acked = { by: 'usr-1' as never, name: 'A', at: NOW };
    expect(tellingOf(told, rules, NOW + 60 * MIN)).to.equal('escalated');
    expect(tellingOf({ ...told, acked }, rules, NOW + 60 * MIN)).to.equal(null);
    expect(tellingOf({ ...told, escalatedAt: NOW }, rules, NOW + 99 * MIN)).to.equal(null);
  });

  it('lets people sleep over a small one, and wakes them for a large or a suspicious one', () => {
    const one = opened();
    expect(mayDisturb(one, rules, night)).to.equal(false);
    expect(tellingOf(one, rules, night)).to.equal(null);
    expect(tellingOf({ ...one, peak: 20 }, rules, night)).to.equal('opened');
    expect(tellingOf({ ...one, cause: 'cloned-card' }, rules, night)).to.equal('opened');
  });

  it('tells the end to those who were told of the beginning', () => {
    const over = { ...opened(), resolvedAt: NOW + MIN, ended: 'healed' } as const;
    expect(tellingOf(over, rules, NOW + 5 * MIN)).to.equal(null);
    expect(tellingOf({ ...over, toldAt: NOW }, rules, NOW + 5 * MIN)).to.equal('resolved');
    expect(tellingOf({ ...over, toldAt: NOW, ended: 'merged' }, rules, NOW + 5 * MIN)).to.equal(
      null,
    );
  });

  it('is as old as the moment at which it could first be told', () => {
    const one = { ...opened(), toldAt: NOW };
    const since = (what: 'opened' | 'escalated' | 'resolved', now: number, peak = 1): number =>
      tellableSince({ ...one, peak, resolvedAt: night }, what, { rules, now });
    expect(since('opened', NOW + 5 * MIN)).to.equal(NOW + 2 * MIN);
    expect(since('escalated', NOW + 70 * MIN)).to.equal(NOW + 60 * MIN);
    const morning = Date.UTC(2026, 5, 3, 23);
    expect(since('resolved', morning + MIN)).to.equal(morning);
    expect(since('resolved', morning + MIN, 20)).to.equal(night);
  });

  it('says cause, place, number and what to do in one line', () => {
    const one = opened();
    const names = ['Xã A', 'Xã B', 'Xã C'];
    expect(incidentTitle(one, names).vi).to.equal(
      'Mất điện khu vực — Xã A, Xã B và 1 nơi khác (2 cụm)',
    );
    expect(messageOf(one, 'opened', { names: ['Xã A'], now: NOW })).to.equal(
      'SỰ CỐ: Mất điện khu vực — Xã A (2 cụm), từ 14:10. Mất điện cả khu vực từ 14:10. Việc cần làm: Gọi điện lực.',
    );
    expect(placesInWords(['Xã A', 'Xã B']).en).to.equal('Xã A, Xã B');
    expect([errandOf('commune-power'), errandOf('horn-line')]).to.deep.equal(['call', 'visit']);
  });
});
