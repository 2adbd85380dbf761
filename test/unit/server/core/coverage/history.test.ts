/**
 * What was true on a day — luật của sổ địa bàn: ngày sau không đổi được ngày trước.
 */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { addDays, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type HamletFact,
  hamletsOn,
  type SiteFact,
  sitesOn,
  successorsIn,
} from '#server/core/coverage/history';

const NEW_YEAR = LocalDate.parse('2026-01-01');
const code = (number: number): AreaId => AreaId.parse(`21583-${String(number).padStart(2, '0')}`);

const fact = (number: number, day: number, change: Partial<HamletFact> = {}): HamletFact => ({
  areaId: code(number),
  communeId: AreaId.parse('21583'),
  name: `Thôn ${number}`,
  kind: 'thon',
  urban: false,
  people: 100 * number + day,
  households: null,
  centre: null,
  radiusM: 300,
  from: addDays(NEW_YEAR, day),
  until: null,
  predecessors: [],
  languages: [],
  source: '',
  ...change,
});

const statements = fc.array(
  fc
    .tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 300 }),
      fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    )
    .map(([number, day, before]) => fact(number, day, { predecessors: before.map(code) })),
  { maxLength: 12 },
);

describe('The register of a day', () => {
  it('merges and divides hamlets on their day, and names what became of them', () => {
    const facts = [
      fact(1, 0),
      fact(2, 0),
      fact(3, 181, { predecessors: [code(1), code(2)] }),
      fact(4, 250, { predecessors: [code(3)] }),
      fact(5, 250, { predecessors: [code(3)] }),
    ];
    const on = (day: number) =>
      hamletsOn(facts, addDays(NEW_YEAR, day)).map(({ areaId }) => areaId.slice(-2));
    expect([on(180), on(181), on(250)]).to.deep.equal([['01', '02'], ['03'], ['04', '05']]);
    expect(successorsIn(facts).get(code(3))).to.deep.equal([code(4), code(5)]);
  });

  it('ends a hamlet after the last day that was said', () => {
    const ending = [fact(1, 0, { until: addDays(NEW_YEAR, 10) })];
    const count = (day: number) => hamletsOn(ending, addDays(NEW_YEAR, day)).length;
    expect([count(10), count(11)]).to.deep.equal([1, 0]);
  });

  it('is not changed by anything that is said of later days, in whatever order', () => {
    fc.assert(
      fc.property(statements, statements, fc.integer({ min: 0, max: 300 }), (known, more, at) => {
        const day = addDays(NEW_YEAR, at);
        const later = more.filter(({ from }) => from > day);
        const distinct = [
          ...new Map(known.map((one) => [`${one.areaId} ${one.from}`, one])).values(),
        ];
        expect(hamletsOn([...later, ...distinct], day)).to.deep.equal(hamletsOn(distinct, day));
        expect(hamletsOn([...distinct].reverse(), day)).to.deep.equal(hamletsOn(distinct, day));
      }),
    );
  });

  it('keeps what stood at a cluster before it was moved', () => {
    const site = (from: LocalDate, lat: number): SiteFact => ({
      deviceId: DeviceId.parse('cum-loa-1'),
      from,
      installedOn: null,
      horns: [],
      terrain: 'village',
      noiseDba: null,
      position: { lat, lng: 109 },
      areaId: null,
      operator: null,
      sim: null,
      powerLine: null,
      warrantyUntil: null,
    });
    const facts = [site(addDays(NEW_YEAR, 100), 14), site(NEW_YEAR, 13)];
    const lat = (day: number) =>
      [...sitesOn(facts, addDays(NEW_YEAR, day)).values()][0]?.position?.lat;
    expect([lat(-1), lat(99), lat(100)]).to.deep.equal([undefined, 13, 14]);
  });
});
