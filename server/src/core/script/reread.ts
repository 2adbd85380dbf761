/** Reread — đọc lại kịch bản theo quy tắc và từ điển hiện hành.
 *
 * Says how the sentences of a script would be read today. Sentences that a person worded keep their
 * words. Promises the very same script back when not one word changes, so that what was approved
 * stays approved.
 */
import type { Script, ScriptSentence } from '@loaso/shared/wire/script';
import type { SiteLexicon } from '../text/reading.js';
import { RULES_VERSION } from '../text/rules-version.js';
import { readSentence } from './compose.js';
import { predictDurationMs } from './duration.js';

export type Reread = {
  readonly script: Script;
  /** Indexes of the sentences that read otherwise than before. */
  readonly changed: readonly number[];
};

/** What is said before a clause; scripts of the first version did not note it. */
const LEADS = ['tiếp theo là', 'khoản', 'mục', 'phần', 'điểm'];

function leadOf({ lead, written, spoken }: ScriptSentence): string | undefined {
  if (lead !== undefined) return lead;
  const low = written.toLowerCase();
  return LEADS.find((words) => spoken.startsWith(`${words} `) && !low.startsWith(words));
}

/** How one sentence of `script` is read with `lexicon`, whoever worded it before. */
export function rereadSentence(
  script: Script,
  sentence: ScriptSentence,
  lexicon: SiteLexicon,
): Pick<ScriptSentence, 'spoken' | 'uncertain'> {
  const lead = leadOf(sentence);
  const { written, pauseAfterMs } = sentence;
  const draft = { written, pauseAfterMs, ...(lead === undefined ? {} : { lead }) };
  const read = readSentence(draft, {
    lexicon,
    ...(script.style === undefined ? {} : { style: script.style }),
    definitions: new Map(Object.entries(script.definitions ?? {})),
  });
  return read ?? { spoken: '', uncertain: [] };
}

export function rereadScript(script: Script, lexicon: SiteLexicon): Reread {
  const changed: number[] = [];
  const sentences = script.sentences.map((sentence) => {
    if (sentence.edited === true) return sentence;
    const read = rereadSentence(script, sentence, lexicon);
    if (read.spoken === sentence.spoken) return sentence;
    changed.push(sentence.index);
    return { ...sentence, ...read };
  });
  if (changed.length === 0) return { script, changed };
  const expectedMs = predictDurationMs(sentences.filter(({ spoken }) => spoken !== ''));
  const versions = { rulesVersion: RULES_VERSION, lexiconVersion: lexicon.version };
  return { script: { ...script, ...versions, sentences, expectedMs }, changed };
}
