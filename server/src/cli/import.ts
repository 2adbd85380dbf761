/**
 * loaso import — cấu trúc và kịch bản của văn bản.
 *
 * Prints what would be read, clause by clause, and what is left out with its reason; as JSON for
 * programs, as lines for people.
 */
import { parseArgs } from 'node:util';
import type { Script } from '@loaso/shared/wire/script';
import { scriptOfFile } from './document.js';

export async function importFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined) {
    process.stderr.write('usage: loaso import FILE [--json]\n');
    return 2;
  }
  const script = await scriptOfFile(file);
  process.stdout.write(values.json ? asJson(script) : asText(script));
  return 0;
}

function asJson(script: Script): string {
  const { title, rulesVersion, expectedMs, dropped, repairs } = script;
  const sentences = script.sentences.map(({ written, spoken, clause, kind }) => ({
    written,
    spoken,
    clause,
    kind,
  }));
  return `${JSON.stringify({ title, rulesVersion, expectedMs, sentences, dropped, repairs }, null, 1)}\n`;
}

function asText(script: Script): string {
  const lines = [`# ${script.title}`];
  let clause = '';
  for (const sentence of script.sentences) {
    if (sentence.clause !== clause) lines.push('', `[${sentence.clause}]`);
    clause = sentence.clause;
    lines.push(sentence.spoken);
  }
  lines.push('', '# Không đọc');
  for (const { text, reason } of script.dropped) lines.push(`- ${reason}: ${text}`);
  return `${lines.join('\n')}\n`;
}
