/**
 * What every store keeps of releases — hợp đồng của kho dữ liệu: bản phần mềm và các đợt.
 */
import { type AreaId, RolloutId } from '@loaso/shared/ids';
import { Release } from '@loaso/shared/wire/release';
import { expect } from 'chai';
import type { StoredRelease, StoredRollout, StoredRolloutBox } from '#server/ports/releases';
import type { Store } from '#server/ports/store';
import { manifestOf } from '../../support/release.js';
import { QUY_NHON, seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { box, device, T0 } from './samples.js';

const release = (num: number, arch: string): StoredRelease => ({
  release: Release.parse(manifestOf({ num, arch, notes: 'Sửa «lỗi» phát — 4G' })),
  manifest: '{"v":1}',
  signedBy: ['release-1', 'release-2'],
  addedAt: T0,
  by: 'quản.trị',
});

const rollout = (name: string, change: Partial<StoredRollout> = {}): StoredRollout => ({
  id: RolloutId.parse(`roll-${name}`),
  num: 3,
  version: '1.0.0',
  by: 'quản.trị',
  createdAt: T0,
  hours: 'night',
  faultsMax: 2,
  state: 'running',
  stage: 1,
  stages: 3,
  stageAt: T0,
  accepted: 0,
  ...change,
});

const placed = (name: string, stage: number, areaId: AreaId = QUY_NHON): StoredRolloutBox => ({
  deviceId: box(name),
  areaId,
  communeId: areaId,
  stage,
  step: 'waiting',
  detail: '',
  at: null,
  offers: 0,
  offeredAt: null,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of releases`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
      for (const name of ['a', 'b', 'c']) await store.fleet.addDevice(device(box(name)));
    });
    afterEach(() => store.stop());

    it('keeps one file for each number and processor, the highest number first', async () => {
      const { releases } = store;
      expect(await releases.addRelease(release(2, 'all'))).to.equal(true);
      expect(await releases.addRelease(release(3, 'armhf'))).to.equal(true);
      expect(await releases.addRelease(release(3, 'arm64'))).to.equal(true);
      expect(await releases.addRelease(release(3, 'arm64'))).to.equal(false);
      expect(await releases.releases()).to.deep.equal([
        release(3, 'arm64'),
        release(3, 'armhf'),
        release(2, 'all'),
      ]);
    });

    it('gives back a rollout with its boxes by group, and opens no second one beside it', async () => {
      const { releases } = store;
      const boxes = [placed('c', 1), placed('a', 2), placed('b', 2)];
      expect(await releases.addRollout(rollout('x'), [...boxes].reverse())).to.equal(true);
      expect(await releases.rollout(rollout('x').id)).to.deep.equal(rollout('x'));
      expect(await releases.rolloutBoxes(rollout('x').id)).to.deep.equal(boxes);
      for (const state of ['running', 'paused', 'halted'] as const) {
        const [seen] = await releases.rollouts(1);
        if (seen === undefined) throw new Error('no rollout');
        await releases.moveRollout(seen, { ...seen, state });
        expect(await releases.addRollout(rollout('y'), boxes), state).to.equal(false);
      }
      expect(await releases.rollout(rollout('y').id)).to.equal(null);
      const halted = rollout('x', { state: 'halted' });
      expect(await releases.moveRollout(halted, { ...halted, state: 'done' })).to.equal(true);
      expect(await releases.addRollout(rollout('y', { createdAt: T0 + 1 }), boxes)).to.equal(true);
      const newest = (await releases.rollouts(5)).map(({ id }) => id);
      expect(newest).to.deep.equal([rollout('y').id, rollout('x').id]);
    });

    it('moves a rollout only from where it was seen', async () => {
      const { releases } = store;
      await releases.addRollout(rollout('x'), [placed('a', 1)]);
      const next = { state: 'running', stage: 2, stageAt: T0 + 5, accepted: 1 } as const;
      expect(await releases.moveRollout(rollout('x'), next)).to.equal(true);
      expect(await releases.moveRollout(rollout('x'), next)).to.equal(false);
      expect(await releases.rollout(rollout('x').id)).to.deep.equal(rollout('x', next));
    });

    it('notes what became of each box, and says what a box was offered while it goes', async () => {
      const { releases } = store;
      await releases.addRollout(rollout('x'), [placed('a', 1), placed('b', 2)]);
      const offered: StoredRolloutBox = {
        ...placed('a', 1),
        ...{ step: 'offered', detail: 'busy: đang thử', at: T0 + 1, offers: 2, offeredAt: T0 + 1 },
      };
      await releases.putRolloutBoxes(rollout('x').id, [offered]);
      expect(await releases.rolloutBoxes(rollout('x').id)).to.deep.equal([offered, placed('b', 2)]);
      expect(await releases.offeredTo(box('a'))).to.deep.equal([3]);
      expect(await releases.offeredTo(box('b'))).to.deep.equal([]);
      await releases.moveRollout(rollout('x'), { ...rollout('x'), state: 'halted' });
      expect(await releases.offeredTo(box('a'))).to.deep.equal([]);
    });
  });
}
