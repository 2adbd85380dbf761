/** Speak line — đọc một dòng.
 *
 * What `loaso speak --lines` prints for one input line: repaired, blocks nobody should hear left out,
 * expanded to words. Two characters backslash-n in the line stand for a line break.
 */
import { splitColumns } from './columns.js';
import { definitionsIn } from './definitions.js';
import { judgeLines } from './dropped-lines.js';
import { type NormaliseOptions, normaliseRepaired } from './normalise.js';
import { repairText } from './repair.js';

/** Words to be spoken for one written line; empty when nothing is to be said. */
export const speakLine = (line: string, options: NormaliseOptions = {}): string => {
  const { text } = repairText(line.replace(/\\n/g, '\n'));
  const lines = splitColumns(text.split('\n')).map((each) => each.replace(/ {2,}/g, ' ').trim());
  const kept = judgeLines(lines).filter(
    (verdict) => verdict.reason === undefined && verdict.text !== '',
  );
  const body = kept.map((verdict) => verdict.text).join('\n');
  const definitions = new Map([...definitionsIn(body), ...(options.definitions ?? [])]);
  return normaliseRepaired(body, { ...options, definitions }).text;
};
