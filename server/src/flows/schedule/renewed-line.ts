/**
 * A line with new sound — dòng lịch mang bản thu mới.
 *
 * What was approved anew, or is heard in other languages, may come out longer than what was checked when
 * its line was saved. The checks and the preview of saving are asked again, of the line as it would be;
 * one that comes out no longer has passed them.
 */
import type { Words } from '../../core/schedule/fate-words.js';
import type { Outgrown } from '../../core/schedule/outgrown-words.js';
import type { StoredArea, StoredEntry, StoredProgramme } from '../../ports/store-records.js';
import type { Refusal } from '../refusals.js';
import { comingAirings, type EntryDraft } from './draft-entry.js';
import { dated } from './plan-sources.js';
import { type Placed, reachedBy, type SchedulePorts } from './ports.js';
import { consequences } from './preview-entry.js';
import { savingRefusal } from './saving.js';

export type Renewed = {
  readonly line: StoredEntry;
  readonly before: StoredProgramme;
  readonly next: StoredProgramme;
};

export type Ground = { readonly areas: readonly StoredArea[]; readonly devices: readonly Placed[] };

export const isLonger = ({ before, next }: Pick<Renewed, 'before' | 'next'>): boolean =>
  next.durationMs > before.durationMs ||
  (next.episodes ?? []).some(
    ({ durationMs }, turn) =>
      durationMs > (before.episodes?.[turn]?.durationMs ?? before.durationMs),
  );

const OUTGROWN: ReadonlySet<string> = new Set<Outgrown['code']>([
  'programme-too-long',
  'outside-hours',
  'too-many-airings',
  'too-many-pieces',
]);

/** A refusal that is about the length; another one is none of a line that stands. */
export const outgrownBy = (refusal: Refusal): Outgrown | null =>
  OUTGROWN.has(refusal.code) ? (refusal as Outgrown) : null;

/** Why saving would refuse the line as it would be; null: it may go out, or nothing of it is ahead. */
export async function renewedRefusal(
  ports: SchedulePorts,
  ground: Ground,
  renewed: Renewed,
): Promise<Outgrown | null> {
  if (!isLonger(renewed)) return null;
  const draft = await draftOf(ports, ground, renewed);
  if ('code' in draft) return outgrownBy(draft);
  if (draft.reached.length === 0) return null;
  const refusal = await savingRefusal(ports, draft, { instead: withoutLine(renewed.line) });
  return refusal === null ? null : outgrownBy(refusal);
}

/** What its new length does to others, and they to it: winner, loser and the loser's fate. */
export async function renewedConsequences(
  ports: SchedulePorts,
  ground: Ground,
  renewed: Renewed,
): Promise<Words[]> {
  const { line, before, next } = renewed;
  const told = async (programme: StoredProgramme): Promise<Words[]> => {
    const draft = await draftOf(ports, ground, { line, before, next: programme });
    if ('code' in draft || draft.reached.length === 0) return [];
    const found = await consequences(ports, draft, withoutLine(line));
    return [...found.conflicts.map(({ fate }) => fate), ...found.losses, ...found.refusals].map(
      ({ vi, en }) => ({ vi, en }),
    );
  };
  const known = new Set((await told(before)).map(({ vi }) => vi));
  const fresh = (await told(next)).filter(({ vi }) => !known.has(vi));
  // Of every day the same is told once.
  return [...new Map(fresh.map((one) => [one.vi, one])).values()];
}

/** It is there already: played in again, it would meet itself. */
const withoutLine = (line: StoredEntry): StoredEntry => ({ ...line, state: 'cancelled' });

async function draftOf(
  ports: SchedulePorts,
  { areas, devices }: Ground,
  { line, next }: Renewed,
): Promise<EntryDraft | Refusal> {
  const [entry] = await dated(ports, areas, [line]);
  if (entry === undefined) throw new Error('a line was lost');
  const airings = comingAirings(ports.clock.now(), entry, next);
  if (!airings.ok) return airings.error;
  return { entry, programme: next, airings: airings.value, reached: reachedBy(line, devices) };
}
