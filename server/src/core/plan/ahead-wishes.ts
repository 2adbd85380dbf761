/**
 * Wishes of the coming days — những gì muốn phát trong những ngày tới.
 *
 * Every airing of every active line, also those that plans leave out because something in them is not
 * approved: a preview must say why a line will be silent, not hide it.
 */
import type { BulletinId } from '@loaso/shared/ids';
import type { Interval } from '@loaso/shared/time';
import { lineAirings } from '../schedule/line.js';
import type { AheadWish } from '../schedule/week-ahead.js';
import { airableOf, type PlanEntry, type PlanProgramme, type PlanSources } from './airable.js';
import { titleOfTurn } from './line-airings.js';

/** What a preview calls a stream that nobody has approved. */
const RELAY_SOURCE = 'nguồn tiếp âm';

/** A line with all it would sound inside the window. */
export type AheadLine = { readonly entry: PlanEntry; readonly wishes: readonly AheadWish[] };

/**
 * Airings that are not over when `window` begins and start before it ends.
 *
 * @param titleOf names of bulletins, for those that are not approved
 */
export function aheadLines(
  sources: PlanSources,
  window: Interval,
  titleOf: (id: BulletinId) => string,
): AheadLine[] {
  const programmes = new Map(sources.programmes.map((one) => [one.id, one]));
  const airable = new Map(airableOf(sources).map((one) => [one.entry.id, one.soundings]));
  return sources.entries
    .filter(({ state }) => state === 'active')
    .flatMap((entry) => {
      const programme = programmes.get(entry.programmeId);
      if (programme === undefined) return [];
      const soundings = airable.get(entry.id) ?? [];
      const silent = (turn: number): boolean => (soundings[turn] ?? null) === null;
      const { relay } = programme;
      const lost = relay ? sources.relays?.has(relay.sourceId) !== true : false;
      const fit = (id: BulletinId): boolean => sources.approved.has(id);
      const line = { entry, programme, silent, lost, fit };
      return [{ entry, wishes: wishesOf(line, window, titleOf) }];
    });
}

type Line = {
  readonly entry: PlanEntry;
  readonly programme: PlanProgramme;
  readonly silent: (turn: number) => boolean;
  /** Its stream may not be relayed now. */
  readonly lost: boolean;
  /** May this bulletin sound now. */
  readonly fit: (id: BulletinId) => boolean;
};

function wishesOf(
  { entry, programme, silent, lost, fit }: Line,
  window: Interval,
  titleOf: (id: BulletinId) => string,
): AheadWish[] {
  const { episodes } = programme;
  const count = episodes?.length ?? 1;
  const from = Math.max(0, window.startAt - programme.durationMs + 1);
  const span = { startAt: from as Interval['startAt'], endAt: window.endAt };
  return lineAirings(entry, span, { count })
    .map(({ startAt, turn }): AheadWish => {
      const episode = turn === null ? undefined : episodes?.[turn];
      const { parts, durationMs } = episode ?? programme;
      const ids = episode === undefined ? programme.bulletinIds : [episode.bulletinId];
      return {
        entryId: entry.id,
        title: titleOfTurn(entry.title, turn, count),
        startAt,
        durationMs,
        priority: entry.priority,
        origin: entry.origin,
        rank: entry.rank,
        lateStart: entry.lateStart,
        afterCut: entry.afterCut,
        sha256s: parts.map(({ sha256 }) => sha256),
        draft: false,
        ...silenceOf(silent(turn ?? 0), { lost, ids, fit, titleOf }),
        withheld: false,
      };
    })
    .filter((wish) => wish.startAt + wish.durationMs > window.startAt);
}

type Asked = Pick<Line, 'lost' | 'fit'> & {
  readonly ids: readonly BulletinId[];
  readonly titleOf: (id: BulletinId) => string;
};

/** What may not sound; where all may, its programme holds other clips than those of today. */
function silenceOf(
  isSilent: boolean,
  { lost, ids, fit, titleOf }: Asked,
): Pick<AheadWish, 'unapproved' | 'outgrown'> {
  if (!isSilent) return { unapproved: [] };
  if (lost) return { unapproved: [RELAY_SOURCE] };
  const unfit = ids.filter((id) => !fit(id));
  return unfit.length > 0 ? { unapproved: unfit.map(titleOf) } : { unapproved: [], outgrown: true };
}
