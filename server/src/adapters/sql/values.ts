/**
 * Values — chuyển kiểu giá trị.
 *
 * The one place where domain values become columns and back: truth as 0 or 1, compound values as
 * JSON text, text that both databases can hold. What comes back was parsed when it was written, so
 * it is branded again without a second parse.
 */

/** Most rows of one insert: below the parameter limit of both databases. */
const ROWS_PER_INSERT = 200;

export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

/** PostgreSQL holds no NUL and neither holds half a surrogate pair; no text of ours needs them. */
export const text = (value: string): string => value.replaceAll('\0', '').toWellFormed();

export const json = (value: unknown): string => JSON.stringify(value);

export const jsonOrNull = (value: unknown): string | null => (value === null ? null : json(value));

/** What {@link json} wrote. */
export const fromJson = <T>(column: string): T => JSON.parse(column) as T;

export const fromJsonOrNull = <T>(column: string | null): T | null =>
  column === null ? null : fromJson<T>(column);

/** A column written from a value of the branded or closed type `T`. */
export const as = <T extends string>(column: string): T => column as T;

/** Splits `rows` into pieces that fit into one insert. */
export function* insertable<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    yield rows.slice(from, from + ROWS_PER_INSERT);
  }
}

/** Without case and diacritics: 'Đèn Đường' and 'den duong' are the same word to a search. */
export const fold = (value: string): string =>
  text(value)
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

/** A pattern for `like … escape '\'` that finds `search` anywhere. */
export const containing = (search: string): string =>
  `%${fold(search).replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
