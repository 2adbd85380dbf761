/**
 * Who wrote a bulletin — người viết không tự duyệt, dù đi đường nào.
 */
import { type BulletinId, LexiconId, UserId } from '@loaso/shared/ids';
import { instant, localDateOf } from '@loaso/shared/time';
import { BulletinChange, VariantQuery, VoiceRequest } from '@loaso/shared/wire/http/content';
import { NewLexiconEntry } from '@loaso/shared/wire/http/lexicon';
import { DivideRequest } from '@loaso/shared/wire/http/series';
import { expect } from 'chai';
import fc from 'fast-check';
import { createChance } from '#server/adapters/system/chance';
import { createHashing } from '#server/adapters/system/hashing';
import { speechText } from '#server/core/bulletin/content';
import { fitToAir } from '#server/core/bulletin/lifecycle';
import type { Actor } from '#server/flows/flows';
import { createPeopleFlows } from '#server/flows/people/people';
import type { StoredBulletin } from '#server/ports/store-records';
import {
  approver,
  importing,
  NINE,
  official,
  openRoom,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { uploading } from '../../../support/stand-ins.js';
import { QUY_NHON, USERS } from '../../../support/store.js';

const colleague = (name: string): Actor => ({
  ...official,
  userId: UserId.parse(`usr-${name}`),
  username: name,
  fullName: `Người thử ${name}`,
});
/** Officials, each of whom also decides in the place of the leader today. */
const DEPUTIES = [official, colleague('minh'), colleague('tam')] as const;
const [, minh, tam] = DEPUTIES;
const KON_JANG = { written: 'Kon Jang', spoken: 'công giang' };
const FESTIVAL = 'THÔNG BÁO\nMời bà con làng Kon Jang đến nhà rông lúc 7 giờ.';

async function openOffice(): Promise<Room> {
  const room = await openRoom();
  const clock = { now: () => instant(room.now) };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { store } = room;
  const people = createPeopleFlows({
    store,
    clock,
    log,
    chance: createChance(clock),
    hashing: createHashing(),
  });
  const like = USERS.find(({ role }) => role === 'official');
  if (like === undefined) throw new Error('no official among the people');
  const day = localDateOf(instant(NINE));
  for (const { userId: id, username, fullName } of DEPUTIES) {
    if (id !== official.userId) await store.people.addUser({ ...like, id, username, fullName });
    const request = { toUserId: id, from: day, until: day, reason: 'đi họp' };
    given(await people.delegate(approver, request));
  }
  return room;
}

const stored = async (room: Room, id: BulletinId): Promise<StoredBulletin> => {
  const bulletin = await room.store.content.bulletin(id);
  if (bulletin === null) throw new Error(`no bulletin ${id}`);
  return bulletin;
};

const change = (fields: object) => BulletinChange.parse(fields);

type Deed = (room: Room, who: Actor, id: BulletinId) => Promise<unknown>;

const voice =
  (speed: number): Deed =>
  async (room, who, id) => {
    await room.content.voice(who, id, VoiceRequest.parse({ wordsPerMinute: speed }));
    await room.content.idle();
  };

const addReading =
  (spoken: string): Deed =>
  (room, who) =>
    room.content.addReading(
      who,
      NewLexiconEntry.parse({ areaId: QUY_NHON, written: 'Kon Jang', spoken }),
    );

/** What changes a bulletin, in every way that there is. */
const WRITING: Readonly<Record<string, Deed>> = {
  titleA: (room, who, id) => room.content.change(who, id, change({ title: 'Hội làng' })),
  titleB: (room, who, id) => room.content.change(who, id, change({ title: 'Lễ hội' })),
  field: (room, who, id) => room.content.change(who, id, change({ field: 'general' })),
  words: (room, who, id) =>
    room.content.change(who, id, change({ spoken: { 1: 'mời bà con đến nhà rông.' } })),
  bringBack: (room, who, id) => room.content.change(who, id, change({ bringBack: [1] })),
  saveToLexicon: (room, who, id) =>
    room.content.change(who, id, change({ saveToLexicon: KON_JANG })),
  addReading: addReading('con dang'),
  removeReading: async (room, who) => {
    const { entries } = given(await room.content.lexicon(who, QUY_NHON));
    for (const { id } of entries) await room.content.removeReading(who, id);
  },
  voice: voice(135),
  voiceSlowly: voice(100),
  variant: (room, who, id) =>
    room.content.addVariant(
      who,
      { id, language: 'bdq', query: VariantQuery.parse({}) },
      uploading(`bana ${who.username}`),
    ),
};

const STEPS: Readonly<Record<string, Deed>> = {
  submit: (room, who, id) => room.content.submit(who, id),
  approve: (room, who, id) => room.content.approve(who, id),
  ready: async (room, who, id) => {
    const { clip } = await stored(room, id);
    if (clip === null) return;
    await room.content.submit(official, id);
    await room.content.approve(who, id);
  },
};

/** All that a listener would notice, and how it is announced. */
const lookOf = ({ title, field, priority, script, clip, variants }: StoredBulletin): string =>
  JSON.stringify([title, field, priority, speechText(script), clip?.sha256, variants]);

const whose = fc.constantFrom<Actor>(...DEPUTIES, approver);
const step = fc.oneof(
  fc.record({ who: whose, name: fc.constantFrom(...Object.keys(WRITING)) }),
  fc.record({ who: whose, name: fc.constantFrom(...Object.keys(STEPS)) }),
);

describe('Whoever wrote a part', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openOffice();
  });
  afterEach(() => room.close());

  const submitted = async (text = FESTIVAL): Promise<BulletinId> => {
    const { id } = await voiced(room, { text });
    return given(await room.content.submit(official, id)).id;
  };
  const again = async (id: BulletinId): Promise<void> => {
    if ((await stored(room, id)).clip === null) {
      given(await room.content.voice(official, id, VoiceRequest.parse({})));
      await room.content.idle();
    }
    given(await room.content.submit(official, id));
  };

  it('does not approve it in a leader’s place, whatever they did to it', async () => {
    const wrote: string[] = [];
    for (const [name, deed] of Object.entries(WRITING)) {
      const id = await submitted();
      await deed(room, minh, id);
      const now = await stored(room, id);
      if (now.state === 'submitted') continue;
      wrote.push(name);
      await again(id);
      expect(codeOf(await room.content.approve(minh, id)), name).to.equal('own-approval');
      expect(given(await room.content.approve(tam, id)).state, name).to.equal('approved');
    }
    // All sentences are read already: there is none to bring back.
    expect(wrote).to.deep.equal(Object.keys(WRITING).filter((name) => name !== 'bringBack'));
  });

  it('is known also when the change of a reading was broken off and is found out later', async () => {
    const id = await submitted();
    const reading = NewLexiconEntry.parse({ areaId: QUY_NHON, ...KON_JANG });
    await room.store.lexicon.putReading(
      { ...reading, id: LexiconId.parse('td-1'), createdBy: minh.userId, createdAt: room.now },
      'kon jang',
    );
    expect(codeOf(await room.content.approve(tam, id))).to.equal('reading-changed');
    await again(id);
    expect(codeOf(await room.content.approve(minh, id))).to.equal('own-approval');
    expect(given(await room.content.approve(tam, id)).state).to.equal('approved');
  });

  it('stays a writer of the episodes, whoever divides the text', async () => {
    const text = `THÔNG BÁO\n${Array.from({ length: 150 }, (_, i) => `Điều ${i + 1}. Mời bà con đến nhà rông lúc 7 giờ sáng để bàn việc chung của làng.`).join('\n')}`;
    const { id } = given(await room.content.importText(official, importing({ text })));
    given(await room.content.change(minh, id, change({ title: 'Hương ước' })));
    const request = DivideRequest.parse({ slotMinutes: 5 });
    const series = given(await room.content.divide(tam, id, request));
    const [first] = series.episodes;
    if (first === undefined) throw new Error('no episodes');
    expect((await stored(room, first.id)).writtenBy).to.have.members(
      DEPUTIES.map(({ userId }) => userId),
    );
  });

  it('never makes it fit to air alone: any deeds of anybody, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (path) => {
        const { id } = await voiced(room, { text: FESTIVAL });
        const writers = new Set<UserId>([official.userId]);
        for (const { who, name } of path) {
          const before = lookOf(await stored(room, id));
          await (WRITING[name] ?? STEPS[name])?.(room, who, id);
          const now = await stored(room, id);
          if (lookOf(now) !== before) writers.add(who.userId);
          if (!fitToAir(now, room.hash)) continue;
          expect(writers, `${name} by ${who.username}`).to.not.include(now.approval?.approvedBy);
        }
      }),
      { numRuns: 40 },
    );
  });
});
