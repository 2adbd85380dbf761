/**
 * Spoken-text guard — chốt chặn lời đọc.
 *
 * Last gate before a voice: only Vietnamese words and plain punctuation may pass, because an engine
 * turns digits, symbols and foreign letters into wrong or English sounds without complaint.
 * Promises text that is one line, lower-case and NFC. Does not correct words: that is core/text.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { SpeechFault } from '../../ports/speech.js';

/** Longest sentence that is voiced, characters. */
export const SENTENCE_MAX_CHARS = 8_000;

/** Signs without sound of their own; the engine must not see them, the listener loses nothing. */
const SOUNDLESS = /["'“”‘’()[\]{}–—_…-]+/gu;
const VIETNAMESE =
  /^[abcdeghiklmnopqrstuvxyăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ,.?!:; ]*$/u;
const NOT_VIETNAMESE =
  /[^abcdeghiklmnopqrstuvxyăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ,.?!:; ]/u;
const SYLLABLE = /\p{L}+/gu;

/** Number of syllables (Vietnamese writes one a word). */
export function countSyllables(spoken: string): number {
  return spoken.match(SYLLABLE)?.length ?? 0;
}

/**
 * Makes a sentence ready for an engine: NFC, lower-case, one line, closed by punctuation. Refuses
 * (`text-refused`) a digit, a letter outside Vietnamese, a symbol with a meaning, nothing to say.
 */
export function guardSpoken(spoken: string): Result<string, SpeechFault> {
  if (spoken.length > SENTENCE_MAX_CHARS) {
    return refuse(`câu dài ${spoken.length} ký tự, quá ${SENTENCE_MAX_CHARS}`);
  }
  const plain = spoken
    .normalize('NFC')
    .toLowerCase()
    .replace(SOUNDLESS, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (!VIETNAMESE.test(plain)) {
    const bad = NOT_VIETNAMESE.exec(plain)?.[0] ?? '?';
    return refuse(`ký tự “${bad}” không phải chữ Việt trong câu “${spoken.slice(0, 80)}”`);
  }
  if (countSyllables(plain) === 0) return refuse('câu không có tiếng nào để đọc');
  return ok(/[.?!:;,]$/u.test(plain) ? plain : `${plain}.`);
}

function refuse(detail: string): Result<string, SpeechFault> {
  return err({ code: 'text-refused', detail });
}
