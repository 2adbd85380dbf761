/** What a preview says of a change that goes in groups: as the boxes will sound it, not as it was meant. */
import { expect } from 'chai';
import { PATIENCE_MS } from '#server/core/fleet/rollout';
import {
  COMMUNES,
  type GroupsRoom,
  official,
  openGroupsRoom,
} from '../../../support/groups-room.js';
import { given } from '../../../support/people.js';

describe('a change of the whole province, previewed', () => {
  let one: GroupsRoom;
  beforeEach(async function () {
    this.timeout(30_000);
    one = await openGroupsRoom();
  });
  afterEach(() => one.room.close());

  it('is on its way at first, and held back where it was halted', async () => {
    const { entry } = await one.add({ title: 'Mới' });
    const before = await one.having(entry.id);
    // For each group of boxes: how many, and what is told of the new line's first airing.
    const told = async () => {
      const { groups } = given(await one.schedule.weekAhead(official, {}));
      return groups
        .map(({ boxes, airings }) => {
          const { fate, sureBoxes, doubts } = airings.find(({ title }) => title === 'Mới')!;
          return [boxes.length, fate, sureBoxes, ...doubts.map(({ words }) => words.vi)];
        })
        .sort();
    };
    expect(await told()).to.deep.equal([
      [COMMUNES, 'sounds', 0, '5 cụm chưa tới lượt nhận thay đổi này', '3 cụm chưa nhận lịch mới'],
    ]);
    for (const box of before) await one.refuses(box);
    await one.fleet.advancePublications();
    one.pass(3 * PATIENCE_MS);
    await one.fleet.advancePublications();
    for (const box of one.boxes) {
      if (before.includes(box)) await one.refuses(box);
      else await one.takes(box);
    }
    expect(await told()).to.deep.equal([
      [3, 'sounds', 0, '3 cụm không nhận lịch mới'],
      [5, 'withheld', 0],
    ]);
  });
});
