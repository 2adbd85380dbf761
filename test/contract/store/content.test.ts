/**
 * What every store keeps of content and schedule — hợp đồng của kho dữ liệu.
 */
import { BulletinId, EntryId, JobId, ProgrammeId, UserId } from '@loaso/shared/ids';
import { instant, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Store } from '#server/ports/store';
import { NHON_CHAU, PROVINCE, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { bulletin, entry, job, programme, sha, T0 } from './samples.js';

const CLIP = {
  sizeBytes: 1_000,
  durationMs: 5_000,
  codec: 'mp3',
  loudnessLufs: -16,
  truePeakDbtp: -1,
  voice: 'vi',
} as const;

const id = (text: string): BulletinId => BulletinId.parse(text);

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    describe('of bulletins', () => {
      it('gives back every part of one, also text that only one database could hold', async () => {
        const whole = bulletin({
          clip: {
            sha256: sha('c'),
            sizeBytes: 3_000_000_000,
            durationMs: 1,
            codec: 'mp3',
            loudnessLufs: -16.1,
            truePeakDbtp: -1.25,
            voice: 'vi',
          },
          approval: {
            approvedBy: UserId.parse('usr-approver'),
            approvedAt: T0,
            contentHash: sha('d'),
          },
          rejectionReason: 'chưa rõ “nguồn”',
        });
        await store.content.addBulletin(whole);
        expect(await store.content.bulletin(whole.id)).to.deep.equal(whole);
        await store.content.addBulletin(bulletin({ id: id('bul-2'), title: 'a\0b\ud800c 🔊' }));
        expect((await store.content.bulletin(id('bul-2')))?.title).to.equal('ab\ufffdc 🔊');
      });

      it('lets only the writer through who has read the newest revision', async () => {
        await store.content.addBulletin(bulletin());
        const change = (revision: number, title: string) =>
          store.content.replaceBulletin(bulletin({ revision, title, state: 'voiced' }));
        expect(await change(3, 'quá sớm')).to.equal(false);
        const both = await Promise.all([change(2, 'một'), change(2, 'hai')]);
        expect(both.filter(Boolean)).to.have.length(1);
        expect(await change(3, 'ba')).to.equal(true);
        expect(await store.content.bulletin(id('bul-1'))).to.deep.equal(
          bulletin({ revision: 3, title: 'ba', state: 'voiced' }),
        );
      });

      it('finds by area, state and words without diacritics or case, newest first', async () => {
        const add = (name: string, change: Parameters<typeof bulletin>[0]) =>
          store.content.addBulletin(bulletin({ id: id(name), ...change }));
        await add('bul-1', { createdAt: T0 });
        await add('bul-2', { createdAt: T0 + 2, state: 'submitted', title: 'Tiêm phòng 100%' });
        await add('bul-3', { createdAt: T0 + 1, areaId: NHON_CHAU, state: 'submitted' });
        const found = async (query: { search?: string; state?: 'submitted'; limit?: number }) => {
          const areaIds = [QUY_NHON, NHON_CHAU];
          const all = await store.content.bulletins({ areaIds, limit: 10, ...query });
          return all.map((one) => one.id);
        };
        expect(await found({})).to.deep.equal(['bul-2', 'bul-3', 'bul-1']);
        expect(await found({ limit: 1 })).to.deep.equal(['bul-2']);
        expect(await found({ search: 'DEN  duong' })).to.deep.equal(['bul-3', 'bul-1']);
        expect(await found({ search: 'Đèn Đường', state: 'submitted' })).to.deep.equal(['bul-3']);
        expect(await found({ search: '0%' })).to.deep.equal(['bul-2']);
        expect(await found({ search: '%' })).to.deep.equal(['bul-2']);
        expect(await found({ search: 'tiem_phong' })).to.deep.equal([]);
        expect(await found({ search: 'truyen thanh' })).to.have.length(3);
        expect(await store.content.countSubmitted([NHON_CHAU])).to.equal(1);
        expect(await store.content.countSubmitted([PROVINCE])).to.equal(0);
      });

      it('finds any piece of a title as it was typed', async () => {
        const word = fc.string({ unit: fc.constantFrom(...'Đườnẵgs%_\\\'" 5'), maxLength: 12 });
        let count = 0;
        await fc.assert(
          fc.asyncProperty(word, word, word, async (before, piece, behind) => {
            count += 1;
            const name = id(`bul-${count}`);
            await store.content.addBulletin(
              bulletin({ id: name, title: before + piece + behind, areaId: PROVINCE }),
            );
            const areaIds = [PROVINCE];
            const found = await store.content.bulletins({ areaIds, search: piece, limit: 1_000 });
            expect(found.map((one) => one.id)).to.include(name);
          }),
          { numRuns: 25 },
        );
      });

      it('knows where a clip is used, and what befell one thing', async () => {
        const clip = bulletin({ clip: { ...CLIP, sha256: sha('c') } });
        await store.content.addBulletin(clip);
        await store.content.addBulletin({ ...clip, id: id('bul-2') });
        await store.content.addBulletin({ ...clip, id: id('bul-3'), areaId: NHON_CHAU });
        expect(await store.content.areasOfClip(sha('c'))).to.deep.equal([QUY_NHON, NHON_CHAU]);
        expect(await store.content.areasOfClip(sha('d'))).to.deep.equal([]);
        const said = { at: T0, actor: 'lan', target: 'bulletin:bul-2', detail: '' };
        for (const act of ['một', 'hai', 'ba']) await store.audit.append({ ...said, act });
        await store.audit.append({ ...said, act: 'khác', target: 'bulletin:bul-1' });
        const acts = await store.audit.eventsOf('bulletin:bul-2', 2);
        expect(acts.map(({ act }) => act)).to.deep.equal(['hai', 'ba']);
      });

      it('tells in which areas a file is the sound of a bulletin', async () => {
        const clip = {
          sha256: sha('c'),
          sizeBytes: 1,
          durationMs: 1,
          codec: 'mp3' as const,
          loudnessLufs: -16,
          truePeakDbtp: -1,
          voice: 'vi',
        };
        await store.content.addBulletin(bulletin({ clip }));
        await store.content.addBulletin(bulletin({ id: id('bul-2'), clip }));
        await store.content.addBulletin(bulletin({ id: id('bul-3'), clip, areaId: NHON_CHAU }));
        expect(await store.content.areasOfClip(sha('c'))).to.deep.equal([QUY_NHON, NHON_CHAU]);
        expect(await store.content.areasOfClip(sha('d'))).to.deep.equal([]);
        await store.content.replaceBulletin(bulletin({ id: id('bul-3'), clip: null, revision: 2 }));
        await store.content.replaceBulletin(bulletin({ id: id('bul-2'), revision: 2 }));
        expect(await store.content.areasOfClip(sha('c'))).to.deep.equal([QUY_NHON]);
      });

      it('removes one with its jobs', async () => {
        await store.content.addBulletin(bulletin());
        await store.content.addJob(job());
        await store.content.removeBulletin(id('bul-1'));
        expect(await store.content.bulletin(id('bul-1'))).to.equal(null);
        expect(await store.content.job(JobId.parse('job-1'))).to.equal(null);
      });
    });

    describe('of jobs', () => {
      it('keeps their newest state, and finds the unfinished and the newest of a bulletin', async () => {
        const second = job({ id: JobId.parse('job-2'), createdAt: T0 + 1, state: 'running' });
        await store.content.addBulletin(bulletin());
        await store.content.addJob(second);
        await store.content.addJob(job());
        expect(await store.content.unfinishedJobs()).to.deep.equal([job(), second]);
        expect(await store.content.jobOfBulletin(id('bul-1'))).to.deep.equal(second);
        const done = {
          ...second,
          state: 'done' as const,
          progress: 1,
          startedAt: T0,
          problem: 'ổn',
        };
        await store.content.putJob(done);
        expect(await store.content.job(done.id)).to.deep.equal(done);
        expect(await store.content.unfinishedJobs()).to.deep.equal([job()]);
        expect(await store.content.jobOfBulletin(id('bul-9'))).to.equal(null);
      });
    });

    describe('of the schedule', () => {
      it('keeps a line with its programme, both or none', async () => {
        await store.schedule.addEntries([{ entry: entry(), programme: programme() }]);
        expect(await store.schedule.entry(EntryId.parse('ent-1'))).to.deep.equal(entry());
        expect(await store.schedule.programme(ProgrammeId.parse('prg-1'))).to.deep.equal(
          programme(),
        );
        const second = programme({ id: ProgrammeId.parse('prg-2') });
        let refused = false;
        await store.schedule.addEntries([{ entry: entry(), programme: second }]).catch(() => {
          refused = true;
        });
        expect(refused).to.equal(true);
        expect(await store.schedule.programme(second.id)).to.equal(null);
      });

      it('gives a programme new parts, and no other', async () => {
        await store.schedule.addEntries([{ entry: entry(), programme: programme() }]);
        const part = { sha256: sha('e'), offsetMs: 0, durationMs: 5_000 };
        const renewed = programme({ parts: [part], durationMs: 5_000 });
        await store.schedule.replaceProgramme(renewed);
        await store.schedule.replaceProgramme({ ...renewed, id: ProgrammeId.parse('prg-9') });
        expect(await store.schedule.programme(renewed.id)).to.deep.equal(renewed);
        expect(await store.schedule.programme(ProgrammeId.parse('prg-9'))).to.equal(null);
      });

      it('replaces the parts of a known programme, and makes none of an unknown', async () => {
        await store.schedule.addEntries([{ entry: entry(), programme: programme() }]);
        const parts = [{ sha256: sha('e'), offsetMs: 0, durationMs: 90_000 }];
        const voicedAnew = programme({ parts, durationMs: 90_000 });
        await store.schedule.replaceProgramme(voicedAnew);
        const unknown = programme({ id: ProgrammeId.parse('prg-9') });
        await store.schedule.replaceProgramme(unknown);
        const known = await store.schedule.programmes([voicedAnew.id, unknown.id]);
        expect(known).to.deep.equal([voicedAnew]);
      });

      it('keeps series, exceptions, end and what a line follows', async () => {
        const parts = [{ sha256: sha('b'), offsetMs: 0, durationMs: 60_000 }];
        const episodes = [{ bulletinId: id('bul-1'), parts, durationMs: 60_000 }];
        const spoken = programme({ repeat: { times: 2, gapSeconds: 30 }, episodes });
        const line = entry({
          series: { atEnd: 'again', start: 2 },
          exceptions: [{ at: instant(T0 + 1), instead: null }],
          endedAt: T0 + 9,
          follows: EntryId.parse('ent-0'),
        });
        await store.schedule.addEntries([{ entry: line, programme: spoken }]);
        expect(await store.schedule.entry(line.id)).to.deep.equal(line);
        expect(await store.schedule.programme(spoken.id)).to.deep.equal(spoken);
      });

      it('changes a line with what goes on from it, for the one who read it last', async () => {
        await store.schedule.addEntries([{ entry: entry(), programme: programme() }]);
        const ended = entry({ endedAt: T0 + 5 });
        const next = {
          entry: entry({
            id: EntryId.parse('ent-2'),
            programmeId: ProgrammeId.parse('prg-2'),
            follows: entry().id,
          }),
          programme: programme({ id: ProgrammeId.parse('prg-2') }),
        };
        expect(await store.schedule.changeEntry(entry(), ended, next)).to.equal(true);
        expect(await store.schedule.entry(entry().id)).to.deep.equal(ended);
        expect(await store.schedule.entry(next.entry.id)).to.deep.equal(next.entry);
        const late = { ...next, entry: { ...next.entry, id: EntryId.parse('ent-3') } };
        expect(await store.schedule.changeEntry(entry(), ended, late)).to.equal(false);
        expect(await store.schedule.entry(late.entry.id)).to.equal(null);
        expect(await store.schedule.changeEntry(ended, entry())).to.equal(true);
        expect(await store.schedule.entry(entry().id)).to.deep.equal(entry());
      });

      it('keeps what a place says of a day, the last word alone', async () => {
        const date = LocalDate.parse('2026-11-25');
        const day = {
          areaId: QUY_NHON,
          date,
          kind: 'holiday' as const,
          name: 'Hội làng',
          changedBy: UserId.parse('usr-official'),
          changedAt: T0,
        };
        await store.schedule.putDayChange(day);
        await store.schedule.putDayChange({ ...day, kind: 'ordinary', name: 'Làm bù' });
        await store.schedule.putDayChange({ ...day, areaId: NHON_CHAU });
        expect(await store.schedule.dayChanges([QUY_NHON])).to.deep.equal([
          { ...day, kind: 'ordinary', name: 'Làm bù' },
        ]);
        expect(await store.schedule.removeDayChange(QUY_NHON, date)).to.equal(true);
        expect(await store.schedule.removeDayChange(QUY_NHON, date)).to.equal(false);
        expect(await store.schedule.dayChanges([QUY_NHON, NHON_CHAU])).to.have.length(1);
      });

      it('lists lines by area and state; a cancelled one stays', async () => {
        await store.schedule.addEntries([{ entry: entry(), programme: programme() }]);
        const other = entry({ id: EntryId.parse('ent-2'), areaId: NHON_CHAU, createdAt: T0 + 1 });
        const itsProgramme = programme({ id: ProgrammeId.parse('prg-2') });
        await store.schedule.addEntries([
          { entry: { ...other, programmeId: itsProgramme.id }, programme: itsProgramme },
        ]);
        await store.schedule.cancelEntry(other.id);
        const ids = async (state?: 'active' | 'cancelled') =>
          (await store.schedule.entries([QUY_NHON, NHON_CHAU], state)).map((one) => one.id);
        expect(await ids()).to.deep.equal(['ent-1', 'ent-2']);
        expect(await ids('active')).to.deep.equal(['ent-1']);
        expect(await ids('cancelled')).to.deep.equal(['ent-2']);
        expect(await store.schedule.entries([PROVINCE])).to.deep.equal([]);
        const both = await store.schedule.programmes([itsProgramme.id, programme().id]);
        expect(both).to.deep.equal([programme(), itsProgramme]);
      });
    });
  });
}
