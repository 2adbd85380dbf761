/**
 * Legacy text — chữ ở bảng mã cũ.
 *
 * Unicode → TCVN3 as an old editor saved it, for tests. It is the table of the standard turned round.
 */
const PAIRS =
  '¸áµà¶ả·ã¹ạ¨ă¾ắ»ằ¼ẳ½ẵÆặ©âÊấÇầÈẩÉẫËậ®đÐéÌèÎẻÏẽÑẹªêÕếÒềÓểÔễÖệÝí×ìØỉÜĩÞịãóßòáỏâõäọ«ôèốåồæổçỗéộ¬ơíớêờëởìỡîợóúïùñủòũôụ\u00ADưøứõừöử÷ữùựýýúỳûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư';

const CODES = new Map<string, string>();
const letters = [...PAIRS];
for (let i = 0; i + 1 < letters.length; i += 2) CODES.set(letters[i + 1] ?? '', letters[i] ?? '');

/** cp1252 codes of the signs an old editor writes. */
const SIGNS: Readonly<Record<string, number>> = { '“': 0x93, '”': 0x94, '–': 0x96, '…': 0x85 };

/** As letters of Latin-1: what a Word run in .VnTime holds. */
export const tcvn3Letters = (text: string): string =>
  [...text]
    .map((letter) => CODES.get(letter) ?? CODES.get(letter.toLowerCase()) ?? letter)
    .join('');

/** As bytes of a text file. */
export const tcvn3Bytes = (text: string): Uint8Array =>
  Uint8Array.from(
    [...tcvn3Letters(text)],
    (letter) => SIGNS[letter] ?? letter.charCodeAt(0) & 0xff,
  );
