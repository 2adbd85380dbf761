/** Coming and going: a box answers for its own losses alone, and not for ever. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  CALM_AGAIN_MS,
  type Flaps,
  flapsOf,
  type LossesOf,
} from '#server/core/fleet/presence-flaps';

const NOW = 1_780_000_000_000;
const MIN = 60_000;
const HOUR = 60 * MIN;
const never = (): boolean => false;
type Standing = Parameters<typeof flapsOf>[1][number];

/** Boxes 0, 1, 2 …; the losses of each in minutes before now. */
const boxes = (count: number, change: (id: number) => Partial<Standing> = () => ({})): Standing[] =>
  Array.from({ length: count }, (_, id) => ({
    id: String(id),
    operator: null,
    powerLine: null,
    ...change(id),
  }));
const lost = (list: readonly (readonly number[])[]): LossesOf =>
  new Map(list.map((ago, id) => [String(id), ago.map((minutes) => NOW - minutes * MIN)]));
const every = (count: number, ago: readonly number[]): LossesOf =>
  lost(Array.from({ length: count }, () => ago));
const FOUR = [600, 400, 200, 30];

describe('losses of contact', () => {
  it('are the own ones of a box that is lost alone', () => {
    const flaps = flapsOf(lost([FOUR]), boxes(10), never);
    expect([...flaps]).to.deep.equal([
      ['0', { losses24h: 4, restlessUntil: NOW - 30 * MIN + (570 * MIN) / 2 }],
    ]);
  });

  it("are nobody's own when the line of the server struck all, or a third, at one stroke", () => {
    expect([...flapsOf(every(10, FOUR), boxes(10), never)]).to.deep.equal([]);
    expect([...flapsOf(every(3, FOUR), boxes(10), never)]).to.deep.equal([]);
    expect(flapsOf(every(3, FOUR), boxes(11), never).size).to.equal(3);
  });

  it('are told apart from a stroke by minutes', () => {
    const early = FOUR.map((ago) => ago + 5);
    const flaps = flapsOf(lost([early, FOUR, FOUR]), boxes(10), never);
    expect([...flaps.keys()]).to.deep.equal(['0', '1', '2']);
  });

  it('are not counted twice for one restless box', () => {
    const flaps = flapsOf(lost([[33, 32, 31, 30]]), boxes(10), never);
    expect(flaps.get('0')?.losses24h).to.equal(4);
  });

  it('are those of the operator, or of the power line, when these went', () => {
    const operators = boxes(40, (id) => ({ operator: id < 8 ? 'Viettel' : 'MobiFone' }));
    expect([...flapsOf(every(3, FOUR), operators, never)]).to.deep.equal([]);
    const lines = boxes(40, (id) => ({ powerLine: id < 8 ? '471' : null }));
    expect([...flapsOf(every(3, FOUR), lines, never)]).to.deep.equal([]);
    expect(flapsOf(every(3, FOUR), boxes(40), never).size).to.equal(3);
  });

  it('prove no stroke among very few', () => {
    expect(flapsOf(every(4, FOUR), boxes(4), never).size).to.equal(4);
    expect(flapsOf(every(2, FOUR), boxes(5), never).size).to.equal(2);
  });

  it('do not count under planned work', () => {
    const planned = (id: string, at: number): boolean => id === '0' && at < NOW - 100 * MIN;
    expect(flapsOf(lost([FOUR]), boxes(10), planned).get('0')).to.deep.equal({
      losses24h: 1,
      restlessUntil: null,
    });
  });

  it('are forgiven two hours after a burst, later where they come seldom', () => {
    const until = (ago: readonly number[]): Flaps['restlessUntil'] =>
      flapsOf(lost([ago]), boxes(10), never).get('0')?.restlessUntil ?? null;
    expect(until([12, 11, 10])).to.equal(null);
    expect(until([13, 12, 11, 10])).to.equal(NOW - 10 * MIN + CALM_AGAIN_MS);
    expect(until([18 * 60, 12 * 60, 6 * 60, 0])).to.equal(NOW + 9 * HOUR);
  });

  it('do not depend on the order of the boxes, and are never more than there were', () => {
    const some = fc.array(fc.array(fc.nat(1_440), { maxLength: 6 }), { maxLength: 12 });
    fc.assert(
      fc.property(some, (list) => {
        const losses = lost(list.map((ago) => [...ago].sort((a, b) => b - a)));
        const all = boxes(12, (id) => ({ operator: id % 2 === 0 ? 'Viettel' : null }));
        const flaps = flapsOf(losses, all, never);
        const turned = flapsOf(losses, [...all].reverse(), never);
        expect(new Map([...turned].sort())).to.deep.equal(new Map([...flaps].sort()));
        for (const [id, { losses24h }] of flaps) {
          expect(losses24h).to.be.within(1, losses.get(id)?.length ?? 0);
        }
      }),
    );
  });
});
