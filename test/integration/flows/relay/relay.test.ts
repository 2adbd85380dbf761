/** From a stream that somebody enters to the plan of a box, and back out of it. */
import type { DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { addDays, type Instant, instantAt, LocalDate } from '@loaso/shared/time';
import { NewRelaySource, type RelaySource } from '@loaso/shared/wire/http/relays';
import { type Entry, NewEntry } from '@loaso/shared/wire/http/schedule';
import { WeekAheadRequest } from '@loaso/shared/wire/http/week';
import { relayContent } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import { createChance } from '#server/adapters/system/chance';
import { createHashing } from '#server/adapters/system/hashing';
import { approvableOf } from '#server/flows/approvals/approvable';
import type { Actor } from '#server/flows/flows';
import { createRelayFlows } from '#server/flows/relay/relay';
import type { RelayFlows } from '#server/flows/relay-flows';
import {
  addBox,
  approved,
  approver,
  official,
  openRoom,
  type Room,
} from '../../../support/content-room.js';
import { phoneOf } from '../../../support/factors.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');
const at = (days: number, hour: number): Instant => instantAt(addDays(TODAY, days), hour * 60);
const URL = 'https://stream.example/vov1';
const administrator = actorOf('administrator');
const leader: Actor = { ...approver, areaId: PROVINCE };

describe('relay', () => {
  let room: Room;
  let relays: RelayFlows;
  let box: DeviceId;
  let listened: string[];
  let source: RelaySource;

  beforeEach(async () => {
    room = await openRoom();
    box = await addBox(room, 'quy-nhon', QUY_NHON);
    listened = [];
    const clock = { now: () => room.now as Instant };
    relays = createRelayFlows({
      store: room.store,
      clock,
      chance: createChance(clock),
      hashing: createHashing(),
      listen: (url) => {
        listened.push(url);
        return Promise.resolve({ ok: true, detail: 'nghe được 3,0 giây âm thanh' });
      },
      publish: (devices, why) => {
        room.published.push({ devices: [...devices], why });
        return Promise.resolve(ok({ devices: devices.length, planned: 0 }));
      },
      approvals: room.approvals,
    });
    source = given(await relays.addSource(administrator, entered()));
  });
  afterEach(() => room.close());

  const entered = (change: object = {}): NewRelaySource =>
    NewRelaySource.parse({
      areaId: PROVINCE,
      name: 'VOV1',
      url: URL,
      origin: 'central',
      ...change,
    });
  const decide = (act: 'approve' | 'reject' | 'withdraw', actor = leader, reason = '') =>
    relays.decideSource(actor, source.id, { act, reason });
  const line = (change: object = {}): NewEntry =>
    NewEntry.parse({
      areaId: QUY_NHON,
      title: 'Tiếp âm VOV1',
      bulletinIds: [],
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      rule: { kind: 'once', at: at(1, 17) },
      relay: { sourceId: source.id, minutes: 30, stallSeconds: 10 },
      ...change,
    });
  const add = async (change: object = {}): Promise<Entry> =>
    given(await room.schedule.addEntry(official, line(change))).entry;
  const items = async () => (await room.store.fleet.plans([box]))[0]?.plan.items ?? [];

  it('is listened to when it is entered, and once more when somebody asks', async () => {
    expect(source).to.deep.include({ state: 'pending', areaName: 'Tỉnh Gia Lai', url: URL });
    expect(source.trial).to.deep.include({ ok: true, detail: 'nghe được 3,0 giây âm thanh' });
    given(await relays.trySource(administrator, source.id));
    expect(listened).to.deep.equal([URL, URL]);
  });

  it('is entered by an administrator alone, in the own part of the tree', async () => {
    expect(codeOf(await relays.addSource(official, entered()))).to.equal('not-allowed');
    const commune: Actor = { ...administrator, areaId: QUY_NHON };
    expect(codeOf(await relays.addSource(commune, entered()))).to.equal('not-found');
    expect(codeOf(await relays.addSource(commune, entered({ areaId: QUY_NHON })))).to.equal('ok');
  });

  it('is approved by another person with the right, once', async () => {
    expect(codeOf(await decide('approve', official))).to.equal('not-allowed');
    expect(codeOf(await decide('approve', approver))).to.equal('not-found');
    const both: Actor = { ...leader, userId: administrator.userId };
    expect(codeOf(await decide('approve', both))).to.equal('own-approval');
    expect(given(await decide('approve')).state).to.equal('approved');
    expect(codeOf(await decide('approve'))).to.equal('wrong-state');
  });

  it('is in no line before it is approved, nor after it is rejected', async () => {
    const refused = async () => codeOf(await room.schedule.addEntry(official, line()));
    expect(await refused()).to.equal('relay-not-approved');
    given(await decide('reject', leader, 'địa chỉ lạ'));
    expect(await refused()).to.equal('relay-not-approved');
    expect(given(await relays.sources(official))[0]).to.deep.include({ reason: 'địa chỉ lạ' });
  });

  it('comes into the plan with its address, its length and its fallback', async () => {
    given(await decide('approve'));
    const bulletin = await approved(room);
    const entry = await add({ bulletinIds: [bulletin.id] });
    expect(entry).to.deep.include({ origin: 'central', durationMs: 30 * 60_000 });
    expect(entry.relay).to.deep.equal({ sourceId: source.id, minutes: 30, stallSeconds: 10 });
    const [item] = await items();
    expect(item?.relay).to.deep.equal({ sourceId: source.id, url: URL, stallMs: 10_000 });
    expect(item).to.deep.include({ durationMs: 30 * 60_000, afterCut: 'join', lateStart: 'join' });
    expect(item?.parts.map(({ sha256 }) => sha256)).to.deep.equal([bulletin.clip?.sha256]);
  });

  it('has no files where silence is its fallback, and goes on by the clock', async () => {
    given(await decide('approve'));
    await add({ afterCut: 'restart', repeat: { times: 2, gapSeconds: 5 } });
    const [item] = await items();
    expect(item).to.deep.include({ parts: [], afterCut: 'join' });
  });

  describe('in the book of the signer', () => {
    const known = async () => given(await room.signer.approvals()).known.map(({ id }) => id);
    const acts = async () =>
      (await room.store.audit.eventsOf(`relay:${source.id}`, 50)).map(({ act }) => act);
    /** @returns how many wait for a person again: with any the boxes get new plans */
    const compared = async (): Promise<number> => {
      room.approvals.doubt();
      return await room.approvals.settle();
    };
    /** As the database of before has it: the signer was never asked. */
    const approvedHereAlone = async (by = leader.userId): Promise<void> => {
      const seen = (await room.store.relays.source(source.id))!;
      const contentHash = room.hash(relayContent(seen));
      const approval = { approvedBy: by, approvedAt: room.now, contentHash };
      const next = { ...seen, state: 'approved' as const, approval };
      expect(await room.store.relays.changeSource(seen, next)).to.equal(true);
    };
    const stateNow = async () => given(await relays.sources(administrator))[0]?.state;

    it('stands once it is approved here, and leaves it when it is taken back', async () => {
      given(await decide('approve'));
      expect(await known()).to.deep.equal([source.id]);
      given(await decide('withdraw'));
      expect(await known()).to.deep.equal([]);
    });

    it('is approved by nobody while the signer is away', async () => {
      room.signerAway = true;
      expect(codeOf(await decide('approve'))).to.equal('approval-unrecorded');
      expect(await stateNow()).to.equal('pending');
      room.signerAway = false;
      await room.approvals.settle();
      given(await decide('approve'));
      expect(await known()).to.deep.equal([source.id]);
    });

    it('is approved with a code by who holds a secret', async () => {
      const word = room.signer.invite(leader.username, ['*']);
      const phone = phoneOf(
        given(await room.signer.beginFactor(leader.username, { invitation: word })),
        () => room.now,
      );
      given(await room.signer.confirmFactor(leader.username, phone.code()));
      room.now += 31_000;
      expect(codeOf(await decide('approve'))).to.equal('factor-required');
      expect(await stateNow()).to.equal('pending');
      const code = phone.code();
      given(await relays.decideSource(leader, source.id, { act: 'approve', reason: '', code }));
      expect(await known()).to.deep.equal([source.id]);
    });

    it('goes on where it was approved before the book knew relays', async () => {
      await approvedHereAlone();
      await room.approvals.settle();
      expect([await known(), await stateNow()]).to.deep.equal([[source.id], 'approved']);
      await compared();
      expect([await known(), await stateNow()]).to.deep.equal([[source.id], 'approved']);
    });

    it('is not handed over where who entered it approved it, and waits for another', async () => {
      await approvedHereAlone(administrator.userId);
      await room.approvals.settle();
      expect(await known()).to.deep.equal([]);
      await compared();
      expect(await stateNow()).to.equal('pending');
    });

    it('waits for a person again where only the database has it as approved', async () => {
      await room.approvals.settle();
      await approvedHereAlone();
      expect(await compared()).to.equal(1);
      expect([await known(), await stateNow()]).to.deep.equal([[], 'pending']);
      expect(await acts()).to.include('relay.unapprove');
      expect(room.logged).to.include('approval-lost');
      given(await decide('approve'));
      expect(await known()).to.deep.equal([source.id]);
    });

    it('is forgotten there where only the signer has it as approved', async () => {
      await room.approvals.settle();
      const stored = (await room.store.relays.source(source.id))!;
      const approvable = await approvableOf(room, stored);
      given(await room.signer.approve([approvable], { user: leader.username }));
      await compared();
      expect([await known(), await stateNow()]).to.deep.equal([[], 'pending']);
    });
  });

  it('is not for a commune beside the one that entered it', async () => {
    const place = { areaId: NHON_CHAU, name: 'Đài bạn' };
    const other = given(await relays.addSource(administrator, entered(place)));
    given(await relays.decideSource(leader, other.id, { act: 'approve', reason: '' }));
    const request = line({ relay: { sourceId: other.id, minutes: 5, stallSeconds: 10 } });
    expect(codeOf(await room.schedule.addEntry(official, request))).to.equal('relay-not-approved');
  });

  it('refuses a fallback that is longer than its slot, and a line of nothing', async () => {
    given(await decide('approve'));
    const bulletin = await approved(room);
    const ids = Array.from({ length: 30 }, () => bulletin.id);
    const relay = { sourceId: source.id, minutes: 1, stallSeconds: 10 };
    const request = line({ bulletinIds: ids, relay });
    expect(codeOf(await room.schedule.addEntry(official, request))).to.equal('programme-too-long');
    expect(NewEntry.safeParse({ ...line(), relay: undefined }).success).to.equal(false);
  });

  it('says in the coming week that its source is not approved, once it was taken back', async () => {
    given(await decide('approve'));
    await add();
    room.published.length = 0;
    given(await decide('withdraw', administrator));
    expect(room.published.map(({ devices }) => devices)).to.deep.equal([[box]]);
    const week = await room.schedule.weekAhead(official, WeekAheadRequest.parse({}));
    const [airing] = given(week).groups.flatMap(({ airings }) => airings);
    expect(airing?.fate).to.equal('not-approved');
    expect(airing?.why.vi).to.equal('Không phát: «nguồn tiếp âm» chưa được duyệt');
  });
});
