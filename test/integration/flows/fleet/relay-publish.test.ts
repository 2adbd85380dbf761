/** A relay goes the whole way: from the store through the real signer to the box, and out again. */
import { ProgrammeId, RelaySourceId } from '@loaso/shared/ids';
import { relayContent } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import { approvableOf } from '#server/flows/approvals/approvable';
import type { StoredRelaySource } from '#server/ports/relays';
import { type FleetRoom, openFleetRoom } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { actorOf, PROVINCE } from '../../../support/store.js';

const SOURCE: StoredRelaySource = {
  id: RelaySourceId.parse('rly-vov1'),
  areaId: PROVINCE,
  name: 'VOV1',
  url: 'https://stream.example/vov1',
  origin: 'central',
  state: 'pending',
  approval: null,
  reason: null,
  trial: null,
  createdBy: actorOf('administrator').userId,
  createdAt: 0,
};

describe('publishing a relay', () => {
  let room: FleetRoom;
  beforeEach(async () => {
    room = await openFleetRoom();
  });
  afterEach(() => room.close());

  it('sends what a second person approved, and takes it back with the approval', async () => {
    const { ports, flows } = room;
    const box = await room.box();
    const entryId = await room.addLine('relayed');
    const entry = await ports.store.schedule.entry(entryId);
    const id = ProgrammeId.parse(entry?.programmeId);
    const programme = await ports.store.schedule.programme(id);
    if (programme === null) throw new Error('no programme');
    await ports.store.relays.addSource(SOURCE);
    await ports.store.schedule.replaceProgramme({
      ...programme,
      durationMs: 1_800_000,
      relay: { sourceId: SOURCE.id, stallMs: 10_000 },
    });
    const planned = async (): Promise<unknown[]> => {
      given(await flows.publish([box.id], 'test'));
      const plan = room.heardBy(box.id, 'plan').at(-1) as { items: { relay?: unknown }[] };
      return (plan?.items ?? []).map(({ relay }) => relay);
    };
    expect(await planned()).to.deep.equal([]);

    const contentHash = ports.hashing.sha256(relayContent(SOURCE));
    const approval = { approvedBy: actorOf('approver').userId, approvedAt: 1, contentHash };
    const approved: StoredRelaySource = { ...SOURCE, state: 'approved', approval };
    expect(await ports.store.relays.changeSource(SOURCE, approved)).to.equal(true);
    const unsigned = await flows.publish([box.id], 'test');
    expect(unsigned).to.deep.include({ ok: false });
    const { client } = room.signer;
    given(await client.approve([await approvableOf(ports, approved)], { user: 'lanh-dao' }));
    const relays = await planned();
    expect(relays.length).to.be.above(10);
    expect(relays[0]).to.deep.equal({ sourceId: SOURCE.id, url: SOURCE.url, stallMs: 10_000 });

    const elsewhere: StoredRelaySource = { ...approved, url: 'https://elsewhere.example/' };
    expect(await ports.store.relays.changeSource(approved, elsewhere)).to.equal(true);
    expect(await planned()).to.deep.equal([]);
  });
});
