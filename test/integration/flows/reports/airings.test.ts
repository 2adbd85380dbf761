/** Figures of a report opened into their airings, on a real store: as many as the figure, each once, over every page. */
import { AreaId, BulletinId, EntryId, ProgrammeId, playIdOf } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate } from '@loaso/shared/time';
import {
  AIRINGS_PAGE,
  AirFigure,
  AiringsQuery,
  type ReportedAiring,
} from '@loaso/shared/wire/http/report-airings';
import { type AirSums, airedPercent } from '@loaso/shared/wire/http/reports';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import {
  airing,
  box,
  bulletin,
  device,
  entry,
  programme,
  sha,
} from '../../../contract/store/samples.js';
import { createChance } from '../../../support/chance.js';
import { codeOf, given } from '../../../support/people.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import {
  actorOf,
  NHON_CHAU,
  openTestStore,
  PROVINCE,
  QUY_NHON,
  type TestStore,
} from '../../../support/store.js';

const FIRST = LocalDate.parse('2026-05-11');
const DAYS = 14;
const MOVED = addDays(FIRST, 6);
const HAMLET = AreaId.parse('21583-01');
/** The last of the days still runs: its morning is over, its evening is not. */
const NOW = instantAt(addDays(FIRST, DAYS - 1), 720);
const LINES = ['law', 'both', 'gone'] as const;
const MINUTES = { law: 300, both: 690, gone: 1020 };
const span = { from: FIRST, to: addDays(FIRST, DAYS - 1) };
const viewer = actorOf('viewer');

describe('the airings behind a figure', () => {
  let test: TestStore;
  const flows = () => reportFlowsOn(test.store, () => NOW);

  before(async () => {
    test = await openTestStore();
    await fillLines(test);
    await fillMove(test);
    const chance = createChance(7);
    for (let number = 0; number < 8; number += 1) {
      const [id, areaId] = [
        box(`n${number}`),
        [QUY_NHON, HAMLET, NHON_CHAU][number % 3] ?? QUY_NHON,
      ];
      await test.store.fleet.addDevice(device(id, { areaId, name: `Cụm ${number}` }));
      await fillBox(test, { id, areaId }, chance);
    }
  });
  after(() => test.close());

  /** All pages of a figure. */
  async function listed(asked: object): Promise<{ total: number; airings: ReportedAiring[] }> {
    const airings: ReportedAiring[] = [];
    let after: string | undefined;
    for (;;) {
      const query = AiringsQuery.parse({ ...span, ...asked, after });
      const page = given(await flows().airings(viewer, query));
      expect(page.airings.length).to.be.at.most(AIRINGS_PAGE);
      airings.push(...page.airings);
      if (page.next === null) return { total: page.total, airings };
      after = page.next;
    }
  }

  /** Every figure of a row against its list. */
  async function opens(sums: AirSums, asked: object): Promise<number> {
    let compared = 0;
    for (const figure of AirFigure.options) {
      const { total, airings } = await listed({ ...asked, figure });
      const about = JSON.stringify({ ...asked, figure });
      expect([total, airings.length], about).to.deep.equal([sums[figure], sums[figure]]);
      expect(new Set(airings.map(({ playId }) => playId)).size, about).to.equal(airings.length);
      if (figure !== 'planned') {
        expect(new Set(airings.map(({ outcome }) => outcome)).size, about).to.be.at.most(1);
      }
      compared += airings.length;
    }
    return compared;
  }

  async function opensAll(asked: { areaId: AreaId; law: 'true' | 'false' }): Promise<void> {
    const report = given(await flows().report(viewer, { ...span, ...asked }));
    expect(await opens(report.totals, asked)).to.be.greaterThan(AIRINGS_PAGE / 2);
    const rows: [sums: AirSums, of: object][] = [
      ...report.byField.map(({ key, sums }): [AirSums, object] => [sums, { field: key }]),
      ...report.byKind.map(({ key, sums }): [AirSums, object] => [sums, { kind: key }]),
      ...report.bySource.map(({ key, sums }): [AirSums, object] => [sums, { source: key }]),
      ...report.byPriority.map(({ key, sums }): [AirSums, object] => [sums, { priority: key }]),
      ...report.byArea.map(({ areaId, sums }): [AirSums, object] => [sums, { place: areaId }]),
    ];
    for (const [sums, of] of rows) await opens(sums, { ...asked, ...of });
  }

  for (const [law, about] of [
    ['false', ''],
    ['true', ' of the law'],
  ] as const) {
    it(`are as many as it says, in every row of every table${about}`, async () => {
      for (const areaId of [PROVINCE, QUY_NHON, HAMLET]) await opensAll({ areaId, law });
    });
  }

  it('of a hamlet that moved are in the commune of their day', async () => {
    const { byArea } = given(await flows().report(viewer, span));
    expect(byArea.map(({ areaId }) => areaId)).to.have.members([QUY_NHON, NHON_CHAU]);
    for (const [place, communeName] of [
      [QUY_NHON, 'Phường Quy Nhơn'],
      [NHON_CHAU, 'Xã Nhơn Châu'],
    ] as const) {
      const { airings } = await listed({ figure: 'planned', place });
      expect(new Set(airings.map((one) => one.communeName))).to.deep.equal(new Set([communeName]));
      const moved = airings.filter(({ areaId }) => areaId === HAMLET);
      expect(moved.every(({ startAt }) => startAt < instantAt(MOVED, 0))).to.equal(
        place === QUY_NHON,
      );
      expect(moved).to.not.have.length(0);
    }
  });

  it('add up to the minutes of the report, a programme by its parts', async () => {
    const report = given(await flows().report(viewer, span));
    const law = report.byField.find(({ key }) => key === 'law')?.sums;
    const { airings } = await listed({ figure: 'planned', field: 'law' });
    const sounded = airings.filter(
      ({ outcome }) => outcome === 'aired' || outcome === 'interrupted',
    );
    expect(sounded.reduce((sum, { playedMs }) => sum + playedMs, 0)).to.equal(law?.airedMs);
    expect(new Set(airings.map(({ part }) => part))).to.deep.equal(new Set([null, 'law']));
    expect(airedPercent(law ?? report.totals)).to.not.equal(null);
  });

  it('say what vouches for them: the word of the box and how sure its clock was', async () => {
    const { airings } = await listed({ figure: 'planned' });
    for (const { outcome, proof, toldAt } of airings) {
      expect([proof === 'none', toldAt === null]).to.deep.equal([
        outcome === 'unknown',
        outcome === 'unknown',
      ]);
    }
    expect(new Set(airings.map(({ proof }) => proof))).to.deep.equal(
      new Set(['sure', 'clock-unsure', 'none']),
    );
  });

  it('are told in the order of time, and of no area that is not one’s own', async () => {
    const { airings } = await listed({ figure: 'planned' });
    const times = airings.map(({ startAt }) => startAt);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    const away = AiringsQuery.parse({ ...span, figure: 'planned', areaId: NHON_CHAU });
    expect(codeOf(await flows().airings(actorOf('official'), away))).to.equal('not-found');
  });
});

async function fillLines({ store }: TestStore): Promise<void> {
  const [general, law] = [BulletinId.parse('bul-general'), BulletinId.parse('bul-law')];
  const clip = (letter: string) => ({ ...bulletin().clip, sha256: sha(letter) }) as never;
  await store.content.addBulletin(bulletin({ id: general, field: 'general', clip: clip('1') }));
  await store.content.addBulletin(bulletin({ id: law, kind: 'recorded', clip: clip('2') }));
  const part = (letter: string, offsetMs: number, durationMs: number) => ({
    ...{ sha256: sha(letter), offsetMs, durationMs },
  });
  const played = {
    law: { bulletinIds: [law], parts: [part('2', 0, 60_000)] },
    both: { bulletinIds: [general, law], parts: [part('1', 0, 30_000), part('2', 30_000, 30_000)] },
    gone: { bulletinIds: [BulletinId.parse('bul-gone')] },
  };
  await store.schedule.addEntries(
    LINES.map((name) => {
      const programmeId = ProgrammeId.parse(`prg-${name}`);
      const origin = name === 'both' ? ('province' as const) : ('commune' as const);
      return {
        entry: entry({ id: EntryId.parse(`ent-${name}`), programmeId, origin }),
        programme: programme({ id: programmeId, ...played[name] }),
      };
    }),
  );
}

/** The hamlet goes to the island in the middle of the span. */
async function fillMove({ store }: TestStore): Promise<void> {
  const fact = (communeId: AreaId, from: LocalDate) => ({
    ...{ areaId: HAMLET, communeId, name: 'Tổ dân phố 1', from, until: null },
    ...{ kind: 'to-dan-pho' as const, urban: true, people: 100, households: null, centre: null },
    ...{ radiusM: 300, predecessors: [], languages: [], source: '' },
  });
  const facts = [fact(QUY_NHON, addDays(FIRST, -90)), fact(NHON_CHAU, MOVED)];
  const hamlet = { id: HAMLET, parentId: NHON_CHAU, name: 'Tổ dân phố 1', urban: true } as const;
  await store.registry.putHamlets([{ ...hamlet, level: 'hamlet', kind: 'to-dan-pho' }], facts);
}

type Box = { readonly id: ReturnType<typeof box>; readonly areaId: AreaId };

async function fillBox(
  { store }: TestStore,
  { id, areaId }: Box,
  chance: () => number,
): Promise<void> {
  const planned = Array.from({ length: DAYS }, (_, day) => addDays(FIRST, day)).flatMap((day) =>
    LINES.map((name) =>
      airing(id, instantAt(day, MINUTES[name]), {
        areaId,
        entryId: EntryId.parse(`ent-${name}`),
        priority: name === 'gone' ? 'emergency' : 'normal',
        cancelledAt: chance() < 0.05 ? 1 : null,
      }),
    ),
  );
  await store.emergencies.putEmergencyBoxes(EntryId.parse('none'), [], planned);
  let seq = 0;
  for (const { entryId, startAt } of planned) {
    if (startAt > NOW || chance() < 0.2) continue;
    seq += 1;
    const record = recordOf(chance(), { seq, playId: playIdOf(entryId, id, startAt), startAt });
    await store.ledger.addRecords(id, [record], startAt + 90_000);
  }
}

/** Whole, cut in either part of a programme, missed, or into no horn. */
function recordOf(dice: number, of: { seq: number; playId: string; startAt: number }): PlayRecord {
  const { seq, playId, startAt } = of;
  const trust = dice < 0.25 ? 'unknown' : 'locked';
  const clock = { trust, source: 'ntp', errorMs: 3 };
  const common = { v: 1, seq, playId, recordedAt: startAt + 60_000, clock };
  if (dice > 0.85) return PlayRecord.parse({ ...common, outcome: 'missed', reason: 'box-off' });
  const playedMs = dice > 0.7 ? 45_000 : dice > 0.5 ? 10_000 : 60_000;
  const piece = { startedAt: startAt, fromMs: 0, playedMs, virtual: dice > 0.4 && dice < 0.5 };
  return PlayRecord.parse(
    playedMs === 60_000
      ? { ...common, ...piece, outcome: 'completed' }
      : { ...common, ...piece, outcome: 'interrupted', reason: 'power' },
  );
}
