/** Communes through reforms: who stands when, by which name, who is whose heir. */
import { AreaId } from '@loaso/shared/ids';
import { addDays, LocalDate } from '@loaso/shared/time';
import { Included } from '@loaso/shared/wire/http/communes';
import { expect } from 'chai';
import fc from 'fast-check';
import { type CommuneFact, communeBook } from '#server/core/coverage/communes';

const id = (text: string): AreaId => AreaId.parse(text);
const on = (day: string): LocalDate => LocalDate.parse(day);
const [OLD, OTHER, NEW, LATER] = ['21580', '21581', '21583', '21590'].map(id) as [
  AreaId,
  AreaId,
  AreaId,
  AreaId,
];
const REFORM = on('2026-07-01');

const fact = (areaId: AreaId, change: Partial<CommuneFact> = {}): CommuneFact => ({
  ...{ areaId, name: `Xã ${areaId}`, kind: 'xa', urban: false, from: REFORM, until: null },
  ...{ predecessors: [], source: '' },
  ...change,
});

describe('communes through time', () => {
  it('of which nobody says anything have always stood, under the name of today', () => {
    const book = communeBook([]);
    expect([book.stands(OLD, REFORM), book.endOf(OLD), book.nameOn(OLD, REFORM)]).to.deep.equal([
      true,
      null,
      null,
    ]);
    expect(book.heirOn(OLD, REFORM)).to.equal(OLD);
  });

  it('end the day before what came out of them, which speaks for them from then on', () => {
    const book = communeBook([fact(NEW, { predecessors: [OLD, OTHER] })]);
    expect(book.endOf(OLD)).to.equal('2026-06-30');
    const days = [on('2026-06-30'), REFORM];
    expect(days.map((day) => book.stands(OLD, day))).to.deep.equal([true, false]);
    expect(days.map((day) => book.stands(NEW, day))).to.deep.equal([false, true]);
    expect(days.map((day) => book.heirOn(OLD, day))).to.deep.equal([OLD, NEW]);
    expect(book.includes(NEW, on('2026-01-01')).map(({ areaId }) => areaId)).to.deep.equal([
      OLD,
      OTHER,
    ]);
    expect(book.includes(NEW, REFORM)).to.deep.equal([]);
    expect(book.successorsOf(OLD)).to.deep.equal([NEW]);
  });

  it('that were divided have no heir, and are counted with nobody', () => {
    const book = communeBook([
      fact(NEW, { predecessors: [OLD] }),
      fact(LATER, { predecessors: [OLD] }),
    ]);
    expect(book.heirOn(OLD, REFORM)).to.equal(OLD);
    expect(book.includes(NEW, on('2026-01-01'))).to.deep.equal([]);
    expect(book.stands(OLD, REFORM)).to.equal(false);
    expect(book.dividedInto(OLD)).to.have.members([NEW, LATER]);
    const whole = communeBook([fact(NEW, { predecessors: [OLD] })]);
    expect([whole.dividedInto(OLD), book.dividedInto(NEW)]).to.deep.equal([[], []]);
  });

  it('that are stated anew on that day go on, though a part of them is another’s', () => {
    const book = communeBook([fact(NEW, { predecessors: [OLD] }), fact(OLD)]);
    expect([book.endOf(OLD), book.heirOn(OLD, REFORM)]).to.deep.equal([null, OLD]);
  });

  it('that take another in under their own code have always stood', () => {
    const book = communeBook([fact(NEW, { predecessors: [NEW, OLD] })]);
    expect(book.stands(NEW, on('2026-01-01'))).to.equal(true);
    expect(book.includes(NEW, on('2026-01-01')).map(({ areaId }) => areaId)).to.deep.equal([OLD]);
  });

  it('are counted through two reforms', () => {
    const book = communeBook([
      fact(NEW, { predecessors: [OLD] }),
      fact(LATER, { from: on('2027-05-01'), predecessors: [NEW] }),
    ]);
    expect(
      Included.array()
        .parse(book.includes(LATER, on('2026-01-01')))
        .map(({ areaId, until }) => [areaId, until]),
    ).to.deep.equal([
      [OLD, '2026-06-30'],
      [NEW, '2027-04-30'],
    ]);
    expect(book.heirOn(OLD, on('2027-06-01'))).to.equal(LATER);
    expect(book.includes(NEW, on('2026-01-01')).map(({ areaId }) => areaId)).to.deep.equal([OLD]);
  });

  it('are called as they were called on the day', () => {
    const book = communeBook([
      fact(NEW, { name: 'Xã Phước', from: on('2025-07-01') }),
      fact(NEW, { name: 'Phường Phước' }),
    ]);
    const names = [on('2024-01-01'), on('2026-06-30'), REFORM].map((day) => book.nameOn(NEW, day));
    expect(names).to.deep.equal(['Xã Phước', 'Xã Phước', 'Phường Phước']);
  });

  it('always have somebody who stands for them, in whatever order statements came', () => {
    const codes = [OLD, OTHER, NEW, LATER];
    const facts = fc.array(
      fc.record({
        areaId: fc.constantFrom(...codes),
        from: fc.integer({ min: 0, max: 4 }).map((step) => addDays(REFORM, step * 100)),
        predecessors: fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 2 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom(...codes),
        fc.integer({ min: -50, max: 500 }),
        (all, one, step) => {
          const day = addDays(REFORM, step);
          const told = all.map(({ areaId, ...change }) => fact(areaId, change));
          expect(communeBook([...told].reverse()).heirOn(one, day)).to.equal(
            communeBook(told).heirOn(one, day),
          );
        },
      ),
    );
  });
});
