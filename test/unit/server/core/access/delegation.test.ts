/**
 * Deciding in a leader's place — uỷ quyền duyệt, theo luật.
 */
import { AreaId, UserId } from '@loaso/shared/ids';
import { addDays, instant, localDateOf } from '@loaso/shared/time';
import { Role } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import fc from 'fast-check';
import { decidesFor, type Lent, type Member, stateOf } from '#server/core/access/delegation';

const area = (id: string): AreaId => AreaId.parse(id);
const AREAS = [
  { id: area('52'), parentId: null },
  { id: area('21583'), parentId: area('52') },
  { id: area('21583-01'), parentId: area('21583') },
  { id: area('21607'), parentId: area('52') },
];
const NOW = instant(1_780_000_000_000);
const TODAY = localDateOf(NOW);

const person = fc.record({
  id: fc.constantFrom('usr-a', 'usr-b', 'usr-c').map((id) => UserId.parse(id)),
  role: fc.constantFrom(...Role.options),
  areaId: fc.constantFrom(...AREAS.map(({ id }) => id)),
  active: fc.boolean(),
});
const lent = fc.record({
  toUserId: fc.constantFrom('usr-a', 'usr-b', 'usr-c').map((id) => UserId.parse(id)),
  fromAt: fc.integer({ min: -3, max: 3 }).map((days) => addDays(TODAY, days)),
  untilAt: fc.integer({ min: -3, max: 3 }).map((days) => addDays(TODAY, days)),
  endedAt: fc.option(fc.constant(1)),
  leader: person,
});
const written = fc.record({
  areaId: fc.constantFrom(...AREAS.map(({ id }) => id)),
  writtenBy: fc.uniqueArray(
    fc.constantFrom('usr-a', 'usr-b', 'usr-c').map((id) => UserId.parse(id)),
    { minLength: 1 },
  ),
});

type Written = { readonly areaId: AreaId; readonly writtenBy: readonly UserId[] };

const judge = (who: Member, bulletin: Written, list: Lent[]) =>
  decidesFor(who, bulletin, { lent: list, areas: AREAS, now: NOW });

describe('A decision in a leader’s place', () => {
  it('is never about what the person, or the leader whose right it is, wrote', () => {
    fc.assert(
      fc.property(person, written, fc.array(lent, { maxLength: 4 }), (who, bulletin, list) => {
        const judged = judge(who, bulletin, list);
        if (!judged.ok) return;
        expect(bulletin.writtenBy).to.not.include(who.id);
        expect(bulletin.writtenBy).to.not.include(judged.value);
      }),
    );
  });

  it('rests on the own right, or on one in force of an active leader of that very place', () => {
    fc.assert(
      fc.property(person, written, fc.array(lent, { maxLength: 4 }), (who, bulletin, list) => {
        const judged = judge(who, bulletin, list);
        if (!judged.ok) return;
        if (judged.value === null) {
          expect(who.role).to.equal('approver');
          return;
        }
        const rests = list.some(
          ({ toUserId, fromAt, untilAt, endedAt, leader }) =>
            toUserId === who.id &&
            leader.id === judged.value &&
            endedAt === null &&
            fromAt <= TODAY &&
            TODAY <= untilAt &&
            leader.active &&
            leader.role === 'approver' &&
            ['52', '21583', bulletin.areaId].includes(leader.areaId),
        );
        expect(rests).to.equal(true);
      }),
    );
  });

  it('does not depend on the order of the delegations', () => {
    fc.assert(
      fc.property(person, written, fc.array(lent, { maxLength: 4 }), (who, bulletin, list) => {
        const answers = [judge(who, bulletin, list), judge(who, bulletin, [...list].reverse())];
        expect(new Set(answers.map(({ ok }) => ok)).size).to.equal(1);
      }),
    );
  });

  it('holds by whole days: the first and the last one too', () => {
    const of = (from: number, until: number) =>
      stateOf({ fromAt: addDays(TODAY, from), untilAt: addDays(TODAY, until), endedAt: null }, NOW);
    expect([of(1, 2), of(0, 0), of(-2, 0), of(-2, -1)]).to.deep.equal([
      'coming',
      'in-force',
      'in-force',
      'over',
    ]);
  });
});
