/**
 * What every store keeps of rules of sound — hợp đồng của kho dữ liệu: quy định giờ phát.
 */
import { AreaId, UserId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { StoredSoundRule } from '#server/ports/sound-rules';
import type { Store } from '#server/ports/store';
import { seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

const COMMUNE = AreaId.parse('21553');

const rule = (num: number, change: Partial<StoredSoundRule> = {}): StoredSoundRule => ({
  areaId: COMMUNE,
  num,
  state: 'in-force',
  limits: {
    windows: [
      { days: [1, 7], fromMinute: 300 as never, toMinute: 1140 as never, volumeMaxPercent: 80 },
    ],
    minutesPerDayMax: 90,
    sessionsPerDayMax: 2,
    emergencyVolumeMaxPercent: 100,
  },
  why: 'theo đề nghị của bà con',
  restores: null,
  createdBy: UserId.parse('usr-official'),
  createdAt: T0,
  decidedBy: null,
  decidedAt: null,
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of rules of sound`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    const states = async (): Promise<[number, string][]> =>
      (await store.soundRules.rulesOf(COMMUNE, 10)).map(({ num, state }) => [num, state]);

    it('gives back what was put, newest first, one in force for each area', async () => {
      const [first, second] = [rule(1), rule(2, { restores: 1, limits: null })];
      expect(await store.soundRules.addRule(first)).to.equal(true);
      expect(await store.soundRules.rulesInForce()).to.deep.equal([first]);
      expect(await store.soundRules.addRule(second)).to.equal(true);
      expect(await store.soundRules.rulesOf(COMMUNE, 10)).to.deep.equal([
        second,
        { ...first, state: 'replaced' },
      ]);
      expect(await store.soundRules.rulesInForce(), 'says nothing of its own').to.deep.equal([]);
      expect(await store.soundRules.rulesOf(AreaId.parse('52'), 10)).to.deep.equal([]);
    });

    it('takes a number once', async () => {
      expect(await store.soundRules.addRule(rule(1))).to.equal(true);
      expect(await store.soundRules.addRule(rule(1, { why: 'khác' }))).to.equal(false);
      expect((await store.soundRules.rulesOf(COMMUNE, 10))[0]?.why).to.equal(rule(1).why);
      expect(await states()).to.deep.equal([[1, 'in-force']]);
    });

    it('lets one wait beside the one in force, and decides it once', async () => {
      await store.soundRules.addRule(rule(1));
      await store.soundRules.addRule(rule(2, { state: 'pending' }));
      await store.soundRules.addRule(rule(3, { state: 'pending' }));
      expect(await states()).to.deep.equal([
        [3, 'pending'],
        [2, 'replaced'],
        [1, 'in-force'],
      ]);
      const by = { decidedBy: UserId.parse('usr-approver'), decidedAt: T0 + 1 };
      expect(await store.soundRules.decideRule(rule(2, { ...by }))).to.equal(false);
      expect(await store.soundRules.decideRule(rule(3, { ...by }))).to.equal(true);
      expect(await store.soundRules.decideRule(rule(3, { ...by, state: 'refused' }))).to.equal(
        false,
      );
      expect(
        (await store.soundRules.rulesInForce()).map(({ num, decidedBy }) => [num, decidedBy]),
      ).to.deep.equal([[3, by.decidedBy]]);
      expect(await states()).to.deep.equal([
        [3, 'in-force'],
        [2, 'replaced'],
        [1, 'replaced'],
      ]);
    });
  });
}
