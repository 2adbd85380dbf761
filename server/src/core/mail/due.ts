/**
 * Letters that are due — thư nào, cho ai, lúc nào.
 *
 * Of each incident one letter to each person when it opens, one when nobody has taken it on, one
 * when it is over. At night what can wait waits for the hours of its reader. Nothing is due twice:
 * what was queued is known by its key. Knows no mail server and no words.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, instant, instantAt, localDateOf, MINUTE_MS, msOfDay } from '@loaso/shared/time';
import type { NewContact } from '@loaso/shared/wire/http/mail';
import type { Incident } from '../fleet/incidents.js';
import { type AlarmRules, isGrave, type Telling } from '../fleet/incidents-alarm.js';

export type Reader = NewContact & { readonly id: string };

/** What is known of a letter that was queued before. */
export type Known = {
  readonly state: 'waiting' | 'sent' | 'failed' | 'folded' | 'superseded';
  /** Kept back for the hours of its reader. */
  readonly held: boolean;
};

export type DueLetter = {
  readonly key: string;
  readonly incident: Incident;
  readonly reader: Reader;
  readonly what: Telling;
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

const keyOf = (incident: Incident, what: Telling, { id }: Reader): string =>
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
  const readers = round.readers.filter((reader) => concerns(incident, reader, round));
  const letters = readers.flatMap((reader): DueLetter[] => {
    const what = whatFor(incident, reader, { ...round, readers });
    if (what === null) return [];
    const key = keyOf(incident, what, reader);
    const dueAt = readableAt(reader, now, grave);
    return known.has(key) ? [] : [{ key, incident, reader, what, dueAt, held: dueAt > now }];
  });
  const waiting = (key: string): Known | null => {
    const one = known.get(key);
    return one?.state === 'waiting' ? one : null;
  };
  const queued = round.readers.flatMap((reader) =>
    (['opened', 'escalated'] as const).map((what) => ({
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

const concerns = (incident: Incident, reader: Reader, { covers, rules }: Round): boolean =>
  reader.active &&
  incident.areaIds.some((area) => covers(reader.areaId, area)) &&
  (reader.wants !== 'grave' || isGrave(incident, rules));

function whatFor(incident: Incident, reader: Reader, round: Round): Telling | null {
  const { known, now, rules } = round;
  const told = (what: Telling): boolean => known.has(keyOf(incident, what, reader));
  if (incident.resolvedAt !== null) {
    return incident.ended === 'healed' && (told('opened') || told('escalated')) ? 'resolved' : null;
  }
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
