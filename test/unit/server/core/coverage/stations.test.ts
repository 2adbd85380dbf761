/** Which box is in which station on which day: a box is in one at most, and no word changes a day before it. */
import { ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { addDays, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  boxesOf,
  type Membership,
  membershipFacts,
  type StationFact,
  stationsOn,
} from '#server/core/coverage/stations';

const DAY = LocalDate.parse('2026-05-01');
const [A, B] = ['g-a', 'g-b'].map((id) => ClusterGroupId.parse(id)) as [
  ClusterGroupId,
  ClusterGroupId,
];
const BOXES = ['loa-ga-mot', 'loa-ga-hai', 'loa-ga-ba'].map((id) => DeviceId.parse(id));
const [one, two] = BOXES as [DeviceId, DeviceId];
const on = (days: number): LocalDate => addDays(DAY, days);

const said = (facts: readonly StationFact[], change: Membership): StationFact[] => {
  const answer = membershipFacts(facts, change);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const key = ({ deviceId, from }: StationFact): string => `${deviceId} ${from}`;
  const told = new Map([...facts, ...answer.value].map((fact) => [key(fact), fact]));
  return [...told.values()];
};

/** Which station each box was in on days before that one. */
const until = (day: LocalDate, facts: readonly StationFact[]) =>
  [0, 5, 10, 20]
    .map(on)
    .filter((at) => at < day)
    .map((at) => BOXES.map((id) => stationsOn(facts)(id, at)));

describe('the stations of a commune', () => {
  it('have a box from the day that is said on, and not on a day before', () => {
    const facts = said([], { stationId: A, deviceIds: [one], since: on(3) });
    const stationOf = stationsOn(facts);
    expect([on(2), on(3), on(9)].map((day) => stationOf(one, day))).to.deep.equal([null, A, A]);
    expect(stationOf(two, on(9))).to.equal(null);
  });

  it('let a box go from one to another, each with its own days', () => {
    const first = said([], { stationId: A, deviceIds: [one, two], since: on(0) });
    const left = said(first, { stationId: A, deviceIds: [two], since: on(5) });
    const moved = said(left, { stationId: B, deviceIds: [one], since: on(5) });
    const stationOf = stationsOn(moved);
    expect([on(4), on(5)].map((day) => stationOf(one, day))).to.deep.equal([A, B]);
    expect([boxesOf(moved, A), boxesOf(moved, B)]).to.deep.equal([[two], [one]]);
  });

  it('refuse a box that another has on that day, and say which', () => {
    const facts = said([], { stationId: A, deviceIds: [one], since: on(0) });
    expect(membershipFacts(facts, { stationId: B, deviceIds: [one], since: on(5) })).to.deep.equal({
      ok: false,
      error: { deviceId: one, because: { other: A, day: on(5) } },
    });
  });

  it('are not changed for a day behind which something else was said', () => {
    const first = said([], { stationId: A, deviceIds: [one], since: on(5) });
    const late = { ok: false, error: { deviceId: one, because: { later: on(5) } } };
    const join = { stationId: B, deviceIds: [one], since: on(2) };
    expect(membershipFacts(first, join)).to.deep.equal(late);
    // It came in on that day, so it cannot have left before.
    expect(membershipFacts(first, { stationId: A, deviceIds: [], since: on(2) })).to.deep.equal(
      late,
    );
    // That it was there even earlier can be said.
    const earlier = said(first, { stationId: A, deviceIds: [one], since: on(2) });
    expect(stationsOn(earlier)(one, on(3))).to.equal(A);
  });

  it('hold exactly who was named, and leave every day before as it was, whatever was said', () => {
    const change = fc.record({
      stationId: fc.constantFrom(A, B),
      deviceIds: fc.subarray(BOXES),
      since: fc.integer({ min: 0, max: 20 }).map(on),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let facts: StationFact[] = [];
        for (const next of changes) {
          if (!membershipFacts(facts, next).ok) continue;
          const before = facts;
          facts = said(facts, next);
          expect(until(next.since, facts)).to.deep.equal(until(next.since, before));
          expect(boxesOf(facts, next.stationId)).to.have.members(next.deviceIds);
        }
      }),
    );
  });
});
