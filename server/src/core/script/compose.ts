/** Compose — soạn kịch bản phát thanh.
 *
 * From a legal text to what a listener hears, sentence by sentence: opening with the document's name,
 * signposts between parts, clauses with their pauses, closing. Promises words and , . ? ! : ; only, and
 * a reason for everything left out. It knows no voice and no time of day.
 */
import type { Script, ScriptSentence, SentenceKind } from '@loaso/shared/wire/script';
import { definitionsIn } from '../text/definitions.js';
import { type NormaliseOptions, normaliseRepaired } from '../text/normalise.js';
import { RULES_VERSION } from '../text/rules-version.js';
import { NORTHERN_STYLE } from '../text/style.js';
import { type Block, type LegalDocument, readDocument } from './document.js';
import { predictDurationMs } from './duration.js';
import type { FrontMatter } from './front-matter.js';
import type { RepeatedLists } from './row-sentences.js';
import { type Piece, splitSentences } from './sentences.js';

export interface ComposeOptions extends NormaliseOptions {
  /** Name of the bulletin; the document's own name when absent. */
  readonly title?: string;
  /** Said in the opening and the closing: 'xã Phù Mỹ'. */
  readonly stationName?: string;
  /** Read the appendices (default true). */
  readonly includeAppendix?: boolean;
  /** Clauses to read ('Điều 1', 'Kế hoạch, III'), with all below them; everything when absent. */
  readonly clauses?: readonly string[];
  /** How lists already heard in a table are read (default 'shorten'). */
  readonly repeatedLists?: RepeatedLists;
  /** Opening and closing formulas (default true). */
  readonly formulas?: boolean;
}

/** Silences in milliseconds: an ear needs longer after a heading than inside a sentence. */
const PAUSE = {
  heading: 700,
  title: 900,
  sentence: 350,
  clause: 250,
  breath: 150,
  row: 600,
} as const;

interface Draft {
  readonly kind: SentenceKind;
  readonly clause: string;
  readonly written: string;
  readonly pauseAfterMs: number;
  /** Words said before the sentence ("phần", "khoản", "tiếp theo là"). */
  readonly lead?: string;
}

/** Laws are named by what they are about; other documents by their number. */
const isLaw = (front: FrontMatter): boolean =>
  /^(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)$/.test(front.kind);

const joined = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(' ');

const numbered = (front: FrontMatter): string => (front.number === '' ? '' : `số ${front.number}`);

const fullName = (front: FrontMatter): string => {
  if (isLaw(front)) return joined(front.kind, front.subject, numbered(front), front.date);
  const issuer = front.issuer === '' ? '' : `của ${front.issuer}`;
  return joined(front.kind, numbered(front), issuer, front.date, front.subject);
};

const shortName = (front: FrontMatter): string =>
  isLaw(front)
    ? joined(front.kind, front.subject)
    : joined(front.kind, front.kind === '' ? '' : numbered(front));

const titleOf = (document: LegalDocument, options: ComposeOptions): string =>
  options.title ?? (fullName(document.front) || (document.blocks[0]?.text.slice(0, 200) ?? ''));

const opening = (document: LegalDocument, options: ComposeOptions): Draft[] => {
  const title = titleOf(document, options);
  const station =
    options.stationName === undefined ? [] : [`Đài truyền thanh ${options.stationName}.`];
  const named = document.front.kind !== '' || options.title !== undefined;
  const invites = named
    ? [`Sau đây, mời quý vị nghe ${title}.`]
    : ['Sau đây, mời quý vị nghe nội dung văn bản.'];
  return [...station, ...invites].map((written) => ({
    kind: 'opening',
    clause: '',
    written,
    pauseAfterMs: PAUSE.title,
  }));
};

const closing = (document: LegalDocument, options: ComposeOptions): Draft[] => {
  const name = options.title ?? (shortName(document.front) || 'nội dung văn bản');
  const station =
    options.stationName === undefined ? '' : ` Đài truyền thanh ${options.stationName}`;
  const thanks = `Cảm ơn quý vị đã lắng nghe${station}.`;
  return [`Quý vị vừa nghe ${name}.`, thanks].map((written) => ({
    kind: 'closing',
    clause: '',
    written,
    pauseAfterMs: PAUSE.sentence,
  }));
};

const LEADS: Readonly<Record<string, string>> = { roman: 'phần', letter: 'điểm' };

/** What kind of clause a bare number or letter is, said before it. */
const leadOf = (block: Block): string | undefined => {
  const level = block.head?.level;
  if (block.kind === 'title') return 'tiếp theo là';
  if (level === 'number') return block.clause.startsWith('Điều') ? 'khoản' : 'mục';
  return level === undefined ? undefined : LEADS[level];
};

const pauseAfter = (block: Block, piece: Piece, last: boolean): number => {
  if (!last) return PAUSE[piece.end];
  if (block.kind === 'title') return PAUSE.title;
  if (block.kind === 'heading') return PAUSE.heading;
  return block.endsRow === true ? PAUSE.row : PAUSE.sentence;
};

const draftsOf = (block: Block): Draft[] => {
  const pieces = splitSentences(block.text);
  const lead = leadOf(block);
  return pieces.map((piece, index) => ({
    kind: block.kind,
    clause: block.clause,
    written: piece.text,
    pauseAfterMs: pauseAfter(block, piece, index === pieces.length - 1),
    ...(index === 0 && lead !== undefined ? { lead } : {}),
  }));
};

const isAppendix = (block: Block): boolean => block.part.startsWith('Phụ lục');

/** Why a block is not read by choice, or undefined. */
const leftOut = (block: Block, options: ComposeOptions): string | undefined => {
  if (options.includeAppendix === false && isAppendix(block)) return 'phụ lục, không chọn đọc';
  if (options.clauses === undefined) return undefined;
  const chosen = options.clauses.some(
    (clause) => block.clause === clause || block.clause.startsWith(`${clause},`),
  );
  return chosen ? undefined : 'mục không được chọn đọc';
};

/** A sentence ends in a full stop, a piece of one in what it has. */
const endsWell = (spoken: string, whole = true): string => {
  if (whole) return /[.?!]$/.test(spoken) ? spoken : `${spoken.replace(/[,;:]$/, '')}.`;
  return /[.?!:;,]$/.test(spoken) ? spoken : `${spoken},`;
};

/**
 * A full stop inside a sentence stands after a head ("điều một."): engines pause there only for a colon.
 */
export const readSentence = (
  draft: Pick<ScriptSentence, 'written' | 'lead' | 'pauseAfterMs'>,
  options: NormaliseOptions,
): Pick<ScriptSentence, 'spoken' | 'uncertain'> | undefined => {
  const spoken = normaliseRepaired(draft.written, options);
  if (spoken.text === '') return undefined;
  const words = draft.lead === undefined ? spoken.text : `${draft.lead} ${spoken.text}`;
  const breathing = words.replace(/\.(?=\s)/g, ':');
  return {
    spoken: endsWell(breathing, draft.pauseAfterMs >= PAUSE.sentence),
    uncertain: [...spoken.uncertain],
  };
};

const sentenceOf = (
  draft: Draft,
  index: number,
  options: NormaliseOptions,
): ScriptSentence | undefined => {
  const read = readSentence(draft, options);
  if (read === undefined) return undefined;
  return {
    index,
    clause: draft.clause.slice(0, 300),
    kind: draft.kind,
    written: draft.written,
    spoken: read.spoken,
    ...(draft.lead === undefined ? {} : { lead: draft.lead }),
    pauseAfterMs: draft.pauseAfterMs,
    uncertain: read.uncertain,
  };
};

const sentencesOf = (drafts: readonly Draft[], options: NormaliseOptions): ScriptSentence[] => {
  const sentences: ScriptSentence[] = [];
  for (const draft of drafts) {
    const sentence = sentenceOf(draft, sentences.length, options);
    if (sentence !== undefined) sentences.push(sentence);
  }
  return sentences;
};

/** Text of a legal document → script. Pure: the same text and options give the same script. */
export const composeScript = (text: string, options: ComposeOptions = {}): Script => {
  const document = readDocument(text, options.repeatedLists);
  const definitions = new Map([...definitionsIn(document.text), ...(options.definitions ?? [])]);
  const left = document.blocks.map((block) => leftOut(block, options));
  const body = document.blocks.filter((_, index) => left[index] === undefined).flatMap(draftsOf);
  const formulas = options.formulas !== false && body.length > 0;
  const drafts = formulas
    ? [...opening(document, options), ...body, ...closing(document, options)]
    : body;
  const sentences = sentencesOf(drafts, { ...options, definitions });
  const chosen = document.blocks.flatMap((block, index) => {
    const reason = left[index];
    return reason === undefined ? [] : [{ text: block.text, reason }];
  });
  return {
    v: 1,
    title: titleOf(document, options),
    rulesVersion: RULES_VERSION,
    ...(options.lexicon === undefined ? {} : { lexiconVersion: options.lexicon.version }),
    ...(options.style === undefined ? {} : { style: { ...NORTHERN_STYLE, ...options.style } }),
    ...(definitions.size === 0 ? {} : { definitions: Object.fromEntries(definitions) }),
    sentences,
    dropped: [...document.dropped, ...chosen],
    repairs: [...document.repairs],
    expectedMs: predictDurationMs(sentences),
  };
};
