/** Columns — hai cột song song.
 *
 * Administrative texts set their head and their foot in two columns side by side ("Nơi nhận" beside the
 * signature), held apart by a wide gap. This file puts the left column before the right one, so that
 * each block is whole again. It knows only gaps, not what the columns say.
 */
const GAP = /\S(\s{5,})\S/;
const INDENTED = /^\s{20,}\S/;
/** A block of columns is the head or the foot of a page, never longer. */
const LONGEST_BLOCK = 30;
const SHORT_CELL = 60;

/** A gap that a form leaves to be filled in: "Số:      /TB-UBND", "ngày      tháng 9". */
const BLANK_LEFT = /(?:số\s*:?|ngày|tháng|năm|lúc|hồi)$/i;
const BLANK_RIGHT = /^(?:\/|tháng|năm|giờ|ngày|-)/i;

const isBlank = (line: string, gap: RegExpExecArray): boolean =>
  BLANK_LEFT.test(line.slice(0, gap.index + 1).trimEnd()) &&
  BLANK_RIGHT.test(line.slice(gap.index + 1).trimStart());

const hasColumns = (line: string): boolean => {
  const gap = GAP.exec(line);
  return gap !== null && gap.index < 90 && !isBlank(line, gap);
};

/** Whether a line still belongs to a block that began above. */
const belongs = (lines: readonly string[], at: number): boolean => {
  const line = lines[at] ?? '';
  if (hasColumns(line) || INDENTED.test(line)) return true;
  if (line.trim().length > SHORT_CELL) return false;
  const ahead = lines.slice(at + 1, at + 4);
  return ahead.some((next) => hasColumns(next) || INDENTED.test(next));
};

const blockEnd = (lines: readonly string[], at: number): number => {
  let end = at + 1;
  while (end < lines.length && end < at + LONGEST_BLOCK && belongs(lines, end)) end += 1;
  return end;
};

const cellsOf = (line: string): { left: string; right: string } => {
  const gap = GAP.exec(line);
  if (gap !== null && hasColumns(line)) {
    return { left: line.slice(0, gap.index + 1).trim(), right: line.slice(gap.index + 1).trim() };
  }
  return INDENTED.test(line) ? { left: '', right: line.trim() } : { left: line.trim(), right: '' };
};

/** Lines with two-column blocks unrolled: left cells, then right cells. Other lines come back as they are. */
export const splitColumns = (lines: readonly string[]): string[] => {
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    if (!hasColumns(lines[at] ?? '')) {
      out.push(lines[at] ?? '');
      at += 1;
      continue;
    }
    const end = blockEnd(lines, at);
    const cells = lines.slice(at, end).map(cellsOf);
    out.push(...cells.map(({ left }) => left).filter((cell) => cell !== ''));
    out.push(...cells.map(({ right }) => right).filter((cell) => cell !== ''));
    at = end;
  }
  return out;
};
