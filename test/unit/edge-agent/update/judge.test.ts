/** A manifest of a release is taken only when everything about it is right. */
import { expect } from 'chai';
import { createVerify } from '#edge-agent/adapters/keys';
import { judgeRelease, type ReleaseContext } from '#edge-agent/update/judge';
import { EMPTY_UPDATE_STATE, type UpdateState } from '#edge-agent/update/planner';
import {
  fileOf,
  manifestOf,
  NOW_MS,
  releaseSigner,
  rootOf,
  sealRelease,
} from '../../../support/release.js';

const vendor = releaseSigner('release-1');
const second = releaseSigner('release-2');
const stranger = releaseSigner('release-1');
const verify = createVerify();

const failedBefore: UpdateState = {
  ...EMPTY_UPDATE_STATE,
  highestNum: 4,
  failed: [{ num: 4, version: '1.0.0', why: 'no link' }],
};

const context = (part: Partial<ReleaseContext> = {}): ReleaseContext => ({
  root: rootOf([vendor, second]),
  state: { ...EMPTY_UPDATE_STATE, highestNum: 3 },
  arch: 'arm64',
  runningVersion: '1.0.0',
  time: { atMs: NOW_MS, floorMs: 0 },
  again: false,
  ...part,
});

const answer = (raw: string, part: Partial<ReleaseContext> = {}): string => {
  const judged = judgeRelease(raw, context(part), verify);
  return judged.ok ? `${judged.value.version} taken` : judged.error.code;
};
const signed = (part: Parameters<typeof manifestOf>[0]): string =>
  sealRelease(manifestOf({ num: 4, ...part }), [vendor]);

describe('a release', () => {
  it('is taken when it is signed, for this processor, new, and there is room', () => {
    expect(answer(signed({ version: '1.1.0' }))).to.equal('1.1.0 taken');
    expect(answer(signed({ version: '1.1.0', arch: 'arm64' }))).to.equal('1.1.0 taken');
  });

  it('opens for no key but those of the release role, and for as many as its threshold', () => {
    const body = manifestOf({ num: 4, version: '1.1.0' });
    expect(answer(sealRelease(body, [stranger]))).to.equal('bad-signature');
    const planRoot = { ...rootOf([vendor]), keys: [{ ...vendor.key, role: 'plan' as const }] };
    expect(answer(sealRelease(body, [vendor]), { root: planRoot })).to.equal('unknown-key');
    const two = { root: rootOf([vendor, second], 2) };
    expect(answer(sealRelease(body, [vendor]), two)).to.equal('too-few-signatures');
    expect(answer(sealRelease(body, [vendor, vendor]), two)).to.equal('too-few-signatures');
    expect(answer(sealRelease(body, [vendor, second]), two)).to.equal('1.1.0 taken');
    const revoked = { ...rootOf([vendor]), keys: [{ ...vendor.key, revoked: true }] };
    expect(answer(sealRelease(body, [vendor]), { root: revoked })).to.equal('revoked-key');
    expect(answer(signed({}).replace('1.0.0', '1.2.0'))).to.equal('bad-signature');
    expect(answer('no JSON at all')).to.equal('malformed');
  });

  const cases: [string, Parameters<typeof manifestOf>[0], Partial<ReleaseContext>, string][] = [
    ['for another processor', { arch: 'armhf' }, {}, 'wrong-architecture'],
    ['whose number was used', { num: 3 }, {}, 'old-number'],
    ['of an older version', { version: '0.9.9' }, {}, 'unsigned-downgrade'],
    [
      'of an older version, signed as such',
      { version: '0.9.9', downgrade: true },
      {},
      '0.9.9 taken',
    ],
    ['signed as a downgrade, with a used number', { num: 2, downgrade: true }, {}, 'old-number'],
    ['that has expired', { exp: NOW_MS }, {}, 'expired'],
    ['that lives too long', { exp: NOW_MS + 401 * 86_400_000 }, {}, 'validity-too-long'],
    ['while nobody knows the time', {}, { time: { atMs: null, floorMs: 0 } }, 'no-time'],
    [
      'that has expired by the newest signed time',
      { exp: NOW_MS },
      { time: { atMs: null, floorMs: NOW_MS } },
      'expired',
    ],
    [
      'that has expired by signed time, under a clock that is behind',
      { exp: NOW_MS },
      { time: { atMs: NOW_MS - 1, floorMs: NOW_MS } },
      'expired',
    ],
    ['without a program', { files: [{ ...fileOf('x'), name: 'node' }] }, {}, 'malformed'],
    ['with a program twice', { files: [fileOf('x'), fileOf('y')] }, {}, 'malformed'],
    [
      'with a file of another name',
      { files: [{ ...fileOf('x'), name: '../key.pem' }] },
      {},
      'malformed',
    ],
    [
      'with one runtime for every processor',
      { files: [fileOf('x'), { ...fileOf('y'), name: 'node' }] },
      {},
      'malformed',
    ],
    ['with a field nobody knows', { later: 1 } as object, {}, 'malformed'],
    ['that failed here', {}, { state: failedBefore }, 'failed-before'],
    [
      'that failed here, tried again by a person',
      {},
      { state: failedBefore, again: true },
      '1.0.0 taken',
    ],
    ['with a used number, tried again by a person', { num: 3 }, { again: true }, 'old-number'],
  ];
  for (const [what, part, here, expected] of cases) {
    it(`${what} is answered with ${expected}`, () => {
      expect(answer(signed(part), here)).to.equal(expected);
    });
  }

  it('waits while another one is on trial', () => {
    const needs = { link: true, plan: true, output: true };
    const trial = { slot: 'a', attempts: 1, needs } as const;
    expect(answer(signed({}), { state: { ...EMPTY_UPDATE_STATE, trial } })).to.equal('busy');
  });
});
