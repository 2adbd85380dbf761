/**
 * A change as those who publish it need it — thay đổi để phát hành.
 *
 * Says of an added, edited or cancelled line what it was and is, when it first matters, and whether
 * it takes sound back: a change that lets any bulletin go is one, since somebody wants it silent.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { type Instant, instant } from '@loaso/shared/time';
import { horizonFrom } from '../../core/plan/build.js';
import { lineAirings } from '../../core/schedule/line.js';
import type { StoredEntry, StoredProgramme } from '../../ports/store-records.js';
import type { Actor } from '../flows.js';
import type { PlanChange } from '../publication-flows.js';
import type { EntryDraft } from './draft-entry.js';
import type { DatedEntry } from './plan-sources.js';

type By = Pick<Actor, 'username'>;

type New = Pick<EntryDraft, 'entry' | 'airings'>;

/** @param lines saved together; at least one */
export function added({ username }: By, lines: readonly New[]): PlanChange {
  const [first] = lines;
  if (first === undefined) throw new Error('nothing was added');
  const { areaId, title } = first.entry;
  const starts = lines.flatMap(({ airings }) => airings.slice(0, 1));
  return {
    act: 'add',
    by: username,
    areaId,
    title: lines.length === 1 ? title : `${title} và ${lines.length - 1} dòng khác`,
    lines: lines.map(({ entry }) => ({ id: entry.id, before: null, after: undated(entry) })),
    firstAt: starts.length === 0 ? null : Math.min(...starts),
    takesBack: false,
    losing: [],
  };
}

/** A line, or what an edit made, that is taken off or put back as it was. */
export const takenBack = (
  act: 'cancel' | 'undo' | 'leave-out',
  { username }: By,
  lines: readonly { readonly before: StoredEntry; readonly after: StoredEntry }[],
): PlanChange => ({
  act,
  by: username,
  areaId: lines[0]?.after.areaId ?? ('' as never),
  title: lines[0]?.after.title ?? '',
  lines: lines.map(({ before, after }) => ({ id: after.id, before, after })),
  firstAt: null,
  takesBack: true,
  losing: [],
});

type Edited = {
  readonly before: DatedEntry;
  readonly programme: StoredProgramme;
  readonly after: StoredEntry;
  readonly draft: EntryDraft;
  /** Boxes that heard the line before. */
  readonly heard: readonly DeviceId[];
};

export function edited(
  { username }: By,
  now: Instant,
  { before, programme, after, draft, heard }: Edited,
): PlanChange {
  const hears = new Set(draft.reached.map(({ id }) => id));
  const kept = new Set(draft.programme.bulletinIds);
  const firsts = [nextAiring(before, programme, now), draft.airings[0] ?? null];
  const known = firsts.filter((at) => at !== null);
  return {
    act: 'edit',
    by: username,
    areaId: draft.entry.areaId,
    title: draft.entry.title,
    lines: [
      { id: before.id, before: undated(before), after },
      { id: draft.entry.id, before: null, after: undated(draft.entry) },
    ],
    firstAt: known.length === 0 ? null : Math.min(...known),
    takesBack: programme.bulletinIds.some((id) => !kept.has(id)),
    losing: heard.filter((id) => !hears.has(id)),
  };
}

/** The one that sounds now, or the next. */
function nextAiring(line: DatedEntry, programme: StoredProgramme, now: Instant): Instant | null {
  const window = {
    startAt: instant(Math.max(0, now - programme.durationMs)),
    endAt: horizonFrom(now).endAt,
  };
  const count = programme.episodes?.length ?? 1;
  return lineAirings(line, window, { count, limit: 1 })[0]?.startAt ?? null;
}

function undated({ days: _, ...stored }: DatedEntry): StoredEntry {
  return stored;
}
