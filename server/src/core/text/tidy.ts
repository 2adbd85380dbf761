/** Tidy — làm sạch lời đọc.
 *
 * The last gate before a voice: keeps Vietnamese letters and , . ? ! : ; and nothing else, one space
 * between words, no doubled or stray punctuation. It changes no word.
 */
const FOREIGN =
  /[^a-eghiklmnopqrstuvxyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ\s,.?!:;]/gu;

/** Words and signs of one token, spaces kept apart: what no voice may meet is gone. */
export const onlySpeakable = (spoken: string): string =>
  spoken.replace(FOREIGN, ' ').replace(/\s+/g, ' ').trim();

/** NFC lower-case words and , . ? ! : ; only. Idempotent. */
export const tidy = (spoken: string): string =>
  spoken
    .replace(FOREIGN, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([,.?!:;])/g, '$1')
    .replace(/[,.?!:;]{2,}/g, strongest)
    .replace(/^[,.?!:;\s]+/, '')
    .replace(/([,.?!:;])(?=[^\s,.?!:;])/g, '$1 ')
    .trim();

const STRENGTH = '.?!;:,';

const strongest = (run: string): string => {
  const marks = [...run].sort((a, b) => STRENGTH.indexOf(a) - STRENGTH.indexOf(b));
  return marks[0] ?? '';
};
