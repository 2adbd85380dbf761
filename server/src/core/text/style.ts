/** Reading style — giọng vùng miền của lời đọc.
 *
 * The three regional choices of Vietnamese number words, consistent inside one reading. It knows no voice.
 */
import type { ReadingStyle } from '@loaso/shared/wire/script';

export type { ReadingStyle };

export const NORTHERN_STYLE: ReadingStyle = { thousand: 'nghìn', zeroTens: 'linh', four: 'tư' };
export const SOUTHERN_STYLE: ReadingStyle = { thousand: 'ngàn', zeroTens: 'lẻ', four: 'bốn' };
