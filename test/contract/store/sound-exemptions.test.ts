/**
 * What every store keeps of exemptions — hợp đồng của kho dữ liệu: ngoại lệ về giờ phát.
 */
import { AreaId, UserId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import type { StoredSoundExemption } from '#server/ports/sound-exemptions';
import type { Store } from '#server/ports/store';
import { seed } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

const COMMUNE = AreaId.parse('21553');
const date = (text: string): LocalDate => LocalDate.parse(text);

const exemption = (
  num: number,
  change: Partial<StoredSoundExemption> = {},
): StoredSoundExemption => ({
  areaId: COMMUNE,
  num,
  state: 'in-force',
  fromDate: date('2027-02-05'),
  toDate: date('2027-02-11'),
  word: { kind: 'priority-only' },
  lifts: COMMUNE,
  why: 'những ngày quốc tang',
  createdBy: UserId.parse('usr-official'),
  createdAt: T0,
  decidedBy: null,
  decidedAt: null,
  withdrawnBy: null,
  withdrawnAt: null,
  ...change,
});

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}, of exemptions`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    it('gives back what was put, newest first, and takes a number once', async () => {
      const word = {
        kind: 'hours',
        windows: [{ fromMinute: 300, toMinute: 1350, volumeMaxPercent: 80 }],
        minutesPerDayMax: 300,
      } as unknown as StoredSoundExemption['word'];
      const [first, second] = [exemption(1), exemption(2, { word, state: 'pending' })];
      const { soundExemptions } = store;
      expect(await soundExemptions.addExemption(first)).to.equal(true);
      expect(await soundExemptions.addExemption(second)).to.equal(true);
      expect(await soundExemptions.addExemption({ ...second, why: 'khác' })).to.equal(false);
      expect(await soundExemptions.exemptionsOf(COMMUNE, 10)).to.deep.equal([second, first]);
      expect(await soundExemptions.exemptionsOf(COMMUNE, 1)).to.deep.equal([second]);
      expect(await soundExemptions.exemptionsOf(AreaId.parse('52'), 10)).to.deep.equal([]);
    });

    it('tells those that hold and are not over by their last day', async () => {
      const all = [
        exemption(1),
        exemption(2, { state: 'pending' }),
        exemption(3, { state: 'withdrawing' }),
        exemption(4, { state: 'withdrawn' }),
        exemption(5, { toDate: date('2027-02-06') }),
      ];
      const { soundExemptions } = store;
      for (const one of all) await soundExemptions.addExemption(one);
      const numsFrom = async (since: string): Promise<number[]> =>
        (await soundExemptions.exemptionsInForce(date(since))).map(({ num }) => num);
      expect(await numsFrom('2027-02-06')).to.deep.equal([1, 3, 5]);
      expect(await numsFrom('2027-02-07')).to.deep.equal([1, 3]);
      expect(await numsFrom('2027-02-12')).to.deep.equal([]);
    });

    it('changes its state once, and nothing else of it', async () => {
      const { soundExemptions } = store;
      await soundExemptions.addExemption(exemption(1, { state: 'pending' }));
      const decided = exemption(1, {
        decidedBy: UserId.parse('usr-approver'),
        decidedAt: T0 + 5,
        why: 'không được đổi',
      });
      expect(await soundExemptions.changeExemption(decided, 'pending')).to.equal(true);
      expect(await soundExemptions.changeExemption(decided, 'pending')).to.equal(false);
      expect(await soundExemptions.exemptionsOf(COMMUNE, 10)).to.deep.equal([
        { ...decided, why: 'những ngày quốc tang' },
      ]);
    });
  });
}
