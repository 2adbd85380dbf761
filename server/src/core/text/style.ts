/** Reading style — giọng vùng miền của lời đọc.
 *
 * The three regional choices of Vietnamese number words, consistent inside one reading. It knows no voice.
 */
export interface ReadingStyle {
  readonly thousand: 'nghìn' | 'ngàn';
  readonly zeroTens: 'linh' | 'lẻ';
  /** The last 4 of 24, 34 …: hai mươi tư or hai mươi bốn. Months and ordinals always say "tư". */
  readonly four: 'tư' | 'bốn';
}

export const NORTHERN_STYLE: ReadingStyle = { thousand: 'nghìn', zeroTens: 'linh', four: 'tư' };
export const SOUTHERN_STYLE: ReadingStyle = { thousand: 'ngàn', zeroTens: 'lẻ', four: 'bốn' };
