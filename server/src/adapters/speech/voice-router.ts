/**
 * Voice router — chọn bộ máy theo giọng.
 *
 * Several engines behind the one speech port: the id of the voice decides who speaks. Of two voices
 * with one id the earlier engine keeps it, the later one is listed as refused. Knows no engine.
 */
import { err } from '@loaso/shared/result';
import type { Speech, SpeechFault, SpeechOptions, Voice } from '../../ports/speech.js';

/** One speech of many. Voices are asked each time, since an engine may learn of new ones. */
export function createVoiceRouter(engines: readonly Speech[]): Speech {
  const engineOf = ({ voiceId }: SpeechOptions): Speech | undefined =>
    engines.find((engine) => engine.voices().some(({ id }) => id === voiceId));
  return {
    voices: () => withoutDoubles(engines.flatMap((engine) => engine.voices())),
    synthesise: (spoken, how, signal) =>
      engineOf(how)?.synthesise(spoken, how, signal) ?? Promise.resolve(err(unknown(how))),
    synthesiseAll: (spoken, how, signal) =>
      engineOf(how)?.synthesiseAll(spoken, how, signal) ?? refuseAll(spoken, how),
  };
}

function withoutDoubles(voices: readonly Voice[]): Voice[] {
  return voices.map((voice, i) => {
    const isFirst = voices.findIndex(({ id }) => id === voice.id) === i;
    if (isFirst) return voice;
    const why = `mã giọng “${voice.id}” đã thuộc về giọng khác: hãy đổi mã`;
    return { ...voice, id: `hong:${voice.id}-${i}`, standing: { state: 'refused', why } };
  });
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
