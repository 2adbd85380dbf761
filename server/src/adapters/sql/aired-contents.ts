/**
 * What lines are about, from the store — lĩnh vực, hình thức, nguồn của từng dòng lịch.
 *
 * The bulletins of a line in the order in which they are heard, found by the sound that its programme
 * holds; those of a warning too.
 */
import type { EntryId } from '@loaso/shared/ids';
import type { Label, LabelledPart, LineContent, Turn } from '../../core/reports/fields.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJson, fromJsonOrNull } from './values.js';

type Part = { readonly sha256: string; readonly offsetMs: number; readonly durationMs: number };
type Piece = { readonly bulletinIds: readonly string[]; readonly parts: readonly Part[] };
type Line = {
  readonly id: EntryId;
  readonly source: LineContent['source'];
  readonly turns: readonly Piece[];
};

async function scheduled(
  { db, oneOf }: OpenDatabase,
  entries: readonly EntryId[],
): Promise<Line[]> {
  const rows = await db
    .selectFrom('entries')
    .innerJoin('programmes', 'programmes.id', 'entries.programme_id')
    .select(['entries.id', 'entries.origin', 'bulletin_ids', 'parts', 'episodes', 'relay'])
    .where((has) => oneOf(has.ref('entries.id'), entries))
    .execute();
  return rows.map(({ id, origin, bulletin_ids, parts, episodes, relay }): Line => {
    const bulletinIds = fromJson<string[]>(bulletin_ids);
    const whole = { bulletinIds, parts: relay === null ? fromJson<Part[]>(parts) : [] };
    const each = fromJsonOrNull<{ bulletinId: string; parts: Part[] }[]>(episodes);
    const turns = each?.map((one) => ({ bulletinIds: [one.bulletinId], parts: one.parts }));
    return { id: as(id), source: as(origin), turns: turns ?? [whole] };
  });
}

async function warned({ db, oneOf }: OpenDatabase, entries: readonly EntryId[]): Promise<Line[]> {
  const rows = await db
    .selectFrom('emergencies')
    .select(['id', 'bulletin_id', 'message'])
    .where((has) => oneOf(has.ref('id'), entries))
    .execute();
  return rows.map(({ id, bulletin_id, message }): Line => {
    const { origin } = fromJson<{ readonly origin?: string }>(message);
    const turns = [{ bulletinIds: [bulletin_id], parts: [] }];
    return { id: as(id), source: origin === undefined ? null : as(origin), turns };
  });
}

type Known = ReadonlyMap<string, Label & { readonly sounds: ReadonlySet<string> }>;

async function bulletinsOf({ db, oneOf }: OpenDatabase, ids: readonly string[]): Promise<Known> {
  const rows = await db
    .selectFrom('bulletins')
    .select(['id', 'field', 'kind', 'clip_sha256'])
    .where((has) => oneOf(has.ref('id'), ids))
    .execute();
  const variants = await db
    .selectFrom('variant_clips')
    .select(['bulletin_id', 'sha256'])
    .where((has) => oneOf(has.ref('bulletin_id'), ids))
    .execute();
  return new Map(
    rows.map(({ id, field, kind, clip_sha256 }) => {
      const own = variants.filter((one) => one.bulletin_id === id).map(({ sha256 }) => sha256);
      const sounds = new Set([...own, ...(clip_sha256 === null ? [] : [clip_sha256])]);
      return [id, { field: as(field), kind: as(kind), sounds }] as const;
    }),
  );
}

/** Null where none of its bulletins is there any more. */
function turnIn(known: Known, { bulletinIds, parts }: Piece): Turn {
  const own = bulletinIds.flatMap((id) => known.get(id) ?? []);
  const first = bulletinIds[0] === undefined ? undefined : known.get(bulletinIds[0]);
  const labelled = parts.flatMap(({ sha256, offsetMs, durationMs }): LabelledPart[] => {
    const bulletin = own.find(({ sounds }) => sounds.has(sha256)) ?? first;
    if (bulletin === undefined) return [];
    return [{ field: bulletin.field, fromMs: offsetMs, toMs: offsetMs + durationMs }];
  });
  return {
    first: first === undefined ? null : { field: first.field, kind: first.kind },
    parts: labelled,
  };
}

export async function contentsOf(
  open: OpenDatabase,
  entries: readonly EntryId[],
): Promise<Map<EntryId, LineContent>> {
  const lines = [...(await scheduled(open, entries)), ...(await warned(open, entries))];
  const ids = lines.flatMap(({ turns }) => turns.flatMap(({ bulletinIds }) => bulletinIds));
  const known = await bulletinsOf(open, [...new Set(ids)]);
  return new Map(
    lines.map(({ id, source, turns }) => [
      id,
      { source, turns: turns.map((turn) => turnIn(known, turn)) },
    ]),
  );
}
