/** Line breaks — xuống dòng.
 *
 * A break inside a text that nobody unwrapped is a pause. Unwrapping is done by `core/script`.
 */
import { matchAt, type Rule } from '../reading.js';

const BREAK = /\s*\n\s*/y;

export const lineBreak: Rule = {
  name: 'line-break',
  starts: ['mark'],
  read: (scan, at) => {
    const match = matchAt(BREAK, scan.text, at);
    return match === undefined ? undefined : { end: at + match[0].length, spoken: '.' };
  },
};
