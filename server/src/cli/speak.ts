/**
 * loaso speak — đọc từng dòng, chấm điểm lời đọc.
 *
 * `--lines`: one written text per input line (the two characters `\n` stand for a line break), one
 * spoken form per output line, empty where nothing is to be spoken. `--score`: how many cases of a
 * table are read as people accept it. Needs no server.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { casesOf, scoreOf } from '../core/text/score.js';
import { speakLine } from '../core/text/speak-line.js';

const USAGE =
  'usage: loaso speak --lines [FILE]   one written text a line (standard input without FILE)\n' +
  '       loaso speak --score FILE     lines of category, written text, readings; tabs between\n';

export async function speak(args: readonly string[]): Promise<number> {
  const [what, file, ...more] = args;
  if (more.length > 0) return usage();
  if (what === '--lines') return await speakLines(file);
  if (what === '--score' && file !== undefined) return await score(file);
  return usage();
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

async function speakLines(file: string | undefined): Promise<number> {
  const source = file === undefined ? process.stdin : createReadStream(file);
  const input = createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY });
  let pending: string[] = [];
  for await (const line of input) {
    pending.push(speakLine(line));
    if (pending.length >= 500) {
      process.stdout.write(`${pending.join('\n')}\n`);
      pending = [];
    }
  }
  if (pending.length > 0) process.stdout.write(`${pending.join('\n')}\n`);
  return 0;
}

/** Prints what was read otherwise and the score of each category; 0 when every case passes. */
async function score(file: string): Promise<number> {
  const cases = casesOf(await readFile(file, 'utf8'));
  if (!cases.ok) {
    const { code, line } = cases.error;
    const what = code === 'no-cases' ? 'holds no case' : `line ${line} is no case`;
    process.stderr.write(
      `loaso speak: ${file}: ${what}; write category, text and readings ("a | b") with tabs between\n`,
    );
    return 2;
  }
  const { categories, failed } = scoreOf(cases.value, (written) => speakLine(written));
  for (const { category, written, spoken } of failed) {
    process.stdout.write(`✗ ${category}: ${written} → ${spoken}\n`);
  }
  for (const { category, passed, total } of categories) {
    process.stdout.write(`${category}\t${passed}/${total}\n`);
  }
  const total = cases.value.length;
  process.stdout.write(`total\t${total - failed.length}/${total}\n`);
  return failed.length === 0 ? 0 : 1;
}
