/**
 * Letters that are due — thư nào, cho ai, lúc nào.
 *
 * Of each incident one letter to each person when it opens, one when nobody has taken it on, one
 * when it is over: in their places, should that be before the whole; then one more if it comes back
 * there. At night what can wait waits for the hours of its reader. Nothing is due twice:
 * what was queued is known by its key. Knows no mail server and no words.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, instant, instantAt, localDateOf, MINUTE_MS, msOfDay } from '@loaso/shared/time';
import type { NewContact } from '@loaso/shared/wire/http/mail';
import { type Incident, isForewarning, type LeftArea } from '../fleet/incidents.js';
import { type AlarmRules, isGrave, type Telling } from '../fleet/incidents-alarm.js';

export type Reader = NewContact & { readonly id: string };

/** What is known of a letter that was queued before. */
export type Known = {
  readonly state: 'waiting' | 'sent' | 'failed' | 'folded' | 'superseded';
  /** Kept back for the hours of its reader. */
  readonly held: boolean;
};

/** `left`: over in the places of the reader, not elsewhere; `returned`: there again. */
export type LetterKind = Telling | 'left' | 'returned';

export type DueLetter = {
  readonly key: string;
  readonly incident: Incident;
  readonly reader: Reader;
  readonly what: LetterKind;
  /** Of which it speaks. */
  readonly places: readonly AreaId[];
  readonly dueAt: number;
  readonly held: boolean;
};

export type Due = {
  readonly letters: readonly DueLetter[];
  /** Kept back ones whose incident has become too grave to wait. */
  readonly urged: readonly string[];
  /** Waiting ones that say what is over by now. */
  readonly outdated: readonly string[];
};

export type Round = {
  readonly readers: readonly Reader[];
  /** Whether an area is another one or below it. */
  readonly covers: (root: AreaId, area: AreaId) => boolean;
  readonly known: ReadonlyMap<string, Known>;
  readonly rules: AlarmRules;
  readonly now: number;
};

const keyOf = (incident: Incident, what: LetterKind, { id }: Reader): string =>
  `${incident.id}.${what}.${id}`;

const inHours = ({ fromMinute: from, untilMinute: until }: Reader, minute: number): boolean =>
  from < until ? minute >= from && minute < until : minute >= from || minute < until;

/** The next moment at which the hours of a reader begin. */
function nextBegin({ fromMinute }: Reader, at: number): number {
  const today = localDateOf(instant(at));
  const begin = instantAt(today, fromMinute);
  return begin > at ? begin : instantAt(addDays(today, 1), fromMinute);
}

/** When a letter may reach its reader, at or after `at`. */
export function readableAt(reader: Reader, at: number, grave: boolean): number {
  if (reader.wants === 'digest') return nextBegin(reader, at);
  const minute = Math.floor(msOfDay(instant(at)) / MINUTE_MS);
  return grave || inHours(reader, minute) ? at : nextBegin(reader, at);
}

export function lettersDue(incidents: readonly Incident[], round: Round): Due {
  const parts = incidents.map((incident) => ofIncident(incident, round));
  return {
    letters: parts.flatMap(({ letters }) => letters),
    urged: parts.flatMap(({ urged }) => urged),
    outdated: parts.flatMap(({ outdated }) => outdated),
  };
}

function ofIncident(incident: Incident, round: Round): Due {
  const { rules, now, known } = round;
  const grave = isGrave(incident, rules);
  const concerned = round.readers.filter((reader) => concerns(incident, reader, round));
  const readers = concerned.filter((reader) => isHere(incident, reader, round));
  const letters = concerned.flatMap((reader): DueLetter[] => {
    const what = whatFor(incident, reader, { ...round, readers });
    if (what === null || (what !== 'opened' && isForewarning(incident.cause))) return [];
    const key = keyOf(incident, what, reader);
    const dueAt = readableAt(reader, now, grave);
    const places =
      what === 'left'
        ? leftBy(incident, reader, round).map(({ areaId }) => areaId)
        : incident.areaIds;
    const letter = { key, incident, reader, what, places, dueAt, held: dueAt > now };
    return known.has(key) ? [] : [letter];
  });
  const waiting = (key: string): Known | null => {
    const one = known.get(key);
    return one?.state === 'waiting' ? one : null;
  };
  const queued = round.readers.flatMap((reader) =>
    (['opened', 'escalated', 'returned'] as const).map((what) => ({
      reader,
      key: keyOf(incident, what, reader),
    })),
  );
  const urgent = grave && incident.resolvedAt === null;
  return {
    letters,
    urged: queued
      .filter(
        ({ reader, key }) => urgent && reader.wants !== 'digest' && waiting(key)?.held === true,
      )
      .map(({ key }) => key),
    outdated:
      incident.resolvedAt === null
        ? []
        : queued.filter(({ key }) => waiting(key)?.held === false).map(({ key }) => key),
  };
}

const isHere = ({ areaIds }: Incident, { areaId }: Reader, { covers }: Round): boolean =>
  areaIds.some((area) => covers(areaId, area));

const leftBy = ({ left = [] }: Incident, reader: Reader, { covers }: Round): LeftArea[] =>
  left.filter(({ areaId }) => covers(reader.areaId, areaId));

const concerns = (incident: Incident, reader: Reader, round: Round): boolean =>
  reader.active &&
  (isHere(incident, reader, round) || leftBy(incident, reader, round).length > 0) &&
  (reader.wants !== 'grave' || isGrave(incident, round.rules));

function whatFor(incident: Incident, reader: Reader, round: Round): LetterKind | null {
  const told = (what: LetterKind): boolean => round.known.has(keyOf(incident, what, reader));
  const begun = told('opened') || told('escalated');
  const isOver = told('left') && !told('returned');
  if (incident.resolvedAt !== null) {
    return incident.ended === 'healed' && begun && !isOver ? 'resolved' : null;
  }
  if (!isHere(incident, reader, round)) {
    return begun && hasLeft(incident, reader, round) ? 'left' : null;
  }
  return isOver ? 'returned' : whatOfOpen(incident, reader, round);
}

/** For long enough that it is not at once back again. */
function hasLeft(incident: Incident, reader: Reader, round: Round): boolean {
  const leftAt = Math.max(...leftBy(incident, reader, round).map(({ at }) => at));
  return round.now - leftAt >= round.rules.settleMs;
}

function whatOfOpen(incident: Incident, reader: Reader, round: Round): Telling | null {
  const { now, rules } = round;
  const settledAt = incident.openedAt + rules.settleMs;
  if (now < settledAt) return null;
  if (reader.afterMinutes === 0) return 'opened';
  const waited = now - firstReadAt(incident, settledAt, round) >= reader.afterMinutes * MINUTE_MS;
  return incident.acked === null && waited ? 'escalated' : null;
}

/** From when on somebody could have taken it on: those who are asleep are not passed over. */
function firstReadAt(incident: Incident, settledAt: number, { readers, rules }: Round): number {
  const first = readers.filter(
    ({ afterMinutes, wants }) => afterMinutes === 0 && wants !== 'digest',
  );
  const grave = isGrave(incident, rules);
  const times = first.map((reader) => readableAt(reader, settledAt, grave));
  return times.length === 0 ? settledAt : Math.min(...times);
}
