/** What people record goes the way of every bulletin, in as many languages as it has. */
import type { BulletinId } from '@loaso/shared/ids';
import { RecordingQuery, VariantQuery } from '@loaso/shared/wire/http/content';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import { RECORDING_QUOTA } from '#server/flows/content/take-recording';
import { createUploadQuota } from '#server/flows/upload-quota';
import {
  addBox,
  approved,
  approver,
  official,
  openRoom,
  type Room,
  voiced,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { uploading } from '../../../support/stand-ins.js';
import { NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const query = (change: object = {}): RecordingQuery =>
  RecordingQuery.parse({ areaId: QUY_NHON, title: 'Lời dặn của già làng', ...change });

const vary = (room: Room, id: BulletinId, language: LanguageCode, text = 'a song') =>
  room.content.addVariant(
    official,
    { id, language, query: VariantQuery.parse({ fileName: 'loi.m4a' }) },
    uploading(text),
  );

const decide = async (room: Room, id: BulletinId): Promise<void> => {
  given(await room.content.submit(official, id));
  given(await room.content.approve(approver, id));
};

const daily = (bulletinId: BulletinId) =>
  NewEntry.parse({
    areaId: QUY_NHON,
    title: 'Buổi sáng',
    bulletinIds: [bulletinId],
    target: { areaIds: [QUY_NHON], deviceIds: [] },
    rule: { kind: 'daily', from: '2026-06-04', until: '2026-06-10', minutes: [300] },
  });

describe('recorded bulletins', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('come with an account of what was repaired, and air once approved', async () => {
    const box = await addBox(room, 'cum-mot', QUY_NHON);
    const asked = query({ language: 'bdq', fileName: 'loi.m4a', summary: 'Dặn con cháu giữ rừng' });
    const made = given(await room.content.record(official, asked, uploading()));
    expect(made).to.deep.include({ kind: 'recorded', state: 'voiced', languages: ['bdq'] });
    expect(made.recording).to.deep.include({
      language: 'bdq',
      summary: 'Dặn con cháu giữ rừng',
      repairs: ['mixed-to-mono', 'resampled'],
    });
    expect(made.recording?.before.loudnessLufs).to.equal(-31.5);
    expect(made.recording?.after.loudnessLufs).to.equal(-16.1);
    await decide(room, made.id);
    given(await room.schedule.addEntry(official, daily(made.id)));
    const plan = (await room.store.fleet.plan(box))?.plan;
    expect(plan?.items[0]?.parts.map(({ sha256 }) => sha256)).to.deep.equal([made.clip?.sha256]);
  });

  it('are not voiced by a machine', async () => {
    const { id } = given(await room.content.record(official, query(), uploading()));
    const voicing = room.content.voice(official, id, { voice: 'vi', wordsPerMinute: 135 });
    expect(codeOf(await voicing)).to.equal('recorded-not-voiced');
  });

  it('are refused in words when they are silent, empty, or of another place', async () => {
    const record = (text: string, change = {}) =>
      room.content.record(official, query(change), uploading(text));
    expect(codeOf(await record('silence'))).to.equal('recording-silent');
    expect(codeOf(await record(''))).to.equal('recording-empty');
    expect(codeOf(await record('song', { areaId: NHON_CHAU }))).to.equal('not-found');
    expect(codeOf(await room.content.record(approver, query(), uploading()))).to.equal(
      'not-allowed',
    );
    expect(await room.store.content.bulletins({ areaIds: [QUY_NHON], limit: 9 })).to.deep.equal([]);
  });

  it('of one person come one at a time, and so much a day', () => {
    const quota = createUploadQuota(RECORDING_QUOTA);
    const user = official.userId;
    const gigabyte = 1024 ** 3;
    const first = given(quota.open(user, 5, 0));
    expect(codeOf(quota.open(user, 5, 0))).to.equal('upload-running');
    given(quota.open(approver.userId, 5, 0));
    first.close(gigabyte * 2 - 10);
    expect(codeOf(quota.open(user, 11, 1))).to.equal('upload-quota');
    given(quota.open(user, 10, 1)).close(10);
    expect(codeOf(quota.open(user, null, 2))).to.equal('upload-quota');
    expect(codeOf(quota.open(user, gigabyte, 2))).to.equal('upload-too-large');
    given(quota.open(user, 10, 86_400_001));
  });
});

describe('languages of a bulletin', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('are bound by the approval, each of them', async () => {
    const { id, clip } = await approved(room);
    const varied = given(await vary(room, id, 'bdq'));
    expect(varied).to.deep.include({ state: 'voiced', languages: ['vi', 'bdq'], clip });
    await decide(room, id);
    const stored = (await room.store.content.bulletin(id))!;
    const [variant] = stored.variants;
    expect(await room.content.mayHear(official, variant!.clip.sha256)).to.equal(true);
    const less = given(await room.content.removeVariant(official, { id, language: 'bdq' }));
    expect(less).to.deep.include({ state: 'voiced', languages: ['vi'] });
    expect(await room.content.mayHear(official, variant!.clip.sha256)).to.equal(false);
  });

  it('sound in the order of the area, without a gap, and change with it at once', async () => {
    const box = await addBox(room, 'cum-mot', QUY_NHON);
    const { id } = await voiced(room);
    given(await vary(room, id, 'jra'));
    given(await vary(room, id, 'bdq'));
    await decide(room, id);
    given(await room.schedule.addEntry(official, daily(id)));
    const stored = (await room.store.content.bulletin(id))!;
    const clips = new Map(stored.variants.map(({ language, clip }) => [language, clip]));
    const partsOf = async () => (await room.store.fleet.plan(box))?.plan.items[0]?.parts;
    expect(await partsOf()).to.deep.equal([{ sha256: stored.clip!.sha256, offsetMs: 0 }]);

    const languages: LanguageCode[] = ['bdq', 'cjm', 'vi'];
    given(await room.content.changeSettings(official, QUY_NHON, { languages }));
    expect(await partsOf()).to.deep.equal([
      { sha256: clips.get('bdq')!.sha256, offsetMs: 0 },
      { sha256: stored.clip!.sha256, offsetMs: clips.get('bdq')!.durationMs },
    ]);
    given(await room.content.changeSettings(official, QUY_NHON, { languages: ['cjm'] }));
    expect(await partsOf()).to.deep.equal([{ sha256: stored.clip!.sha256, offsetMs: 0 }]);
  });

  it('are neither its own language again nor taken where there is none', async () => {
    const { id } = await voiced(room);
    expect(codeOf(await vary(room, id, 'vi'))).to.equal('own-language');
    const none = room.content.removeVariant(official, { id, language: 'khm' });
    expect(codeOf(await none)).to.equal('not-found');
  });

  it('are replaced by a newer take', async () => {
    const { id } = await voiced(room);
    const first = given(await vary(room, id, 'bdq')).variants[0]?.clip.sha256;
    const second = given(await vary(room, id, 'bdq', 'another'));
    expect(second.variants).to.have.lengthOf(1);
    expect(second.variants[0]?.clip.sha256).to.not.equal(first);
  });
});

describe('hearing a sentence', () => {
  it('gives sound for the sentence as typed, in words that can be said', async () => {
    const room = await openRoom();
    try {
      const { id } = await voiced(room);
      const hear = (index: number, spoken?: string) =>
        room.content.hear(approver, { id, index, request: spoken === undefined ? {} : { spoken } });
      expect(Buffer.from(given(await hear(0))).toString()).to.equal('k');
      expect(codeOf(await hear(0, 'lúc 7 giờ'))).to.equal('sentence-not-readable');
      expect(codeOf(await hear(99))).to.equal('not-found');
    } finally {
      await room.close();
    }
  });
});
