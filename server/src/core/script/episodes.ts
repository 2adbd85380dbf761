/** Episodes — chia kỳ phát.
 *
 * Cuts a long script into a series that fits a slot, at clause borders (outermost first), each with
 * lines that say who speaks, which part it is and where it goes on. Promises that no sentence is lost,
 * repeated or moved; a single clause longer than the slot is cut between its sentences.
 */
import type { Script, ScriptSentence } from '@loaso/shared/wire/script';
import type { SiteLexicon } from '../text/reading.js';
import { clauseAsSaid } from './clause.js';
import { readSentence } from './compose.js';
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
/** Longest title of a bulletin, characters. */
const TITLE_MAX = 200;

/** 'Luật Đất đai (kỳ 2/5)'; a name too long for a title loses its end, never its place. */
export const episodeTitle = (name: string, number: number, count: number): string => {
  const place = ` (kỳ ${number}/${count})`;
  const room = TITLE_MAX - place.length;
  if (name.length <= room) return `${name}${place}`;
  return `${name.slice(0, name.lastIndexOf(' ', room - 1))}…${place}`;
};

const isRead = ({ spoken }: ScriptSentence): boolean => spoken !== '';

const lengthOf = (sentence: ScriptSentence): number =>
  isRead(sentence) ? predictSpeechMs(sentence.spoken) + sentence.pauseAfterMs : 0;

const INSIDE_CLAUSE = 8;
const INSIDE_SENTENCE = 9;

/** How good it is to begin an episode with this sentence: fewer clause levels, better. */
const borderRank = (sentences: readonly ScriptSentence[], at: number): number => {
  const here = sentences[at];
  const last = sentences[at - 1];
  if (here === undefined || last === undefined) return 0;
  if (here.kind === 'title') return 0;
  if (here.clause === last.clause) {
    return last.spoken.endsWith('.') ? INSIDE_CLAUSE : INSIDE_SENTENCE;
  }
  const depth = Math.min(here.clause.split(', ').length, INSIDE_CLAUSE - 2);
  return here.kind === 'heading' ? depth : depth + 1;
};

type Range = readonly [from: number, to: number];

/** What an episode costs before its border and its length: a cut inside a clause is worse than one more. */
const EPISODE_COST = 4;
const BORDER_COST = 0.5;
const INSIDE_CLAUSE_COST = 7;
const SHORTNESS_COST = 2;

/** Sentences with how long each lasts, worked out once. */
type Timed = {
  readonly sentences: readonly ScriptSentence[];
  readonly lengths: readonly number[];
  readonly room: number;
};

const borderCost = (sentences: readonly ScriptSentence[], at: number): number => {
  if (at === sentences.length) return 0;
  const rank = borderRank(sentences, at);
  return rank >= INSIDE_CLAUSE ? INSIDE_CLAUSE_COST + rank : rank * BORDER_COST;
};

type Way = { readonly cost: number; readonly to: number };

/** The cheapest episode that begins at `from`, with the cheapest way on from its end. */
const bestFrom = (
  { sentences, lengths, room }: Timed,
  from: number,
  ways: readonly (Way | undefined)[],
): Way => {
  let best: Way = { cost: Number.POSITIVE_INFINITY, to: from + 1 };
  let used = 0;
  for (let to = from + 1; to <= sentences.length; to += 1) {
    used += lengths[to - 1] ?? 0;
    if (used > room && to > from + 1) break;
    const short = Math.max(0, 1 - used / room);
    const own = EPISODE_COST + borderCost(sentences, to) + SHORTNESS_COST * short * short;
    const cost = own + (ways[to]?.cost ?? 0);
    if (cost < best.cost) best = { cost, to };
  }
  return best;
};

/** Few, like in length, cut at outer clauses: the cheapest of all ways to cut. */
const ranges = (sentences: readonly ScriptSentence[], room: number): Range[] => {
  const timed: Timed = { sentences, lengths: sentences.map(lengthOf), room };
  const ways: Way[] = [];
  for (let from = sentences.length - 1; from >= 0; from -= 1) {
    ways[from] = bestFrom(timed, from, ways);
  }
  const cut: Range[] = [];
  for (let from = 0; from < sentences.length; ) {
    const to = ways[from]?.to ?? sentences.length;
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

/** A line of the frame, read exactly as a later check of the script reads it again. */
const lineOf = (
  script: Script,
  kind: 'opening' | 'closing',
  written: string,
  lexicon: SiteLexicon | undefined,
): ScriptSentence => {
  const options = {
    ...(lexicon === undefined ? {} : { lexicon }),
    ...(script.style === undefined ? {} : { style: script.style }),
    definitions: new Map(Object.entries(script.definitions ?? {})),
  };
  const pauseAfterMs = PAUSE_AFTER_RECAP_MS;
  const read = readSentence({ written, pauseAfterMs }, options);
  const spoken = { spoken: read?.spoken ?? '', uncertain: read?.uncertain ?? [] };
  return { index: 0, clause: '', kind, written, ...spoken, pauseAfterMs };
};

const opensProgramme = ({ kind }: ScriptSentence): boolean => kind === 'opening';

/** Who speaks: the first opening line, when it names a station. */
const stationLine = ({ sentences }: Script): ScriptSentence[] => {
  const [first] = sentences;
  return first?.kind === 'opening' && first.written.startsWith('Đài truyền thanh') ? [first] : [];
};

type Line = (kind: 'opening' | 'closing', written: string) => ScriptSentence;
type Place = { readonly number: number; readonly count: number };

/** The first part says its place after its own greeting; a later one says whose it is and where it goes on. */
const openingOf = (
  script: Script,
  part: readonly ScriptSentence[],
  { number, count }: Place,
  line: Line,
): ScriptSentence[] => {
  const place = `Kỳ ${number} trên tổng số ${count} kỳ`;
  if (number === 1) return [...part.filter(opensProgramme), line('opening', `${place}.`)];
  const recap = line('opening', `${place}: ${shortTitle(script.title)}.`);
  const clause = part.find((sentence) => sentence.clause !== '')?.clause;
  const from =
    clause === undefined ? [] : [line('opening', `Kỳ này bắt đầu từ ${clauseAsSaid(clause)}.`)];
  return [...stationLine(script), recap, ...from];
};

const framed = (
  script: Script,
  part: readonly ScriptSentence[],
  place: Place,
  lexicon: SiteLexicon | undefined,
): Script => {
  const { number, count } = place;
  const line: Line = (kind, written) => lineOf(script, kind, written, lexicon);
  const more =
    number < count
      ? [
          line('closing', `Quý vị vừa nghe kỳ ${number} trên tổng số ${count} kỳ.`),
          line('closing', 'Mời quý vị đón nghe kỳ tiếp theo.'),
        ]
      : [];
  const body = number === 1 ? part.filter((each) => !opensProgramme(each)) : part;
  const sentences = [...openingOf(script, part, place, line), ...body, ...more].map(
    (each, index) => ({ ...each, index }),
  );
  const first = number === 1;
  return {
    ...script,
    title: episodeTitle(script.title, number, count),
    sentences,
    dropped: first ? script.dropped : [],
    repairs: first ? script.repairs : [],
    expectedMs: predictDurationMs(sentences.filter(isRead)),
  };
};

const episodesFrom = (
  script: Script,
  room: number,
  lexicon: SiteLexicon | undefined,
): Episode[] => {
  const cut = ranges(script.sentences, room);
  return cut.map(([from, to], index) => {
    const place = { number: index + 1, count: cut.length };
    return { ...place, script: framed(script, script.sentences.slice(from, to), place, lexicon) };
  });
};

const longestOf = (episodes: readonly Episode[]): number =>
  Math.max(...episodes.map(({ script }) => script.expectedMs));

/** Of the slot: what is left is for chimes, and for a voice that reads slower than predicted. */
const FILLED = 0.96;
/** Steps towards parts that fit. */
const FITTING = 8;

/**
 * A script → episodes of at most `slotMs` predicted milliseconds (at least one minute), few and of
 * like length. One that fits comes back alone and unchanged; a single sentence longer than the slot
 * stays whole.
 *
 * @param lexicon what the lines of the frame are read with
 */
export const splitEpisodes = (script: Script, slotMs: number, lexicon?: SiteLexicon): Episode[] => {
  const slot = Math.max(SHORTEST_SLOT_MS, slotMs);
  if (script.expectedMs <= slot) return [{ number: 1, count: 1, script }];
  const aim = slot * FILLED;
  let room = aim;
  let episodes = episodesFrom(script, room, lexicon);
  for (let step = 0; step < FITTING && longestOf(episodes) > aim; step += 1) {
    room = Math.max(SHORTEST_SLOT_MS / 2, room - Math.max(1_000, longestOf(episodes) - aim));
    episodes = episodesFrom(script, room, lexicon);
  }
  return episodes;
};
