/** Lost letters — chữ bị mất.
 *
 * A word with U+FFFD or a question mark inside it ("ch�o", "ngh?") lost a letter on its way here.
 * It is spelt and always reported: nobody can know which letter it was, so nothing is guessed.
 */
import { spell } from '../letters.js';
import { matchAt, type Reading, type Rule, type Scan } from '../reading.js';

const WORD =
  /[\p{L}\p{M}]{0,12}\uFFFD[\p{L}\p{M}\uFFFD]{0,12}|[\p{L}\p{M}]{1,12}\?(?=\p{Ll})[\p{L}\p{M}?]{1,12}/uy;

const read = (scan: Scan, at: number): Reading | undefined => {
  const match = matchAt(WORD, scan.text, at);
  if (match === undefined) return undefined;
  return {
    end: at + match[0].length,
    spoken: spell(match[0].replace(/[\uFFFD?]/g, '')),
    why: 'từ bị mất chữ trong tệp gốc, cần sửa lại',
  };
};

export const lostLetter: Rule = { name: 'lost-letter', starts: ['upper', 'lower', 'mark'], read };
