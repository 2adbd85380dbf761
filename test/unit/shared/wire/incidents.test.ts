/** What a person may ask about incidents and planned work. */
import { IncidentAct, MAINTENANCE_MS_MAX, NewMaintenance } from '@loaso/shared/wire/http/incidents';
import { expect } from 'chai';

const planned = { areaId: '21583', fromAt: 1_000, untilAt: 2_000, why: 'thay cột' };

describe('what is said about an incident', () => {
  it('is one of five acts; a note has words, and who is given it is named', () => {
    expect(IncidentAct.safeParse({ kind: 'take' }).success).to.equal(true);
    expect(IncidentAct.safeParse({ kind: 'close' }).success).to.equal(false);
    expect(IncidentAct.safeParse({ kind: 'note', text: ' ' }).success).to.equal(false);
    expect(IncidentAct.safeParse({ kind: 'assign' }).success).to.equal(false);
    expect(IncidentAct.safeParse({ kind: 'assign', userId: 'usr-tam' }).success).to.equal(true);
  });

  it('plans work that ends after it begins, within two weeks', () => {
    expect(NewMaintenance.parse(planned).deviceId).to.equal(null);
    expect(NewMaintenance.safeParse({ ...planned, untilAt: 1_000 }).success).to.equal(false);
    const long = { ...planned, untilAt: 1_001 + MAINTENANCE_MS_MAX };
    expect(NewMaintenance.safeParse(long).success).to.equal(false);
  });
});
