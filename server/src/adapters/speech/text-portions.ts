/**
 * Portions of a sentence — chia câu theo giới hạn.
 *
 * A service takes so many characters a call. Cuts after the last sentence mark that fits, else the
 * last comma, else the last blank, so that a breath falls where a reader would take it. Nothing is
 * lost. Knows characters only.
 */
const CUTS = [/[.?!](?= )/g, /[;:](?= )/g, /,(?= )/g, /(?= )/g];

/** Portions of at most `max` characters that make up `text` again when joined by blanks. */
export function portionsOf(text: string, max: number): string[] {
  const portions: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const at = cutAt(rest, max);
    portions.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest === '' ? portions : [...portions, rest];
}

function cutAt(text: string, max: number): number {
  const head = text.slice(0, max + 1);
  for (const cut of CUTS) {
    const last = [...head.matchAll(cut)].at(-1);
    const at = last === undefined ? 0 : last.index + last[0].length;
    if (at > 0 && at <= max) return at;
  }
  return max;
}
