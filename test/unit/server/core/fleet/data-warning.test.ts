/** Which boxes are warned of, and when a warning is taken back. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { instantAt, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { dataCases } from '#server/core/fleet/data-warning';
import { groupCases, type Incident, isForewarning } from '#server/core/fleet/incidents';
import { isGrave, tellingOf } from '#server/core/fleet/incidents-alarm';
import { HEALTHY, statusOf } from '../../../../support/fleet-status.js';

const MB = 1_000_000;
const BOX = DeviceId.parse('box-00001');
const NOBODY = new Set<DeviceId>();
const at = (date: string) => instantAt(LocalDate.parse(date), 840);
const box = (date: string, used: number | null, budget: number | null = 500) => ({
  deviceId: BOX,
  communeId: AreaId.parse('21583'),
  operator: 'Viettel',
  status: statusOf(BOX, {
    at: at(date),
    vitals: {
      ...HEALTHY,
      dataUsedBytes: used === null ? null : used * MB,
      dataBudgetBytes: budget === null ? null : budget * MB,
    },
  }),
});
const warned = (date: string, used: number, before: ReadonlySet<DeviceId> = NOBODY): boolean =>
  dataCases([box(date, used)], before, at(date)).length > 0;

describe('core/fleet/data-warning', () => {
  it('warns when the month comes to more than the plan, not of the pace of a few days', () => {
    expect(warned('2026-06-10', 300)).to.equal(true);
    expect(warned('2026-06-10', 100)).to.equal(false);
    expect(warned('2026-06-04', 90)).to.equal(false);
    expect(warned('2026-06-02', 450)).to.equal(true);
    expect(warned('2026-06-29', 501)).to.equal(true);
  });

  it('takes nothing back for a quiet night, and all of it with the month', () => {
    expect(warned('2026-06-16', 245)).to.equal(false);
    expect(warned('2026-06-16', 245, new Set([BOX]))).to.equal(true);
    expect(warned('2026-06-16', 210, new Set([BOX]))).to.equal(false);
    const silent = box('2026-06-29', 480);
    expect(dataCases([silent], new Set([BOX]), at('2026-07-01'))).to.deep.equal([]);
  });

  it('is silent of boxes without a counter, a plan or a word', () => {
    const none = [box('2026-06-10', null), box('2026-06-10', 900, null)];
    const mute = { ...box('2026-06-10', 1), status: null };
    expect(dataCases([...none, mute], NOBODY, at('2026-06-10'))).to.deep.equal([]);
  });

  it('says the figures and what to do, one group for a commune', () => {
    const cases = dataCases([box('2026-06-10', 300)], NOBODY, at('2026-06-10'));
    expect(cases[0]?.evidence[0]?.vi).to.match(
      /^đã dùng 300 MB trong 500 MB, cả tháng khoảng \d+ MB$/,
    );
    expect(cases[0]?.next?.vi).to.match(/^Nạp thêm hoặc đổi gói/);
    expect(groupCases(cases).map(({ cause }) => cause)).to.deep.equal(['data-short']);
    expect(isForewarning('data-short')).to.equal(true);
    expect(isForewarning('data-used-up')).to.equal(false);
  });

  it('calls nobody at night, nobody twice, and nobody for its end', () => {
    const rules = {
      ...{ fromMinute: 360, untilMinute: 1260 },
      ...{ settleMs: 0, escalateMs: 1, graveBoxes: 20 },
    };
    const noon = at('2026-06-10');
    const one = {
      ...{ cause: 'data-short', peak: 400, openedAt: noon - 9e6, resolvedAt: null, ended: null },
      ...{ toldAt: null, toldEndAt: null, escalatedAt: null, acked: null },
    } as unknown as Incident;
    expect(isGrave(one, rules)).to.equal(false);
    expect(tellingOf(one, rules, noon)).to.equal('opened');
    const told = { ...one, toldAt: noon - 8e6 };
    expect(tellingOf(told, rules, noon)).to.equal(null);
    const over = { ...told, resolvedAt: noon, ended: 'healed' as const };
    expect(tellingOf(over, rules, noon)).to.equal(null);
    expect(tellingOf({ ...told, cause: 'storage' }, rules, noon)).to.equal('escalated');
  });
});
