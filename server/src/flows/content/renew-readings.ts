/**
 * Renewing readings — đọc lại các bản tin khi từ điển hoặc quy tắc đổi.
 *
 * A bulletin whose words would be read otherwise today loses its clip and its approval, and leaves
 * the air; the others keep both. Sentences that a person worded stay as they are. Every return says
 * in the history which word caused it, and who set its reading is one of the writers from then on.
 */
import type { AreaId, BulletinId, UserId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { LexiconPreview } from '@loaso/shared/wire/http/lexicon';
import { edit, withWriters } from '../../core/bulletin/lifecycle.js';
import { areaPaths } from '../../core/schedule/reach.js';
import { rereadBy } from '../../core/script/reading-hands.js';
import { rereadScript } from '../../core/script/reread.js';
import { effectiveLexicon, wordsOf } from '../../core/text/effective-lexicon.js';
import type { SiteLexicon } from '../../core/text/reading.js';
import { RULES_VERSION } from '../../core/text/rules-version.js';
import type { StoredBulletin, StoredReading } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import { auditBulletin, type Desk, type Found, save } from './ports.js';
import { republish } from './reach-boxes.js';
import { lexiconAt, pathOf } from './reading.js';

/** Who changed what: for the history of every bulletin that it returns, and for its writers. */
export type Cause = {
  readonly by: string;
  /** Null where nobody changes a reading now, and a change of before is found out. */
  readonly person: UserId | null;
  readonly note: string;
};

export type Returned = {
  readonly id: BulletinId;
  readonly title: string;
  readonly wasApproved: boolean;
};

/** Tries while others keep changing the bulletin. */
const TRIES = 5;
const SENTENCES_NAMED = 10;

/** All bulletins of `areaIds` that read otherwise now; those on the air leave it before the answer. */
export async function renewReadings(
  desk: Desk,
  areaIds: readonly AreaId[],
  cause: Cause,
): Answer<Returned[]> {
  const lexiconFor = await lexiconsOf(desk, areaIds);
  const returned: Returned[] = [];
  for (const id of await desk.store.content.readBulletins(areaIds)) {
    const one = await renewOne(desk, id, { lexiconFor, cause });
    if (one !== null) returned.push(one);
  }
  const onAir = returned.filter(({ wasApproved }) => wasApproved).map(({ id }) => id);
  const published = await republish(desk, onAir, { why: `${cause.by}: ${cause.note}` });
  return published.ok ? ok(returned) : published;
}

type Lexicons = (id: AreaId) => SiteLexicon;

/** The lexicon of each area, worked out once. */
async function lexiconsOf(
  desk: Desk,
  areaIds: readonly AreaId[],
  trial?: StoredReading,
): Promise<Lexicons> {
  const paths = areaPaths(await desk.store.areas.areas());
  const pathOf = (id: AreaId) => paths.get(id) ?? [id];
  const stored = await desk.store.lexicon.readings([...new Set(areaIds.flatMap(pathOf))]);
  const readings = trial === undefined ? stored : withTrial(stored, trial);
  const known = new Map<AreaId, SiteLexicon>();
  return (id) => {
    const lexicon = known.get(id) ?? effectiveLexicon(readings, pathOf(id), desk.hashing.sha256);
    known.set(id, lexicon);
    return lexicon;
  };
}

/** The readings as they would be: the same words of the same area are replaced. */
const withTrial = (stored: readonly StoredReading[], trial: StoredReading): StoredReading[] => [
  ...stored.filter(
    ({ areaId, written }) => areaId !== trial.areaId || wordsOf(written) !== wordsOf(trial.written),
  ),
  trial,
];

type WouldChange = LexiconPreview['bulletins'][number];

/** Sentences shown of each bulletin that would read otherwise. */
const SENTENCES_SHOWN = 5;

/** Bulletins of `areaIds` that would read otherwise with `trial`; changes nothing. */
export async function wouldReread(
  desk: Desk,
  areaIds: readonly AreaId[],
  trial: StoredReading,
): Promise<WouldChange[]> {
  const lexiconFor = await lexiconsOf(desk, areaIds, trial);
  const found: WouldChange[] = [];
  for (const id of await desk.store.content.readBulletins(areaIds)) {
    const bulletin = await desk.store.content.bulletin(id);
    const next = bulletin === null ? null : reread(bulletin, lexiconFor(bulletin.areaId));
    if (bulletin !== null && next !== null) found.push(wouldChange(bulletin, next));
  }
  return found;
}

function wouldChange({ id, title, state, script }: StoredBulletin, next: Renewed): WouldChange {
  const spoken = ({ sentences }: StoredBulletin['script'], index: number): string =>
    sentences.find((one) => one.index === index)?.spoken ?? '';
  const sentences = next.changed.slice(0, SENTENCES_SHOWN).map((index) => ({
    index,
    before: spoken(script, index),
    after: spoken(next.bulletin.script, index),
  }));
  return { id, title, wasApproved: state === 'approved', sentences, changed: next.changed.length };
}

type Renewal = { readonly lexiconFor: Lexicons; readonly cause: Cause };

async function renewOne(
  desk: Desk,
  id: BulletinId,
  { lexiconFor, cause }: Renewal,
): Promise<Returned | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const bulletin = await desk.store.content.bulletin(id);
    if (bulletin === null) return null;
    const next = reread(bulletin, lexiconFor(bulletin.areaId));
    if (next === null) return null;
    const { title, state } = bulletin;
    if (await put(desk, { before: bulletin, next }, cause))
      return { id, title, wasApproved: state === 'approved' };
  }
  throw new Error(`bulletin ${id} changed ${TRIES} times while it was being read again`);
}

type Renewed = { readonly bulletin: StoredBulletin; readonly changed: readonly number[] };

/** The bulletin as it reads now, or null when nothing of it changes. */
function reread(bulletin: StoredBulletin, lexicon: SiteLexicon): Renewed | null {
  if (bulletin.kind !== 'text') return null;
  const { script, changed } = rereadScript(bulletin.script, lexicon);
  if (changed.length === 0) return null;
  const edited = edit(bulletin, { script }, []);
  return edited.ok ? { bulletin: edited.value, changed } : null;
}

type Rewritten = { readonly before: StoredBulletin; readonly next: Renewed };

async function put(desk: Desk, { before, next }: Rewritten, cause: Cause): Promise<boolean> {
  const { bulletin, changed } = next;
  const places = changed.slice(0, SENTENCES_NAMED).map((index) => index + 1);
  const more = changed.length > SENTENCES_NAMED ? ' …' : '';
  const detail = `${cause.note}; câu ${places.join(', ')}${more}`.slice(0, 500);
  await auditBulletin(desk, cause.by, { act: 'reread', id: bulletin.id, detail });
  const path = pathOf(await desk.store.areas.areas(), before.areaId);
  const hands = await desk.store.lexicon.readingHands(path);
  const by = rereadBy({ script: before.script, changed, person: cause.person }, hands);
  const saved = await save(desk, { ...bulletin, writtenBy: withWriters(before.writtenBy, by) });
  return saved.ok;
}

/**
 * Before a decision: what is decided must be what would be read today. Renews and refuses when not,
 * so that a change of the lexicon in the same instant cannot be overtaken.
 */
export async function refuseIfStale(
  desk: Desk,
  by: string,
  { bulletin, areas }: Pick<Found, 'bulletin' | 'areas'>,
): Answer<null> {
  const lexicon = await lexiconAt(desk, areas, bulletin.areaId);
  const renewed = reread(bulletin, lexicon);
  if (renewed === null) return ok(null);
  const note = `cách đọc hiện nay khác (${[RULES_VERSION, lexicon.version].join(' ').trim()})`;
  await put(desk, { before: bulletin, next: renewed }, { by, person: null, note });
  return err({ code: 'reading-changed' });
}

/** Named value: which rules all stored readings are known to follow; '' while a change is under way. */
const SETTLED = 'readings-settled';

/** Runs a change of the lexicon; broken off by a crash, it is made good at the next start. */
export async function unsettled<T>(desk: Desk, change: () => Answer<T>): Answer<T> {
  await desk.store.settings.putSetting(SETTLED, '');
  const done = await change();
  if (done.ok) await desk.store.settings.putSetting(SETTLED, RULES_VERSION);
  return done;
}

/** At the start of the server: new rules, or a change that was broken off. */
export async function settleReadings(desk: Desk): Answer<Returned[]> {
  if ((await desk.store.settings.setting(SETTLED)) === RULES_VERSION) return ok([]);
  const areas = await desk.store.areas.areas();
  return await desk.inTurn(() =>
    unsettled(desk, () =>
      renewReadings(
        desk,
        areas.map(({ id }) => id),
        { by: 'server', person: null, note: `quy tắc đọc ${RULES_VERSION}` },
      ),
    ),
  );
}
