/** Who can be given an incident: those who could take it on themselves. */
import { AreaId } from '@loaso/shared/ids';
import type { Role } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import { canBeGiven, placesAbove } from '#server/core/access/assignee';
import { AREAS, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../../support/store.js';

const person = (role: Role, areaId: AreaId, active = true) => ({ role, areaId, active });
const HAMLET = AreaId.parse('21583-01');

describe('access/assignee', () => {
  it('looks for people where the incident is and above, each place once', () => {
    expect(placesAbove(AREAS, [HAMLET, QUY_NHON, NHON_CHAU])).to.have.members([
      HAMLET,
      QUY_NHON,
      NHON_CHAU,
      PROVINCE,
    ]);
  });

  it('gives it to technicians and administrators of the place or above', () => {
    const places = placesAbove(AREAS, [QUY_NHON]);
    expect(canBeGiven(person('technician', QUY_NHON), places)).to.equal(true);
    expect(canBeGiven(person('technician', PROVINCE), places)).to.equal(true);
    expect(canBeGiven(person('administrator', PROVINCE), places)).to.equal(true);
  });

  it('gives it to nobody of another place or another trade, and to nobody who has left', () => {
    const places = placesAbove(AREAS, [QUY_NHON]);
    expect(canBeGiven(person('technician', NHON_CHAU), places)).to.equal(false);
    for (const role of ['official', 'approver', 'viewer'] as const) {
      expect(canBeGiven(person(role, QUY_NHON), places)).to.equal(false);
    }
    expect(canBeGiven(person('technician', QUY_NHON, false), places)).to.equal(false);
  });
});
