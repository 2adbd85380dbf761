/** Meaning — nghĩa của chữ viết tắt theo ngữ cảnh.
 *
 * The shape of one meaning and how its context is written: the pattern sees up to 40 characters before,
 * a bar, and up to 30 after, lower-cased. It holds no abbreviation.
 */
export interface Meaning {
  readonly spoken: string;
  readonly when?: RegExp;
  /** Only a guess: the editor is asked. */
  readonly guess?: true;
}

export const DOC_AFTER = /¦\s*(?:số\s*)?:?\s*\d/u;

/** A context pattern; WORD_END stands for "no letter follows". */
export const near = (source: string): RegExp =>
  new RegExp(source.replaceAll('WORD_END', '(?!\\p{L})'), 'u');
