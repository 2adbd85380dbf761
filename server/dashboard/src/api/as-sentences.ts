/**
 * As sentences — viết hoa đầu câu.
 *
 * Spoken text comes in small letters, as voices want it. On screen each sentence and line begins with a
 * capital; nothing else is changed, and nothing of it is ever sent.
 */

/** 'mời bà con. họp lúc bảy giờ' → 'Mời bà con. Họp lúc bảy giờ'. */
export const asSentences = (spoken: string): string =>
  spoken.replace(
    /(^|[.!?…]["”’)]*\s+|\n\s*)(\p{Ll})/gu,
    (_, before: string, letter: string) => `${before}${letter.toLocaleUpperCase('vi')}`,
  );
