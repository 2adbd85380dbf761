/** The SIM plans of many boxes: which there are, who would get another one, in which parts it is sent. */
import type { DataPlanWish } from '@loaso/shared/wire/data-plan';
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { expect } from 'chai';
import { keyOf, partsOf, plansIn, reachOf } from '#dashboard/screens/devices/data-plan-groups';

const BIG = { budgetMb: 3_000, monthDay: 20 };
const box = (id: string, part: object): DeviceSummary =>
  ({ id, areaId: '52', state: 'enrolled', online: true, ...part }) as unknown as DeviceSummary;
const has = (dataPlan: DataPlanWish | null) => ({ dataPlan });

const BOXES = [
  box('a', has(BIG)),
  box('b', has(BIG)),
  box('c', has(null)),
  box('off', { ...has(BIG), online: false }),
  box('old', {}),
  box('new', { ...has(null), state: 'registered' }),
  box('gone', { ...has(null), state: 'revoked' }),
];
const names = (list: readonly DeviceSummary[]): string => list.map(({ id }) => id).join();
const reached = (key: string | null) => {
  const { reached: now, away, old } = reachOf(BOXES, key);
  return [names(now), names(away), names(old)];
};

describe('dashboard/screens/devices/data-plan-groups', () => {
  it('names the plans that the boxes have, the commonest first', () => {
    expect(plansIn(BOXES)).to.deep.equal([
      { key: '3000/20', plan: BIG, count: 3 },
      { key: 'file', plan: null, count: 1 },
    ]);
  });

  it('says who gets another one, who is away, and whose software knows no such order', () => {
    expect(reached(null)).to.deep.equal(['a,b,c', 'off', 'old']);
    expect(reached(keyOf(BIG))).to.deep.equal(['a,b', 'off', '']);
    expect(reached(keyOf(null))).to.deep.equal(['c', '', '']);
  });

  it('parts what is sent, and loses nothing', () => {
    const list = Array.from({ length: 101 }, (_, at) => at);
    expect(partsOf(list, 50).map(({ length }) => length)).to.deep.equal([50, 50, 1]);
    expect(partsOf(list, 50).flat()).to.deep.equal(list);
    expect(partsOf([])).to.deep.equal([]);
  });
});
