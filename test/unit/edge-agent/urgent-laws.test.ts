/** Laws of urgent messages for any order of events: core/urgent, core/urgent-turn, core/urgent-air. */
import { volumeCeiling } from '@loaso/shared/trust/sound-envelope';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Urgent } from '@loaso/shared/wire/urgent';
import { expect } from 'chai';
import fc from 'fast-check';
import { replay, snapshotOf } from '#edge-agent/core/journal-replay';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import type { Heard } from './rig-voices.js';
import { DEV, ROOT, sealAs, sha, TOOLS } from './sealing.js';
import { drillOf, playOf, sealedDrill, sealedUrgent, stopOf, urgentOf } from './urgents.js';

/** Fades, waits of an output, and the last moment before a cut that no journal can know. */
const CUT_MS = 120;
const ENVELOPE = envelopeOf({ emergencyVolumeMaxPercent: 45, minutesPerDayMax: 60 });

const anyOrder = fc.record({
  minute: fc.integer({ min: 2_900, max: 3_200 }).map((tenths) => tenths / 10),
  lengthS: fc.integer({ min: 2, max: 200 }),
  plays: fc.integer({ min: 1, max: 5 }),
  gapS: fc.integer({ min: 0, max: 90 }),
  lifeS: fc.integer({ min: 5, max: 1_500 }),
});
type AnyOrder = typeof anyOrder extends fc.Arbitrary<infer T> ? T : never;

type Happening = { readonly minute: number; readonly kind: string; readonly pick: number };
const KINDS = [
  ...['copy', 'copy', 'copy', 'kill', 'kill', 'cut', 'jump', 'ntp', 'output', 'rot', 'tick'],
  ...['link-up', 'link-down', 'plan', 'drill', 'stop'],
];
const anyHappening: fc.Arbitrary<Happening> = fc.record({
  minute: fc.integer({ min: 29_000, max: 33_000 }).map((hundredths) => hundredths / 100),
  kind: fc.constantFrom(...KINDS),
  pick: fc.nat(40),
});
const CALM = KINDS.filter((kind) => !['jump', 'ntp', 'stop'].includes(kind));

const messagesOf = (orders: readonly AnyOrder[]): Urgent[] =>
  orders.map(({ minute, lengthS, plays, gapS, lifeS }, index) =>
    urgentOf(`o${index}`, minute, {
      durationMs: (lengthS * 1_000) as never,
      plays,
      gapMs: gapS * 1_000,
      exp: (at(minute) + lifeS * 1_000) as never,
    }),
  );

/** A server's signed time, right or wrong by minutes: the clock of the box goes where it says. */
function tellTime(rig: Rig, pick: number): void {
  const time = rig.last('ask')?.['time'] as { nonce: string; t0: number } | undefined;
  if (time === undefined || rig.monoMs - time.t0 > 5_000) return;
  const t1 = Math.round(rig.now + (pick - 20) * 60_000);
  rig.message('time', sealAs('server', 'time', { v: 1, dev: DEV, ...time, t1, t2: t1 }));
}

const output = (healthy: boolean) =>
  ({ kind: 'card', virtual: false, healthy, detail: 'plug' }) as const;

function restart(rig: Rig, end: () => void): void {
  end();
  if (rig.state.boot === null) rig.boot();
  rig.feed({ type: 'link-up' });
}

function happen(rig: Rig, messages: readonly Urgent[], { kind, pick, minute }: Happening): void {
  const message = messages[pick % messages.length];
  if (message === undefined) return;
  const table: Record<string, () => void> = {
    copy: () => rig.message('urgent', sealedUrgent(message)),
    kill: () => restart(rig, () => rig.kill()),
    cut: () => restart(rig, () => rig.powerCut(at(minute + pick / 20))),
    jump: () => tellTime(rig, pick),
    ntp: () => {
      rig.ntpSynced = !rig.ntpSynced;
    },
    output: () => rig.feed({ type: 'output-changed', output: output(pick % 2 === 0) }),
    rot: () => {
      rig.files.delete(sha('o0'));
      rig.feed({ type: 'file-failed', sha256: sha('o0'), reason: 'corrupt', detail: 'rot' });
    },
    tick: () => rig.feed({ type: 'tick' }),
    'link-up': () => rig.feed({ type: 'link-up' }),
    'link-down': () => rig.feed({ type: 'link-down' }),
    plan: () => rig.message('plan', sealedPlan(planOf(pick + 1, [item('a', 300, 320)]))),
    drill: () => rig.message('drill', sealedDrill(drillOf(`d${pick % 3}`, minute))),
    stop: () => rig.message('stop', stopOf(minute, { entryId: message.id })),
  };
  table[kind]?.();
}

/** The orders arrive at their minute, everything else whenever it comes. */
function live(rig: Rig, messages: readonly Urgent[], happenings: readonly Happening[]): void {
  rig.feed({ type: 'link-up' });
  const arrivals = messages.map((message, pick): Happening => {
    const minute = (message.iat - at(0)) / 60_000;
    return { kind: 'copy', pick, minute };
  });
  const all = [...arrivals, ...happenings].sort((a, b) => a.minute - b.minute);
  for (const one of all) {
    if (at(one.minute) > rig.now) rig.passTo(at(one.minute));
    happen(rig, messages, one);
  }
  rig.ntpSynced = true;
  rig.feed({ type: 'output-changed', output: output(true) });
  rig.feed({ type: 'link-up' });
  rig.passTo(at(460));
}

/** Milliseconds of every position: nothing is heard twice, so no play is longer than itself. */
function expectOnce(rig: Rig, message: Urgent, slackMs: number): void {
  const names = Array.from({ length: message.plays }, (_, index) => playOf(message, index));
  const own = rig.heard.filter(({ playId }) => playId.startsWith(`${message.id}.`));
  for (const { playId } of own) expect(names, 'a play too many').to.include(playId);
  for (const name of names) {
    const pieces = own.filter(({ playId }) => playId === name);
    const heardMs = pieces.reduce((sum, { startAt, endAt }) => sum + endAt - startAt, 0);
    const most = message.durationMs + pieces.length * slackMs;
    expect(heardMs, `${name} heard too often`).to.be.at.most(most);
  }
}

function expectAlone(heard: readonly Heard[]): void {
  const inOrder = [...heard].sort((a, b) => a.startAt - b.startAt);
  for (const [index, one] of inOrder.entries()) {
    const next = inOrder[index + 1] ?? { startAt: Number.POSITIVE_INFINITY };
    expect(one.endAt, 'two sounds').to.be.at.most(next.startAt);
  }
}

const isOrdered = ({ playId }: Pick<Heard, 'playId'>): boolean => playId.startsWith('urgent-');

describe('edge-agent/core/urgent, for any orders and any mishaps', () => {
  it('sounds each play at most once, alone, over copies, kills, power cuts and clock jumps', () => {
    let sounded = 0;
    fc.assert(
      fc.property(
        fc.array(anyOrder, { minLength: 1, maxLength: 3 }),
        fc.array(anyHappening, { maxLength: 16 }),
        fc.constantFrom(1, 40, 400),
        (orders, happenings, syncMs) => {
          const rig = new Rig({ envelope: ENVELOPE, syncMs, settings: { journalBytesMax: 9_000 } });
          const messages = messagesOf(orders);
          live(rig, messages, happenings);
          sounded += rig.heard.filter(isOrdered).length;
          expectAlone(rig.heard);
          // A clock that was wrong by minutes before a power cut may place the rest of a play anew.
          const wrong = happenings.some(({ kind }) => kind === 'jump');
          if (!wrong) for (const message of messages) expectOnce(rig, message, CUT_MS);
          const names = new Set(
            messages.flatMap((one) =>
              [...Array(one.plays).keys()].map((index) => playOf(one, index) as string),
            ),
          );
          for (const one of rig.heard.filter(isOrdered))
            expect(names.has(one.playId)).to.equal(true);
        },
      ),
      { numRuns: 150 },
    );
    expect(sounded, 'boxes that never sound prove nothing').to.be.above(100);
  });

  it('has the play on the disk before its first sample, so that no cut brings it back whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.constantFrom(1, 400, 1_500),
        fc.boolean(),
        (cutMs, syncMs, power) => {
          const rig = new Rig({ syncMs });
          rig.files.set(sha('o0'), 1_000);
          restart(rig, () => rig.kill());
          rig.passTo(at(290.1));
          const message = urgentOf('o0', 290.1);
          rig.message('urgent', sealedUrgent(message));
          rig.passTo((at(290.1) + cutMs) as never);
          restart(rig, () => (power ? rig.powerCut(at(290.2)) : rig.kill()));
          rig.message('urgent', sealedUrgent(message));
          rig.passTo(at(320));
          expectOnce(rig, message, CUT_MS);
          expect(rig.heard.length).to.be.at.least(message.plays);
        },
      ),
      { numRuns: 250 },
    );
  });

  it('never begins a sound after the end of its message, and never above the ceiling', () => {
    fc.assert(
      fc.property(
        fc.array(anyOrder, { minLength: 1, maxLength: 3 }),
        fc.array(anyHappening, { maxLength: 16 }),
        (orders, happenings) => {
          const rig = new Rig({ envelope: ENVELOPE });
          const messages = messagesOf(orders);
          live(
            rig,
            messages,
            happenings.filter(({ kind }) => CALM.includes(kind)),
          );
          for (const one of rig.heard.filter(isOrdered)) {
            const message = messages.find(({ id }) => one.playId.startsWith(`${id}.`));
            expect(one.startAt, 'after its end').to.be.below((message?.exp ?? 0) + 1);
            const ceiling = volumeCeiling(ENVELOPE, 'emergency', Math.round(one.startAt) as never);
            expect(one.volumePercent).to.be.at.most(ceiling);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('leaves a word on every play, and one end at most', () => {
    fc.assert(
      fc.property(
        fc.array(anyOrder, { minLength: 1, maxLength: 3 }),
        fc.array(anyHappening, { maxLength: 12 }),
        fc.constantFrom(1, 40),
        (orders, happenings, syncMs) => {
          const rig = new Rig({ envelope: ENVELOPE, syncMs });
          const messages = messagesOf(orders);
          live(
            rig,
            messages,
            happenings.filter(({ kind }) => CALM.includes(kind)),
          );
          const accepted = new Set(
            rig.sent
              .filter(({ topic, body }) => topic === 'ack' && body['outcome'] === 'accepted')
              .map(({ body }) => body['commandId']),
          );
          const bySeq = new Map(rig.records().map((record) => [record.seq, record]));
          const byPlay = Map.groupBy<string, PlayRecord>(bySeq.values(), ({ playId }) => playId);
          for (const message of messages.filter(({ id }) => accepted.has(id))) {
            for (let index = 0; index < message.plays; index += 1) {
              const own = byPlay.get(playOf(message, index)) ?? [];
              const ends = own.filter(({ outcome }) => outcome !== 'interrupted');
              expect(own.length, `no word on ${playOf(message, index)}`).to.be.above(0);
              expect(ends.length, 'two ends').to.be.at.most(1);
              const missed = own.some(({ outcome }) => outcome === 'missed');
              expect(missed && own.length > 1, 'missed and heard').to.equal(false);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('makes no sound for a drill, whatever else happens', () => {
    fc.assert(
      fc.property(fc.array(anyHappening, { maxLength: 16 }), fc.nat(3), (happenings, file) => {
        const rig = new Rig();
        rig.files.set(sha(`d${file}`), 1_000);
        rig.kill();
        rig.boot();
        const quiet = happenings.filter(({ kind }) => kind !== 'plan' && kind !== 'copy');
        rig.feed({ type: 'link-up' });
        for (const one of [...quiet].sort((a, b) => a.minute - b.minute)) {
          if (at(one.minute) > rig.now) rig.passTo(at(one.minute));
          rig.message('drill', sealedDrill(drillOf(`d${one.pick}`, one.minute)));
          rig.message('urgent', sealedDrill(drillOf(`d${one.pick}`, one.minute)));
          happen(rig, [urgentOf('o0', 290)], one);
        }
        rig.passTo(at(460));
        const types = new Set(rig.effects.map(({ type }) => type));
        for (const type of ['play', 'prepare', 'download'] as const) {
          expect(types.has(type), type).to.equal(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('remembers the same from its shortest journal as from its longest', () => {
    fc.assert(
      fc.property(
        fc.array(anyOrder, { minLength: 1, maxLength: 3 }),
        fc.array(anyHappening, { maxLength: 10 }),
        (orders, happenings) => {
          const rig = new Rig({ envelope: ENVELOPE });
          live(rig, messagesOf(orders), happenings);
          const long = replay(ROOT, rig.synced, DEV, TOOLS);
          expect(long).to.deep.equal(rig.state.durable);
          expect(replay(ROOT, snapshotOf(long), DEV, TOOLS)).to.deep.equal(long);
        },
      ),
      { numRuns: 60 },
    );
  });
});
