/** Days that were counted before: always what a count of the ledger itself would say now. */
import { BulletinId, EntryId, ProgrammeId, playIdOf } from '@loaso/shared/ids';
import { addDays, instant, LocalDate, startOfDay } from '@loaso/shared/time';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import fc from 'fast-check';
import { createHashing } from '#server/adapters/system/hashing';
import { stretchesAbout } from '#server/core/reports/fields';
import { createHeardDays, type HeardDays, type HeardOf } from '#server/flows/coverage/heard-days';
import type { HeardSubject } from '#server/ports/heard';
import type { Store } from '#server/ports/store';
import {
  airing,
  box,
  bulletin,
  device,
  entry,
  plan,
  programme,
  sha,
} from '../../../contract/store/samples.js';
import { openTestStore, type TestStore } from '../../../support/store.js';

const FIRST = LocalDate.parse('2026-05-01');
const DAYS = 40;
const BOXES = [box('a'), box('b'), box('c')];
/** About the law; about news and the law; about news. */
const LINES = ['law', 'mixed', 'news'] as const;
const LENGTH_MS = 60_000;

type World = {
  readonly store: Store;
  readonly days: HeardDays;
  now: number;
  num: number;
  /** Days that were counted from the ledger. */
  counted: number;
  readonly planned: { readonly line: number; readonly at: number; readonly box: number }[];
};

const entryOf = (line: number): EntryId => EntryId.parse(`ent-${LINES[line] ?? 'law'}`);
const clips = { law: sha('1'), news: sha('2') };

const programmeOf = (line: number, lawFromMs: number) => {
  const whole = { offsetMs: 0, durationMs: LENGTH_MS };
  const mixed = [
    { sha256: clips.news, offsetMs: 0, durationMs: lawFromMs },
    { sha256: clips.law, offsetMs: lawFromMs, durationMs: LENGTH_MS - lawFromMs },
  ];
  const own = [
    { bulletinIds: ['law'], parts: [{ sha256: clips.law, ...whole }] },
    { bulletinIds: ['news', 'law'], parts: mixed },
    { bulletinIds: ['news'], parts: [{ sha256: clips.news, ...whole }] },
  ][line];
  return programme({
    id: ProgrammeId.parse(`prg-${line}`),
    bulletinIds: (own?.bulletinIds ?? []).map((id) => BulletinId.parse(`bul-${id}`)),
    parts: own?.parts ?? [],
  });
};

async function openWorld(store: Store): Promise<World> {
  for (const id of BOXES) await store.fleet.addDevice(device(id));
  for (const field of ['law', 'general'] as const) {
    const name = field === 'law' ? 'law' : 'news';
    const clip = { sha256: clips[name], durationMs: LENGTH_MS, sizeBytes: 9 } as never;
    await store.content.addBulletin(
      bulletin({ id: BulletinId.parse(`bul-${name}`), field, clip, state: 'voiced' }),
    );
  }
  for (const line of LINES.keys()) {
    const held = programmeOf(line, 30_000);
    const of = entry({ id: entryOf(line), programmeId: held.id });
    await store.schedule.addEntries([{ entry: of, programme: held }]);
  }
  const world = { store, now: startOfDay(addDays(FIRST, DAYS)), num: 0, counted: 0, planned: [] };
  const watched = {
    ...store.registry,
    heardIn: (query: never) => {
      found.counted += 1;
      return store.registry.heardIn(query);
    },
  };
  const found: World = {
    ...world,
    days: createHeardDays({
      store: { registry: watched },
      clock: { now: () => instant(found.now) },
      hashing: createHashing(),
      pause: () => Promise.resolve(),
      demo: false,
    } as never),
  };
  return found;
}

async function ofSubject({ store }: World, subject: HeardSubject): Promise<HeardOf> {
  if (subject === 'all') return { subject };
  if (subject !== 'law') return { subject, entryIds: [entryOf(1)] };
  const contents = await store.aired.contents(await store.registry.lawEntries());
  return { subject, stretches: stretchesAbout('law', contents) };
}

/** What the figure is, by one question to the ledger each. */
async function direct({ store, now }: World, day: LocalDate, of: HeardOf) {
  const { subject: _, ...which } = of;
  const toAt = Math.min(startOfDay(addDays(day, 1)), now);
  const since = (days: number) =>
    store.registry.heardIn({
      ...which,
      ...{ fromAt: startOfDay(addDays(day, 1 - days)), toAt, virtualToo: false },
    });
  const [week, month] = [await since(7), await since(30)];
  const nothing = { planned: 0, withWord: 0, heard: 0 };
  return BOXES.map((id) => ({ week: week.get(id) ?? nothing, month: month.get(id) ?? nothing }));
}

async function mustAgree(world: World, day: LocalDate, subject: HeardSubject): Promise<void> {
  const of = await ofSubject(world, subject);
  const heard = await world.days.upTo(day, of);
  expect(BOXES.map(heard)).to.deep.equal(await direct(world, day, of));
}

type Deed = (world: World) => Promise<void>;

const dayAt = fc.nat(DAYS - 1).map((at) => addDays(FIRST, at));

/** An airing that is on record now, of any day. */
const plans: fc.Arbitrary<Deed> = fc
  .record({ day: dayAt, minute: fc.nat(1_400), of: fc.nat(2), line: fc.nat(2) })
  .map(({ day, minute, of, line }) => async (world) => {
    const at = startOfDay(day) + minute * 60_000;
    const id = BOXES[of] ?? box('a');
    world.num += 1;
    world.planned.push({ line, at, box: of });
    const one = airing(id, at, { entryId: entryOf(line) });
    const told = { ...one, playId: playIdOf(entryOf(line), id, at) };
    await world.store.fleet.putPlans([plan(id, world.num)], [told], world.now);
  });

/** A word of any airing, late or not, for the first or the third time. */
const tells: fc.Arbitrary<Deed> = fc
  .record({
    which: fc.nat(),
    fromMs: fc.constantFrom(0, 20_000, 30_000),
    playedMs: fc.constantFrom(0, 20_000, 30_000, LENGTH_MS),
    virtual: fc.boolean(),
  })
  .map(({ which, fromMs, playedMs, virtual }) => async (world) => {
    const of = world.planned[which % Math.max(world.planned.length, 1)];
    if (of === undefined) return;
    const id = BOXES[of.box] ?? box('a');
    world.num += 1;
    const word = PlayRecord.parse({
      ...{ v: 1, seq: world.num, playId: playIdOf(entryOf(of.line), id, of.at) },
      ...{ recordedAt: of.at, clock: { trust: 'locked', source: 'ntp', errorMs: 3 } },
      ...{ outcome: 'completed', startedAt: of.at, fromMs, playedMs, virtual },
    });
    await world.store.ledger.addRecords(id, [word], world.now);
  });

/** The programme of news and the law is voiced anew: its parts lie elsewhere. */
const voices: fc.Arbitrary<Deed> = fc.constantFrom(10_000, 20_000, 40_000).map(
  (fromMs) =>
    ({ store }) =>
      store.schedule.replaceProgramme(programmeOf(1, fromMs)),
);

const reforms: fc.Arbitrary<Deed> = dayAt.map(
  (day) =>
    ({ store }) =>
      store.aired.staleFrom(day),
);

const asks: fc.Arbitrary<Deed> = fc
  .record({ day: dayAt, subject: fc.constantFrom<HeardSubject>('all', 'law', 'bdq') })
  .map(
    ({ day, subject }) =>
      (world) =>
        mustAgree(world, day, subject),
  );

const nights: fc.Arbitrary<Deed> = fc.constant(async (world: World) => {
  const [from, to] = [FIRST, addDays(FIRST, DAYS)];
  for (const subject of ['all', 'law'] as const) {
    await world.days.count(from, to, await ofSubject(world, subject), 1_000);
  }
});

describe('days that were counted before', () => {
  let stored: TestStore;
  beforeEach(async () => {
    stored = await openTestStore();
  });
  afterEach(() => stored.close());

  it('say what the ledger says, whatever is planned, told, voiced anew or reformed meanwhile', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            { weight: 4, arbitrary: plans },
            { weight: 4, arbitrary: tells },
            { weight: 1, arbitrary: voices },
            { weight: 1, arbitrary: reforms },
            { weight: 4, arbitrary: asks },
            { weight: 1, arbitrary: nights },
          ),
          { minLength: 12, maxLength: 24 },
        ),
        async (deeds) => {
          const own = await openTestStore();
          try {
            const world = await openWorld(own.store);
            for (const deed of deeds) await deed(world);
            for (const subject of ['all', 'law', 'bdq'] as const) {
              await mustAgree(world, addDays(FIRST, DAYS - 1), subject);
            }
          } finally {
            await own.close();
          }
        },
      ),
      { numRuns: 8 },
    )).timeout(90_000);

  const one = { line: 1, at: startOfDay(FIRST) + 3_600_000, box: 0 };
  const all: HeardOf = { subject: 'all' };

  async function withOneAiring(): Promise<World> {
    const world = await openWorld(stored.store);
    world.planned.push(one);
    const told = airing(BOXES[0] ?? box('a'), one.at, { entryId: entryOf(1) });
    await world.store.fleet.putPlans([plan(told.deviceId, 1)], [told], world.now);
    return world;
  }

  it('are counted once, and by the night before anybody asks', async () => {
    const world = await withOneAiring();
    const last = addDays(FIRST, DAYS - 1);
    expect(await world.days.count(FIRST, last, all, 4)).to.equal(4);
    expect(await world.days.count(FIRST, last, all, 1_000)).to.equal(DAYS - 5);
    const before = world.counted;
    await mustAgree(world, addDays(FIRST, 29), 'all');
    expect(world.counted).to.equal(before);
    expect(await world.days.count(FIRST, last, all, 1_000)).to.equal(0);
  });

  it('of them all, only the day of a late word is counted again', async () => {
    const world = await withOneAiring();
    const on = addDays(FIRST, 29);
    const heard = async () => (await world.days.upTo(on, all))(BOXES[0] ?? box('a')).month;
    expect(await heard()).to.deep.equal({ planned: 1, withWord: 0, heard: 0 });
    const before = world.counted;
    const word = PlayRecord.parse({
      ...{ v: 1, seq: 1, playId: playIdOf(entryOf(1), BOXES[0] ?? box('a'), one.at) },
      ...{ recordedAt: one.at, clock: { trust: 'locked', source: 'ntp', errorMs: 3 } },
      ...{ outcome: 'completed', startedAt: one.at, fromMs: 0, playedMs: LENGTH_MS },
      virtual: false,
    });
    await world.store.ledger.addRecords(BOXES[0] ?? box('a'), [word], world.now);
    expect(await heard()).to.deep.equal({ planned: 1, withWord: 1, heard: 1 });
    expect(world.counted).to.equal(before + 1);
  });

  it('a programme that is voiced anew has only its own days counted again', async () => {
    const world = await withOneAiring();
    const on = addDays(FIRST, 29);
    await world.days.upTo(on, await ofSubject(world, 'law'));
    const before = world.counted;
    await world.store.schedule.replaceProgramme(programmeOf(1, 10_000));
    await world.days.upTo(on, await ofSubject(world, 'law'));
    expect(world.counted).to.equal(before + 1);
  });
});
