/** Definitions — chữ viết tắt tự định nghĩa trong văn bản.
 *
 * Finds where a document itself says what its letters stand for: "phổ biến, giáo dục pháp luật (PBGDPL)",
 * "(sau đây gọi tắt là …)". Such a definition wins over every table for the rest of that document.
 */
const DEFINITION =
  /\(\s?(?:(?:sau đây |dưới đây )?(?:được )?(?:gọi|viết) (?:tắt|chung|gọn)?\s?(?:là)?\s?:?\s?)?[“"']?(\p{Lu}[\p{L}&-]{1,15})[”"']?\s?\)/gu;
const LINKS = new Set([
  'và',
  'của',
  'các',
  'cho',
  'về',
  'trong',
  'với',
  'những',
  'ở',
  'tại',
  'theo',
]);
const FURTHEST_WORDS = 24;

const lettersOf = (token: string): string[] =>
  [...token.replace(/[^\p{L}]/gu, '')]
    .filter((letter) => /\p{Lu}/u.test(letter))
    .map((letter) => letter.toLowerCase());

const initialFits = (word: string, letter: string): boolean => {
  const first = word[0]?.toLowerCase() ?? '';
  if (first === letter) return true;
  return first.normalize('NFD').charAt(0) === letter && letter !== 'd' && first !== 'đ';
};

/** How many characters from the end of `past` spell out the letters, or undefined. */
export const expansionStart = (token: string, past: string): number | undefined => {
  const letters = lettersOf(token);
  const words = [...past.matchAll(/\p{L}+/gu)].slice(-FURTHEST_WORDS);
  let at = letters.length - 1;
  for (let i = words.length - 1; i >= 0; i -= 1) {
    const word = words[i];
    if (word === undefined) return undefined;
    if (initialFits(word[0], letters[at] ?? '')) {
      at -= 1;
      if (at < 0) return word.index;
    } else if (!LINKS.has(word[0].toLowerCase())) return undefined;
  }
  return undefined;
};

/** True when the letters are the initials of the words just before them. */
export const shortFormFits = (token: string, past: string): boolean =>
  token.length > 1 && expansionStart(token, past) !== undefined;

/** Letters → words as this document defines them (lower-case words, commas kept). */
export const definitionsIn = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const match of text.matchAll(DEFINITION)) {
    const token = match[1] ?? '';
    const past = text.slice(Math.max(0, match.index - 160), match.index);
    const start = expansionStart(token, past);
    if (start === undefined || found.has(token)) continue;
    const words = past
      .slice(start)
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\s,]/gu, ' ')
      .replace(/\s+/g, ' ');
    found.set(token, words.replace(/[,\s]+$/, ''));
  }
  return found;
};
