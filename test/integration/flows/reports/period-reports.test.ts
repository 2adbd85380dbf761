/** Further reports of a period on a real store: faults, warnings; of one's own place alone. */
import { BulletinId, EntryId, IncidentId } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate } from '@loaso/shared/time';
import { type EmergencyPace, OrderBoxesOf } from '@loaso/shared/wire/http/report-emergencies';
import { expect } from 'chai';
import { SILENT } from '#server/core/emergency/box-word';
import type { Incident } from '#server/core/fleet/incidents';
import type { Actor } from '#server/flows/flows';
import type { StoredEmergency } from '#server/ports/emergencies';
import { box, device } from '../../../contract/store/samples.js';
import { codeOf, given } from '../../../support/people.js';
import { sha } from '../../../support/plans.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import {
  actorOf,
  NHON_CHAU,
  openTestStore,
  QUY_NHON,
  type TestStore,
} from '../../../support/store.js';

const FIRST = LocalDate.parse('2026-05-01');
const BOXES = [
  [box('a'), QUY_NHON],
  [box('b'), QUY_NHON],
  [box('c'), NHON_CHAU],
] as const;
const viewer = actorOf('viewer');
const span = { from: FIRST, to: addDays(FIRST, 19) };

describe('reports of a period', () => {
  let test: TestStore;
  const now = instantAt(addDays(FIRST, 21), 600);

  const flows = () => reportFlowsOn(test.store, () => now);

  before(async () => {
    test = await openTestStore();
    for (const [id, areaId] of BOXES) {
      await test.store.fleet.addDevice(device(id, { areaId, state: 'enrolled' }));
    }
  });
  after(() => test.close());

  it('count the faults of their place alone, and hand them in as files', async () => {
    const at = instantAt(FIRST, 480);
    const fault = (id: string, areaId: typeof QUY_NHON, resolvedAt: number | null) =>
      test.store.watch.putIncident({
        ...incidentAt(id, at),
        areaIds: [areaId],
        resolvedAt,
        ended: resolvedAt === null ? null : 'healed',
      });
    await fault('inc-1', QUY_NHON, at + 7_200_000);
    await fault('inc-2', NHON_CHAU, null);
    const all = given(await flows().faults(viewer, span));
    expect([all.total.faults, all.total.open, all.total.medianMs]).to.deep.equal([2, 1, 7_200_000]);
    const own = given(await flows().faults(actorOf('official'), span));
    expect(own.lines.map(({ id, places }) => [id, places])).to.deep.equal([
      ['inc-1', ['Phường Quy Nhơn']],
    ]);
    const later = { from: addDays(FIRST, 1), to: span.to };
    const next = given(await flows().faults(viewer, later));
    expect([next.total.faults, next.carried]).to.deep.equal([0, 1]);
    const opened = async (query: object) => {
      const { opened: total, lines } = given(await flows().faults(viewer, { ...span, ...query }));
      return [total, ...lines.map(({ id }) => id)];
    };
    expect(await opened({ of: 'mended' })).to.deep.equal([1, 'inc-1']);
    expect(await opened({ of: 'open', cause: 'commune-power' })).to.deep.equal([1, 'inc-2']);
    expect(await opened({ cause: 'horn-line' })).to.deep.equal([0]);
    expect(await opened({ ...later, of: 'carried' })).to.deep.equal([1, 'inc-2']);
    expect(await opened({ page: 2 }), 'behind the last page').to.deep.equal([2]);
    const csv = new TextDecoder().decode(given(await flows().faultFile(viewer, span, 'csv')));
    expect(csv).to.include('BÁO CÁO SỰ CỐ VÀ THỜI GIAN KHẮC PHỤC').and.to.include('Xã Nhơn Châu');
  });

  /** Each count of an order opens as many boxes as it says. @returns which, of the first two */
  async function mustOpen(actor: Actor, order: EntryId, pace: EmergencyPace | null = null) {
    const opened = new Map<string, string[]>();
    for (const of of OrderBoxesOf.options) {
      const { total, boxes } = given(await flows().orderBoxes(actor, { ...span, order, of }));
      expect([of, total, boxes.length]).to.deep.equal([of, pace?.[of], pace?.[of]]);
      opened.set(
        of,
        boxes.map(({ id }) => id),
      );
    }
    return { ordered: opened.get('ordered'), begun: opened.get('begun') };
  }

  it('tell how long a warning took, of the boxes of their place alone', async () => {
    const id = EntryId.parse('urgent-1');
    const at = instantAt(FIRST, 600);
    await test.store.emergencies.addEmergency({
      ...emergencyAt(id, at),
      areaIds: [QUY_NHON, NHON_CHAU],
    });
    await test.store.emergencies.addEmergency({
      ...emergencyAt(EntryId.parse('urgent-2'), at + 1),
      state: 'vetoed',
      confirmedAt: null,
    });
    const words = [at + 6_000, at + 9_000, null].map((soundedAt) => ({ ...SILENT, soundedAt }));
    const boxes = BOXES.map(([deviceId, areaId], place) => ({
      deviceId,
      areaId,
      sealed: null,
      bootId: null,
      word: words[place] ?? SILENT,
    }));
    await test.store.emergencies.putEmergencyBoxes(id, boxes, []);
    const all = given(await flows().emergencies(viewer, span));
    expect([all.warnings, all.drills, all.slowestMs, all.cut]).to.deep.equal([1, 0, 4_000, false]);
    expect(all.orders.map(({ pace }) => pace)).to.deep.equal([
      null,
      { ordered: 3, begun: 2, virtual: 0, silent: 0, unheard: 1, firstMs: 1_000, mostMs: 4_000 },
    ]);
    const own = given(await flows().emergencies(actorOf('official'), span));
    expect(own.orders[1]?.pace?.ordered).to.equal(2);
    const counts = await Promise.all([
      mustOpen(viewer, id, all.orders[1]?.pace),
      mustOpen(actorOf('official'), id, own.orders[1]?.pace),
    ]);
    expect(counts).to.deep.equal([
      { ordered: ['box-a000', 'box-b000', 'box-c000'], begun: ['box-a000', 'box-b000'] },
      { ordered: ['box-a000', 'box-b000'], begun: ['box-a000', 'box-b000'] },
    ]);
    const of = { ...span, order: EntryId.parse('urgent-2'), of: 'ordered' } as const;
    expect(codeOf(await flows().orderBoxes(viewer, of)), 'never sent').to.equal('not-found');
    const later = { ...of, order: id, from: addDays(FIRST, 1) };
    expect(codeOf(await flows().orderBoxes(viewer, later)), 'of before').to.equal('not-found');
    const csv = new TextDecoder().decode(given(await flows().emergencyFile(viewer, span, 'csv')));
    expect(csv).to.include('Cảnh báo lũ').and.to.include('Bị ngăn, không gửi');
  });
});

function incidentAt(id: string, at: number): Incident {
  const nobody = { acked: null, assignee: null, notes: [], next: null, evidence: [] };
  const untold = { toldAt: null, escalatedAt: null, toldEndAt: null, calmSince: null };
  return {
    ...nobody,
    ...untold,
    id: IncidentId.parse(id),
    cause: 'commune-power',
    operator: null,
    areaIds: [],
    deviceIds: [],
    peak: 3,
    startedAt: at,
    openedAt: at,
    resolvedAt: null,
    ended: null,
    sentence: { vi: '', en: '' },
    revision: 1,
  };
}

function emergencyAt(id: EntryId, at: number): StoredEmergency {
  const stopped = { stoppedBy: null, stoppedAt: null, corrects: null, why: null };
  return {
    ...stopped,
    id,
    kind: 'real',
    path: 'B',
    state: 'ended',
    bulletinId: BulletinId.parse('b-1'),
    areaIds: [QUY_NHON],
    message: {
      nbf: at,
      exp: at + 3_600_000,
      title: 'Cảnh báo lũ',
      origin: 'commune',
      audio: [],
      parts: [],
      durationMs: 60_000,
      plays: 1,
      gapMs: 0,
      gainDb: 0,
    },
    contentHash: sha('content'),
    devices: 3,
    createdBy: { id: viewer.userId, username: 'lan', fullName: 'Lan' },
    createdAt: at,
    second: null,
    dueAt: null,
    confirmedAt: at + 5_000,
    sentAt: at + 5_000,
    counts: {},
  };
}
