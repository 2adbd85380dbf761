/**
 * Lexicon of a place — từ điển của đài.
 *
 * Officials say how the names of their place are read. Adding or removing a reading and everything
 * that follows from it (bulletins returned, boxes told) is one act, one after the other.
 */
import { type AreaId, LexiconId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type {
  Lexicon,
  LexiconAdded,
  LexiconEffect,
  LexiconEntry,
  LexiconPreview,
  NewLexiconEntry,
} from '@loaso/shared/wire/http/lexicon';
import { subtreeOf } from '../../core/access/scope.js';
import { readable } from '../../core/bulletin/readable.js';
import { readingsInForce, wordsOf } from '../../core/text/effective-lexicon.js';
import type { StoredReading } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { type Desk, NOT_FOUND, type Scope, scopeOf } from './ports.js';
import { lexiconAt, pathOf } from './reading.js';
import { renewReadings, unsettled, wouldReread } from './renew-readings.js';
import { areaName } from './shapes.js';

/** Readings of one area. */
export const READINGS_MAX = 5_000;

export async function listLexicon(desk: Desk, actor: Actor, areaId?: AreaId): Answer<Lexicon> {
  const scope = await scopeOf(desk, actor, 'see-lexicon');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const id = areaId ?? actor.areaId;
  if (!within.has(id)) return NOT_FOUND;
  const path = pathOf(areas, id);
  const readings = await desk.store.lexicon.readings(path);
  const inForce = new Set(readingsInForce(readings, path));
  const nearest = [...readings].sort(
    (a, b) => path.indexOf(a.areaId) - path.indexOf(b.areaId) || (a.written < b.written ? -1 : 1),
  );
  const entries: LexiconEntry[] = [];
  for (const reading of nearest) {
    entries.push(await shown(desk, reading, { areas, shadowed: !inForce.has(reading) }));
  }
  return ok({ version: (await lexiconAt(desk, areas, id)).version, entries });
}

async function shown(
  desk: Desk,
  { createdBy, ...reading }: StoredReading,
  { areas, shadowed }: Pick<Scope, 'areas'> & { readonly shadowed: boolean },
): Promise<LexiconEntry> {
  return {
    ...reading,
    areaName: areaName(areas, reading.areaId),
    createdBy: (await desk.store.people.user(createdBy))?.fullName ?? createdBy,
    shadowed,
  };
}

export async function addReading(
  desk: Desk,
  actor: Actor,
  request: NewLexiconEntry,
): Answer<LexiconAdded> {
  const placed = await readingOf(desk, actor, request);
  return placed.ok ? await desk.inTurn(() => put(desk, actor, placed.value)) : placed;
}

/** What a change would do to the bulletins, nothing of it done and nothing written. */
export async function previewReading(
  desk: Desk,
  actor: Actor,
  request: NewLexiconEntry,
): Answer<LexiconPreview> {
  const placed = await readingOf(desk, actor, request);
  if (!placed.ok) return placed;
  const { reading, areas } = placed.value;
  return ok({ bulletins: await wouldReread(desk, subtreeOf(areas, reading.areaId), reading) });
}

async function readingOf(desk: Desk, actor: Actor, request: NewLexiconEntry): Answer<Placed> {
  const scope = await scopeOf(desk, actor, 'write-lexicon');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(request.areaId)) return NOT_FOUND;
  const written = request.written.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (!/[\p{L}\d]/u.test(written)) {
    return err({ code: 'reading-not-speakable', detail: `“${written}” không có chữ nào` });
  }
  const spoken = readable(request.spoken);
  if (!spoken.ok) return err({ code: 'reading-not-speakable', detail: spoken.error });
  const reading: StoredReading = {
    id: LexiconId.parse(desk.chance.id('td')),
    areaId: request.areaId,
    written,
    spoken: spoken.value.toLowerCase(),
    match: request.match,
    createdBy: actor.userId,
    createdAt: desk.clock.now(),
  };
  return ok({ reading, areas: scope.value.areas });
}

type Placed = Pick<Scope, 'areas'> & { readonly reading: StoredReading };

async function put(desk: Desk, actor: Actor, { reading, areas }: Placed): Answer<LexiconAdded> {
  const { areaId, written, spoken } = reading;
  const words = wordsOf(written);
  const others = await desk.store.lexicon.readings([areaId]);
  const replaces = others.some((one) => wordsOf(one.written) === words);
  if (others.length >= READINGS_MAX && !replaces) {
    return err({ code: 'lexicon-full', limit: READINGS_MAX });
  }
  const note = `từ điển: “${written}” đọc là “${spoken}”`;
  await audit(desk, actor, { act: 'add', reading, note });
  const effect = await changed(desk, actor, {
    areas,
    areaId,
    note,
    write: () => desk.store.lexicon.putReading(reading, words),
  });
  if (!effect.ok) return effect;
  return ok({ entry: await shown(desk, reading, { areas, shadowed: false }), ...effect.value });
}

export async function removeReading(
  desk: Desk,
  actor: Actor,
  id: LexiconId,
): Answer<LexiconEffect> {
  const scope = await scopeOf(desk, actor, 'write-lexicon');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  return await desk.inTurn(async () => {
    const reading = await desk.store.lexicon.reading(id);
    if (reading === null || !within.has(reading.areaId)) return NOT_FOUND;
    const note = `từ điển: bỏ cách đọc riêng của “${reading.written}”`;
    await audit(desk, actor, { act: 'remove', reading, note });
    return await changed(desk, actor, {
      areas,
      areaId: reading.areaId,
      note,
      write: () => desk.store.lexicon.endReading(id, actor.userId, desk.clock.now()),
    });
  });
}

type Change = Pick<Scope, 'areas'> & {
  readonly areaId: AreaId;
  readonly note: string;
  readonly write: () => Promise<unknown>;
};

/** The change with all that follows from it. */
async function changed(
  desk: Desk,
  actor: Actor,
  { areas, areaId, note, write }: Change,
): Answer<LexiconEffect> {
  const returned = await unsettled(desk, async () => {
    await write();
    return await renewReadings(desk, subtreeOf(areas, areaId), {
      by: actor.username,
      person: actor.userId,
      note,
    });
  });
  if (!returned.ok) return returned;
  const { version } = await lexiconAt(desk, areas, areaId);
  return ok({ version, returned: returned.value });
}

async function audit(
  { store, clock }: Desk,
  actor: Actor,
  event: { readonly act: string; readonly reading: StoredReading; readonly note: string },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `lexicon.${event.act}`,
    target: `area:${event.reading.areaId}`,
    detail: event.note,
  });
}
