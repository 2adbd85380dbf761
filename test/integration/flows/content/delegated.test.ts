/**
 * Deciding in a leader's place — duyệt thay khi lãnh đạo vắng.
 */
import { AreaId, UserId } from '@loaso/shared/ids';
import { addDays, DAY_MS, instant, localDateOf } from '@loaso/shared/time';
import type { Delegation } from '@loaso/shared/wire/http/delegations';
import { expect } from 'chai';
import { createChance } from '#server/adapters/system/chance';
import { createHashing } from '#server/adapters/system/hashing';
import type { Actor, PeopleFlows } from '#server/flows/flows';
import { createPeopleFlows } from '#server/flows/people/people';
import {
  approver,
  NINE,
  official,
  openRoom,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { NHON_CHAU, QUY_NHON, USERS } from '../../../support/store.js';

const TODAY = localDateOf(instant(NINE));
const deputy: Actor = {
  ...official,
  userId: UserId.parse('usr-deputy'),
  username: 'pho.chu.tich',
  fullName: 'Phó Chủ tịch',
};

describe('A leader who is away', () => {
  let room: Room;
  let people: PeopleFlows;

  beforeEach(async () => {
    room = await openRoom();
    const clock = { now: () => instant(room.now) };
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const ports = { store: room.store, clock, chance: createChance(clock), log: silent };
    people = createPeopleFlows({ ...ports, hashing: createHashing() });
    const person = USERS.find(({ role }) => role === 'official');
    if (person === undefined) throw new Error('no official among the people');
    const { userId: id, username, fullName } = deputy;
    await room.store.people.addUser({ ...person, id, username, fullName });
  });
  afterEach(() => room.close());

  const lend = async (from = TODAY, until = addDays(TODAY, 2)): Promise<Delegation> =>
    given(
      await people.delegate(approver, { toUserId: deputy.userId, from, until, reason: 'đi họp' }),
    );

  const waiting = async () => {
    const { id } = await voiced(room);
    return given(await room.content.submit(official, id)).id;
  };

  it('lets another person approve from the first day to the last, and the trail names both', async () => {
    const id = await waiting();
    expect(codeOf(await room.content.approve(deputy, id)), 'before').to.equal('not-allowed');
    const lent = await lend(addDays(TODAY, 1), addDays(TODAY, 2));
    expect(lent.state).to.equal('coming');
    expect(codeOf(await room.content.approve(deputy, id)), 'a day early').to.equal('not-allowed');
    room.now += DAY_MS;
    expect(given(await room.content.approve(deputy, id)).state).to.equal('approved');
    const [, ...trail] = await room.store.audit.eventsOf(`bulletin:${id}`, 20);
    const approval = trail.find(({ act }) => act === 'bulletin.approve');
    expect(approval?.actor).to.equal('pho.chu.tich');
    expect(approval?.detail).to.include('in place of approver');
    room.now += 2 * DAY_MS;
    const next = await waiting();
    expect(codeOf(await room.content.approve(deputy, next)), 'a day late').to.equal('not-allowed');
  });

  it('lets them send back, too, and takes the right back at once', async () => {
    const id = await waiting();
    const lent = await lend();
    expect(given(await room.content.reject(deputy, id, 'thiếu giờ')).state).to.equal('rejected');
    expect(given(await people.endDelegation(approver, lent.id)).state).to.equal('taken-back');
    given(await room.content.submit(official, id));
    expect(codeOf(await room.content.approve(deputy, id))).to.equal('not-allowed');
  });

  it('never makes an author their own approver', async () => {
    given(
      await people.delegate(approver, {
        toUserId: official.userId,
        from: TODAY,
        until: TODAY,
        reason: 'đi họp',
      }),
    );
    const id = await waiting();
    expect(codeOf(await room.content.approve(official, id))).to.equal('own-approval');
  });

  it('lends nothing that has ended: neither their role nor their account', async () => {
    const id = await waiting();
    await lend();
    await room.store.people.changeUser(approver.userId, { active: false });
    expect(codeOf(await room.content.approve(deputy, id))).to.equal('not-allowed');
    await room.store.people.changeUser(approver.userId, { active: true, areaId: NHON_CHAU });
    expect(codeOf(await room.content.approve(deputy, id)), 'moved').to.equal('not-allowed');
    await room.store.people.changeUser(approver.userId, { areaId: QUY_NHON, role: 'viewer' });
    expect(codeOf(await room.content.approve(deputy, id)), 'no leader').to.equal('not-allowed');
  });

  it('chooses only among those who work there, for days to come, ninety at most', async () => {
    const ask = (change: object) =>
      people.delegate(approver, {
        toUserId: deputy.userId,
        from: TODAY,
        until: TODAY,
        reason: 'đi họp',
        ...change,
      });
    const { candidates } = given(await people.delegations(approver));
    expect(candidates.map(({ id }) => id)).to.have.members([deputy.userId, official.userId]);
    expect(given(await people.delegations(official)).candidates).to.deep.equal([]);
    expect(codeOf(await ask({ toUserId: approver.userId }))).to.equal('delegate-unfit');
    expect(codeOf(await ask({ toUserId: UserId.parse('usr-viewer') }))).to.equal('delegate-unfit');
    const away = AreaId.parse('21553');
    await room.store.people.changeUser(deputy.userId, { areaId: away });
    expect(codeOf(await ask({}))).to.equal('delegate-unfit');
    await room.store.people.changeUser(deputy.userId, { areaId: QUY_NHON });
    const past = addDays(TODAY, -1);
    expect(codeOf(await ask({ from: past, until: past }))).to.equal('delegation-days');
    expect(codeOf(await ask({ until: addDays(TODAY, 90) }))).to.equal('delegation-days');
    expect(codeOf(await ask({ until: addDays(TODAY, 89) }))).to.equal('ok');
  });

  it('cannot lend what was lent, nor end what concerns others', async () => {
    const lent = await lend();
    const again = { toUserId: official.userId, from: TODAY, until: TODAY, reason: 'bận việc' };
    expect(codeOf(await people.delegate(deputy, again))).to.equal('not-allowed');
    expect(codeOf(await people.endDelegation(official, lent.id))).to.equal('not-found');
    expect(given(await people.endDelegation(deputy, lent.id)).state).to.equal('taken-back');
  });
});
