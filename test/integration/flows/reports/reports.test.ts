/** Reports against a direct count over the records, on a real store; files opened by other programs. */
import { execFileSync } from 'node:child_process';
import { EntryId, playIdOf } from '@loaso/shared/ids';
import { addDays, instant, instantAt, LocalDate } from '@loaso/shared/time';
import type { AirSums } from '@loaso/shared/wire/http/reports';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import { createLastDay } from '#server/flows/reports/last-day';
import { airing, box, device } from '../../../contract/store/samples.js';
import { given } from '../../../support/people.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import {
  actorOf,
  NHON_CHAU,
  openTestStore,
  QUY_NHON,
  type TestStore,
} from '../../../support/store.js';
import { partOf } from './zip-part.js';

const FIRST = LocalDate.parse('2026-05-01');
const DAYS = 20;
const BOXES = [
  [box('a'), QUY_NHON],
  [box('b'), QUY_NHON],
  [box('c'), NHON_CHAU],
] as const;
const viewer = actorOf('viewer');
const span = { from: FIRST, to: addDays(FIRST, DAYS - 1) };
const MINUTES = [300, 1020];

/** What one box did at one time, by a fixed pattern in which every outcome comes up. */
const OUTCOMES = ['played', 'cut', 'missed', 'silent', 'virtual'] as const;

describe('reports', () => {
  let test: TestStore;
  let now = instantAt(addDays(FIRST, DAYS + 1), 600);
  const told: AirSums = zero();

  const flows = () => reportFlowsOn(test.store, () => now);

  before(async () => {
    test = await openTestStore();
    let step = 0;
    for (const [id, areaId] of BOXES) {
      await test.store.fleet.addDevice(device(id, { areaId, state: 'enrolled' }));
      const airings = everyAiring().map((at) => airing(id, at, { areaId, title: '=1+1 “Tin”' }));
      await test.store.emergencies.putEmergencyBoxes(EntryId.parse('none'), [], airings);
      let seq = 0;
      for (const { startAt } of airings) {
        step += 1;
        const outcome = OUTCOMES[(step * 7) % OUTCOMES.length] ?? 'played';
        count(told, outcome);
        if (outcome === 'silent') continue;
        seq += 1;
        const playId = playIdOf(EntryId.parse('ent-1'), id, startAt);
        const record = recordOf(outcome, { seq, playId, startAt });
        await test.store.ledger.addRecords(id, [record], startAt + 90_000);
      }
    }
  });
  after(() => test.close());

  it('equal a direct count over the records, to the unit', async () => {
    const report = given(await flows().report(viewer, span));
    expect(report.totals).to.deep.equal(told);
    expect(report.airings).to.equal(DAYS * MINUTES.length);
    const outcomes = told.aired + told.interrupted + told.missed + told.unknown + told.virtual;
    expect(report.totals.planned).to.equal(outcomes);
    const byArea = report.byArea.map(({ name, sums }) => [name, sums.planned]);
    expect(byArea).to.deep.equal([
      ['Phường Quy Nhơn', 80],
      ['Xã Nhơn Châu', 40],
    ]);
  });

  it('agree with what the watcher of the server is told of the last day', async () => {
    const day = addDays(FIRST, 3);
    const clock = { now: () => instantAt(addDays(day, 1), 0) };
    let pauses = 0;
    const pause = (): Promise<void> => {
      pauses += 1;
      return Promise.resolve();
    };
    const lastDay = createLastDay({ store: test.store, clock, pause });
    expect(lastDay.sums()).to.equal(null);
    await lastDay.count();
    const { totals } = given(await flows().report(viewer, { from: day, to: day }));
    expect(totals.planned).to.be.greaterThan(0);
    expect(lastDay.sums()).to.deep.equal(totals);
    expect(pauses).to.equal(24);
  });

  it('say the same of a span in one piece and in two', async () => {
    const middle = addDays(FIRST, 8);
    const one = given(await flows().report(viewer, span));
    const parts = [
      given(await flows().report(viewer, { from: FIRST, to: middle })),
      given(await flows().report(viewer, { from: addDays(middle, 1), to: span.to })),
    ];
    const sum = parts.reduce((total, { totals }) => total + totals.airedMs, 0);
    expect(sum).to.equal(one.totals.airedMs);
  });

  it('take in a record that comes weeks later', async () => {
    const before = given(await flows().report(viewer, span));
    const [id] = BOXES[0];
    const silent = given(await flows().diary(viewer, { ...span, areaId: QUY_NHON })).lines.find(
      ({ sums }) => sums.unknown > 0,
    );
    if (silent === undefined) throw new Error('every box has spoken');
    const late = [BOXES[0][0], BOXES[1][0]].map((who, index) =>
      recordOf('played', {
        seq: 900 + index,
        playId: playIdOf(EntryId.parse('ent-1'), who, silent.startAt),
        startAt: silent.startAt,
      }),
    );
    now = instant(now + 21 * 86_400_000);
    await test.store.ledger.addRecords(id, late.slice(0, 1), now);
    await test.store.ledger.addRecords(BOXES[1][0], late.slice(1), now);
    const after = given(await flows().report(viewer, span));
    expect(after.totals.planned).to.equal(before.totals.planned);
    expect(after.totals.unknown).to.equal(before.totals.unknown - silent.sums.unknown);
  });

  it('show an official their own commune and no other', async () => {
    const official = actorOf('official');
    const own = given(await flows().report(official, span));
    expect(own.areaId).to.equal(QUY_NHON);
    expect(own.totals.planned).to.equal(80);
    const other = await flows().report(official, { ...span, areaId: NHON_CHAU });
    expect(other).to.deep.equal({ ok: false, error: { code: 'not-found' } });
  });

  it('are the same in Excel: numbers as numbers, a formula as text', async () => {
    const diary = given(await flows().diary(viewer, span));
    const file = given(await flows().diaryFile(viewer, span, 'xlsx'));
    const sheet = partOf(file, 'xl/worksheets/sheet1.xml');
    const cells = cellsOf(sheet, partOf(file, 'xl/sharedStrings.xml'));
    const lines = cells.filter((row) => row.includes('=1+1 “Tin”'));
    expect(lines).to.have.length(diary.lines.length);
    expect(lines.map((row) => row[6])).to.deep.equal(diary.lines.map(({ sums }) => sums.planned));
    expect(cells.flat()).to.include('SỔ NHẬT KÝ PHÁT THANH');
    expect(sheet).to.not.include('<f>');
  });

  it('are the same on paper, with every Vietnamese letter', async () => {
    const report = given(await flows().report(viewer, span));
    const file = given(await flows().reportFile(viewer, span, 'pdf'));
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: file }).toString();
    expect(text.normalize('NFC')).to.include('BÁO CÁO KẾT QUẢ PHÁT THANH');
    expect(text.normalize('NFC')).to.include('Phường Quy Nhơn');
    expect(text).to.include('THỦ TRƯỞNG ĐƠN VỊ');
    const { planned, aired, interrupted, missed } = report.totals;
    expect(text.replaceAll(/\s+/g, ' ')).to.include(
      `Cộng ${planned} ${aired} ${interrupted} ${missed}`,
    );
  });

  it('are the same as CSV, where a formula stands behind an apostrophe', async () => {
    const file = given(await flows().diaryFile(viewer, { ...span, to: FIRST }, 'csv'));
    const text = new TextDecoder().decode(file);
    expect(text).to.include("'=1+1 “Tin”");
    expect(text).to.not.match(/(^|;)=/m);
  });

  it('leave out of the sums what has not ended yet', async () => {
    const later = instantAt(addDays(FIRST, DAYS + 60), 0);
    now = later;
    const [id, areaId] = BOXES[0];
    const soon = airing(id, later + 3_600_000, { areaId });
    await test.store.emergencies.putEmergencyBoxes(EntryId.parse('none'), [], [soon]);
    const today = addDays(FIRST, DAYS + 60);
    const report = given(await flows().report(viewer, { from: today, to: today }));
    expect(report.totals.planned).to.equal(0);
    now = instant(later + 2 * 3_600_000);
    const after = given(await flows().report(viewer, { from: today, to: today }));
    expect([after.totals.planned, after.totals.unknown]).to.deep.equal([1, 1]);
  });
});

/** The cells of a worksheet row by row (ECMA-376 part 1, §18.3.1.4). */
function cellsOf(sheet: string, shared: string): (string | number)[][] {
  const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)];
  const strings = all(shared, /<si>(.*?)<\/si>/gs).map(([, one = '']) =>
    all(one, /<t[^>]*>(.*?)<\/t>/gs)
      .map(([, text = '']) => text)
      .join(''),
  );
  return all(sheet, /<row[^>]*>(.*?)<\/row>/gs).map(([, row = '']) =>
    all(row, /<c\s([^>]*?)(?:\/>|>(?:<v>(.*?)<\/v>)?<\/c>)/gs).map(([, marks = '', value = '']) =>
      marks.includes('t="s"') ? (strings[Number(value)] ?? '') : Number(value),
    ),
  );
}

const everyAiring = () =>
  Array.from({ length: DAYS }, (_, index) =>
    MINUTES.map((minute) => instantAt(addDays(FIRST, index), minute)),
  ).flat();

function zero(): { -readonly [K in keyof AirSums]: AirSums[K] } {
  return { planned: 0, aired: 0, interrupted: 0, missed: 0, unknown: 0, virtual: 0, airedMs: 0 };
}

function count(sums: ReturnType<typeof zero>, outcome: (typeof OUTCOMES)[number]): void {
  sums.planned += 1;
  if (outcome === 'played') {
    sums.aired += 1;
    sums.airedMs += 60_000;
  } else if (outcome === 'cut') {
    sums.interrupted += 1;
    sums.airedMs += 20_000;
  } else if (outcome === 'missed') sums.missed += 1;
  else if (outcome === 'silent') sums.unknown += 1;
  else sums.virtual += 1;
}

function recordOf(
  outcome: Exclude<(typeof OUTCOMES)[number], 'silent'>,
  { seq, playId, startAt }: { seq: number; playId: string; startAt: number },
): PlayRecord {
  const common = {
    v: 1,
    seq,
    playId,
    recordedAt: startAt + 60_000,
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
  };
  if (outcome === 'missed') {
    return PlayRecord.parse({ ...common, outcome: 'missed', reason: 'file-absent' });
  }
  const cut = outcome === 'cut';
  const piece = {
    startedAt: startAt,
    fromMs: 0,
    playedMs: cut ? 20_000 : 60_000,
    virtual: outcome === 'virtual',
  };
  return PlayRecord.parse(
    cut
      ? { ...common, ...piece, outcome: 'interrupted', reason: 'power' }
      : { ...common, ...piece, outcome: 'completed' },
  );
}
