/** A SIM that will not last its month: told once in time, apart from what ails the box, gone with the month. */
import { nextMonth } from '@loaso/shared/data-month';
import { ok } from '@loaso/shared/result';
import { DAY_MS, instant } from '@loaso/shared/time';
import { expect } from 'chai';
import type { Incident } from '#server/core/fleet/incidents';
import { createWatch, type WatchService } from '#server/flows/fleet/watch';
import type { AlarmMessage } from '#server/ports/alarm';
import { speak, type Word } from '../../../support/box-speech.js';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';

const MIN = 60_000;
const HOUR = 60 * MIN;
const MB = 1_000_000;
/** Of the month that comes next, in the afternoon. */
const onDay = (day: number): number =>
  nextMonth(instant(Date.now())) + (day - 1) * DAY_MS + 14 * HOUR;
const uses = (used: number, change: object = {}): Word => ({
  vitals: { dataUsedBytes: used * MB, dataBudgetBytes: 500 * MB, ...change },
});
const RULES = {
  ...{ fromMinute: 6 * 60, untilMinute: 21 * 60 },
  ...{ settleMs: 2 * MIN, escalateMs: HOUR, graveBoxes: 20 },
};

describe('a SIM that will not last its month', () => {
  let room: FleetRoom;
  let boxes: TestBox[];
  let watch: WatchService;
  let heard: string[];
  beforeEach(async () => {
    room = await openFleetRoom();
    boxes = [await room.box(), await room.box()];
    heard = [];
    const listen = (message: AlarmMessage) => {
      if ('incident' in message) heard.push(`${message.what}: ${message.text}`);
      return Promise.resolve(ok(null));
    };
    const alarms = { rules: RULES, first: [listen], above: [listen], letters: null };
    watch = createWatch({ ...room.ports, alarms });
  });
  afterEach(() => room.close());

  /** Both say how it is with them, and the watch looks; again after a while, when it has settled. */
  const say = async (at: number, ...words: [Word, Word]): Promise<void> => {
    for (const later of [0, 2.5 * MIN, 5 * MIN]) {
      room.shiftMs = at + later - Date.now();
      for (const [index, box] of boxes.entries()) await speak(room, box, words[index] ?? {});
      await watch.watchRound();
    }
  };
  const all = (): Promise<Incident[]> => room.stored.store.watch.openOrEndedSince(0);
  const open = async (): Promise<Incident[]> =>
    (await all()).filter(({ resolvedAt }) => resolvedAt === null);

  it('is told once of a commune, with what to do, and no more when another box joins it', async () => {
    await say(onDay(10), uses(300), uses(100));
    expect((await open()).map(({ cause, deviceIds }) => [cause, deviceIds])).to.deep.equal([
      ['data-short', [boxes[0]?.id]],
    ]);
    expect(heard).to.have.length(1);
    expect(heard[0]).to.match(/^opened: SỰ CỐ: SIM sắp hết dung lượng — .*Nạp thêm hoặc đổi gói/);
    await say(onDay(15), uses(400), uses(300));
    const [one] = await open();
    expect(one?.deviceIds).to.have.members(boxes.map(({ id }) => id));
    expect(heard).to.have.length(1);
  });

  it('is over by itself in the new month, and nobody is called for that', async () => {
    await say(onDay(20), uses(450), uses(100));
    await say(onDay(33), uses(5), uses(5));
    expect(await open()).to.deep.equal([]);
    expect((await all()).map(({ ended }) => ended)).to.deep.equal(['healed']);
    expect(heard).to.have.length(1);
  });

  it('neither hides a fault of the same box nor ends with it', async () => {
    await say(onDay(10), uses(300), uses(100));
    await say(onDay(11), uses(310, { line: 'open' }), uses(100));
    expect((await open()).map(({ cause }) => cause)).to.have.members(['data-short', 'horn-line']);
    await say(onDay(12), uses(320), uses(100));
    expect((await open()).map(({ cause }) => cause)).to.deep.equal(['data-short']);
    expect(heard.filter((one) => one.includes('SIM'))).to.have.length(1);
  });

  it('becomes the trouble that it is when the data has ended', async () => {
    await say(onDay(20), uses(450), uses(100));
    const stuck = { needed: 9, have: 3, missing: [], bytes: 0, freeBytes: 9_000 * MB };
    await say(onDay(21), { ...uses(501), top: { cache: stuck } }, uses(100));
    expect((await open()).map(({ cause }) => cause)).to.deep.equal(['data-used-up']);
    expect(heard.map((one) => one.slice(0, 6))).to.deep.equal(['opened', 'opened']);
  });
});
