/** Diagnosis of faults as they look in the field, and what neighbours tell. */
import { expect } from 'chai';
import fc from 'fast-check';
import { CAUSES, type Cause, TELLS } from '#server/core/fleet/diagnose-causes';
import { evidenceOf } from '#server/core/fleet/diagnose-evidence';
import { rank } from '#server/core/fleet/diagnose-rank';
import { aroundOf, type Neighbour, sceneOf } from '#server/core/fleet/diagnose-scene';
import { SIGN_NAMES, SIGNS, type Signs } from '#server/core/fleet/diagnose-signs';
import { causeName, type Facts, when } from '#server/core/fleet/diagnose-words';
import { confuse, diagnoseCase } from '../../../../support/faults/cases.js';

const NOW = 1_780_000_000_000;
const MIN = 60_000;

const at = (id: number, change: Partial<Neighbour> = {}): Neighbour => ({
  id: String(id),
  communeId: 'xã A',
  operator: 'Viettel',
  powerLine: null,
  lostAt: null,
  batteryAt: null,
  ...change,
});
const lost = { lostAt: NOW - 10 * MIN };

describe('the diagnosis of a box', () => {
  it('is right in nine of ten noisy cases of every kind together, and seldom sure and wrong', () => {
    const { cases, right, wrongAndSure } = confuse(15, 23);
    expect(right / cases).to.be.at.least(0.9);
    expect(wrongAndSure / cases).to.be.at.most(0.02);
  });

  it('brings evidence and a next step in both languages with every cause it names', () => {
    for (const fault of CAUSES) {
      const { sentence, next, evidence, confidence } = diagnoseCase(fault, 5);
      expect(sentence.vi, fault).to.match(/\.$/);
      expect(next?.vi, fault).to.match(/\./);
      expect(next?.en, fault).to.match(/^[A-Z]/);
      expect(evidence, fault).not.to.deep.equal([]);
      expect(confidence, fault).to.be.within(0, 1);
    }
  });

  it('gives shares that add up to one, whatever is seen', () => {
    const signs = fc.record(
      Object.fromEntries(SIGN_NAMES.map((sign) => [sign, fc.constantFrom(null, ...SIGNS[sign])])),
    ) as fc.Arbitrary<Signs>;
    fc.assert(
      fc.property(signs, (seen) => {
        const shares = rank(seen).map(({ share }) => share);
        expect(shares.reduce((sum, share) => sum + share, 0)).to.be.closeTo(1, 1e-9);
        expect(shares).to.deep.equal([...shares].sort((a, b) => b - a));
      }),
    );
  });

  it('says the hour of today, and the day of another day', () => {
    const noon = Date.UTC(2026, 5, 3, 5);
    expect(when(noon, noon + MIN).vi).to.equal('12:00');
    expect(when(noon, noon + 24 * 60 * MIN).vi).to.equal('12:00 ngày 03/06');
  });

  it('has a name for every cause, and no evidence where nothing was measured', () => {
    expect([...CAUSES, 'unknown' as const].map((cause) => causeName(cause).vi)).not.to.include('');
    const facts = { patient: { status: null }, around: {}, signs: {} } as unknown as Facts;
    for (const sign of ['heat', 'volts', 'mains', 'disk', 'files', 'output'] as const) {
      if (sign !== 'mains') expect(evidenceOf(sign, facts), sign).to.equal(null);
    }
  });

  it('rests on a table whose odds add up to one for every sign of every cause', () => {
    for (const [cause, tells] of Object.entries(TELLS) as [Cause, object][]) {
      for (const [sign, odds] of Object.entries(tells) as [string, Record<string, number>][]) {
        const sum = Object.values(odds).reduce((total, share) => total + share, 0);
        expect(sum, `${cause} ${sign}`).to.be.closeTo(1, 1e-9);
      }
    }
  });
});

describe('the neighbours of a box', () => {
  it('count those that were struck within the same minutes, and not the box itself', () => {
    const me = at(1, lost);
    const scene = sceneOf(
      [me, at(2, lost), at(3), at(4, { lostAt: NOW - 60 * MIN }), at(5, { operator: 'MobiFone' })],
      NOW,
    );
    const { commune, kin, rivals } = aroundOf(scene, me);
    expect(commune).to.deep.equal({ lost: 1, of: 4 });
    expect(kin).to.deep.equal({ lost: 1, of: 3 });
    expect(rivals).to.deep.equal({ lost: 0, of: 1 });
  });

  it('count by the mains, not by the end of the battery', () => {
    const dark = NOW - 100 * MIN;
    const me = at(1, { batteryAt: dark, lostAt: NOW - MIN });
    const others = [at(2, { batteryAt: dark }), at(3, { lostAt: dark }), at(4)];
    const around = aroundOf(sceneOf([me, ...others], NOW), me);
    expect(around.commune).to.deep.equal({ lost: 2, of: 3 });
    expect(around.onBattery).to.deep.equal({ lost: 1, of: 3 });
  });

  it('say nothing where there are too few of them', () => {
    const me = at(1, { ...lost, operator: null });
    const { commune, kin, fleet, powerLine } = aroundOf(sceneOf([me, at(2)], NOW), me);
    expect({ commune, kin, fleet, powerLine }).to.deep.equal({
      commune: null,
      kin: null,
      fleet: null,
      powerLine: null,
    });
  });
});
