/** What somebody who works for single stations of a commune may lay hands on. */
import { ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { PERMISSIONS, rolesWith } from '#server/core/access/roles';
import {
  BOUND_ROLES,
  handsOf,
  holdsAll,
  holdsStations,
  holdsTarget,
  touches,
} from '#server/core/access/station-hands';

const DAY = LocalDate.parse('2026-05-01');
const [OWN, OTHER] = ['g-own', 'g-other'].map((id) => ClusterGroupId.parse(id)) as [
  ClusterGroupId,
  ClusterGroupId,
];
const [A, B, C] = ['loa-nha-mot', 'loa-nha-hai', 'loa-nha-ba'].map((id) => DeviceId.parse(id)) as [
  DeviceId,
  DeviceId,
  DeviceId,
];
const FACTS = [
  { deviceId: A, from: DAY, stationId: OWN },
  { deviceId: B, from: DAY, stationId: OWN },
  { deviceId: B, from: LocalDate.parse('2026-05-09'), stationId: OTHER },
];
const hands = handsOf([OWN], FACTS);

describe('the hands of a station', () => {
  it('are on the boxes that are in it now, and on no other', () => {
    expect([...(hands?.boxes ?? [])]).to.deep.equal([A]);
    expect([[A], [A, B], [C], []].map((ids) => holdsAll(hands, ids))).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });

  it('are on everything of who works for the whole area', () => {
    for (const all of [handsOf(undefined, FACTS), handsOf([], FACTS)]) {
      expect([holdsAll(all, [C]), holdsAll(all, []), holdsStations(all, undefined)]).to.deep.equal([
        true,
        true,
        true,
      ]);
      expect(holdsTarget(all, { areaIds: ['21583'], deviceIds: [] })).to.equal(true);
    }
  });

  it('are on a line of their own boxes, never on one over a place', () => {
    const target = { areaIds: [], deviceIds: [A] };
    expect(holdsTarget(hands, target)).to.equal(true);
    expect(holdsTarget(hands, { ...target, memberIds: [B] })).to.equal(false);
    expect(holdsTarget(hands, { ...target, areaIds: ['21583'] })).to.equal(false);
    expect(holdsTarget(hands, { areaIds: [], deviceIds: [], memberIds: [] })).to.equal(false);
  });

  it('are on warnings for their own stations alone', () => {
    expect(
      [[OWN], [OWN, OTHER], [], undefined].map((ids) => holdsStations(hands, ids)),
    ).to.deep.equal([true, false, false, false]);
  });

  it('are empty where the station was given up: nothing, not everything', () => {
    expect([...(handsOf([ClusterGroupId.parse('g-gone')], FACTS)?.boxes ?? ['all'])]).to.deep.equal(
      [],
    );
  });

  it('leave to others what holds for a whole place', () => {
    const bound = PERMISSIONS.filter((one) =>
      rolesWith(one).some((role) => BOUND_ROLES.includes(role)),
    );
    const of = (what: string) => bound.filter((one) => touches(one) === what);
    expect(of('place')).to.deep.equal([
      'write-lexicon',
      'write-settings',
      'write-days',
      'write-sound-rules',
      'write-remarks',
      'write-hamlets',
      'write-sites',
    ]);
    expect(of('boxes')).to.deep.equal([
      'write-entry',
      'register-device',
      'command-device',
      'write-photos',
      'warn',
      'stop-device',
    ]);
    expect(of('bulletin')).to.deep.equal(['write-bulletin', 'voice-bulletin', 'withdraw-bulletin']);
  });
});
