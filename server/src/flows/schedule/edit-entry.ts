/**
 * Editing a line — sửa, bỏ, lùi lại một dòng lịch.
 *
 * The line that is there ends or leaves an airing out; what goes on is a new line that names it. Both
 * are written together and published before the answer, or nothing is changed. What has begun stays
 * in plan and ledger as it was.
 */
import type { BulletinId, EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { type Instant, instant } from '@loaso/shared/time';
import type { PublishedNow } from '@loaso/shared/wire/http/publications';
import type { EntryEdit, EntryUndo, NewEntry } from '@loaso/shared/wire/http/schedule';
import { holdsTarget } from '../../core/access/station-hands.js';
import { horizonFrom } from '../../core/plan/build.js';
import { continuationOf, remainderOf } from '../../core/schedule/edit.js';
import { lineInstants } from '../../core/schedule/line.js';
import { instantInWords, ruleInWords, scopeInWords } from '../../core/schedule/rule-words.js';
import type { StoredEntry, StoredProgramme } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer, ScheduleFlows } from '../flows.js';
import type { ChangeDeed, PlanChange } from '../publication-flows.js';
import { edited, takenBack } from './change-told.js';
import { draftEntry, type EntryDraft, newEntryId, type Succession } from './draft-entry.js';
import { announce, asRequest, audit, shown } from './entry-shape.js';
import { type DatedEntry, dated } from './plan-sources.js';
import { type Placed, placedDevices, reachedBy, type SchedulePorts } from './ports.js';
import { consequences } from './preview-entry.js';
import { publishForecast } from './publish-forecast.js';
import { publish, savingRefusal } from './saving.js';

type Found = {
  readonly scope: Scope;
  readonly entry: DatedEntry;
  readonly programme: StoredProgramme;
};

/** What an edit would write. */
type Revision = {
  readonly found: Found;
  readonly next: StoredEntry;
  /** Null when airings are taken off. */
  readonly draft: EntryDraft | null;
};

export async function previewEdit(
  ports: SchedulePorts,
  actor: Actor,
  { id, edit }: { readonly id: EntryId; readonly edit: EntryEdit },
): ReturnType<ScheduleFlows['previewEdit']> {
  const revised = await revise(ports, actor, { id, edit });
  if (!revised.ok) return revised;
  const { draft, next, found } = revised.value;
  const { reached, change } = await changeBy(ports, actor, revised.value);
  const airings = draft?.airings ?? [];
  const programmes = draft === null ? 0 : 1;
  const told = await publishForecast(ports, { reached, change, airings, programmes });
  if (draft !== null) return ok({ ...(await consequences(ports, draft, next)), publish: told });
  return ok({
    durationMs: found.programme.durationMs,
    airings: [],
    devices: reached.length,
    conflicts: [],
    losses: [],
    refusals: [],
    alikeFrom: horizonFrom(ports.clock.now()).endAt,
    lookedUntil: null,
    publish: told,
  });
}

export async function editEntry(
  ports: SchedulePorts,
  actor: Actor,
  { id, edit }: { readonly id: EntryId; readonly edit: EntryEdit },
): ReturnType<ScheduleFlows['editEntry']> {
  const revised = await revise(ports, actor, { id, edit });
  if (!revised.ok) return revised;
  const { found, next, draft } = revised.value;
  const refusal = draft === null ? null : await savingRefusal(ports, draft, { instead: next });
  if (refusal !== null) return err(refusal);
  const deed = editDeed(ports, revised.value, () => {
    const detail = inWords(found.entry, edit, draft);
    return audit(ports, actor, { act: draft === null ? 'leave-out' : 'edit', id, detail });
  });
  const published = await publishBoth(ports, actor, { revision: revised.value, deed });
  if (!published.ok) return published;
  announce(ports, next);
  const [entry, programme] =
    draft === null ? [next, found.programme] : [draft.entry, draft.programme];
  return ok({
    entry: await shown(ports, entry, programme),
    publish: published.value,
    undo: {
      entryId: id,
      successorId: draft?.entry.id ?? null,
      exceptionAt: edit.scope === 'this' ? edit.at : null,
      endedAt: found.entry.endedAt as Instant | null,
    },
  });
}

/** @param note once it is stored */
const editDeed = (
  { store: { schedule } }: SchedulePorts,
  { found, next, draft }: Revision,
  note: () => Promise<unknown>,
): ChangeDeed => ({
  async store() {
    if (!(await schedule.changeEntry(found.entry, next, draft ?? undefined))) {
      return err({ code: 'changed-meanwhile' });
    }
    await note();
    return ok(null);
  },
  async undo() {
    await schedule.changeEntry(next, found.entry);
    if (draft !== null) await schedule.cancelEntry(draft.entry.id);
  },
});

async function find(ports: SchedulePorts, actor: Actor, id: EntryId): Answer<Found> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const stored = await ports.store.schedule.entry(id);
  if (stored === null || !scope.value.within.has(stored.areaId)) return NOT_FOUND;
  if (!holdsTarget(actor.hands, stored.target)) return err({ code: 'station-only' });
  const programme = await ports.store.schedule.programme(stored.programmeId);
  const [entry] = await dated(ports, scope.value.areas, [stored]);
  if (entry === undefined || programme === null) return NOT_FOUND;
  if (entry.state !== 'active') return err({ code: 'airing-gone' });
  return ok({ scope: scope.value, entry, programme });
}

/** What an edit would write; nothing is written. */
export async function revise(
  ports: SchedulePorts,
  actor: Actor,
  { id, edit }: { readonly id: EntryId; readonly edit: EntryEdit },
): Answer<Revision> {
  const found = await find(ports, actor, id);
  if (!found.ok) return found;
  const { entry } = found.value;
  const now = ports.clock.now();
  const successorId = newEntryId(ports.chance);
  const { change } = edit;
  const times = {
    scope: edit.scope,
    at: edit.at,
    startAt: change?.startAt,
    rule: change?.rule,
  };
  const instead = change === null ? null : successorId;
  const count = found.value.programme.episodes?.length ?? 1;
  const remainder = remainderOf(entry, times, { now, count, instead });
  if (!remainder.ok) return err(remainder.error);
  const { days: _, ...stored } = entry;
  const next: StoredEntry = { ...stored, ...remainder.value };
  if (change === null) return ok({ found: found.value, next, draft: null });
  const { request, after } = successionOf(found.value, edit, { now, id: successorId });
  const draft = await draftEntry(ports, actor, request, after);
  return draft.ok ? ok({ found: found.value, next, draft: draft.value }) : draft;
}

/** The line that goes on, as a request like any other. */
function successionOf(
  { entry, programme }: Found,
  { scope, at, change }: EntryEdit,
  { now, id }: { readonly now: Instant; readonly id: EntryId },
): { request: NewEntry; after: Succession } {
  const count = programme.episodes?.length ?? 1;
  const times = { scope, at, startAt: change?.startAt, rule: change?.rule };
  const { turn, ...kept } = continuationOf(entry, times, { now, count });
  const bulletinIds = change?.bulletinIds ?? bulletinsOf(programme, scope, turn);
  const request: NewEntry = {
    ...asRequest(entry, programme),
    ...given(change),
    ...(scope === 'this' ? { series: null } : {}),
    bulletinIds,
    rule: kept.rule,
  };
  const { origin } = entry;
  const { exceptions, endedAt } = kept;
  const start = same(bulletinIds, programme.bulletinIds) ? turn : 0;
  return { request, after: { id, follows: entry.id, origin, exceptions, endedAt, turn: start } };
}

/** The parts that a change names; null is a decision, absence is none. */
function given(change: EntryEdit['change']): Partial<NewEntry> {
  const { startAt: _, ...line } = change ?? {};
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined));
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

/** One airing of a series reads the bulletin whose turn it is. */
function bulletinsOf(
  { bulletinIds, episodes }: StoredProgramme,
  scope: EntryEdit['scope'],
  turn: number,
): BulletinId[] {
  const episode = scope === 'this' ? episodes?.[turn % episodes.length] : undefined;
  return episode === undefined ? [...bulletinIds] : [episode.bulletinId];
}

/** New plans for all boxes that hear the line before or after. */
async function publishBoth(
  ports: SchedulePorts,
  actor: Actor,
  { revision, deed }: { readonly revision: Revision; readonly deed: ChangeDeed },
): Answer<PublishedNow> {
  const { reached, change } = await changeBy(ports, actor, revision);
  const why = `${actor.username} edited ${revision.found.entry.id}`;
  return await publish(ports, reached, why, { ...change, deed });
}

/** What the boxes of an edit are told, and which they are. */
async function changeBy(
  ports: SchedulePorts,
  actor: Actor,
  { found, draft, next: after }: Revision,
): Promise<{ reached: Placed[]; change: PlanChange }> {
  const { entry: before, programme, scope } = found;
  const heard = reachedBy(before, await placedDevices(ports, scope.areas));
  if (draft === null) {
    const { days: _, ...seen } = before;
    return {
      reached: heard,
      change: takenBack('leave-out', actor, [{ before: seen, after }]),
    };
  }
  const ids = new Set(heard.map(({ id }) => id));
  return {
    reached: [...heard, ...draft.reached.filter(({ id }) => !ids.has(id))],
    change: edited(actor, ports.clock.now(), { before, programme, after, draft, heard: [...ids] }),
  };
}

function inWords(entry: StoredEntry, edit: EntryEdit, draft: EntryDraft | null): string {
  const scope = scopeInWords(edit.scope, edit.at);
  if (draft === null) return `${entry.title} · bỏ ${scope}`;
  const { title, rule } = draft.entry;
  const renamed = title === entry.title ? '' : `, tên mới «${title}»`;
  return `${entry.title} · ${scope}: ${ruleInWords(rule)}${renamed}`;
}

/** Takes an edit back while nothing of it has begun. */
export async function undoEdit(
  ports: SchedulePorts,
  actor: Actor,
  undo: EntryUndo,
): ReturnType<ScheduleFlows['undoEdit']> {
  const found = await find(ports, actor, undo.entryId);
  if (!found.ok) return found;
  const { entry, programme } = found.value;
  const successor =
    undo.successorId === null ? null : await ports.store.schedule.entry(undo.successorId);
  if (undo.successorId !== null && successor?.follows !== entry.id) return NOT_FOUND;
  const now = ports.clock.now();
  if (tooLate(undo, successor, now)) return err({ code: 'undo-too-late' });
  const { days: _, ...seen } = entry;
  const next: StoredEntry =
    undo.exceptionAt === null
      ? { ...seen, endedAt: undo.endedAt }
      : { ...seen, exceptions: seen.exceptions.filter(({ at }) => at !== undo.exceptionAt) };
  if (!(await ports.store.schedule.changeEntry(seen, next))) {
    return err({ code: 'changed-meanwhile' });
  }
  if (successor !== null) await ports.store.schedule.cancelEntry(successor.id);
  const what = undo.exceptionAt === null ? entry.title : instantInWords(undo.exceptionAt);
  await audit(ports, actor, { act: 'undo', id: entry.id, detail: `${entry.title} · ${what}` });
  const devices = await placedDevices(ports, found.value.scope.areas);
  const reached = [entry, ...(successor === null ? [] : [successor])].flatMap((one) =>
    reachedBy(one, devices),
  );
  const why = `${actor.username} took back an edit of ${entry.id}`;
  const published = await publish(
    ports,
    [...new Set(reached)],
    why,
    takenBack('undo', actor, [
      { before: seen, after: next },
      ...(successor === null
        ? []
        : [{ before: successor, after: { ...successor, state: 'cancelled' as const } }]),
    ]),
  );
  if (!published.ok) return published;
  announce(ports, next);
  return ok(await shown(ports, next, programme));
}

/** An airing that has begun under the edit, or would have begun without it, cannot be taken back. */
function tooLate(undo: EntryUndo, successor: StoredEntry | null, now: Instant): boolean {
  if (undo.exceptionAt !== null && undo.exceptionAt <= now) return true;
  if (successor === null) return false;
  const window = { startAt: instant(successor.createdAt), endAt: now };
  return successor.state !== 'active' || lineInstants(successor, window).length > 0;
}
