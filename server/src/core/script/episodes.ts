/** Episodes — chia kỳ phát.
 *
 * Cuts a long script into a series that fits a slot, at clause borders (outermost first), each with a
 * line that says which part it is and where it stands. Promises that no sentence is lost, repeated or
 * moved; a single clause longer than the slot is cut between its sentences.
 */
import type { Script, ScriptSentence } from '@loaso/shared/wire/script';
import { type NormaliseOptions, normalise } from '../text/normalise.js';
import { clauseAsSaid } from './clause.js';
import { predictDurationMs, predictSpeechMs } from './duration.js';

export interface Episode {
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly script: Script;
}

const PAUSE_AFTER_RECAP_MS = 900;
/** Below this no slot makes sense; milliseconds. */
export const SHORTEST_SLOT_MS = 60_000;

const lengthOf = (sentence: ScriptSentence): number =>
  predictSpeechMs(sentence.spoken) + sentence.pauseAfterMs;

/** How good it is to begin an episode with this sentence: fewer clause levels, better. */
const borderRank = (sentences: readonly ScriptSentence[], at: number): number => {
  const here = sentences[at];
  const last = sentences[at - 1];
  if (here === undefined || last === undefined) return 0;
  if (here.kind === 'title') return 0;
  if (here.clause === last.clause) return last.spoken.endsWith('.') ? 8 : 9;
  const depth = here.clause.split(', ').length;
  return here.kind === 'heading' ? depth : depth + 1;
};

/** The best border in (from, to]: lowest rank, then latest, but never in the first half of the slot. */
const bestBorder = (sentences: readonly ScriptSentence[], from: number, to: number): number => {
  let best = to;
  const earliest = from + Math.ceil((to - from) / 2);
  for (let at = to; at >= earliest && at > from; at -= 1) {
    if (borderRank(sentences, at) < borderRank(sentences, best)) best = at;
  }
  return best;
};

/** First sentence that no longer fits, at least one further than `from`. */
const overflowAt = (sentences: readonly ScriptSentence[], from: number, room: number): number => {
  let used = 0;
  for (let at = from; at < sentences.length; at += 1) {
    used += lengthOf(sentences[at] as ScriptSentence);
    if (used > room && at > from) return at;
  }
  return sentences.length;
};

const RECAP_ROOM_MS = 16_000;

const ranges = (
  sentences: readonly ScriptSentence[],
  room: number,
): (readonly [number, number])[] => {
  const cut: (readonly [number, number])[] = [];
  for (let from = 0; from < sentences.length; ) {
    const full = overflowAt(sentences, from, room);
    const to = full === sentences.length ? full : bestBorder(sentences, from, full);
    cut.push([from, to]);
    from = to;
  }
  return cut;
};

const LONGEST_NAME = 90;

/** 'Quyết định số 1462/QĐ-UBND' when the title begins so, else its first words. */
const shortTitle = (title: string): string => {
  const numbered = /^[\p{L} ]{2,40} số \S+/u.exec(title)?.[0];
  if (numbered !== undefined) return numbered;
  return title.length <= LONGEST_NAME
    ? title
    : title.slice(0, title.lastIndexOf(' ', LONGEST_NAME));
};

const line = (written: string, options: NormaliseOptions): ScriptSentence => {
  const spoken = normalise(written, options);
  return {
    index: 0,
    clause: '',
    kind: 'opening',
    written,
    spoken: spoken.text,
    pauseAfterMs: PAUSE_AFTER_RECAP_MS,
    uncertain: [...spoken.uncertain],
  };
};

const framed = (
  script: Script,
  part: readonly ScriptSentence[],
  place: { number: number; count: number },
  options: NormaliseOptions,
): Script => {
  const clause = part.find((sentence) => sentence.clause !== '')?.clause;
  const from =
    clause === undefined || place.number === 1 ? '' : ` Kỳ này bắt đầu từ ${clauseAsSaid(clause)}.`;
  const name = shortTitle(script.title);
  const recap = line(`Kỳ ${place.number} trên tổng số ${place.count} kỳ: ${name}.${from}`, options);
  const more =
    place.number < place.count ? [line('Mời quý vị đón nghe kỳ tiếp theo.', options)] : [];
  const closing = more.map((each): ScriptSentence => ({ ...each, kind: 'closing' }));
  const sentences = [recap, ...part, ...closing].map((each, index) => ({ ...each, index }));
  const first = place.number === 1;
  return {
    ...script,
    title: `${script.title} (kỳ ${place.number}/${place.count})`,
    sentences,
    dropped: first ? script.dropped : [],
    repairs: first ? script.repairs : [],
    expectedMs: predictDurationMs(sentences),
  };
};

/**
 * A script → episodes of at most `slotMs` predicted milliseconds (at least one minute). One that fits
 * comes back alone and unchanged.
 */
export const splitEpisodes = (
  script: Script,
  slotMs: number,
  options: NormaliseOptions = {},
): Episode[] => {
  const slot = Math.max(SHORTEST_SLOT_MS, slotMs);
  if (script.expectedMs <= slot) return [{ number: 1, count: 1, script }];
  const cut = ranges(script.sentences, slot - RECAP_ROOM_MS);
  return cut.map(([from, to], index) => {
    const place = { number: index + 1, count: cut.length };
    return { ...place, script: framed(script, script.sentences.slice(from, to), place, options) };
  });
};
