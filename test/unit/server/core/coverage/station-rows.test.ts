/** A commune cut into its stations: every thing in one row, none lost, so the rows add up. */
import { ClusterGroupId } from '@loaso/shared/ids';
import { expect } from 'chai';
import fc from 'fast-check';
import { rowsByStation } from '#server/core/coverage/station-rows';

const [A, B, GONE] = ['g-a', 'g-b', 'g-gone'].map((id) => ClusterGroupId.parse(id)) as [
  ClusterGroupId,
  ClusterGroupId,
  ClusterGroupId,
];
const STATIONS = [
  { id: A, name: 'Nhơn Bình', stands: true },
  { id: B, name: 'Nhơn Phú', stands: true },
  { id: GONE, name: 'Ghềnh Ráng', stands: false },
];
type Thing = { readonly at: ClusterGroupId | null; readonly n: number };
const rows = (things: readonly Thing[], stations = STATIONS) =>
  rowsByStation(things, ({ at }) => at, stations);

describe('the rows of stations', () => {
  it('name each station that stands, also an empty one, and what is in none last', () => {
    expect(
      rows([
        { at: null, n: 1 },
        { at: B, n: 2 },
      ]).map(({ id, own }) => [id, own.length]),
    ).to.deep.equal([
      [A, 0],
      [B, 1],
      ['none', 1],
    ]);
  });

  it('name one that was given up only where something is still its own', () => {
    expect(rows([{ at: GONE, n: 1 }]).map(({ id }) => id)).to.deep.equal([A, B, GONE]);
    expect(rows([]).map(({ id }) => id)).to.deep.equal([A, B]);
  });

  it('are none where a commune has no stations', () => {
    expect(rows([{ at: null, n: 1 }], [])).to.deep.equal([]);
  });

  it('hold each thing once, whatever the order, also of a station that nobody knows here', () => {
    const thing = fc.record({
      at: fc.constantFrom(A, B, GONE, null, ClusterGroupId.parse('g-elsewhere')),
      n: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(thing, { maxLength: 30 }), (things) => {
        const held = rows(things).flatMap(({ own }) => own);
        expect([...held].sort((a, b) => a.n - b.n)).to.have.members(things);
        expect(held.length).to.equal(things.length);
      }),
    );
  });
});
