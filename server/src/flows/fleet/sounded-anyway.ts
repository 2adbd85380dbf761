/**
 * What sounded though it was taken back — đã rút mà vẫn phát: báo cho người phụ trách.
 *
 * Found when the records of a box come in; told to the people of the place in the app, and by a letter,
 * one for each line and day however many boxes did not know.
 */
import { partsOfPlayId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { DAY_MS, type Instant, instant, localDateOf } from '@loaso/shared/time';
import type { SoundedAnyway } from '@loaso/shared/wire/http/sounded-anyway';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { inScope } from '../../core/access/scope.js';
import { airingOf } from '../../core/coverage/expected.js';
import { type Anyway, anywayInWords, unawareOf } from '../../core/fleet/sounded-anyway.js';
import { readableAt } from '../../core/mail/due.js';
import { anywayLetter } from '../../core/mail/letters.js';
import type { NewLetter } from '../../ports/mail.js';
import type { PlannedAiring } from '../../ports/store-records.js';
import { scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { areaName, type FleetPorts } from './ports.js';
import type { From } from './reception.js';

/** So long a screen speaks of it. */
const SHOWN_DAYS = 7;
const SHOWN_MAX = 50;
/** Of one box between two looks. */
const AIRINGS_MAX = 10_000;
/** A box may have been away for weeks before. */
const EVENTS_BACK_MS = 40 * DAY_MS;
const EVENTS_MAX = 500;

type Ports = Pick<FleetPorts, 'store' | 'clock' | 'demo'>;

/** Of the last days in the places of this person, the newest first. */
export async function listSoundedAnyway(ports: Ports, actor: Actor): Answer<SoundedAnyway[]> {
  const scope = await scopeOf(ports, actor, 'see-airings');
  if (!scope.ok) return scope;
  const now = ports.clock.now();
  const airings = await ports.store.ledger.cancelledWithRecords({
    areaIds: [...scope.value.within],
    fromAt: now - SHOWN_DAYS * DAY_MS,
    limit: SHOWN_MAX,
  });
  const records = await ports.store.ledger.records(airings.map(({ playId }) => playId));
  const shown: SoundedAnyway[] = [];
  for (const airing of airings) {
    const own = records.flatMap(({ record }) => (record.playId === airing.playId ? record : []));
    const words = await wordsOf(ports, airing, own);
    if (words === null) continue;
    const { entryId, deviceId, areaId, startAt, cancelledAt } = airing;
    const times = { startAt: startAt as Instant, cancelledAt: (cancelledAt ?? startAt) as Instant };
    shown.push({ entryId, deviceId, areaId, ...times, words });
  }
  return ok(shown);
}

/** Null where nobody can have heard it, or nothing of it was taken back. */
async function wordsOf(
  { store, clock, demo = false }: Ports,
  airing: PlannedAiring,
  records: readonly PlayRecord[],
): Promise<SoundedAnyway['words'] | null> {
  const { deviceId, areaId, title, startAt, cancelledAt } = airing;
  const { playedMs, virtual } = airingOf(airing, records, clock.now(), null);
  if (cancelledAt === null || playedMs === 0 || (virtual && !demo)) return null;
  const [box, areas, noted] = await Promise.all([
    store.fleet.device(deviceId),
    store.areas.areas(),
    store.watch.boxEvents(deviceId, cancelledAt - EVENTS_BACK_MS, EVENTS_MAX),
  ]);
  const names = { boxName: box?.name ?? deviceId, areaName: areaName(areas, areaId) };
  const one: Anyway = { title, startAt, playedMs, cancelledAt, ...names };
  return anywayInWords(one, unawareOf(one, noted.toReversed()));
}

/** @param added records of a box that were new */
export async function tellSoundedAnyway(from: From, added: readonly PlayRecord[]): Promise<void> {
  const { store, log, device } = from;
  const heard = added.filter((one) => one.outcome !== 'missed' && one.playedMs > 0);
  const starts = heard.map(({ playId }) => partsOfPlayId(playId).startAtMs);
  if (starts.length === 0) return;
  const planned = await store.ledger.planned({
    deviceId: device.id,
    fromAt: Math.min(...starts),
    toAt: Math.max(...starts) + 1,
    limit: AIRINGS_MAX,
  });
  const cancelled = new Map(
    planned.flatMap((one) => (one.cancelledAt === null ? [] : [[one.playId as string, one]])),
  );
  for (const [playId, records] of Map.groupBy(heard, (one) => one.playId as string)) {
    const airing = cancelled.get(playId);
    const words = airing === undefined ? null : await wordsOf(from, airing, records);
    if (airing === undefined || words === null) continue;
    log.warn('fleet.sounded-anyway', { device: device.id, playId });
    await queueLetters(from, airing, words.vi);
  }
}

/** Queued once: a letter is known by its line, its day and its reader. */
async function queueLetters(
  { alarms, store, clock }: From,
  { entryId, areaId, title, startAt }: PlannedAiring,
  text: string,
): Promise<void> {
  const letters = alarms?.letters ?? null;
  if (letters === null) return;
  const [readers, areas] = await Promise.all([store.mail.contacts(), store.areas.areas()]);
  const link = `${letters.pageUrl()}/hom-nay`;
  const at = clock.now();
  const day = localDateOf(instant(startAt));
  const queued = readers
    .filter((one) => one.active && one.wants !== 'grave' && inScope(areas, one.areaId, areaId))
    .map((reader): NewLetter => {
      const dueAt = readableAt(reader, at, false);
      return {
        id: `anyway-${entryId}-${day}.${reader.id}`,
        contactId: reader.id,
        thread: null,
        to: { name: reader.name, address: reader.email },
        ...anywayLetter(title, text, link),
        link,
        attachments: [],
        createdAt: at,
        dueAt,
        held: dueAt > at,
      };
    });
  if (queued.length > 0) await store.mail.queueLetters(queued);
}
