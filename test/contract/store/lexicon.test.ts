/**
 * What every store keeps of readings, settings of areas, recordings and languages.
 */
import { BulletinId, LexiconId, UserId } from '@loaso/shared/ids';
import type { Clip } from '@loaso/shared/wire/http/content';
import type { Recording } from '@loaso/shared/wire/http/recordings';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import type { StoredAreaSettings, StoredReading } from '#server/ports/store-records';
import { NHON_CHAU, PROVINCE, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { bulletin, sha, T0 } from './samples.js';

const by = UserId.parse('usr-official');

const reading = (name: string, change: Partial<StoredReading> = {}): StoredReading => ({
  id: LexiconId.parse(`td-${name}`),
  areaId: QUY_NHON,
  written: 'Đak Đoa',
  spoken: 'đắc đoa',
  match: 'any-case',
  createdBy: by,
  createdAt: T0,
  ...change,
});

const clip = (digit: string): Clip => ({
  sha256: sha(digit),
  sizeBytes: 1_000,
  durationMs: 5_000,
  codec: 'mp3',
  loudnessLufs: -16,
  truePeakDbtp: -1,
  voice: 'recorded-bdq',
});

const recording: Recording = {
  language: 'bdq',
  file: { name: 'lời.m4a', sizeBytes: 3_000_000, sha256: sha('e') },
  summary: 'Dặn con cháu giữ rừng',
  repairs: ['resampled'],
  before: {
    container: 'mov',
    codec: 'aac',
    sampleRate: 44_100,
    channels: 1,
    durationMs: 5_100,
    loudnessLufs: -31.5,
  },
  after: { durationMs: 5_000, codec: 'mp3', loudnessLufs: -16, truePeakDbtp: -1 },
  by: 'Nguyễn Thị Hoa',
  at: T0,
};

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    describe('of readings', () => {
      it('hands out those in force, of the areas asked for', async () => {
        await store.lexicon.putReading(reading('a'), 'đak đoa');
        await store.lexicon.putReading(reading('b', { areaId: PROVINCE }), 'đak đoa');
        await store.lexicon.putReading(reading('c', { areaId: NHON_CHAU }), 'đak đoa');
        expect(await store.lexicon.readings([QUY_NHON, PROVINCE])).to.deep.equal([
          reading('a'),
          reading('b', { areaId: PROVINCE }),
        ]);
        expect(await store.lexicon.readings([])).to.deep.equal([]);
      });

      it('keeps one reading of the same words per area, the newest', async () => {
        await store.lexicon.putReading(reading('a'), 'đak đoa');
        const newer = reading('b', { spoken: 'đác đoa', createdAt: T0 + 1 });
        await store.lexicon.putReading(newer, 'đak đoa');
        expect(await store.lexicon.readings([QUY_NHON])).to.deep.equal([newer]);
        expect(await store.lexicon.reading(reading('a').id)).to.equal(null);
      });

      it('knows who set and who ended every reading there ever was', async () => {
        const other = UserId.parse('usr-approver');
        await store.lexicon.putReading(reading('a'), 'đak đoa');
        await store.lexicon.putReading(
          reading('b', { createdBy: other, createdAt: T0 + 1 }),
          'đak đoa',
        );
        await store.lexicon.putReading(reading('c', { written: 'Kon', createdAt: T0 + 2 }), 'kon');
        await store.lexicon.putReading(reading('d', { areaId: NHON_CHAU }), 'đak đoa');
        await store.lexicon.endReading(reading('c').id, other, T0 + 3);
        expect(await store.lexicon.readingHands([QUY_NHON])).to.deep.equal([
          { written: 'Đak Đoa', by: [by, other] },
          { written: 'Đak Đoa', by: [other] },
          { written: 'Kon', by: [by, other] },
        ]);
      });

      it('ends a reading once', async () => {
        await store.lexicon.putReading(reading('a'), 'đak đoa');
        const { id } = reading('a');
        const ends = [1, 2].map((at) => store.lexicon.endReading(id, by, T0 + at));
        expect((await Promise.all(ends)).filter(Boolean)).to.have.lengthOf(1);
        expect(await store.lexicon.readings([QUY_NHON])).to.deep.equal([]);
      });
    });

    describe('of settings of an area', () => {
      it('keeps what it says and what it leaves to the area above', async () => {
        const settings: StoredAreaSettings = {
          areaId: QUY_NHON,
          style: { thousand: 'ngàn', zeroTens: 'lẻ', four: 'bốn' },
          languages: ['bdq', 'vi'],
          stationName: null,
          updatedBy: by,
          updatedAt: T0,
        };
        await store.areas.putAreaSettings(settings);
        const next = { ...settings, style: null, stationName: 'phường Quy Nhơn' };
        expect(await store.areas.areaSettings([QUY_NHON, PROVINCE])).to.deep.equal([settings]);
        await store.areas.putAreaSettings(next);
        expect(await store.areas.areaSettings([QUY_NHON])).to.deep.equal([next]);
      });
    });

    describe('of recordings and languages', () => {
      it('gives back every part, and finds who may hear each file', async () => {
        const variants = [{ language: 'jra' as const, clip: clip('f'), recording }];
        const whole = bulletin({ kind: 'recorded', clip: clip('c'), recording, variants });
        await store.content.addBulletin(whole);
        expect(await store.content.bulletin(whole.id)).to.deep.equal(whole);
        expect(await store.content.areasOfClip(sha('f'))).to.deep.equal([QUY_NHON]);
        expect(await store.content.areasOfClip(sha('c'))).to.deep.equal([QUY_NHON]);
        await store.content.replaceBulletin({ ...whole, variants: [], revision: 2 });
        expect(await store.content.areasOfClip(sha('f'))).to.deep.equal([]);
      });

      it('leaves the files of a writer who was too late unnamed', async () => {
        await store.content.addBulletin(bulletin());
        const variants = [{ language: 'jra' as const, clip: clip('f'), recording }];
        const late = bulletin({ variants, revision: 7 });
        expect(await store.content.replaceBulletin(late)).to.equal(false);
        expect(await store.content.areasOfClip(sha('f'))).to.deep.equal([]);
      });

      it('lists what a voice reads and is not withdrawn', async () => {
        const id = (name: string): BulletinId => BulletinId.parse(name);
        await store.content.addBulletin(bulletin({ id: id('a') }));
        await store.content.addBulletin(bulletin({ id: id('b'), state: 'withdrawn' }));
        await store.content.addBulletin(bulletin({ id: id('c'), kind: 'recorded' }));
        await store.content.addBulletin(bulletin({ id: id('d'), areaId: NHON_CHAU }));
        expect(await store.content.readBulletins([QUY_NHON])).to.deep.equal(['a']);
      });
    });
  });
}
