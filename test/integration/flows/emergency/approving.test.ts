/** What two confirmations approve: nothing that neither person could approve at their own desk. */
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import type { Actor } from '#server/flows/flows';
import type { StoredBulletin } from '#server/ports/store-records';
import {
  approver,
  type EmergencyRoom,
  official,
  openEmergencyRoom,
} from '../../../support/emergency-room.js';
import type { Phone } from '../../../support/factors.js';
import { given } from '../../../support/people.js';

const colleague: Actor = {
  ...official,
  userId: 'usr-colleague' as never,
  username: 'colleague',
  fullName: 'Người thử colleague',
};

describe('an approval by two confirmations', () => {
  let one: EmergencyRoom;
  let phone: Phone | null;

  beforeEach(async () => {
    one = await openEmergencyRoom();
    await one.box();
    phone = null;
    const people = [colleague, official, approver];
    for (const { userId: id, username, fullName, role, areaId } of people) {
      const about = { active: true, passwordHash: '!', createdAt: 1 };
      if ((await one.ports.store.people.user(id)) !== null) continue;
      await one.ports.store.people.addUser({ id, username, fullName, role, areaId, ...about });
    }
  });
  afterEach(() => one.close());

  /** The official's own bulletin, confirmed by the official and by `second`. */
  const confirmedBy = async (
    second: Actor,
    kind: 'real' | 'drill',
    change: Partial<StoredBulletin> = {},
  ) => {
    const bulletin = await one.bulletin(`tin ${second.username} ${kind}`, change);
    one.room.shiftMs += 31_000;
    phone ??= await one.phone(official);
    const first = phone;
    const other = await one.phone(second);
    const order = given(await one.flows.start(official, one.order(bulletin, first, { kind })));
    const sent = given(await one.flows.confirm(second, order.id, other.code()));
    await one.flows.settled();
    expect(['sending', 'sent']).to.include(sent.state);
    const { state, approval } =
      (await one.ports.store.content.bulletin(bulletin.id)) ?? expect.fail();
    return { state, by: approval?.approvedBy ?? null };
  };

  it('is given by a leader, and by nobody without the right', async () => {
    expect(await confirmedBy(colleague, 'real')).to.deep.equal({ state: 'voiced', by: null });
    expect(await confirmedBy(approver, 'real')).to.deep.equal({
      state: 'approved',
      by: approver.userId,
    });
  });

  const lend = async (): Promise<void> =>
    await one.ports.store.delegations.addDelegation({
      id: 'dlg-00000001' as never,
      fromUserId: approver.userId,
      toUserId: colleague.userId,
      fromAt: LocalDate.parse('2020-01-01'),
      untilAt: LocalDate.parse('2999-01-01'),
      reason: 'đi họp',
      createdAt: 1,
      endedAt: null,
    });

  it('is given by whom a leader has lent the right', async () => {
    await lend();
    expect(await confirmedBy(colleague, 'real')).to.deep.equal({
      state: 'approved',
      by: colleague.userId,
    });
  });

  it('is not given by whom a leader has lent the right and who wrote a part of it', async () => {
    await lend();
    const writtenBy = [official.userId, colleague.userId];
    expect(await confirmedBy(colleague, 'real', { writtenBy })).to.deep.equal({
      state: 'voiced',
      by: null,
    });
  });

  it('never comes of a drill', async () => {
    expect(await confirmedBy(approver, 'drill')).to.deep.equal({ state: 'voiced', by: null });
  });

  it('is not asked for a bulletin that is no warning', async () => {
    const bulletin = await one.bulletin('tin thường', { priority: 'normal' });
    const order = one.order(bulletin, await one.phone(official), { kind: 'drill' });
    const answer = await one.flows.start(official, order);
    expect(answer.ok ? answer.value.state : answer.error.code).to.equal('not-found');
  });
});
