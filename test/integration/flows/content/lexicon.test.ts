/** A reading that changes returns the bulletins it changes, and no other, and at once. */
import { AreaId, type BulletinId, LexiconId } from '@loaso/shared/ids';
import { NewLexiconEntry } from '@loaso/shared/wire/http/lexicon';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import fc from 'fast-check';
import { rereadScript } from '#server/core/script/reread';
import { lexiconAt } from '#server/flows/content/reading';
import type { Actor } from '#server/flows/flows';
import { loadPlanSources } from '#server/flows/schedule/plan-sources';
import {
  addBox,
  approved,
  approver,
  importing,
  official,
  openRoom,
  provincial,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const administrator = actorOf('administrator');
const FESTIVAL = 'THÔNG BÁO\nMời bà con làng Kon Jang đến nhà rông lúc 7 giờ.';
const OTHER = 'THÔNG BÁO\nMời bà con đến trạm y tế lúc 7 giờ.';

const reading = (written: string, spoken: string, areaId = QUY_NHON) =>
  NewLexiconEntry.parse({ areaId, written, spoken });

const spokenOf = async (room: Room, id: BulletinId): Promise<string> => {
  const { script } = given(await room.content.bulletin(official, id));
  return script.sentences.map(({ spoken }) => spoken).join(' ');
};

const daily = (bulletinId: BulletinId) =>
  NewEntry.parse({
    areaId: QUY_NHON,
    title: 'Buổi sáng',
    bulletinIds: [bulletinId],
    target: { areaIds: [QUY_NHON], deviceIds: [] },
    rule: { kind: 'daily', from: '2026-06-04', until: '2026-06-10', minutes: [300] },
  });

describe('lexicon of a station', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('returns an approved bulletin that reads otherwise, takes it off the air and names the word', async () => {
    const box = await addBox(room, 'cum-mot', QUY_NHON);
    const changed = await approved(room, { text: FESTIVAL });
    const same = await approved(room, { text: OTHER });
    given(await room.schedule.addEntry(official, daily(changed.id)));
    expect((await room.store.fleet.plan(box))?.plan.items).to.have.lengthOf(7);

    const added = given(await room.content.addReading(official, reading('Kon Jang', 'Công Giang')));

    expect(added.returned).to.deep.equal([
      { id: changed.id, title: changed.title, wasApproved: true },
    ]);
    const now = given(await room.content.bulletin(official, changed.id));
    expect([now.state, now.clip, now.approvedBy]).to.deep.equal(['draft', null, null]);
    expect(await spokenOf(room, changed.id)).to.include('làng công giang đến');
    expect(now.script.lexiconVersion).to.equal(added.version);
    expect(now.history.at(-1)?.note).to.include('“Kon Jang” đọc là “công giang”');
    expect((await room.store.fleet.plan(box))?.plan.items).to.deep.equal([]);
    const kept = given(await room.content.bulletin(official, same.id));
    expect([kept.state, kept.revision]).to.deep.equal(['approved', same.revision]);
  });

  it('lets the nearest area win, and lower areas inherit', async () => {
    given(await room.content.addReading(administrator, reading('Kon', 'con', PROVINCE)));
    given(await room.content.addReading(official, reading('kon', 'công')));
    const here = given(await room.content.lexicon(official, QUY_NHON));
    expect(here.entries.map(({ spoken, shadowed }) => [spoken, shadowed])).to.deep.equal([
      ['công', false],
      ['con', true],
    ]);
    expect(given(await room.content.speak(provincial, 'Kon', QUY_NHON)).spoken).to.equal('công');
    expect(given(await room.content.speak(provincial, 'Kon', NHON_CHAU)).spoken).to.equal('con');
  });

  it('replaces an older reading of the same words and forgets a removed one', async () => {
    const { id } = await voiced(room, { text: FESTIVAL });
    given(await room.content.addReading(official, reading('Kon Jang', 'công giang')));
    const second = given(await room.content.addReading(official, reading('kon jang', 'con rang')));
    expect(given(await room.content.lexicon(official)).entries).to.have.lengthOf(1);
    expect(await spokenOf(room, id)).to.include('con rang');
    const gone = given(await room.content.removeReading(official, second.entry.id));
    expect(gone).to.deep.include({ version: '' });
    expect(await spokenOf(room, id)).to.not.include('con rang');
    expect(codeOf(await room.content.removeReading(official, second.entry.id))).to.equal(
      'not-found',
    );
  });

  it('refuses what no voice can say, and other areas than one’s own', async () => {
    const speak = (one: object) =>
      room.content.addReading(official, { ...reading('Kon', 'con'), ...one });
    expect(codeOf(await speak({ spoken: 'kon 7' }))).to.equal('reading-not-speakable');
    expect(codeOf(await speak({ written: '—' }))).to.equal('reading-not-speakable');
    expect(codeOf(await speak({ areaId: PROVINCE }))).to.equal('not-found');
    expect(codeOf(await room.content.addReading(approver, reading('a', 'a')))).to.equal(
      'not-allowed',
    );
    const stray = LexiconId.parse('td-none');
    expect(codeOf(await room.content.removeReading(official, stray))).to.equal('not-found');
  });

  it('corrects one word of a bulletin and saves it for all, in one act', async () => {
    const one = await voiced(room, { text: FESTIVAL });
    const other = await voiced(room, { text: FESTIVAL });
    const saveToLexicon = { written: 'Kon Jang', spoken: 'công giang' };
    const next = given(
      await room.content.change(official, one.id, { saveToLexicon, title: 'Hội' }),
    );
    expect([next.title, next.state]).to.deep.equal(['Hội', 'draft']);
    expect(await spokenOf(room, one.id)).to.include('công giang');
    expect(await spokenOf(room, other.id)).to.include('công giang');
  });

  it('keeps sentences that a person worded', async () => {
    const { id, script } = await voiced(room, { text: FESTIVAL });
    const index = script.sentences.find(({ written }) => written.includes('Kon Jang'))?.index ?? 0;
    const spoken = { [index]: 'mời bà con đến hội làng.' };
    given(await room.content.change(official, id, { spoken }));
    const added = given(await room.content.addReading(official, reading('Kon Jang', 'công giang')));
    expect(added.returned).to.deep.equal([]);
    expect(await spokenOf(room, id)).to.include('hội làng');
  });

  it('reads old bulletins anew when the server starts with new rules', async () => {
    const { id } = await approved(room);
    const stored = await room.store.content.bulletin(id);
    const sentences = stored!.script.sentences.map((sentence, index) =>
      index === 2 ? { ...sentence, spoken: 'như quy tắc cũ đọc.' } : sentence,
    );
    const script = { ...stored!.script, rulesVersion: 'cũ', sentences };
    await room.store.content.replaceBulletin({
      ...stored!,
      script,
      revision: stored!.revision + 1,
    });
    expect(given(await room.content.settleReadings())).to.equal(1);
    const now = given(await room.content.bulletin(official, id));
    expect(now.state).to.equal('draft');
    expect(now.history.at(-1)).to.deep.include({ actor: 'server', act: 'bulletin.reread' });
    expect(given(await room.content.settleReadings())).to.equal(0);
  });

  it('refuses an approval that the lexicon has overtaken, and one of an older revision', async () => {
    const { id, revision } = await voiced(room, { text: FESTIVAL });
    expect(codeOf(await room.content.submit(official, id, revision - 1))).to.equal(
      'changed-meanwhile',
    );
    const sent = given(await room.content.submit(official, id, revision));
    // As if the reading had been stored between two steps of another request.
    await room.store.lexicon.putReading(
      {
        id: LexiconId.parse('td-1'),
        areaId: QUY_NHON,
        written: 'Kon Jang',
        spoken: 'công giang',
        match: 'any-case',
        createdBy: official.userId,
        createdAt: room.now,
      },
      'kon jang',
    );
    const refused = await room.content.approve(approver, id, sent.revision);
    expect(codeOf(refused)).to.equal('reading-changed');
    expect(given(await room.content.bulletin(official, id)).state).to.equal('draft');
  });

  it('sets style, languages and the name of the station for what comes after', async () => {
    const style = { thousand: 'ngàn', zeroTens: 'lẻ', four: 'bốn' } as const;
    const stationName = 'Đài truyền thanh xã Phù Mỹ';
    const set = given(
      await room.content.changeSettings(official, QUY_NHON, { style, stationName }),
    );
    expect(set).to.deep.include({ style, stationName: 'xã Phù Mỹ', languages: ['vi'] });
    const text = 'THÔNG BÁO\nHỗ trợ 2024 đồng.';
    const { script } = given(await room.content.importText(official, importing({ text })));
    const spoken = script.sentences.map((one) => one.spoken).join(' ');
    expect(spoken).to.include('đài truyền thanh xã phù mỹ.').and.include('hai ngàn');
    expect(spoken).to.include('cảm ơn quý vị đã lắng nghe đài truyền thanh xã phù mỹ');
    const back = given(await room.content.changeSettings(official, QUY_NHON, { style: null }));
    expect([back.style.thousand, back.own.style]).to.deep.equal(['nghìn', null]);
    const viewer: Actor = actorOf('viewer');
    expect(codeOf(await room.content.changeSettings(viewer, QUY_NHON, {}))).to.equal('not-allowed');
    const far = AreaId.parse('21607');
    expect(codeOf(await room.content.settings(official, far))).to.equal('not-found');
  });
});

type Act =
  | { readonly kind: 'add'; readonly word: string; readonly spoken: string; readonly high: boolean }
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'word'; readonly at: number; readonly spoken: string }
  | { readonly kind: 'approve'; readonly at: number };

const WORDS = ['Kon', 'Kon Jang', 'Dak', '7 giờ', 'bà con'];
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    word: fc.constantFrom(...WORDS),
    spoken: fc.constantFrom('công', 'đắc', 'bảy giờ sáng', 'bà con'),
    high: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(9) }),
  fc.record({
    kind: fc.constant('word' as const),
    at: fc.nat(9),
    spoken: fc.constantFrom('một câu.', 'hai câu.'),
  }),
  fc.record({ kind: fc.constant('approve' as const), at: fc.nat(9) }),
);

const TEXTS = [FESTIVAL, OTHER, 'THÔNG BÁO\nMời bà con xã Dak Kon họp lúc 7 giờ.\nKon đường mới.'];

async function perform(room: Room, act: Act, ids: readonly BulletinId[]): Promise<void> {
  const pick = (at: number): BulletinId => ids[at % ids.length]!;
  if (act.kind === 'add') {
    const areaId = act.high ? PROVINCE : QUY_NHON;
    const by = act.high ? administrator : official;
    given(await room.content.addReading(by, reading(act.word, act.spoken, areaId)));
  } else if (act.kind === 'remove') {
    const { entries } = given(await room.content.lexicon(official));
    const entry = entries[act.at % Math.max(1, entries.length)];
    if (entry !== undefined) given(await room.content.removeReading(administrator, entry.id));
  } else if (act.kind === 'word') {
    const { script } = given(await room.content.bulletin(official, pick(act.at)));
    const index = String(act.at % script.sentences.length);
    given(await room.content.change(official, pick(act.at), { spoken: { [index]: act.spoken } }));
  } else {
    given(await room.content.voice(official, pick(act.at), { voice: 'vi', wordsPerMinute: 135 }));
    await room.content.idle();
    await room.content.submit(official, pick(act.at));
    await room.content.approve(approver, pick(act.at));
  }
}

describe('law of the air', () => {
  it('what is fit to air reads as rules and lexicon read it now, but for what a person worded', async function () {
    this.timeout(120_000);
    let aired = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 3, maxLength: 12 }), async (all) => {
        const room = await openRoom();
        try {
          const ids: BulletinId[] = [];
          for (const text of TEXTS) ids.push((await approved(room, { text })).id);
          for (const id of ids) await addLine(room, id);
          for (const act of all) {
            await perform(room, act, ids);
            aired += await checkAir(room);
          }
        } finally {
          await room.close();
        }
      }),
      { numRuns: 12 },
    );
    expect(aired).to.be.greaterThan(20);
  });
});

async function addLine(room: Room, id: BulletinId): Promise<void> {
  if ((await room.store.fleet.devices()).length === 0) await addBox(room, 'cum-mot', QUY_NHON);
  given(await room.schedule.addEntry(official, daily(id)));
}

/** @returns how many bulletins may sound */
async function checkAir(room: Room): Promise<number> {
  const clock = { now: () => room.now as never };
  const hashing = { sha256: (text: string) => room.hash(text) };
  const { approved: fit } = await loadPlanSources({ store: room.store, hashing, clock });
  const areas = await room.store.areas.areas();
  for (const id of fit.keys()) {
    const bulletin = await room.store.content.bulletin(id);
    const lexicon = await lexiconAt({ store: room.store, hashing }, areas, bulletin!.areaId);
    expect(rereadScript(bulletin!.script, lexicon).changed).to.deep.equal([]);
  }
  return fit.size;
}
