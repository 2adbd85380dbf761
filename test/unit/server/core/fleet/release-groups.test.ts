/** Who gets a new program first, who next, and who beside whom never. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import fc from 'fast-check';
import { type ReleaseCandidate, releaseGroups } from '#server/core/fleet/release-groups';

type Change = Partial<ReleaseCandidate>;

const boxIn = (commune: number, place: number, at: number, change: Change = {}) => ({
  id: DeviceId.parse(`box-${commune}-${place}-${at}`),
  placeId: AreaId.parse(`${20_000 + commune}-0${place}`),
  communeId: AreaId.parse(`${20_000 + commune}`),
  arch: 'arm64',
  healthy: true,
  ...change,
});

const fleet = fc
  .uniqueArray(
    fc.record({
      commune: fc.nat(30),
      place: fc.nat(4),
      at: fc.nat(2),
      healthy: fc.boolean(),
      arch: fc.constantFrom('amd64', 'arm64', 'armhf'),
    }),
    { selector: ({ commune, place, at }) => `${commune}-${place}-${at}`, maxLength: 150 },
  )
  .map((list) =>
    list.map(({ commune, place, at, healthy, arch }) =>
      boxIn(commune, place, at, { healthy, arch }),
    ),
  );

const province = Array.from({ length: 40 }, (_, commune) =>
  [0, 1, 2, 3, 4].flatMap((place) => [0, 1].map((at) => boxIn(commune, place, at))),
).flat();

describe('groups of a release', () => {
  it('begin with a few boxes, each in a commune of its own, and grow five times over', () => {
    const groups = releaseGroups(province);
    expect(groups.map((group) => group.length)).to.deep.equal([12, 60, 328]);
    const communes = new Set((groups[0] ?? []).map((id) => id.split('-')[1]));
    expect(communes.size).to.equal(12);
  });

  it('leave a single box alone and never put two of three first', () => {
    expect(releaseGroups([])).to.deep.equal([]);
    expect(releaseGroups([boxIn(1, 1, 0)])).to.have.length(1);
    const three = [0, 1, 2].map((place) => boxIn(1, place, 0));
    expect(releaseGroups(three).map((group) => group.length)).to.deep.equal([1, 2]);
  });

  it('let boxes that are well go first, one of every processor among them', () => {
    const mixed = province.map((box, at) => ({
      ...box,
      healthy: at % 3 > 0,
      arch: at % 50 === 1 ? 'armhf' : 'arm64',
    }));
    const byId = new Map(mixed.map((box) => [box.id, box]));
    const first = (releaseGroups(mixed)[0] ?? []).map((id) => byId.get(id));
    expect(first.every((box) => box?.healthy)).to.equal(true);
    expect(new Set(first.map((box) => box?.arch))).to.deep.equal(new Set(['armhf', 'arm64']));
  });

  it('hold each box once, two of one place never in the first, whatever the order of the list', () => {
    fc.assert(
      fc.property(fleet, fc.nat(), (boxes, turn) => {
        const groups = releaseGroups(boxes);
        expect(groups.flat().sort()).to.deep.equal(boxes.map(({ id }) => id).sort());
        const placeOf = new Map(boxes.map(({ id, placeId }) => [id, placeId]));
        const places = (groups[0] ?? []).map((id) => placeOf.get(id));
        expect(new Set(places).size).to.equal(places.length);
        const at = boxes.length === 0 ? 0 : turn % boxes.length;
        expect(releaseGroups([...boxes.slice(at), ...boxes.slice(0, at)])).to.deep.equal(groups);
      }),
    );
  });
});
