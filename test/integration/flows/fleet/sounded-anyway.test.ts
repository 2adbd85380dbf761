/** A box that was away when a line was taken back sounds it: its people are told once, and see it for a week. */
import { DAY_MS } from '@loaso/shared/time';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import type { FleetPorts } from '#server/flows/fleet/ports';
import type { NewLetter } from '#server/ports/mail';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const official = actorOf('official');

describe('an airing that was taken back while its box was away', () => {
  let room: FleetRoom;
  let box: TestBox;
  let flows: FleetService;
  let letters: NewLetter[];
  beforeEach(async function () {
    this.timeout(30_000);
    room = await openFleetRoom();
    box = await room.box();
    letters = [];
    const { store } = room.stored;
    const reader = { email: 'a@b.vn', role: 'official', fromMinute: 0, untilMinute: 1439 };
    const contact = (name: string, areaId: string, wants: string) => ({
      ...{ ...reader, id: `c-${name}`, name, areaId, wants, afterMinutes: 0, active: true },
    });
    const readers = [
      contact('own', QUY_NHON, 'all'),
      contact('grave', QUY_NHON, 'grave'),
      contact('elsewhere', NHON_CHAU, 'all'),
    ];
    const mail = {
      ...store.mail,
      contacts: () => Promise.resolve(readers),
      queueLetters: (queued: readonly NewLetter[]) => {
        const known = new Set(letters.map(({ id }) => id));
        letters.push(...queued.filter(({ id }) => !known.has(id)));
        return Promise.resolve();
      },
    };
    const ports = {
      ...room.ports,
      store: { ...store, mail },
      alarms: { first: [], above: [], rules: {}, letters: { pageUrl: () => 'http://x' } },
    } as unknown as FleetPorts;
    flows = createFleetFlows(ports);
  });
  afterEach(() => room.close());

  /** At five in the afternoon, of a line that is taken back while the box is away; it is over by then. */
  async function takenBack(): Promise<{ startAt: number; playId: string }> {
    const { store } = room.stored;
    const id = await room.addLine('rut');
    given(await flows.publish([box.id], 'added'));
    await flows.connected(box.id);
    const [, item] = (await store.fleet.plan(box.id))?.plan.items ?? [];
    if (item === undefined) throw new Error('nothing is planned');
    await flows.disconnected(box.id);
    await store.schedule.cancelEntry(id);
    given(await flows.publish([box.id], 'taken back'));
    room.shiftMs += item.startAt + 3_600_000 - room.ports.clock.now();
    return { startAt: item.startAt, playId: `${id}.${box.id}.${item.startAt}` };
  }
  const record = ({ startAt, playId }: { startAt: number; playId: string }, more: object = {}) =>
    PlayRecord.parse({
      ...{ v: 1, seq: 1, playId, recordedAt: startAt + 60_000, virtual: false },
      clock: { trust: 'locked', source: 'ntp', errorMs: 5 },
      ...{ outcome: 'completed', startedAt: startAt, fromMs: 0, playedMs: 60_000 },
      ...more,
    });
  const says = (one: PlayRecord) => {
    const body = { v: 1, dev: box.id, at: one.recordedAt, records: [one] };
    return flows.receive(box.id, 'records', box.seal('records' as never, body));
  };
  const seen = async (actor = official) => given(await flows.soundedAnyway(actor));

  it('is told to the people of the place, with the reason, once', async () => {
    const airing = await takenBack();
    expect(await seen()).to.deep.equal([]);
    await says(record(airing));
    const [told, ...more] = await seen();
    expect(more).to.deep.equal([]);
    expect(told).to.deep.include({ deviceId: box.id, startAt: airing.startAt });
    expect(told?.words.vi).to.match(
      /^«Bản tin rut» đã phát lúc 17:00 .* tại Cụm loa \d+ \(Phường Quy Nhơn\), 1 phút, dù đã rút lúc .*\. Cụm mất liên lạc từ .* nên không biết/,
    );
    expect(letters.map(({ contactId }) => contactId)).to.deep.equal(['c-own']);
    expect(letters[0]?.subject).to.equal('[Loa Số] Đã rút nhưng loa vẫn phát: Bản tin rut');
    expect(letters[0]?.text).to.contain(told?.words.vi);
    expect(room.logged).to.include('fleet.sounded-anyway');
    await says(record(airing, { seq: 2, startedAt: airing.startAt + 1 }));
    expect(letters).to.have.length(1);
    expect(await seen({ ...official, areaId: NHON_CHAU })).to.deep.equal([]);
    room.shiftMs += 8 * DAY_MS;
    expect(await seen()).to.deep.equal([]);
  });

  it('is told of nobody who sounded nothing, or on no loudspeaker', async () => {
    const airing = await takenBack();
    await says(record(airing, { virtual: true }));
    expect([await seen(), letters]).to.deep.equal([[], []]);
  });
});
