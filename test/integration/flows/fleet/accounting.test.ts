/**
 * Records under fire: whatever is killed while they come in, the server's own report of the day adds
 * up to the unit, and equals a count that knows nothing of it.
 */
import { type EntryId, playIdOf } from '@loaso/shared/ids';
import { addDays, instantAt, localDateOf } from '@loaso/shared/time';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import { type Chance, diceOf } from '../../../support/faults/dice.js';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
} from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { sha } from '../../../support/plans.js';
import { QUY_NHON } from '../../../support/store.js';

const BOXES = 6;
const LINES = 40;
const LENGTH_MS = 60_000;
const KILLS = 30;

type Fate = 'played' | 'interrupted' | 'missed' | 'unknown';
type Counts = Record<Fate, number>;

const count = (fates: readonly Fate[]): Counts => {
  const counts = { played: 0, interrupted: 0, missed: 0, unknown: 0 };
  for (const fate of fates) counts[fate] += 1;
  return counts;
};

/** What a box tells of an airing that came to `fate`, in pieces as power cuts leave them. */
function told(fate: Fate, playId: string, startAt: number, dice: Chance): object[] {
  const piece = (fromMs: number, playedMs: number, rest: object): object => ({
    playId,
    startedAt: startAt + fromMs,
    fromMs,
    playedMs,
    virtual: false,
    ...rest,
  });
  const cut = { outcome: 'interrupted', reason: 'power' };
  const half = Math.round(dice.between(10_000, 40_000));
  switch (fate) {
    case 'unknown':
      return [];
    case 'missed':
      return [{ playId, outcome: 'missed', reason: dice.pick(['box-off', 'file-absent']) }];
    case 'interrupted':
      return [piece(0, half, cut)];
    case 'played':
      return dice.happens(0.3)
        ? [piece(0, half, cut), piece(half, LENGTH_MS - half, { outcome: 'completed' })]
        : [piece(0, LENGTH_MS, { outcome: 'completed' })];
  }
}

describe('the report of a day under fire', function fire() {
  this.timeout(120_000);
  let room: FleetRoom;
  before(async () => {
    room = await openFleetRoom();
  });
  after(() => room.close());

  /** A day of airings of one box, planned in the store. */
  async function planDay(box: TestBox, day: ReturnType<typeof localDateOf>) {
    const airings = Array.from({ length: LINES }, (_, index) => {
      const startAt = instantAt(day, 300 + index * 20);
      const entryId = `e-${index}` as EntryId;
      return {
        playId: playIdOf(entryId, box.id, startAt),
        entryId,
        deviceId: box.id,
        areaId: QUY_NHON,
        title: 'Bản tin',
        startAt,
        durationMs: LENGTH_MS,
        priority: 'normal' as const,
        cancelledAt: null,
      };
    });
    const mark = { epoch: 1, num: 1_000, hash: sha(box.id) };
    const plan = { deviceId: box.id, mark, plan: {} as never, sealed: '', publishedAt: 0 };
    expect(await room.stored.store.fleet.putPlans([plan], airings, 0)).to.equal(true);
    return airings;
  }

  it('counts every planned airing once, after dozens of kills of the server and of the lines', async () => {
    const dice = diceOf(31);
    const today = localDateOf(room.ports.clock.now());
    const day = addDays(today, 1);
    const fates: Fate[] = [];
    const pending: { box: TestBox; records: PlayRecord[] }[] = [];
    for (let index = 0; index < BOXES; index += 1) {
      const box = await room.box();
      const words = (await planDay(box, day)).flatMap(({ playId, startAt }) => {
        const fate = dice.pick<Fate>([
          'played',
          'played',
          'played',
          'interrupted',
          'missed',
          'unknown',
        ]);
        fates.push(fate);
        return told(fate, playId, startAt, dice);
      });
      const common = { v: 1, clock: { trust: 'locked', source: 'server', errorMs: 5 } };
      const records = words.map((word, seq) => ({
        ...common,
        ...word,
        seq: seq + 1,
        recordedAt: instantAt(day, 300) + seq,
      }));
      pending.push({ box, records: records as PlayRecord[] });
    }
    room.shiftMs = instantAt(day, 1_430) - Date.now();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { box, records } = dice.pick(pending);
      // Some of what waits, some of it again, some of it beyond a gap; then the server dies.
      const from = Math.floor(dice.between(0, records.length - 1));
      const some = records.slice(from, from + Math.ceil(dice.between(1, 12)));
      const sent = box.say('records', { v: 1, dev: box.id, at: Date.now(), records: some });
      if (dice.happens(0.5)) await sent;
      await Promise.allSettled([sent, room.stored.store.stop()]);
      await room.stored.store.start();
    }
    for (const { box, records } of pending) {
      const done = await room.stored.store.ledger.upToSeq(box.id);
      for (let from = done; from < records.length; from += 20) {
        const some = records.slice(from, from + 20);
        await box.say('records', { v: 1, dev: box.id, at: Date.now(), records: some });
      }
      expect(await room.stored.store.ledger.countRecords(box.id)).to.equal(records.length);
    }
    const report = given(await room.flows.overview(administrator)).today;
    const { planned, ...counts } = report;
    expect(counts).to.deep.equal(count(fates));
    expect(planned).to.equal(BOXES * LINES);
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).to.equal(planned);
  });
});
