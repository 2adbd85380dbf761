/**
 * Voice router — chọn bộ máy theo giọng.
 *
 * Several engines behind the one speech port: the id of the voice decides who speaks. Of two voices
 * with one id the earlier engine keeps it. Knows no engine.
 */
import { err } from '@loaso/shared/result';
import type { Speech, SpeechFault, SpeechOptions } from '../../ports/speech.js';

/** One speech of many. Voices are asked each time, since an engine may learn of new ones. */
export function createVoiceRouter(engines: readonly Speech[]): Speech {
  const engineOf = ({ voiceId }: SpeechOptions): Speech | undefined =>
    engines.find((engine) => engine.voices().some(({ id }) => id === voiceId));
  return {
    voices: () => {
      const all = engines.flatMap((engine) => engine.voices());
      return all.filter(({ id }, i) => all.findIndex((other) => other.id === id) === i);
    },
    synthesise: (spoken, how, signal) =>
      engineOf(how)?.synthesise(spoken, how, signal) ?? Promise.resolve(err(unknown(how))),
    synthesiseAll: (spoken, how, signal) =>
      engineOf(how)?.synthesiseAll(spoken, how, signal) ?? refuseAll(spoken, how),
  };
}

async function* refuseAll(
  spoken: readonly string[],
  how: SpeechOptions,
): ReturnType<Speech['synthesiseAll']> & AsyncGenerator {
  for (const _ of spoken) yield await Promise.resolve(err(unknown(how)));
}

const unknown = ({ voiceId }: SpeechOptions): SpeechFault => ({
  code: 'voice-unknown',
  detail: `không có giọng “${voiceId}”`,
});
