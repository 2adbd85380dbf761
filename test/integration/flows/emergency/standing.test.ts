/** More warnings than a box has room for: what is called ready is on every box, the rest is said. */
import { STANDING_FILES_BEFORE, STANDING_FILES_MAX } from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import { standingFor } from '#server/flows/content/standing-place';
import type { StoredBulletin } from '#server/ports/store-records';
import {
  type EmergencyRoom,
  official,
  openEmergencyRoom,
} from '../../../support/emergency-room.js';
import type { TestBox } from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const PAIR = 2;

describe('more warnings than a box has room for', () => {
  let one: EmergencyRoom;
  let box: TestBox;
  let all: StoredBulletin[];

  before(async function () {
    this.timeout(60_000);
    one = await openEmergencyRoom();
    box = await one.box();
    all = [];
    for (let n = 0; n < STANDING_FILES_BEFORE + PAIR; n += 1) {
      one.room.shiftMs += 1000;
      all.push(await one.warning(`số ${n}`));
    }
  });
  after(() => one.close());

  const standing = async (): Promise<readonly string[]> => {
    const [stored] = await one.ports.store.fleet.plans([box.id]);
    return stored?.plan.standing ?? [];
  };
  const shown = async (): Promise<ReadonlyMap<string, { ready: boolean; without: number }>> => {
    const { messages } = given(await one.flows.emergencyDesk(official));
    return new Map(
      messages.map(({ title, prepared, without }) => [title, { ready: prepared, without }]),
    );
  };
  const pathOf = async ({ id }: StoredBulletin) => {
    const question = { kind: 'real' as const, bulletinId: id, areaIds: [QUY_NHON] };
    return given(await one.flows.forecast(official, { ...question, breakGlass: false }));
  };

  it('an older box keeps the newest, and the desk says which it does not keep', async () => {
    expect(await standing()).to.have.lengthOf(STANDING_FILES_BEFORE);
    const desk = await shown();
    for (const [index, { title }] of all.entries()) {
      const ready = index >= PAIR;
      expect(desk.get(title)).to.deep.equal({ ready, without: ready ? 0 : 1 });
    }
    expect(await pathOf(all[0]!)).to.deep.include({ path: 'B', cached: 0 });
    expect(await pathOf(all[PAIR]!)).to.deep.include({ path: 'A' });
  });

  it('its page says so, and before an approval which others lose their place', async () => {
    const { store } = one.ports;
    const areas = await store.areas.areas();
    const page = (bulletin: StoredBulletin) => standingFor(one.room.ports, bulletin, areas);
    expect(await page(all[0]!)).to.deep.include({ boxes: 1, without: 1, pushesOff: [] });
    const waiting = await one.bulletin('mới', { state: 'submitted' });
    expect(await page(waiting)).to.deep.equal({
      boxes: 1,
      without: 0,
      pushesOff: [{ title: all[PAIR]!.title, areaName: 'Phường Quy Nhơn' }],
    });
    const normal = await one.bulletin('thường', { priority: 'normal' });
    expect(await page(normal)).to.equal(null);
  });

  it('a box whose agent reads more gets them all at its first word of it, and back again', async () => {
    await one.say(box, 'status', statusOf(box.id, { standingFiles: STANDING_FILES_MAX }));
    expect(await standing()).to.have.lengthOf(all.length);
    const desk = await shown();
    expect(all.every(({ title }) => desk.get(title)?.ready === true)).to.equal(true);
    await one.say(box, 'status', { ...statusOf(box.id), uptimeS: 999_999 });
    expect(await standing()).to.have.lengthOf(STANDING_FILES_BEFORE);
  });
});
