/**
 * Finding — điều tìm thấy.
 *
 * One line of the doctor in two languages: what was looked at, what is there, and where it is not
 * well, the next step. `note` is worth knowing and hinders nothing.
 */
export type Lang = 'vi' | 'en';
export type Words = { readonly vi: string; readonly en: string };

export type Finding = {
  readonly level: 'good' | 'note' | 'bad';
  readonly what: Words;
  readonly found: Words;
  /** Null when nothing is to be done. */
  readonly next: Words | null;
};

/** A name, a figure or a message of the system: the same in both languages. */
export const plain = (text: string): Words => ({ vi: text, en: text });

export const words = (vi: string, en: string): Words => ({ vi, en });

/** @param next said only where the finding is not good */
export const finding = (
  level: Finding['level'],
  what: Words,
  found: Words,
  next: Words,
): Finding => ({ level, what, found, next: level === 'good' ? null : next });

const LEVELS: Readonly<Record<Finding['level'], Words>> = {
  good: words('[tốt]   ', '[good]  '),
  note: words('[lưu ý] ', '[note]  '),
  bad: words('[LỖI]   ', '[BAD]   '),
};

export const lineOf = ({ level, what, found, next }: Finding, lang: Lang): string => {
  const line = `${LEVELS[level][lang]}${what[lang]}: ${found[lang]}`;
  return next === null ? line : `${line}\n          → ${next[lang]}`;
};
