/**
 * Password strength — mật khẩu dễ đoán.
 *
 * Length first (the treaty asks for twelve characters), then what guessers try first: words
 * everybody uses, with the usual digits, signs and letter swaps around them, simple patterns, and the person's own
 * name. No rule about kinds of characters: NIST SP 800-63B-4 advises against it.
 */
import { COMMON_PASSWORDS } from './common-passwords.js';

export type PasswordWeakness = 'common' | 'pattern' | 'own-name';

/** Shorter parts of a name are found in many good passwords. */
const NAME_LENGTH_MIN = 4;
/** A unit of so many signs that only repeats is a pattern. */
const UNIT_MAX = 4;
const RUN_MIN = 6;

const RUNS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** The letters that guessers read behind these signs. */
const SWAPS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Small letters and digits without diacritics, nothing else. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');

const unswapped = (text: string): string =>
  plain([...text.toLowerCase()].map((sign) => SWAPS[sign] ?? sign).join(''));

const withoutEnds = (text: string): string => text.replace(/^[\d\W_]+|[\d\W_]+$/g, '');

/** The words a guesser would see in it: as it is, and with swaps undone, without digits around. */
const readings = (password: string): string[] => {
  const bare = withoutEnds(password);
  const whole = plain(password);
  const digits = /\d*$/.exec(whole)?.[0].length ?? 0;
  const cut = Array.from({ length: digits + 1 }, (_, drop) => whole.slice(0, whole.length - drop));
  return [...cut, plain(bare), unswapped(bare), unswapped(password)];
};

/** A common word, or two of them. */
function isCommon(text: string): boolean {
  if (COMMON_PASSWORDS.has(text)) return true;
  for (let cut = 1; cut < text.length; cut += 1) {
    if (COMMON_PASSWORDS.has(text.slice(0, cut)) && COMMON_PASSWORDS.has(text.slice(cut))) {
      return true;
    }
  }
  return false;
}

function isPattern(password: string): boolean {
  const text = password.toLowerCase();
  const rest = RUNS.reduce((left, run) => withoutRuns(left, run), text);
  if (rest.length <= UNIT_MAX) return true;
  return new RegExp(`^(.{1,${UNIT_MAX}})\\1+.{0,${UNIT_MAX - 1}}$`, 's').test(text);
}

/** `text` without pieces of `run` of at least {@link RUN_MIN} signs, in either direction. */
function withoutRuns(text: string, run: string): string {
  const backwards = [...run].reverse().join('');
  let left = text;
  for (const line of [run, backwards]) {
    for (let length = line.length; length >= RUN_MIN; length -= 1) {
      for (let from = 0; from + length <= line.length; from += 1) {
        left = left.replaceAll(line.slice(from, from + length), '');
      }
    }
  }
  return left;
}

/** What makes `password` easy to guess, or null. `names` are the login name and the full name. */
export function passwordWeakness(
  password: string,
  names: readonly string[],
): PasswordWeakness | null {
  if (readings(password).some(isCommon)) return 'common';
  const own = names.map(plain).filter((name) => name.length >= NAME_LENGTH_MIN);
  if (own.some((name) => plain(password).includes(name))) return 'own-name';
  return isPattern(password) ? 'pattern' : null;
}
