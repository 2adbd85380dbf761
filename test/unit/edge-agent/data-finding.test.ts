/** The data of a SIM as the doctor tells it: used, foretold, the budget in force and who has set it. */
import { instantAt, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { dataFinding } from '#edge-agent/cli/data-finding';
import type { DataPlan } from '#edge-agent/core/data-plan-entry';
import { NO_HEALTH } from '#edge-agent/core/health';

const MB = 1_000_000;
const day = (date: string) => instantAt(LocalDate.parse(date), 0);
const NOW = day('2026-11-21');

const known = (usedMb: number | null, set?: DataPlan['set']) => ({
  health: {
    ...NO_HEALTH,
    data:
      usedMb === null
        ? null
        : { month: '2026-11', bytes: usedMb * MB, counter: { of: 'wwan0', bytes: 0 } },
  },
  dataPlan:
    set === undefined
      ? null
      : { set, setAt: day('2026-11-05'), iat: day('2026-11-05'), commandId: 'c' },
});

describe('edge-agent/cli/data-finding', () => {
  it('tells the budget of the settings file where the office has set none, or given it back', () => {
    const bySettings = {
      vi: '200 MB, cuối tháng khoảng 300 MB; gói 400 MB, theo cấu hình của hộp',
      en: '200 MB, about 300 MB by its end; plan of 400 MB, by the settings of this box',
    };
    for (const set of [undefined, null]) {
      const told = dataFinding(400 * MB, known(200, set), NOW);
      expect([told.level, told.found, told.next]).to.deep.equal(['good', bySettings, null]);
    }
    expect(dataFinding(null, known(200), NOW).found.en).to.match(/; no limit, by the settings/);
  });

  it('tells the budget that the office has set, since when, and that the file is not in force', () => {
    const set = { budgetMb: 250, monthDay: 1 };
    const told = dataFinding(400 * MB, known(200, set), NOW);
    expect(told.level).to.equal('note');
    expect(told.found.vi).to.equal(
      '200 MB, cuối tháng khoảng 300 MB; gói 250 MB do cơ quan đặt ngày 05/11/2026, mỗi tháng từ ngày 1 (cấu hình của hộp, gói 400 MB, không dùng)',
    );
    expect(told.found.en).to.match(/set by the office on 2026-11-05.*not in force\)$/);
    expect(told.next?.en).to.match(/take a larger plan/);
    expect(dataFinding(null, known(200, { ...set, budgetMb: 350 }), NOW).level).to.equal('good');
  });

  it('tells the budget also while nothing is counted yet', () => {
    const told = dataFinding(400 * MB, known(null), NOW);
    expect([told.level, told.found.en]).to.deep.equal([
      'note',
      'not counted yet; plan of 400 MB, by the settings of this box',
    ]);
  });
});
