/** Laws that hold for any plan and any order of events: core/reduce. */

import type { Instant } from '@loaso/shared/time';
import {
  permittedSpans,
  type SoundEnvelope,
  volumeCeiling,
} from '@loaso/shared/trust/sound-envelope';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import fc from 'fast-check';
import { reduce } from '#edge-agent/core/reduce';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import type { Heard } from './rig-voices.js';
import { DEV, sealAs, sha, TOOLS } from './sealing.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
/** Fades and the wait of an output: a cut takes effect within this. */
const CUT_MS = 100;

const anyRule = fc.constantFrom('join' as const, 'skip' as const);
const anyItem = fc.record({
  name: fc.constantFrom(...NAMES),
  from: fc.integer({ min: 290, max: 350 }),
  minutes: fc.integer({ min: 1, max: 25 }),
  priority: fc.constantFrom('normal' as const, 'normal' as const, 'priority' as const),
  rank: fc.integer({ min: 1, max: 5 }),
  lateStart: anyRule,
  afterCut: fc.constantFrom(
    'join' as const,
    'skip' as const,
    'resume' as const,
    'restart' as const,
  ),
});
type AnyItem = typeof anyItem extends fc.Arbitrary<infer T> ? T : never;

const anyItems = fc.uniqueArray(anyItem, {
  maxLength: 8,
  selector: ({ name, from }) => `${name}${from}`,
});

const itemsOf = (all: readonly AnyItem[]) =>
  all.map(({ name, from, minutes, ...part }) =>
    item(name, from, from + minutes, {
      ...part,
      parts: [{ sha256: sha(`${name}${minutes}`), offsetMs: 0 as never }],
    }),
  );

const anyWindow = fc.record({
  days: fc.constant([1, 2, 3, 4, 5, 6, 7]),
  fromMinute: fc.integer({ min: 280, max: 330 }),
  toMinute: fc.integer({ min: 331, max: 400 }),
  volumeMaxPercent: fc.integer({ min: 10, max: 100 }),
});
const anyEnvelope = fc
  .record({
    windows: fc.array(anyWindow, { maxLength: 2 }),
    minutesPerDayMax: fc.constantFrom(5, 20, 1440),
  })
  .map((part) => envelopeOf(part as unknown as Partial<SoundEnvelope>));

type Happening = { readonly minute: number; readonly kind: string; readonly pick: number };
const anyHappening: fc.Arbitrary<Happening> = fc.record({
  minute: fc.integer({ min: 2901, max: 3800 }).map((tenths) => tenths / 10),
  kind: fc.constantFrom(
    'plan',
    'plan',
    'link-up',
    'link-down',
    'rot',
    'output',
    'kill',
    'cut',
    'tick',
    'repeat',
  ),
  pick: fc.nat(20),
});

/** Lives a morning: plans come one after another, and what may go wrong does. */
function live(
  rig: Rig,
  plans: readonly (readonly AnyItem[])[],
  happenings: readonly Happening[],
): void {
  let num = 0;
  let last = '';
  const give = (): void => {
    const items = itemsOf(plans[num % plans.length] ?? []);
    num += 1;
    const iat = Math.round(Math.max(at(0), rig.now - 1)) as Instant;
    last = sealedPlan(planOf(num, items, { iat }));
    rig.message('plan', last);
  };
  const table: Record<string, (one: Happening) => void> = {
    plan: give,
    repeat: () => rig.message('plan', last),
    'link-up': () => rig.feed({ type: 'link-up' }),
    'link-down': () => rig.feed({ type: 'link-down' }),
    tick: () => rig.feed({ type: 'tick' }),
    rot: ({ pick }) => rot(rig, pick),
    output: ({ pick }) => flip(rig, pick),
    kill: () => restart(rig, () => rig.kill()),
    cut: ({ minute, pick }) => restart(rig, () => rig.powerCut(at(minute + pick / 10))),
  };
  rig.feed({ type: 'link-up' });
  give();
  for (const one of [...happenings].sort((a, b) => a.minute - b.minute)) {
    rig.passTo(at(one.minute));
    table[one.kind]?.(one);
  }
  flip(rig, 0);
  rig.feed({ type: 'link-up' });
  rig.passTo(at(420));
}

function restart(rig: Rig, end: () => void): void {
  end();
  // A power cut of the rig starts it again by itself; a killed process is started here.
  if (rig.state.boot === null) rig.boot();
  rig.feed({ type: 'link-up' });
}

function rot(rig: Rig, pick: number): void {
  const all = [...rig.files.keys()];
  const sha256 = all[pick % Math.max(1, all.length)];
  if (sha256 === undefined) return;
  rig.files.delete(sha256);
  rig.feed({ type: 'file-failed', sha256, reason: 'corrupt', detail: 'bit rot' });
}

function flip(rig: Rig, pick: number): void {
  const output = { kind: 'card', virtual: false, healthy: pick % 2 === 0, detail: 'plug' } as const;
  rig.feed({ type: 'output-changed', output });
}

function tellTime(rig: Rig, asked: Record<string, unknown>): void {
  const now = Math.round(rig.now);
  const time = asked['time'] as { nonce: string; t0: number };
  const reply = { v: 1, dev: DEV, ...time, t1: now, t2: now };
  rig.later(30, () => rig.message('time', sealAs('server', 'time', reply)));
}

/** A server that stores and answers; the same number must always bring the same record. */
function listen(rig: Rig): Map<number, string> {
  const stored = new Map<number, string>();
  rig.onSent = (topic, body) => {
    if (topic === 'ask') tellTime(rig, body);
    if (topic !== 'records') return;
    for (const record of body['records'] as PlayRecord[]) {
      const text = JSON.stringify(record);
      expect(stored.get(record.seq) ?? text, 'one number, two records').to.equal(text);
      stored.set(record.seq, text);
    }
    let upToSeq = 0;
    while (stored.has(upToSeq + 1)) upToSeq += 1;
    const receipt = { v: 1, dev: DEV, iat: Math.round(rig.now), upToSeq };
    rig.later(30, () => rig.message('receipt', sealAs('server', 'receipt', receipt)));
  };
  return stored;
}

function checkAlone(heard: readonly Heard[]): void {
  const inOrder = [...heard].sort((a, b) => a.startAt - b.startAt);
  for (const [index, one] of inOrder.entries()) {
    const next = inOrder[index + 1] ?? { startAt: Number.POSITIVE_INFINITY };
    expect(one.endAt, 'two sounds').to.be.at.most(next.startAt);
  }
}

function checkPermitted(one: Heard, envelope: SoundEnvelope): void {
  const startAt = Math.round(one.startAt) as Instant;
  const endAt = Math.round(one.endAt) as Instant;
  const permittedMs = permittedSpans(envelope, 'normal', { startAt, endAt }).reduce(
    (sum, span) => sum + span.endAt - span.startAt,
    0,
  );
  expect(endAt - startAt - permittedMs, 'outside the hours').to.be.at.most(CUT_MS);
  for (const instant of [startAt, Math.max(startAt, endAt - CUT_MS) as Instant]) {
    expect(one.volumePercent).to.be.at.most(volumeCeiling(envelope, 'normal', instant));
  }
}

/** All mornings of the rig lie within one day. */
function checkMinutes(heard: readonly Heard[], envelope: SoundEnvelope): void {
  const soundMs = heard.reduce((sum, { startAt, endAt }) => sum + endAt - startAt, 0);
  const permittedMs = envelope.minutesPerDayMax * 60_000 + heard.length * CUT_MS;
  expect(soundMs, 'minutes of the day').to.be.at.most(permittedMs);
}

const isPieceOf =
  (one: Heard) =>
  (record: PlayRecord): boolean =>
    record.outcome !== 'missed' &&
    record.playId === one.playId &&
    Math.abs(record.startedAt - one.startAt) < 3;

/** What was heard long enough for the disk to know of it has exactly one record. */
function checkHeard(heard: readonly Heard[], records: readonly PlayRecord[], syncMs: number): void {
  for (const one of heard) {
    const own = records.filter(isPieceOf(one)).length;
    expect(own, 'a piece twice').to.be.at.most(1);
    if (one.endAt - one.startAt > syncMs + 1) expect(own, 'a piece lost').to.equal(1);
  }
}

function checkPieces(heard: readonly Heard[], records: readonly PlayRecord[]): void {
  for (const piece of records.filter(({ outcome }) => outcome !== 'missed')) {
    const known = heard.some((one) => isPieceOf(one)(piece));
    expect(known, 'a piece that nobody heard').to.equal(true);
  }
}

/** At most one end for each airing, and a word on every airing of the last plan. */
function checkFates(rig: Rig, records: readonly PlayRecord[]): void {
  const byPlay = Map.groupBy(records, ({ playId }) => playId);
  for (const own of byPlay.values()) {
    const count = (outcome: string): number => own.filter((one) => one.outcome === outcome).length;
    expect(count('completed')).to.be.at.most(1);
    expect(count('missed') === 0 || own.length === 1, 'missed and heard').to.equal(true);
  }
  const { plan } = rig.state.durable;
  const due = plan?.airings.filter(({ endAt }) => endAt > plan.plan.iat) ?? [];
  for (const { playId } of due) expect(byPlay.has(playId), `no word on ${playId}`).to.equal(true);
}

describe('edge-agent/core/reduce, for any plans and any mishaps', () => {
  it('never makes two sounds at once, and none that the envelope forbids', () => {
    fc.assert(
      fc.property(
        fc.array(anyItems, { minLength: 1, maxLength: 3 }),
        anyEnvelope,
        fc.array(anyHappening, { maxLength: 12 }),
        (plans, envelope, happenings) => {
          const rig = new Rig({ envelope });
          live(rig, plans, happenings);
          checkAlone(rig.heard);
          for (const one of rig.heard) checkPermitted(one, envelope);
          checkMinutes(rig.heard, envelope);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('neither loses nor doubles a record, with a disk that keeps only what was synced', () => {
    fc.assert(
      fc.property(
        fc.array(anyItems, { minLength: 1, maxLength: 2 }),
        fc.array(anyHappening, { maxLength: 12 }),
        fc.constantFrom(1, 40, 400),
        (plans, happenings, syncMs) => {
          const rig = new Rig({ syncMs, settings: { journalBytesMax: 20_000 } });
          const stored = listen(rig);
          live(rig, plans, happenings);
          const records = [...stored.values()].map((text) => JSON.parse(text) as PlayRecord);
          const seqs = [...stored.keys()].sort((a, b) => a - b);
          expect(seqs).to.deep.equal(records.map((_, index) => index + 1));
          expect(rig.state.durable.receiptedSeq).to.equal(records.length);
          checkHeard(rig.heard, records, syncMs);
          checkPieces(rig.heard, records);
          checkFates(rig, records);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('answers the same state and effects to the same events', () => {
    fc.assert(
      fc.property(anyItems, fc.array(anyHappening, { maxLength: 6 }), (items, happenings) => {
        const [one, other] = [new Rig(), new Rig()];
        live(one, [items], happenings);
        live(other, [items], happenings);
        expect(JSON.stringify(one.effects)).to.equal(JSON.stringify(other.effects));
      }),
      { numRuns: 10 },
    );
  });

  it('refuses any event before its boot', () => {
    const rig = new Rig();
    rig.kill();
    expect(() => reduce(rig.state, { type: 'tick', at: rig.read() }, TOOLS)).to.throw(
      'before boot',
    );
  });
});
