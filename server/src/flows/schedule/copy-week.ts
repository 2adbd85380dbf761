/**
 * Copying a week — chép lịch của một tuần sang tuần khác.
 *
 * Single airings and lists of dates of one week, put into another as new lines, each through the door
 * that every new line passes. One that is refused leaves the others; the answer names it.
 */
import type { EntryId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { addDays, type Instant, weekdayOf } from '@loaso/shared/time';
import type { NewEntry, ScheduleRule } from '@loaso/shared/wire/http/schedule';
import type { WeekCopied, WeekCopy } from '@loaso/shared/wire/http/week';
import { subtreeOf } from '../../core/access/scope.js';
import { holdsTarget } from '../../core/access/station-hands.js';
import { missingIn, rulesOf } from '../../core/schedule/copy-week.js';
import { occurrencesWithin } from '../../core/schedule/recurrence.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, ScheduleFlows } from '../flows.js';
import type { Refusal } from '../refusals.js';
import type { EntryDraft } from './draft-entry.js';
import { checkedDraft, publishNew } from './entries.js';
import { asRequest } from './entry-shape.js';
import { type DatedEntry, dated } from './plan-sources.js';
import type { SchedulePorts } from './ports.js';

/** Lines that one copy makes. */
const LINES_MAX = 100;

export async function copyWeek(
  ports: SchedulePorts,
  actor: Actor,
  { areaId, from, to, dryRun }: WeekCopy,
): ReturnType<ScheduleFlows['copyWeek']> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (!within.has(areaId)) return NOT_FOUND;
  const monday = { from: addDays(from, 1 - weekdayOf(from)), to: addDays(to, 1 - weekdayOf(to)) };
  const now = ports.clock.now();
  const stored = await ports.store.schedule.entries(subtreeOf(areas, areaId), 'active');
  // What is not theirs stays where it is: the week of their stations is copied.
  const theirs = stored.filter(({ target }) => holdsTarget(actor.hands, target));
  const entries = await dated(ports, areas, theirs);
  const lines: Line[] = [];
  for (const entry of entries) {
    const family = entries.filter((one) => areKin(one, entry, entries));
    for (const rule of rulesOf(missingIn(entry, family, { ...monday, now }))) {
      if (lines.length >= LINES_MAX) break;
      const beside = lines.flatMap(({ draft }) => draft ?? []);
      lines.push(await copyLine(ports, actor, { entry, rule, beside }));
    }
  }
  return ok({ lines: dryRun ? lines.map(told) : await publishAll(ports, actor, lines) });
}

/** One publication for the whole week; when it is refused, nothing was copied. */
async function publishAll(
  ports: SchedulePorts,
  actor: Actor,
  lines: readonly Line[],
): Promise<Copied[]> {
  const drafts = lines.flatMap(({ draft }) => draft ?? []);
  const published = drafts.length === 0 ? null : await publishNew(ports, actor, drafts);
  return lines.map((line) => {
    if (line.draft === null || published === null) return told(line);
    return published.ok
      ? { ...told(line), entryId: line.draft.entry.id }
      : { ...told(line), refusal: published.error };
  });
}

/** `draft` is what is to be saved. */
type Line = Copied & { readonly draft: EntryDraft | null };

const told = ({ draft: _, ...copied }: Line): Copied => copied;

type Copied = Omit<WeekCopied['lines'][number], 'refusal'> & { readonly refusal: Refusal | null };

/** Of one chain, or alike to a person: what was copied once is not copied again. */
const areKin = (a: DatedEntry, b: DatedEntry, entries: readonly DatedEntry[]): boolean =>
  rootOf(a, entries) === rootOf(b, entries) ||
  (a.title === b.title && JSON.stringify(a.target) === JSON.stringify(b.target));

/** The first line of a chain of lines that follow one another. */
function rootOf(entry: DatedEntry, entries: readonly DatedEntry[]): EntryId {
  let root = entry;
  // A chain is as long as a line was edited often; a circle cannot be written, a bound costs nothing.
  for (let step = 0; step < entries.length && root.follows !== null; step += 1) {
    const before = entries.find(({ id }) => id === root.follows);
    if (before === undefined) return root.follows;
    root = before;
  }
  return root.id;
}

type Order = {
  readonly entry: DatedEntry;
  readonly rule: ScheduleRule;
  readonly beside: readonly EntryDraft[];
};

async function copyLine(
  ports: SchedulePorts,
  actor: Actor,
  { entry, rule, beside }: Order,
): Promise<Line> {
  const airings = instantsOf(rule);
  const copied = { title: entry.title, airings, entryId: null, draft: null };
  const programme = await ports.store.schedule.programme(entry.programmeId);
  if (programme === null) return { ...copied, refusal: { code: 'not-found' } };
  const request: NewEntry = { ...asRequest(entry, programme), rule };
  const draft = await checkedDraft(ports, actor, request, beside);
  return draft.ok
    ? { ...copied, draft: draft.value, refusal: null }
    : { ...copied, refusal: draft.error };
}

const FOREVER = 8_640_000_000_000_000 as Instant;

const instantsOf = (rule: ScheduleRule): Instant[] =>
  occurrencesWithin(rule, { startAt: 0 as Instant, endAt: FOREVER });
