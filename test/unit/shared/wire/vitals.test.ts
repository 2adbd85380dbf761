/** Vitals: absent sensors are null, never a guess; a box of before the vitals is still understood. */
import { readFileSync } from 'node:fs';
import { Status, ToldStatus } from '@loaso/shared/wire/status';
import { RestartReason, Vitals } from '@loaso/shared/wire/vitals';
import { expect } from 'chai';

const BLIND: Vitals = {
  mains: null,
  mainsSinceAt: null,
  supplyVolts: null,
  underVoltage: null,
  temperatureC: null,
  operator: null,
  signalDbm: null,
  dataUsedBytes: null,
  line: null,
  starts24h: null,
  lastStart: 'unknown',
};

describe('vitals of a box', () => {
  it('may know nothing at all, and say so', () => {
    expect(Vitals.parse(BLIND)).to.deep.equal(BLIND);
  });

  it('know every reason of a start by name', () => {
    for (const lastStart of RestartReason.options) {
      expect(Vitals.parse({ ...BLIND, lastStart }).lastStart).to.equal(lastStart);
    }
    expect(Vitals.safeParse({ ...BLIND, lastStart: 'magic' }).success).to.equal(false);
  });

  it('ride in a status, and a status without them is whole', () => {
    const stored = new URL('../../../contract/samples/status-v1.json', import.meta.url);
    const { body } = JSON.parse(readFileSync(stored, 'utf8')) as { body: string };
    const before = Status.parse(JSON.parse(body));
    expect(before.vitals).to.equal(undefined);
    const now = Status.parse({ ...before, vitals: { ...BLIND, mains: 'battery' } });
    expect(now.vitals?.mains).to.equal('battery');
  });

  it('come from a newer box with words that are not known here, which cost their report alone', () => {
    const stored = new URL('../../../contract/samples/status-v1.json', import.meta.url);
    const { body } = JSON.parse(readFileSync(stored, 'utf8')) as { body: string };
    const old = Status.parse(JSON.parse(body));
    const hearing = {
      playId: 'e-0.box-00009.1772402400000',
      at: old.at,
      verdict: 'heard',
      inARow: 3,
      why: null,
      match: 0.8,
      gainDb: -20,
      usualGainDb: -21,
      lagMs: 150,
    };
    expect(ToldStatus.parse({ ...old, hearing }).hearing?.verdict).to.equal('heard');
    const newer = ToldStatus.parse({ ...old, hearing: { ...hearing, verdict: 'distorted' } });
    expect(newer.hearing).to.equal(undefined);
    expect(newer.uptimeS).to.equal(old.uptimeS);
  });
});
