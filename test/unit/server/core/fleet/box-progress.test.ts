/** How far one box has come with a change, and what that says of the change. */

import { DeviceId } from '@loaso/shared/ids';
import type { Ack } from '@loaso/shared/wire/ack';
import type { Status } from '@loaso/shared/wire/status';
import type { Vitals } from '@loaso/shared/wire/vitals';
import { expect } from 'chai';
import { answerOf, type BoxWords, isHealthy, progressOf } from '#server/core/fleet/box-progress';
import { statusOf } from '../../../../support/fleet-status.js';

const ID = DeviceId.parse('cumloa-01');
const SENT = { healthy: true, mark: { epoch: 1, num: 7 }, sentAt: 1_000 };
const markOf = (num: number, epoch = 1) => ({ epoch, num, hash: '0'.repeat(64) as never });
const words = (status: Partial<Status> | null, change: Partial<BoxWords> = {}): BoxWords => ({
  online: true,
  status: status === null ? null : statusOf(ID, status),
  ack: null,
  ackAt: null,
  ...change,
});
const ack = (outcome: Ack['outcome'], num: number): Ack => ({
  v: 1,
  dev: ID,
  at: 1_000 as never,
  what: 'plan',
  outcome,
  plan: markOf(num),
  envelopeNum: 1,
  counter: 1,
});
const vitals = (lastStart: Vitals['lastStart']): Vitals => ({
  ...{ mains: null, mainsSinceAt: null, supplyVolts: null, underVoltage: null, temperatureC: null },
  ...{ operator: null, signalDbm: null, dataUsedBytes: null, line: null, starts24h: 2, lastStart },
});
const cache = { needed: 3, have: 2, missing: [], bytes: 0, freeBytes: 1 };
const broken = { kind: 'card' as const, virtual: false, healthy: false, detail: 'no sound' };

describe('progress of a box', () => {
  const cases: readonly (readonly [string, string, BoxWords | null])[] = [
    ['is waiting when it was never heard of', 'waiting', null],
    ['is waiting while it is off line', 'waiting', words({ plan: markOf(6) }, { online: false })],
    ['is sent until it answers', 'sent', words({ plan: markOf(6) })],
    ['is stored once it acknowledged', 'stored', words(null, { ack: ack('accepted', 7) })],
    ['is stored while files are missing', 'stored', words({ plan: markOf(7), cache })],
    ['is ready with plan and files', 'ready', words({ plan: markOf(7) })],
    ['is ready with a later plan', 'ready', words({ plan: markOf(9) })],
    ['is ready with a plan of a later epoch', 'ready', words({ plan: markOf(1, 2) })],
    [
      'is refused when it said so since',
      'refused',
      words({ plan: markOf(6) }, { ack: ack('refused', 6), ackAt: 1_000 }),
    ],
    [
      'is not refused by what it refused before',
      'sent',
      words({ plan: markOf(6) }, { ack: ack('refused', 6), ackAt: 999 }),
    ],
    [
      'is troubled when it took it and was gone before it could say how it is',
      'troubled',
      words({ plan: markOf(6) }, { ack: ack('accepted', 7), online: false }),
    ],
    [
      'is troubled when its agent has crashed since',
      'troubled',
      words({ plan: markOf(7), at: 62_000 as never, uptimeS: 60, vitals: vitals('crash') }),
    ],
    [
      'is ready when it crashed before',
      'ready',
      words({ plan: markOf(7), at: 60_000 as never, uptimeS: 60, vitals: vitals('crash') }),
    ],
    [
      'is ready when it was started anew on purpose',
      'ready',
      words({ plan: markOf(7), at: 62_000 as never, uptimeS: 60, vitals: vitals('update') }),
    ],
    [
      'is troubled when it fell ill with it',
      'troubled',
      words({ plan: markOf(7), output: broken }),
    ],
    [
      'is stored, and not ready, while it knows only a floor of the time',
      'stored',
      words({ plan: markOf(7), clock: { trust: 'coarse', source: 'floor', errorMs: null } }),
    ],
    [
      'is troubled when its card takes no more writes',
      'troubled',
      words({ plan: markOf(7), diskFault: 'EROFS' }),
    ],
  ];
  for (const [fact, progress, said] of cases) {
    it(fact, () => {
      expect(progressOf(SENT, said)).to.equal(progress);
    });
  }

  it('is held before it was sent anything', () => {
    const held = { healthy: true, mark: null, sentAt: null };
    expect(progressOf(held, words({ plan: markOf(7) }))).to.equal('held');
  });

  it('is not healthy with what it may not play by: an output, a time, a card that takes writes', () => {
    const ill: Partial<Status>[] = [
      { output: broken },
      { clock: { trust: 'coarse', source: 'floor', errorMs: null } },
      { diskFault: 'EROFS' },
    ];
    expect([{}, ...ill].map((part) => isHealthy(words(part)))).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });

  it('does not blame a change for what ailed the box before', () => {
    const ill = { ...SENT, healthy: false };
    expect(progressOf(ill, words({ plan: markOf(7), output: broken }))).to.equal('ready');
  });
});

describe('a healthy box', () => {
  it('is on line, has a sound output and a clock it may play by', () => {
    const clock = { trust: 'unknown' as const, source: 'none' as never, errorMs: null as never };
    expect(isHealthy(words({}))).to.equal(true);
    expect(isHealthy(words({}, { online: false }))).to.equal(false);
    expect(isHealthy(words({ output: broken }))).to.equal(false);
    expect(isHealthy(words({ clock }))).to.equal(false);
    expect([isHealthy(words(null)), isHealthy(null)]).to.deep.equal([false, false]);
  });

  it('counts as an answer, and a box off line as none', () => {
    const all = ['held', 'waiting', 'sent', 'stored', 'ready', 'refused', 'troubled'] as const;
    expect(all.map(answerOf)).to.deep.equal([
      'silent',
      'offline',
      'silent',
      'well',
      'well',
      'refused',
      'troubled',
    ]);
  });
});
