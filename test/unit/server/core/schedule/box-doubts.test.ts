/** Which boxes are sure to sound an airing: only those of which all that is known says so. */
import { DeviceId, EntryId, Sha256 } from '@loaso/shared/ids';
import { HOUR_MS, instant } from '@loaso/shared/time';
import { DoubtKind } from '@loaso/shared/wire/http/week';
import type { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Patient } from '#server/core/fleet/diagnose';
import { type BoxAhead, doubtOf, type Needed } from '#server/core/schedule/box-doubts';
import { countDoubts, doubtsInAll } from '#server/core/schedule/doubt-counts';
import { HEALTHY, statusOf } from '../../../../support/fleet-status.js';

/** 2026-06-03, 09:00 in Việt Nam. */
const NOW = Date.UTC(2026, 5, 3, 2);
const DAY = 24 * HOUR_MS;
const id = DeviceId.parse('loa-cum-mot');
const file = Sha256.parse('a'.repeat(64));
const mark = { epoch: 1, num: 7, hash: Sha256.parse('b'.repeat(64)) };
const older = { ...mark, num: 6, hash: Sha256.parse('c'.repeat(64)) };
const airing: Needed = {
  entryId: EntryId.parse('e-1'),
  startAt: NOW + DAY,
  durationMs: 60_000,
  sha256s: [file],
  draft: false,
};

type Change = {
  readonly box?: Partial<BoxAhead>;
  readonly patient?: Partial<Patient>;
  readonly status?: Partial<Status>;
};

const boxOf = ({ box, patient, status }: Change = {}): BoxAhead => ({
  name: 'Cụm một',
  patient: {
    state: 'enrolled',
    online: true,
    lastSeenAt: NOW - 30_000,
    status: statusOf(id, { at: instant(NOW - 30_000), plan: mark, ...status }),
    statusAt: NOW - 30_000,
    desired: { mark, publishedAt: NOW - HOUR_MS },
    envelopeNum: 1,
    ack: null,
    ...patient,
  },
  ahead: false,
  waitsFor: new Set(),
  planned: new Set([`${airing.entryId} ${airing.startAt}`]),
  hornless: false,
  ...box,
});

const away = (hours: number): Partial<Patient> => ({
  online: false,
  lastSeenAt: NOW - hours * HOUR_MS,
  statusAt: NOW - hours * HOUR_MS,
});
const cache = (change: Partial<Status['cache']>): Partial<Status> => ({
  cache: { needed: 3, have: 2, missing: [file], bytes: 1, freeBytes: 1e9, ...change },
});
const clock = (trust: Status['clock']['trust']): Partial<Status> => ({
  clock: { trust, source: 'none', errorMs: null },
});
const refusal: Patient['ack'] = {
  v: 1,
  dev: id,
  at: instant(NOW),
  what: 'plan',
  outcome: 'refused',
  code: 'bad-signature',
  plan: null,
  counter: 1,
} as never;

const CASES: readonly (readonly [string, Change, DoubtKind | null])[] = [
  ['a box in health', {}, null],
  ['one that is not installed', { patient: { state: 'registered' } }, 'not-installed'],
  [
    'one that never said a word',
    { patient: { status: null, statusAt: null, lastSeenAt: null, online: false } },
    'never-heard',
  ],
  ['one that is ahead of a restored database', { box: { ahead: true } }, 'ahead'],
  ['one that went an hour ago, with all it needs', { patient: away(1) }, 'alone'],
  ['one that went four days ago', { patient: away(96) }, 'away'],
  ['one that went for so long by the time of the airing', { patient: away(60) }, 'away'],
  ['one that went without the file', { patient: away(1), status: cache({}) }, 'away'],
  ['one that went with a coarse clock', { patient: away(1), status: clock('coarse') }, 'away'],
  ['one that went before its newest plan', { patient: away(1), status: { plan: older } }, 'away'],
  [
    'one whose output is broken',
    { status: { output: { kind: 'card', virtual: false, healthy: false, detail: '' } } },
    'output',
  ],
  ['one whose line is open', { status: { vitals: { ...HEALTHY, line: 'open' } } }, 'horns'],
  ['one without a horn', { box: { hornless: true } }, 'no-horn'],
  [
    'one that was turned down to nothing',
    { status: { trim: { percent: 0, setAt: instant(NOW), commandId: 'cmd-00000001' } } },
    'muted',
  ],
  ['one that does not know the time', { status: clock('unknown') }, 'clock'],
  ['one that knows only a floor of the time', { status: clock('coarse') }, 'clock'],
  ['one whose card takes no more writes', { status: { diskFault: 'EROFS' } }, 'card'],
  ['one that keeps its own time well', { status: clock('holdover') }, null],
  ['one without the new hours', { patient: { envelopeNum: 2 } }, 'hours'],
  ['one of a later group', { box: { waitsFor: new Set([airing.entryId]) } }, 'turn'],
  ['one of a later group of another line', { box: { waitsFor: new Set() } }, null],
  ['one whose newest plan has not the airing', { box: { planned: new Set() } }, 'unsent'],
  ['one without any plan', { patient: { desired: null } }, 'unsent'],
  ['one with an older plan', { status: { plan: older } }, 'plan-coming'],
  ['one that refused', { status: { plan: older }, patient: { ack: refusal } }, 'refused'],
  [
    'one whose plan ends before',
    { patient: { desired: { mark, publishedAt: NOW - 20.5 * DAY } } },
    'plan-over',
  ],
  ['one without the file', { status: cache({}) }, 'file-coming'],
  ['one without another file', { status: cache({ missing: [mark.hash] }) }, null],
  ['one that lacks more than it names', { status: cache({ needed: 9 }) }, 'file-coming'],
  ['one without room for the file', { status: cache({ freeBytes: 1e6 }) }, 'file-full'],
];

describe('doubts of a coming airing', () => {
  for (const [who, change, kind] of CASES) {
    it(`says of ${who}: ${kind ?? 'sure'}`, () => {
      expect(doubtOf(boxOf(change), airing, NOW)).to.equal(kind);
    });
  }

  it('says of every box that a line has to be saved first, unless more is in its way', () => {
    const draft = { ...airing, draft: true };
    expect(doubtOf(boxOf(), draft, NOW)).to.equal('after-saving');
    expect(doubtOf(boxOf({ status: clock('unknown') }), draft, NOW)).to.equal('clock');
  });

  it('gives every doubt an example above', () => {
    const shown = new Set([...CASES.map(([, , kind]) => kind), 'after-saving']);
    expect(DoubtKind.options.filter((kind) => !shown.has(kind))).to.deep.equal([]);
  });

  it('counts every box of a group once, and names those in doubt with the next step', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CASES), { maxLength: 30 }), (cases) => {
        const boxes = cases.map(([, change]) => boxOf(change));
        const counted = countDoubts({ boxes, now: NOW }, airing);
        const told = counted.doubts.reduce((sum, one) => sum + one.boxes, 0);
        expect(counted.sureBoxes + told).to.equal(boxes.length);
        expect(counted.sureBoxes).to.equal(cases.filter(([, , kind]) => kind === null).length);
        for (const one of doubtsInAll([counted, counted], NOW)) {
          expect(one.boxes).to.equal(cases.filter(([, , kind]) => kind === one.kind).length);
          expect(one.names).to.have.length(Math.min(3, one.boxes));
          expect(one.next.vi).to.match(/\.$/);
        }
      }),
    );
  });

  it('tells once of a box that is trusted for some days, and not for the whole week', () => {
    const boxes = [boxOf({ patient: away(1), box: { planned: null } })];
    const week = [1, 5].map((days) =>
      countDoubts({ boxes, now: NOW }, { ...airing, startAt: NOW + days * DAY }),
    );
    expect(week.map(({ doubts }) => doubts.map(({ kind }) => kind))).to.deep.equal([
      ['alone'],
      ['away'],
    ]);
    expect(doubtsInAll(week, NOW).map(({ words }) => words.vi)).to.deep.equal([
      '1 cụm mất liên lạc từ 08:00, đã giữ đủ lịch và tệp',
    ]);
  });

  it('says how many boxes, and since when nobody has heard of them', () => {
    const boxes = [boxOf({ patient: away(96) }), boxOf({ status: cache({}) }), boxOf()];
    const { sureBoxes, doubts } = countDoubts({ boxes, now: NOW }, airing);
    expect([sureBoxes, ...doubts.map(({ words }) => words.vi)]).to.deep.equal([
      1,
      '1 cụm chưa biết: mất liên lạc từ 09:00 ngày 30/05',
      '1 cụm chưa tải xong tệp',
    ]);
    const two = countDoubts(
      { boxes: [90, 96].map((hours) => boxOf({ patient: away(hours) })), now: NOW },
      airing,
    );
    expect(two.doubts.map(({ words }) => words.vi)).to.deep.equal([
      '2 cụm chưa biết: mất liên lạc, lâu nhất từ 09:00 ngày 30/05',
    ]);
  });
});
