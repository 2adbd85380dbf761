/** Repair of spacing — sửa khoảng trắng sai.
 *
 * Text layers and scanners cut syllables ("Đi ều", "ngườ i") and spread capitals ("T H Ô N G  B Á O").
 * This file joins such pieces when the result is a legal syllable and a piece alone could be no word,
 * and logs each join for the editor. It never joins two words.
 */
import type { Repair } from '@loaso/shared/wire/script';
import { isLegalSyllable } from './syllable.js';

const LONGEST_CHAIN = 4;

/** Every syllable that begins with a marked vowel and is a word: nothing is joined to these. */
const VOWEL_WORDS = new Set(
  `á à ạ ả ác ách ải ái ám ảm án àn áng ánh ảnh ảo áo ào áp át áy ắc ắp ắt ẵm ăn ăng ắng ấc ầm ấm ẩm âm ậm ấn ẩn ân ấp ập ất âu ấu ẩu ầu ấy ẩy
  é è éc ém én èo éo ẹo ẻo ép ét ê ế ếch ềch êm ếm ềm êu ễnh ềnh í ì ị ỉ ích ịch ỉm ít ịt ỉa ỉu ìu ỏ ó ò ọ óc ọc ói òi ỏi óm òm ót ọt ỏng óng òng õng
  ô ồ ổ ố ốc ôi ồi ổi ối ỗi ôm ốm ồm ổn ồn ôn ông ồng ống ổng ốp ơ ớ ở ờ ợ ơi ới ơn ớn ớt ú ù ủ ụ úa ùa úc ục ủi úi úm ùm ủn ùn ụn úng ủng úp út ụt uốn uống uổng uột
  úy ủy uỷ uý uể ù ư ứ ừ ử ứa ưa ựa ức ưng ứng ửng ừng ước ược ươm ướm ươn ườn ưởn ương ướng ưởng ướp ướt ưu ứu ý ỷ ỳ ỵ yếm yểm yến yêu yếu yểu yết yên yêng ỷ oán oản oẳn oắt oằn oải oái oai oăm oặt óach oách`.split(
    /\s+/,
  ),
);
/** After these a single letter names a point or a class: "điểm d ở …" is two words. */
const LETTER_BEFORE = /(?:điểm|tiết|hạng|loại|nhóm|lớp|mục|phần|khối|và|,|;)\s*$/iu;

const MARKED_VOWEL = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ';
/** A piece, one space, and a piece that begins with a vowel that carries a mark. */
const CUT_BEFORE_VOWEL = new RegExp(
  `(?<![\\p{L}\\p{M}\\d])(\\p{L}{1,5}) ([${MARKED_VOWEL}]\\p{L}{1,4}|i[êềếểễệ]\\p{L}{1,3})(?![\\p{L}\\p{M}\\d])`,
  'giu',
);
/** An onset that is no word by itself, one space, and its rhyme: "th anh", "ng ười". */
const CUT_ONSET =
  /(?<![\p{L}\p{M}\d])(ngh|th|tr|nh|ng|kh|ph|ch|gh|qu) (\p{Ll}{2,5})(?![\p{L}\p{M}\d])/gu;
/** A piece that is no syllable, one space, and at most three letters that complete it. */
const CUT_BEFORE_END = /(?<![\p{L}\p{M}\d])(\p{L}{2,6}) ([a-z]{1,2})(?![\p{L}\p{M}\d])/gu;
const SPREAD = /(?<![\p{L}\p{M}\d])\p{Lu}(?: {1,3}\p{Lu}){3,60}(?![\p{L}\p{M}\d])/gu;
const VOWEL = /^[aăâeêioôơuưy]/;

const bare = (letter: string): string => letter.normalize('NFD').charAt(0);

const beginsWithVowel = (piece: string): boolean => VOWEL.test(bare(piece.toLowerCase()));

const joins = (lead: string, rest: string, past: string): boolean => {
  const tail = rest.toLowerCase();
  if (!beginsWithVowel(tail) || VOWEL_WORDS.has(tail)) return false;
  if (lead.length === 1 && LETTER_BEFORE.test(past)) return false;
  return isLegalSyllable((lead + rest).toLowerCase());
};

const CUT = 'âm tiết bị tách rời';

/** 'ngườ i', 'sá ch': the first piece is no syllable, or the second could be no word or letter. */
const completes = (lead: string, tail: string): boolean =>
  /[^a-z]/.test(lead) &&
  (/^(?:nh|ng|ch)$/.test(tail) || !isLegalSyllable(lead)) &&
  isLegalSyllable(lead + tail);

const joinCuts = (text: string, repairs: Repair[]): string => {
  const join = (from: string, to: string): string => {
    repairs.push({ from, to, why: CUT });
    return to;
  };
  return text
    .replace(CUT_BEFORE_END, (whole, lead: string, rest: string) =>
      completes(lead.toLowerCase(), rest) ? join(whole, lead + rest) : whole,
    )
    .replace(CUT_ONSET, (whole, lead: string, rest: string) =>
      beginsWithVowel(rest) && isLegalSyllable(lead + rest) ? join(whole, lead + rest) : whole,
    )
    .replace(CUT_BEFORE_VOWEL, (whole, lead: string, rest: string, at: number) =>
      joins(lead, rest, text.slice(Math.max(0, at - 8), at)) ? join(whole, lead + rest) : whole,
    );
};

/** 'T H Ô N G  B Á O' → 'THÔNG BÁO': two spaces or more part the words, when there are any. */
const joinSpread = (text: string, repairs: Repair[]): string =>
  text.replace(SPREAD, (whole) => {
    const to = whole
      .split(/ {2,}/)
      .map((word) => word.replaceAll(' ', ''))
      .join(' ');
    repairs.push({ from: whole, to, why: 'chữ hoa bị giãn cách' });
    return to;
  });

/** "1 ,5 tỷ": the decimal comma set off by a scanner; only before a unit, since "1 ,2" may be a list. */
const SPLIT_DECIMAL =
  /(?<=\d) ,(?=\d{1,3} ?(?:tỷ|tỉ|triệu|nghìn|%|ha|m2|km|kg|lần|điểm)(?!\p{L}))/gu;

const joinDecimals = (text: string, repairs: Repair[]): string =>
  text.replace(SPLIT_DECIMAL, (from) => {
    repairs.push({ from, to: ',', why: 'thừa dấu cách trong số thập phân' });
    return ',';
  });

/** Mends spacing; every change is added to `repairs`. */
export const mendSpacing = (text: string, repairs: Repair[]): string => {
  let mended = joinDecimals(joinSpread(text, repairs), repairs);
  // A joined piece may complete the next ("ng ườ i"): bounded, since each round shortens the text.
  for (let round = 0; round < LONGEST_CHAIN; round += 1) {
    const next = joinCuts(mended, repairs);
    if (next === mended) break;
    mended = next;
  }
  return mended;
};
