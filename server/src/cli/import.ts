/**
 * loaso import — cấu trúc và kịch bản của văn bản.
 *
 * Prints what would be read, clause by clause, and what is left out with its reason; or into which
 * episodes it would be divided. As JSON for programs, as lines for people.
 */
import { parseArgs } from 'node:util';
import type { Script } from '@loaso/shared/wire/script';
import { type Episode, splitEpisodes } from '../core/script/episodes.js';
import { scriptOfFile } from './document.js';

const USAGE = 'usage: loaso import FILE [--episodes MINUTES] [--json]\n';
const MINUTE_MS = 60_000;
/** What an airing may last, minutes. */
const SLOT = { min: 1, max: 240 } as const;

export async function importFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, episodes: { type: 'string' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  const minutes = values.episodes === undefined ? null : Number(values.episodes);
  const fits = minutes === null || (minutes >= SLOT.min && minutes <= SLOT.max);
  if (file === undefined || !fits) {
    process.stderr.write(USAGE);
    return 2;
  }
  const script = await scriptOfFile(file);
  const episodes = minutes === null ? null : splitEpisodes(script, minutes * MINUTE_MS);
  process.stdout.write(written(script, episodes, values.json));
  return 0;
}

function written(script: Script, episodes: readonly Episode[] | null, json: boolean): string {
  if (episodes === null) return json ? asJson(script) : asText(script);
  const listed = episodes.map(listedOf);
  if (json) {
    const { title, rulesVersion, expectedMs } = script;
    return `${JSON.stringify({ title, rulesVersion, expectedMs, episodes: listed }, null, 1)}\n`;
  }
  const lines = listed.map(
    (one) =>
      `${one.number}/${one.count}  ${minutesOf(one.expectedMs)} phút  ${one.fromClause} → ${one.toClause}`,
  );
  return `# ${script.title}\n# ${minutesOf(script.expectedMs)} phút\n${lines.join('\n')}\n`;
}

const minutesOf = (ms: number): string => (ms / MINUTE_MS).toFixed(1).replace('.', ',');

function listedOf({ number, count, script }: Episode) {
  const clauses = script.sentences.map(({ clause }) => clause).filter((clause) => clause !== '');
  const [fromClause = ''] = clauses;
  const { title, expectedMs, sentences } = script;
  const place = { number, count, title, fromClause, toClause: clauses.at(-1) ?? '' };
  return {
    ...place,
    expectedMs,
    minutes: Number((expectedMs / MINUTE_MS).toFixed(1)),
    sentences: sentences.length,
  };
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
