/**
 * Parts of a reading — các phần của văn bản để chọn đọc.
 *
 * Groups sentences by the first part of their clause (a Điều, a chapter, an appendix), and inside it
 * by the whole clause; and says what a set of ticks changes.
 */
import type { ScriptSentence } from '@loaso/shared/wire/script';

export type Part = { readonly name: string; readonly sentences: readonly ScriptSentence[] };
export type Group = Part & { readonly parts: readonly Part[] };

const isRead = ({ spoken }: ScriptSentence): boolean => spoken.trim() !== '';

export const readIn = (sentences: readonly ScriptSentence[]): Set<number> =>
  new Set(sentences.filter(isRead).map(({ index }) => index));

/** Neighbours of one name together; the order of the text stays. */
function runs(
  sentences: readonly ScriptSentence[],
  nameOf: (sentence: ScriptSentence) => string,
): Part[] {
  const found: { name: string; sentences: ScriptSentence[] }[] = [];
  for (const sentence of sentences) {
    const name = nameOf(sentence);
    const last = found.at(-1);
    if (last !== undefined && last.name === name) last.sentences.push(sentence);
    else found.push({ name, sentences: [sentence] });
  }
  return found;
}

export const groupsOf = (sentences: readonly ScriptSentence[]): Group[] =>
  runs(sentences, ({ clause }) => clause.split(', ')[0] ?? '').map((group) => ({
    ...group,
    parts: runs(group.sentences, ({ clause }) => clause),
  }));

export type Ticks = { readonly all: boolean; readonly some: boolean };

export function ticksOf({ sentences }: Part, ticked: ReadonlySet<number>): Ticks {
  const count = sentences.filter(({ index }) => ticked.has(index)).length;
  return { all: count === sentences.length, some: count > 0 && count < sentences.length };
}

/** `ticked` with every sentence of `part` in it, or none. */
export function tick(
  part: Part,
  ticked: ReadonlySet<number>,
  wanted: boolean,
): ReadonlySet<number> {
  const next = new Set(ticked);
  for (const { index } of part.sentences) {
    if (wanted) next.add(index);
    else next.delete(index);
  }
  return next;
}

/** What has to be sent: sentences that fall silent, and those that are to be read again. */
export const changeBy = (sentences: readonly ScriptSentence[], ticked: ReadonlySet<number>) => ({
  leaveOut: sentences.filter((one) => isRead(one) && !ticked.has(one.index)),
  bringBack: sentences.filter((one) => !isRead(one) && ticked.has(one.index)),
});
