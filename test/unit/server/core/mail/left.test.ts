/** Places in which an incident is over before it is over elsewhere: who is written to, and once. */
import { AreaId, DeviceId, IncidentId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { type Case, groupCases, type Incident } from '#server/core/fleet/incidents';
import { courseOf } from '#server/core/fleet/incidents-flow';
import { type Known, lettersDue, type Reader } from '#server/core/mail/due';
import { digestLetter, incidentLetter } from '#server/core/mail/letters';

const MIN = 60_000;
const NOW = Date.UTC(2026, 5, 3, 7, 20);
const [A, B, PROVINCE] = ['21583', '21607', '52'].map((id) => AreaId.parse(id)) as [
  AreaId,
  AreaId,
  AreaId,
];
const SENT: Known = { state: 'sent', held: false };

const caseIn = (communeId: AreaId, box: string): Case => ({
  deviceId: DeviceId.parse(box),
  communeId,
  operator: null,
  cause: 'commune-power',
  since: NOW - 10 * MIN,
  gone: true,
  carriesOn: false,
  sentence: { vi: 'Mất điện.', en: '' },
  next: null,
  evidence: [],
});
const inA = [caseIn(A, 'box-a-0001'), caseIn(A, 'box-a-0002')];
const inB = [caseIn(B, 'box-b-0001')];

/** The one incident after another look at the fleet. */
function looked(before: Incident | null, cases: readonly Case[], now: number): Incident {
  const found = {
    groups: groupCases(cases),
    unsettled: new Set(cases.map(({ deviceId }) => deviceId)),
  };
  const open = before === null ? [] : [before];
  const [change] = courseOf(open, found, now, () => IncidentId.parse('inc-1'));
  if (change !== undefined) return change.incident;
  if (before === null) throw new Error('nothing has opened');
  return before;
}

const reader = (id: string, areaId: AreaId): Reader => ({
  id,
  areaId,
  name: 'Ánh',
  role: 'technician',
  email: 'a@b.vn',
  wants: 'all',
  afterMinutes: 0,
  fromMinute: 0,
  untilMinute: 1440,
  active: true,
});
const READERS = [reader('a', A), reader('b', B), reader('tinh', PROVINCE)];
const rules = { fromMinute: 0, untilMinute: 0, settleMs: 2 * MIN, escalateMs: 0, graveBoxes: 20 };

/** Keys that are due, and known from then on. */
function post(known: Map<string, Known>, incident: Incident, now: number): string[] {
  const covers = (root: AreaId, area: AreaId): boolean => root === area || root === PROVINCE;
  const { letters } = lettersDue([incident], { readers: READERS, covers, known, rules, now });
  for (const { key } of letters) known.set(key, SENT);
  return letters.map(({ key }) => key.replace('inc-1.', ''));
}

describe('an incident that is over in some places', () => {
  it('keeps which they are and since when, and forgets those where it comes back', () => {
    let one = looked(null, [...inA, ...inB], NOW);
    one = looked(one, inA, NOW + MIN);
    expect(one.areaIds).to.deep.equal([A]);
    expect(one.left).to.deep.equal([{ areaId: B, at: NOW + MIN }]);
    one = looked(one, [...inA, ...inB], NOW + 2 * MIN);
    expect([one.areaIds, one.left]).to.deep.equal([[A, B], []]);
  });

  it('is told as over there once that has lasted, and in the end to the others alone', () => {
    const known = new Map<string, Known>();
    let one = looked(null, [...inA, ...inB], NOW);
    expect(post(known, one, NOW + 2 * MIN)).to.deep.equal(['opened.a', 'opened.b', 'opened.tinh']);
    one = looked(one, inA, NOW + 3 * MIN);
    expect(post(known, one, NOW + 4 * MIN), 'it may come back').to.deep.equal([]);
    expect(post(known, one, NOW + 5 * MIN)).to.deep.equal(['left.b']);
    expect(post(known, one, NOW + 60 * MIN)).to.deep.equal([]);
    const over = { ...one, resolvedAt: NOW + 61 * MIN, ended: 'healed' as const };
    expect(post(known, over, NOW + 61 * MIN)).to.deep.equal(['resolved.a', 'resolved.tinh']);
  });

  it('is told as over to everybody where the places were well just before the whole', () => {
    const known = new Map<string, Known>();
    let one = looked(null, [...inA, ...inB], NOW);
    post(known, one, NOW + 2 * MIN);
    one = looked(one, inA, NOW + 3 * MIN);
    const over = { ...one, resolvedAt: NOW + 4 * MIN, ended: 'healed' as const };
    expect(post(known, over, NOW + 4 * MIN)).to.deep.equal([
      'resolved.a',
      'resolved.b',
      'resolved.tinh',
    ]);
  });

  it('that comes back there is told once more, and its end too', () => {
    const known = new Map<string, Known>();
    let one = looked(null, [...inA, ...inB], NOW);
    post(known, one, NOW + 2 * MIN);
    one = looked(one, inA, NOW + 3 * MIN);
    post(known, one, NOW + 5 * MIN);
    one = looked(one, [...inA, ...inB], NOW + 9 * MIN);
    expect(post(known, one, NOW + 9 * MIN)).to.deep.equal(['returned.b']);
    one = looked(one, inA, NOW + 12 * MIN);
    expect(post(known, one, NOW + 20 * MIN), 'no letter at each turn').to.deep.equal([]);
    const over = { ...one, resolvedAt: NOW + 30 * MIN, ended: 'healed' as const };
    expect(post(known, over, NOW + 30 * MIN)).to.include('resolved.b');
  });

  it('is no news to whoever never heard of it', () => {
    let one = looked(null, [...inA, ...inB], NOW);
    one = looked(one, inA, NOW + MIN);
    expect(post(new Map(), one, NOW + 10 * MIN)).to.deep.equal(['opened.a', 'opened.tinh']);
  });

  it('is a letter about these places, with what is left elsewhere', () => {
    const one = looked(null, inA, NOW);
    const about = { names: ['Xã Nhơn Châu'], people: null, link: 'https://loa.vn/su-co/inc-1' };
    const { subject, text } = incidentLetter(one, 'left', about);
    expect(subject).to.equal('[Loa Số] Đã hết ở nơi này: Mất điện khu vực — Xã Nhơn Châu');
    expect(text).to.include('Nơi khác còn 2 cụm loa').and.include('Xem lại: https://loa.vn');
    expect(digestLetter([{ subject, link: 'x' }], 'x').subject).to.include('0 còn, 1 đã hết');
    expect(incidentLetter(one, 'returned', about).subject).to.match(/^\[Loa Số\] Lại có: /);
  });
});
