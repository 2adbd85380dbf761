/**
 * Digits of a code — sáu chữ số của mã.
 *
 * Makes digits of what was typed or pasted. Knows no secret and no time.
 */
const DIGITS = 6;

/** '123 456' and '123-456' are pasted as often as '123456'. */
export const digitsOf = (typed: string): string => typed.replace(/\D/g, '').slice(0, DIGITS);

export const isWholeCode = (code: string): boolean => code.length === DIGITS;

/** 'JBSWY3DP' → 'JBSW Y3DP': groups of four are typed with fewer mistakes. */
export const inFours = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');
