/** What the signer signs of an envelope, whatever the server says: signer/rules. */
import { SignerSettings } from '@loaso/shared/wire/signer';
import { expect } from 'chai';
import { boundsOf, DEFAULT_POLICY, type OuterPolicy } from '#server/core/schedule/policy';
import { judgeEnvelope } from '#server/signer/rules';
import { AREA, boxId, envelopeOf } from '../../../support/plans.js';

const NOW = Date.UTC(2026, 10, 26);
const { default: house } = DEFAULT_POLICY;
const [day] = house.windows;
const quiet = { areaId: AREA, minutesPerDayMax: 30, emergencyVolumeMaxPercent: 60 };

const judge = (policy: OuterPolicy | null, said: object): string | null => {
  const bounds = policy === null ? null : boundsOf(policy);
  const settings = SignerSettings.parse({ dir: '/none', socketPath: '/none', bounds });
  const body = JSON.stringify({ ...envelopeOf(boxId(1), NOW, {}), ...house, ...said });
  const judged = judgeEnvelope(body, settings, NOW);
  return judged.ok ? null : judged.error;
};

describe('signer/rules: envelopes', () => {
  it('signs what the policy file permits, and less', () => {
    expect(judge(DEFAULT_POLICY, {})).to.equal(null);
    expect(judge(DEFAULT_POLICY, { windows: [], minutesPerDayMax: 0 })).to.equal(null);
  });

  for (const [name, said] of [
    ['an earlier hour', { windows: [{ ...day, fromMinute: 195 }] }],
    ['a later hour beside a rightful one', { windows: [day, { ...day, toMinute: 1300 }] }],
    ['more minutes', { minutesPerDayMax: 361 }],
  ] as const) {
    it(`refuses ${name}`, () => {
      expect(judge(DEFAULT_POLICY, said)).to.match(/beyond the policy file/);
      expect(judge(null, said)).to.equal(null);
    });
  }

  it('refuses a louder voice than the file has for that hour', () => {
    const soft = { ...house, windows: [{ ...day!, volumeMaxPercent: 70 }] };
    const policy = { ...DEFAULT_POLICY, default: soft };
    expect(judge(policy, { windows: soft.windows })).to.equal(null);
    expect(judge(policy, {})).to.match(/beyond the policy file/);
  });

  it('refuses more or longer sessions than the file has, and an envelope that limits none', () => {
    const few = { ...house, sessionsPerDayMax: 3, minutesPerSessionMax: 30 };
    const policy = { ...DEFAULT_POLICY, default: few };
    const said = { v: 2, sessionsPerDayMax: 3, minutesPerSessionMax: 30 };
    expect(judge(policy, said)).to.equal(null);
    expect(judge(policy, { ...said, sessionsPerDayMax: 4 })).to.match(/beyond the policy file/);
    expect(judge(policy, { ...said, minutesPerSessionMax: 31 })).to.match(/beyond/);
    expect(judge(policy, {})).to.match(/beyond/);
    expect(judge(DEFAULT_POLICY, said)).to.equal(null);
  });

  it('holds a named place to its own words, not to the widest of others', () => {
    const policy = { ...DEFAULT_POLICY, overrides: [quiet] };
    const { areaId: _areaId, ...own } = quiet;
    expect(judge(policy, own)).to.equal(null);
    expect(judge(policy, { ...own, minutesPerDayMax: 31 })).to.match(/beyond/);
    expect(judge(policy, { ...own, emergencyVolumeMaxPercent: 100 })).to.match(/beyond/);
    expect(judge(policy, { area: '52' })).to.equal(null);
  });
});
