/**
 * Result — kết quả hoặc lời từ chối.
 *
 * Expected refusals travel as values so that every caller must look at them; bugs throw instead.
 * Knows nothing of what is refused: each room brings its own closed union.
 */

export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
});

/** Marks a branch that the types exclude; reaching it is a bug, so it throws. */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
