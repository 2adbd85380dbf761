/**
 * loaso speak — đọc từng dòng.
 *
 * One written text per input line (the two characters `\n` stand for a line break), one spoken form
 * per output line, empty where nothing is to be spoken. Needs no server.
 */
import { createInterface } from 'node:readline';
import { speakLine } from '../core/text/speak-line.js';

export async function speak(args: readonly string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== '--lines') {
    process.stderr.write('usage: loaso speak --lines < FILE\n');
    return 2;
  }
  const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
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
