/** What leaves a line on the time axis of a box, and what its records say of the loudspeaker. */
import { instant } from '@loaso/shared/time';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import { changesBetween, lastAiringOf } from '#server/core/fleet/state-changes';
import { statusOf } from '../../../../support/fleet-status.js';
import { boxId } from '../../../../support/plans.js';

const BOX = boxId(1);
const T0 = 1_780_000_000_000;
const record = (change: object): PlayRecord =>
  ({
    v: 1,
    seq: 1,
    playId: 'x',
    recordedAt: instant(T0),
    clock: { trust: 'locked', source: 'server', errorMs: 1 },
    startedAt: instant(T0),
    fromMs: 0,
    playedMs: 1,
    virtual: false,
    outcome: 'completed',
    ...change,
  }) as never;

describe('the changes of state of a box', () => {
  it('are none between two like words, nor at the first', () => {
    expect(changesBetween(null, statusOf(BOX))).to.deep.equal([]);
    expect(changesBetween(statusOf(BOX), statusOf(BOX, { uptimeS: 120 }))).to.deep.equal([]);
  });

  it('are told each with its new value', () => {
    const after = statusOf(BOX, {
      bootId: 'boot-0002',
      agentVersion: '0.2.0',
      output: { kind: 'card', virtual: false, healthy: false, detail: 'mất card' },
      clock: { trust: 'unknown', source: 'none', errorMs: null },
    });
    expect(changesBetween(statusOf(BOX), after)).to.deep.equal([
      { kind: 'started', detail: 'unknown' },
      { kind: 'release', detail: '0.2.0' },
      { kind: 'output', detail: 'mất card' },
      { kind: 'clock', detail: 'unknown' },
    ]);
  });
});

describe('the last airing', () => {
  it('is the newest that says something of the loudspeaker', () => {
    const failed = record({
      outcome: 'missed',
      reason: 'output-failed',
      recordedAt: instant(T0 + 1),
    });
    const outranked = record({
      outcome: 'missed',
      reason: 'outranked',
      recordedAt: instant(T0 + 2),
    });
    expect(lastAiringOf([record({}), failed, outranked])).to.deep.equal({
      at: T0 + 1,
      outcome: 'missed',
      reason: 'output-failed',
      virtual: false,
    });
    expect(lastAiringOf([outranked])).to.equal(null);
    expect(lastAiringOf([record({ virtual: true })])?.virtual).to.equal(true);
  });
});
