/** Clause — vị trí trong văn bản.
 *
 * Turns the clause label of a sentence into words that can be said: 'Kế hoạch, III, 4, đ)' → 'Kế hoạch,
 * phần III, mục 4, điểm đ'. It knows labels only, no document.
 */
const asSaid = (label: string, inArticle: boolean): string => {
  if (/^[IVXL]+$/.test(label)) return `phần ${label}`;
  if (/^[a-zđ]\d{0,2}\)$/u.test(label)) return `điểm ${label.slice(0, -1)}`;
  if (/^\d/.test(label)) return `${inArticle ? 'khoản' : 'mục'} ${label}`;
  return label;
};

/** Written words for a clause label, ready for `normalise`. */
export const clauseAsSaid = (clause: string): string => {
  const labels = clause.split(', ');
  const inArticle = labels.some((label) => label.startsWith('Điều'));
  return labels.map((label) => asSaid(label, inArticle)).join(', ');
};
