/**
 * Fields of an airing — một lượt phát nói về những lĩnh vực nào.
 *
 * A programme may hold bulletins of several fields, a series another one each turn. Tells what an
 * airing is about, and cuts one about several fields into what was heard of each. Promises that a
 * field has no more minutes than were played of it.
 */
import type { EntryId } from '@loaso/shared/ids';
import type { Origin } from '@loaso/shared/priority';
import type { BulletinKind, Field } from '@loaso/shared/wire/http/content';
import { isComplete, soundedWithin } from '../coverage/expected.js';
import { endingOfTurn, turnOfTitle } from '../plan/line-airings.js';
import { type DayRow, type Ended, rowsOf } from './sums.js';

export type Label = { readonly field: Field; readonly kind: BulletinKind };

/** A bulletin inside an airing, milliseconds from its start. */
export type LabelledPart = {
  readonly field: Field;
  readonly fromMs: number;
  readonly toMs: number;
};

/** What one airing plays; of a series, one turn. */
export type Turn = { readonly first: Label | null; readonly parts: readonly LabelledPart[] };

export type LineContent = { readonly source: Origin | null; readonly turns: readonly Turn[] };

type Named = Pick<Ended, 'title'>;

const NOTHING: Turn = { first: null, parts: [] };

/** The turn that an airing of this title played. */
function turnOf({ turns }: LineContent, { title }: Named): Turn {
  const turn = turns.length === 1 ? 0 : turnOfTitle(title, turns.length);
  return turns[turn ?? 0] ?? NOTHING;
}

const fieldsOf = ({ parts }: Turn): Field[] => [...new Set(parts.map(({ field }) => field))];

/** `field` is null where there are several. */
export function labelOf(
  content: LineContent,
  airing: Named,
): { readonly field: Field | null; readonly kind: BulletinKind | null } {
  const turn = turnOf(content, airing);
  const several = fieldsOf(turn).length > 1;
  return { field: several ? null : (turn.first?.field ?? null), kind: turn.first?.kind ?? null };
}

export type Heard = Ended & {
  readonly pieces: readonly { readonly fromMs: number; readonly playedMs: number }[];
};

/** What became of each field of an airing about several; empty where it is about one. */
export function slicesOf(
  content: LineContent,
  airing: Heard,
): { readonly field: Field; readonly airing: Ended }[] {
  const turn = turnOf(content, airing);
  const fields = fieldsOf(turn);
  if (fields.length < 2) return [];
  return fields.map((field) => ({
    field,
    airing: sliceOf(
      airing,
      turn.parts.filter((part) => part.field === field),
    ),
  }));
}

function sliceOf(airing: Heard, parts: readonly LabelledPart[]): Ended {
  const { state, pieces } = airing;
  const heard = parts.map(({ fromMs, toMs }) => soundedWithin(pieces, fromMs, toMs));
  const playedMs = heard.reduce((sum, ms) => sum + ms, 0);
  const durationMs = parts.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const slice = { ...airing, durationMs, playedMs };
  if (state !== 'interrupted') return slice;
  if (isComplete(playedMs, durationMs)) return { ...slice, state: 'played' };
  return { ...slice, state: playedMs > 0 ? 'interrupted' : 'missed' };
}

/** A stretch of the airings of a line whose titles end so; times in milliseconds from their start. */
export type Stretch = {
  readonly entryId: EntryId;
  readonly ending: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** True of the airing from end to end. */
  readonly whole: boolean;
  /** Of all stretches of the airing but the whole, together. */
  readonly lengthMs: number;
};

/** Longer than any airing. */
const FAR_MS = 86_400_000;

/**
 * Where lines speak of a field: an airing about it alone as a whole; of one about several also its
 * own stretches, since what was cut behind them was heard of them all the same.
 */
export function stretchesAbout(
  field: Field,
  contents: ReadonlyMap<EntryId, LineContent>,
): Stretch[] {
  return [...contents].flatMap(([entryId, { turns }]) =>
    turns.flatMap((turn, place): Stretch[] => {
      const fields = fieldsOf(turn);
      const own = fields.length > 1 ? turn.parts.filter((part) => part.field === field) : [];
      if (own.length === 0 && (fields.length > 1 || turn.first?.field !== field)) return [];
      const lengthMs = own.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
      const ending = turns.length === 1 ? '' : endingOfTurn(place, turns.length);
      const of = { entryId, ending, lengthMs };
      return [
        { ...of, fromMs: 0, toMs: FAR_MS, whole: true },
        ...own.map(({ fromMs, toMs }) => ({ ...of, fromMs, toMs, whole: false })),
      ];
    }),
  );
}

type Part = DayRow & {
  readonly part: Field | '';
  readonly field: Field | null;
  readonly kind: BulletinKind | null;
};

/** The rows of a day: each airing as a whole, and of those about several fields each field. */
export function rowsWithParts(
  airings: readonly Heard[],
  contentOf: (one: Pick<Ended, 'entryId'>) => LineContent,
): Part[] {
  const slices = new Map<Field, Ended[]>();
  for (const one of airings) {
    for (const { field, airing } of slicesOf(contentOf(one), one)) {
      const found = slices.get(field);
      if (found === undefined) slices.set(field, [airing]);
      else found.push(airing);
    }
  }
  const whole = rowsOf(airings).map(
    (row): Part => ({ ...row, part: '', ...labelOf(contentOf(row), row) }),
  );
  const parts = [...slices].flatMap(([field, cut]) =>
    rowsOf(cut).map(
      (row): Part => ({ ...row, part: field, field, kind: labelOf(contentOf(row), row).kind }),
    ),
  );
  return [...whole, ...parts];
}
