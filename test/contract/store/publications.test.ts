/**
 * What every store keeps of publications — hợp đồng của kho dữ liệu: các lần phát hành.
 */
import { AreaId, EntryId, PublicationId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { StoredPublication, StoredPublicationBox } from '#server/ports/publications';
import type { Store } from '#server/ports/store';
import { NHON_CHAU, PROVINCE, QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { box, device, T0 } from './samples.js';

const NOTHING = {
  ...{ days: [], groups: [], programmes: [], bulletins: [] },
  ...{ languages: [], stations: [] },
};

const publication = (name: string, change: Partial<StoredPublication> = {}): StoredPublication => ({
  id: PublicationId.parse(`pub-${name}`),
  areaId: PROVINCE,
  title: 'Bản tin «cả tỉnh» — 06:00',
  act: 'add',
  by: 'cán.bộ',
  createdAt: T0,
  state: 'running',
  stage: 1,
  stages: 3,
  firstAt: null,
  lines: [{ id: EntryId.parse('e-new'), before: null }],
  earlier: { ...NOTHING, days: [{ areaId: PROVINCE, date: '2026-12-24' as never, before: null }] },
  faults: null,
  ...change,
});

const placed = (name: string, stage: number, areaId: AreaId = QUY_NHON): StoredPublicationBox => ({
  deviceId: box(name),
  areaId,
  communeId: areaId,
  stage,
  healthy: stage === 1,
  mark: null,
  sentAt: null,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of publications`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
      for (const name of ['a', 'b', 'c']) await store.fleet.addDevice(device(box(name)));
    });
    afterEach(() => store.stop());

    it('gives back what was put, with its boxes in the order of their ids', async () => {
      const boxes = [placed('a', 1), placed('b', 2), placed('c', 3)];
      await store.publications.addPublication(publication('x'), [...boxes].reverse());
      const { id } = publication('x');
      expect(await store.publications.publication(id)).to.deep.equal(publication('x'));
      expect(await store.publications.publicationBoxes(id)).to.deep.equal(boxes);
      expect(await store.publications.publication(PublicationId.parse('pub-none'))).to.equal(null);
    });

    it('shows them to whom their boxes stand, newest first', async () => {
      const { publications } = store;
      await publications.addPublication(publication('old'), [placed('a', 1)]);
      await publications.addPublication(publication('new', { createdAt: T0 + 1 }), [
        placed('a', 1),
        placed('b', 1, NHON_CHAU),
      ]);
      const of = async (areaId: AreaId, limit = 10) =>
        (await publications.publications([areaId], limit)).map(({ id }) => id);
      expect(await of(QUY_NHON)).to.deep.equal(['pub-new', 'pub-old']);
      expect(await of(QUY_NHON, 1)).to.deep.equal(['pub-new']);
      expect(await of(NHON_CHAU)).to.deep.equal(['pub-new']);
      expect(await of(AreaId.parse('21553'))).to.deep.equal([]);
    });

    it('moves one only from where it was seen, and knows those that are open', async () => {
      const { publications } = store;
      const seen = publication('x');
      await publications.addPublication(seen, [placed('a', 1)]);
      await publications.addPublication(publication('y', { state: 'sent' }), [placed('a', 1)]);
      const faults = { refused: 2, troubled: 0, answered: 5 };
      const halted = { ...seen, state: 'halted' as const, faults };
      expect(await publications.movePublication(seen, halted)).to.equal(true);
      expect(await publications.movePublication(seen, halted)).to.equal(false);
      expect(await publications.openPublications()).to.deep.equal([halted]);
      await publications.putWithheld(seen.id, { lines: [], earlier: NOTHING });
      const left = await publications.publication(seen.id);
      expect(left).to.deep.include({ lines: [], earlier: NOTHING });
    });

    it('notes what was sent to each box', async () => {
      const { publications } = store;
      const { id } = publication('x');
      await publications.addPublication(
        publication('x'),
        ['a', 'b', 'c'].map((n) => placed(n, 1)),
      );
      const marks = [
        { deviceId: box('a'), epoch: 1, num: 7 },
        { deviceId: box('b'), epoch: 1, num: 8 },
      ];
      await publications.markSent(id, marks, T0 + 5);
      const sent = await publications.publicationBoxes(id);
      expect(sent.map(({ mark, sentAt }) => [mark?.num ?? null, sentAt])).to.deep.equal([
        [7, T0 + 5],
        [8, T0 + 5],
        [null, null],
      ]);
    });

    it('forgets one that was refused, and closed ones of long ago', async () => {
      const { publications } = store;
      for (const state of ['running', 'halted', 'sent', 'given-up'] as const) {
        await publications.addPublication(publication(state, { state }), [placed('a', 1)]);
      }
      expect(await publications.sweepPublications(T0)).to.equal(0);
      expect(await publications.sweepPublications(T0 + 1)).to.equal(2);
      await publications.dropPublication(PublicationId.parse('pub-running'));
      const left = await publications.publications([QUY_NHON], 10);
      expect(left.map(({ id }) => id)).to.deep.equal(['pub-halted']);
      expect(await publications.publicationBoxes(PublicationId.parse('pub-sent'))).to.deep.equal(
        [],
      );
    });
  });
}
