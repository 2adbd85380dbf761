/**
 * Importing a text — nhập văn bản thành bản tin.
 *
 * Pasted text or an uploaded file → script → draft. Promises that a text which cannot be read is
 * refused with the reason and leaves nothing behind.
 */
import { BulletinId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import {
  type Bulletin,
  type ImportRequest,
  TEXT_CHARACTERS_MAX,
} from '@loaso/shared/wire/http/content';
import type { Script } from '@loaso/shared/wire/script';
import { ancestorsOf } from '../../core/access/scope.js';
import { saysSomething } from '../../core/bulletin/content.js';
import { tabTables } from '../../core/ingest/tab-tables.js';
import type { SettingsInForce } from '../../core/programme/area-settings.js';
import { composeScript } from '../../core/script/compose.js';
import type { SiteLexicon } from '../../core/text/reading.js';
import type { StoredArea, StoredBulletin } from '../../ports/store-records.js';
import { beginsNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { announce, auditBulletin, type Desk, NOT_FOUND, scopeOf } from './ports.js';
import { lexiconAt, settingsAt } from './reading.js';
import { detailOf } from './shapes.js';

type Source = { readonly name: string; readonly text: string; readonly repairs: Script['repairs'] };

const PASTED = 'văn bản dán vào';
const TITLE_MAX = 200;

export async function importText(
  desk: Desk,
  actor: Actor,
  request: ImportRequest,
): Answer<Bulletin> {
  const scope = await scopeOf(desk, actor, 'write-bulletin');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(request.areaId)) return NOT_FOUND;
  const ended = await beginsNoMore(desk, [request.areaId]);
  if (ended !== null) return err(ended);
  const source = await sourceOf(desk, request);
  if (!source.ok) return source;
  const { areas } = scope.value;
  const settings = await settingsFor(desk, areas, request);
  if (settings === null) return NOT_FOUND;
  const script = scriptOf(source.value, request, {
    settings,
    lexicon: await lexiconAt(desk, areas, request.areaId),
  });
  if (!script.ok) return script;
  const bulletin = draftOf(desk, actor, { request, source: source.value, script: script.value });
  const { id } = bulletin;
  const detail = `${bulletin.title} · ${source.value.name}`;
  await auditBulletin(desk, actor.username, { act: 'import', id, detail });
  await desk.store.content.addBulletin(bulletin);
  announce(desk, bulletin);
  return ok(await detailOf(desk, bulletin, areas));
}

/** Of the area, in the name of the station that is asked for; null where it has no such one. */
async function settingsFor(
  desk: Desk,
  areas: readonly StoredArea[],
  { areaId, stationId }: ImportRequest,
): Promise<SettingsInForce | null> {
  const settings = await settingsAt(desk, areas, areaId);
  if (stationId === undefined) return settings;
  const stations = await desk.store.stations.stations([areaId, ...ancestorsOf(areas, areaId)]);
  const station = stations.find(({ id, stands }) => id === stationId && stands);
  return station === undefined ? null : { ...settings, stationName: station.name };
}

async function sourceOf(
  desk: Desk,
  { text, file }: ImportRequest,
): Promise<Result<Source, Refusal>> {
  const read =
    file === undefined
      ? ok({ name: PASTED, text: tabTables(text ?? ''), repairs: [] })
      : await fromFile(desk, file);
  if (!read.ok) return read;
  const { length } = read.value.text;
  if (length > TEXT_CHARACTERS_MAX) {
    return err({ code: 'text-too-long', characters: length, limit: TEXT_CHARACTERS_MAX });
  }
  return read.value.text.trim() === '' ? err({ code: 'text-empty' }) : read;
}

async function fromFile(
  { ingest }: Desk,
  file: NonNullable<ImportRequest['file']>,
): Promise<Result<Source, Refusal>> {
  const bytes = Buffer.from(file.base64, 'base64');
  if (bytes.length === 0) return err({ code: 'text-empty' });
  const decoded = await ingest.decode(bytes, file.name);
  if (!decoded.ok) {
    const { code, detail } = decoded.error;
    return err(code === 'empty' ? { code: 'text-empty' } : { code: 'text-unreadable', detail });
  }
  const { text, repairs } = decoded.value;
  return ok({ name: file.name, text, repairs: [...(repairs ?? [])] });
}

type Reading = { readonly settings: SettingsInForce; readonly lexicon: SiteLexicon };

function scriptOf(
  source: Source,
  { title, clauses }: ImportRequest,
  { settings: { stationName, style }, lexicon }: Reading,
): Result<Script, Refusal> {
  const script = composeScript(source.text, {
    stationName,
    style,
    lexicon,
    ...(title !== undefined && { title }),
    ...(clauses !== undefined && { clauses }),
  });
  if (!saysSomething(script)) return err({ code: 'nothing-to-read' });
  return ok({ ...script, repairs: [...source.repairs, ...script.repairs] });
}

type Draft = {
  readonly request: ImportRequest;
  readonly source: Source;
  readonly script: Script;
};

function draftOf(desk: Desk, actor: Actor, { request, source, script }: Draft): StoredBulletin {
  const at = desk.clock.now();
  const title = (request.title ?? script.title.trim()) || source.name;
  return {
    id: BulletinId.parse(desk.chance.id('bt')),
    areaId: request.areaId,
    title: title.slice(0, TITLE_MAX),
    field: request.field,
    priority: request.priority,
    state: 'draft',
    script,
    sourceName: source.name,
    sourceSha256: desk.hashing.sha256(source.text),
    sourceText: source.text,
    clip: null,
    approval: null,
    rejectionReason: null,
    createdBy: actor.userId,
    writtenBy: [actor.userId],
    createdAt: at,
    updatedAt: at,
    revision: 1,
    kind: 'text',
    recording: null,
    variants: [],
  };
}
