/**
 * Title of a typed message — tên tin khẩn.
 *
 * Nobody should have to name a warning: its first sentence does, cut at a word.
 */
const TITLE_MAX = 80;

/** 'Nước lên nhanh. Bà con…' → 'Nước lên nhanh'. */
export function titleOf(text: string): string {
  const [first = ''] = text.trim().split(/[.!?\n]/u);
  const whole = first.trim().replace(/\s+/g, ' ');
  if (whole.length <= TITLE_MAX) return whole === '' ? text.trim().slice(0, TITLE_MAX) : whole;
  const cut = whole.slice(0, TITLE_MAX);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), TITLE_MAX / 2)).trimEnd()}…`;
}
