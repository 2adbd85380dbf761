/** Bounds of single messages that a schema must hold. */
import {
  CHIME_VOLUME_PERCENT_MAX,
  COMMAND_VALIDITY_MS_MAX,
  Command,
} from '@loaso/shared/wire/command';
import { BUDGET_MB_MAX, BUDGET_MB_MIN } from '@loaso/shared/wire/data-plan';
import { EnrolmentCode } from '@loaso/shared/wire/enrol';
import { PLAN_ITEMS_MAX, Plan } from '@loaso/shared/wire/plan';
import { PlayRecord, PlayRecords, RECORDS_PER_MESSAGE_MAX } from '@loaso/shared/wire/play-record';
import {
  SIGNER_PART_MAX,
  SignerReply,
  SignerRequest,
  SignerSettings,
} from '@loaso/shared/wire/signer';
import { SignerRefusalCode } from '@loaso/shared/wire/signer-refusal';
import { expect } from 'chai';
import { approvableOf, boxId, itemAt, planOf } from '../../../support/plans.js';

const NOW = 1_780_000_000_000;
const clock = { trust: 'locked', source: 'ntp', errorMs: 5 };
const record = (seq: number) => ({
  v: 1,
  seq,
  playId: `line-1.${boxId(1)}.${NOW}`,
  recordedAt: NOW,
  clock,
  outcome: 'missed',
  reason: 'file-absent',
});
const records = (count: number) => ({
  v: 1,
  dev: boxId(1),
  at: NOW,
  records: Array.from({ length: count }, (_, index) => record(index + 1)),
});

describe('a message', () => {
  it('of a plan holds so many airings and no more', () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, index) => itemAt(NOW + index * 60_000));
    const fits = (count: number): boolean =>
      Plan.safeParse(planOf(boxId(1), 1, NOW, { items: items(count) })).success;
    expect([fits(PLAN_ITEMS_MAX), fits(PLAN_ITEMS_MAX + 1)]).to.deep.equal([true, false]);
  });

  it('of records holds so many and no more, and none is half a record', () => {
    const fits = (count: number): boolean => PlayRecords.safeParse(records(count)).success;
    expect([
      fits(0),
      fits(1),
      fits(RECORDS_PER_MESSAGE_MAX),
      fits(RECORDS_PER_MESSAGE_MAX + 1),
    ]).to.deep.equal([false, true, true, false]);
    expect(PlayRecord.safeParse({ ...record(1), outcome: 'completed' }).success).to.equal(false);
    expect(PlayRecord.safeParse({ ...record(0) }).success).to.equal(false);
  });

  it('of a command is of a kind that exists, and only a quiet chime makes a sound', () => {
    const command = {
      v: 1,
      dev: boxId(1),
      id: 'cmd-00001',
      iat: NOW,
      nbf: NOW,
      exp: NOW + 1,
      why: 'w',
    };
    const kinds = [
      'report',
      'fetch-plan',
      'restart-agent',
      'network-test',
      'check-files',
      'collect-log',
      'restart-box',
      'learn-level',
      'play',
      'volume',
      '',
    ];
    const known = kinds.filter((kind) => Command.safeParse({ ...command, kind }).success);
    expect(known).to.deep.equal([
      'report',
      'fetch-plan',
      'restart-agent',
      'network-test',
      'check-files',
      'collect-log',
      'restart-box',
      'learn-level',
    ]);
    const chime = (volumePercent: number): boolean =>
      Command.safeParse({ ...command, kind: 'test-chime', volumePercent }).success;
    expect([0, 1, CHIME_VOLUME_PERCENT_MAX, 31].map(chime)).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    const turned = (volumePercent: number): boolean =>
      Command.safeParse({ ...command, kind: 'set-volume', volumePercent }).success;
    expect([0, 9, 10, 100, 101].map(turned)).to.deep.equal([false, false, true, true, false]);
    const planned = (data: unknown): boolean =>
      Command.safeParse({ ...command, kind: 'set-data', data }).success;
    const plan = (budgetMb: number, monthDay: number) => ({ budgetMb, monthDay });
    expect([BUDGET_MB_MIN, BUDGET_MB_MAX]).to.deep.equal([50, 500_000]);
    expect(
      [null, plan(50, 1), plan(500_000, 28), plan(49, 1), plan(500_001, 1), plan(300, 0)]
        .concat([plan(300, 29), plan(300.5, 1), undefined as never])
        .map(planned),
    ).to.deep.equal([true, true, true, false, false, false, false, false, false]);
    expect(COMMAND_VALIDITY_MS_MAX).to.equal(600_000);
  });

  it('of enrolment spells its code without letters that look like digits', () => {
    const fits = (code: string): boolean => EnrolmentCode.safeParse(code).success;
    expect(fits('0H3K-9XTE-W7QZ-41MB-R8VC-5NJD-2A')).to.equal(true);
    expect(fits('0H3K-9XTE-W7QZ-41MB-R8VC-5NJD-2I')).to.equal(false);
    expect(fits('0H3K9XTEW7QZ41MBR8VC5NJD2A')).to.equal(false);
  });

  it('to the signer is of a known act and of bounded size', () => {
    const approvals = (count: number) => ({
      op: 'approve',
      id: 1,
      user: 'lan',
      approvals: Array.from({ length: count }, () => approvableOf()),
    });
    expect(SignerRequest.safeParse(approvals(SIGNER_PART_MAX)).success).to.equal(true);
    expect(SignerRequest.safeParse(approvals(SIGNER_PART_MAX + 1)).success).to.equal(false);
    expect(SignerRequest.safeParse({ op: 'export-keys', id: 1 }).success).to.equal(false);
    expect(SignerRefusalCode.safeParse('approval-missing').success).to.equal(true);
    expect(SignerRefusalCode.safeParse('no reason').success).to.equal(false);
    expect(SignerReply.safeParse({ kind: 'signed', id: 1, sigs: [], last: true }).success).to.equal(
      true,
    );
    const settings = SignerSettings.parse({ dir: 'd', socketPath: 's' });
    expect(settings).to.include({ tied: false, boxesPerPublicationMax: 10_000 });
    expect(SignerSettings.safeParse({ dir: 'd', socketPath: 'x'.repeat(101) }).success).to.equal(
      false,
    );
  });
});
