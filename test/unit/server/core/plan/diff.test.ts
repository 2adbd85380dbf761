/** Which boxes need a new plan. */

import { AreaId } from '@loaso/shared/ids';
import { addDays, type Instant, instantAt } from '@loaso/shared/time';
import { Plan } from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import { buildPlans, horizonFrom, type PlanInput } from '#server/core/plan/build';
import { changedPlans, RENEW_BEFORE_MS } from '#server/core/plan/diff';
import { boxOf, communeOf, DAY, daily, NOW, provinceOf } from './world.js';

const target = (area: AreaId) => ({ areaIds: [area], deviceIds: [] });
const lines = [
  { name: 'a', target: target(communeOf(0)) },
  { name: 'b', target: target(communeOf(1)), rule: daily(420) },
];
const storedOf = (input: PlanInput) =>
  new Map(
    buildPlans(input).plans.map(({ deviceId, body }) => [deviceId, Plan.parse(JSON.parse(body))]),
  );
const later = (input: PlanInput, now: Instant): PlanInput => ({
  ...input,
  now,
  horizon: horizonFrom(now),
  numbers: new Map([...input.numbers].map(([id, one]) => [id, { ...one, num: one.num + 1 }])),
});
const changes = (before: PlanInput, after: PlanInput) =>
  changedPlans(buildPlans(after).plans, storedOf(before), after.now);

describe('difference of plans', () => {
  const input = provinceOf(lines);

  it('is nothing on the same day, when only number, date and what is over have changed', () => {
    expect(changes(input, later(input, instantAt(DAY, 1100)))).to.deep.equal([]);
  });

  it('is every box that has no plan yet', () => {
    const found = changedPlans(buildPlans(input).plans, new Map(), NOW);
    expect(found.map(({ why }) => why)).to.deep.equal(Array(4).fill('first'));
  });

  it('is only the boxes of the commune whose line changed', () => {
    const moved = provinceOf([lines[0]!, { ...lines[1]!, rank: 3 }]);
    expect(changes(input, later(moved, NOW))).to.deep.equal([
      { deviceId: boxOf(1), why: 'content' },
      { deviceId: boxOf(3), why: 'content' },
    ]);
  });

  it('is every box that hears something when a new day comes into sight', () => {
    expect(changes(input, later(input, instantAt(addDays(DAY, 1), 0)))).to.have.length(4);
  });

  it('is a plan about to expire, even with nothing in it', () => {
    const empty = provinceOf([]);
    const stored = storedOf(empty);
    const exp = [...stored.values()][0]?.exp ?? 0;
    const at = (now: number) =>
      changedPlans(buildPlans(later(empty, now as Instant)).plans, stored, now as Instant);
    expect(at(exp - RENEW_BEFORE_MS)).to.deep.equal([]);
    expect(at(exp - RENEW_BEFORE_MS + 1).map(({ why }) => why)).to.deep.equal(
      Array(4).fill('expiry'),
    );
  });

  it('is a box that was moved to another commune', () => {
    const empty = provinceOf([]);
    const moved = {
      ...empty,
      devices: empty.devices.map((one) => ({ ...one, areaId: AreaId.parse('52') })),
    };
    expect(changes(empty, moved).map(({ why }) => why)).to.deep.equal(Array(4).fill('moved'));
  });
});
