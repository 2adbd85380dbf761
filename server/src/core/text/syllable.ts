/** Syllable — âm tiết tiếng Việt.
 *
 * Tells whether a run of letters is a possible Vietnamese syllable (onset + rhyme + tone). Used to
 * accept a repair, to tell a word from an abbreviation, and to recognise legacy encodings. It has no
 * word list: a legal syllable may still be no word.
 */
const RHYMES = new Set(
  `a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
  e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng êc i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
  o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
  ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt ơng u ua uân uâng uât uây uê uêch uênh uêt uêu ui um un ung uơ up ut uc
  uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưng ưm ưn ưt ươc ươi ươm ươn ương ươp ươt ươu ưu
  y yêm yên yêng yêt yêu ynh yt uao uau uang uan uac uat uai uam uanh uach ue uen uet ueo uăn uăng uăc uăt uăm uay ua`.split(
    /\s+/,
  ),
);

const ONSET = /^(?:ngh|ng|nh|gh|gi|kh|ch|ph|th|tr|qu|[bcdđghklmnpqrstvx])?/;
const TONES: Readonly<Record<string, number>> = {
  '\u0300': 1,
  '\u0301': 2,
  '\u0303': 3,
  '\u0309': 4,
  '\u0323': 5,
};

const splitTone = (syllable: string): { base: string; tone: number; tones: number } => {
  let tone = 0;
  let tones = 0;
  let base = '';
  for (const mark of syllable.normalize('NFD')) {
    const value = TONES[mark];
    if (value === undefined) base += mark;
    else {
      tone = value;
      tones += 1;
    }
  }
  return { base: base.normalize('NFC'), tone, tones };
};

const restOf = (base: string, onset: string): string => {
  const rest = base.slice(onset.length);
  if (onset === 'gi' && !RHYMES.has(rest)) return `i${rest}`;
  return onset === 'qu' && !RHYMES.has(rest) ? `u${rest}` : rest;
};

const onsetFits = (onset: string, rhyme: string): boolean => {
  const front = /^[eêiy]/.test(rhyme);
  if (onset === 'c' || onset === 'g' || onset === 'ng')
    return !front || (onset === 'g' && rhyme.startsWith('i'));
  if (onset === 'k')
    return front || rhyme === 'a' || rhyme === 'ông' || rhyme === 'on' || rhyme === 'ang';
  if (onset === 'gh' || onset === 'ngh') return front;
  return onset !== 'p' && onset !== 'q' ? true : onset === 'p';
};

const judge = (syllable: string): boolean => {
  const { base, tone, tones } = splitTone(syllable);
  if (tones > 1) return false;
  const onset = ONSET.exec(base)?.[0] ?? '';
  const rhyme = restOf(base, onset);
  if (!RHYMES.has(rhyme) || !onsetFits(onset, rhyme)) return false;
  const stopped = /(?:[ptc]|ch)$/.test(rhyme);
  return !stopped || tone === 2 || tone === 5;
};

const known = new Map<string, boolean>();
const LONGEST_SYLLABLE = 7;

/** True when the lower-case NFC letters form a possible Vietnamese syllable. */
export const isLegalSyllable = (syllable: string): boolean => {
  if (syllable.length > LONGEST_SYLLABLE) return false;
  const cached = known.get(syllable);
  if (cached !== undefined) return cached;
  const legal = judge(syllable);
  if (known.size < 20_000) known.set(syllable, legal);
  return legal;
};

const bareLetters = (text: string): string =>
  text.replaceAll('đ', 'd').normalize('NFD').replace(/\p{M}/gu, '');
const BARE_RHYMES = new Set([...RHYMES].map(bareLetters));

/** 'ng' before e, i, y and 'ngh' before the others are no spelling of Vietnamese. */
const BARE_ONSET_FAULT = /^(?:ng[eiy]|ngh[^eiy]|g[ey]|gh[^ei]|c[eiy]|k[ou])/;

/** True when letters without any mark could be a Vietnamese syllable ('nguyen', 'phap'). */
export const isBareSyllable = (letters: string): boolean => {
  if (BARE_ONSET_FAULT.test(letters)) return false;
  const onset = ONSET.exec(letters)?.[0] ?? '';
  const rhyme = letters.slice(onset.length);
  const known = [rhyme, `i${rhyme}`, `u${rhyme}`];
  if (onset === 'gi' || onset === 'qu') return known.some((each) => BARE_RHYMES.has(each));
  return BARE_RHYMES.has(rhyme);
};

/**
 * Cuts letters that lost their spaces ("chuyểnđổi") into the fewest legal syllables, or undefined when
 * they cannot be cut. `legal` decides what a piece is, `longest` how many letters it may have.
 */
export const cutIntoSyllables = (
  letters: string,
  legal: (piece: string) => boolean = isLegalSyllable,
  longest = LONGEST_SYLLABLE,
): string[] | undefined => {
  if (letters.length > 40) return undefined;
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= letters.length; end += 1) {
    for (let size = Math.min(longest, end); size >= 1; size -= 1) {
      const lead = best[end - size];
      const piece = letters.slice(end - size, end);
      if (lead === undefined || !legal(piece)) continue;
      const held = best[end];
      if (held === undefined || lead.length + 1 < held.length) best[end] = [...lead, piece];
    }
  }
  return best[letters.length];
};
