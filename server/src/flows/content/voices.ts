/**
 * Voices for the editors — giọng đọc cho người biên tập.
 *
 * Which voices may read, how fast each reads best, and why one may not: asked before any work is
 * queued, so that nobody waits for a job that cannot end well. It knows no engine.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { VoiceInfo } from '@loaso/shared/wire/http/content';
import type { Voice } from '../../ports/speech.js';
import type { Refusal } from '../refusals.js';
import { HORN_VOICE } from '../voice-script.js';
import type { Desk } from './ports.js';

type Listening = Pick<Desk, 'speech'>;

/** Words a minute when nobody says how fast: what suits the voice, else the speed for horns. */
export const speedOf = (voice: Voice): number =>
  voice.suits?.wordsPerMinute ?? HORN_VOICE.wordsPerMinute;

export const voicesOf = ({ speech }: Listening): VoiceInfo[] =>
  speech.voices().map((voice) => {
    const { id, label, region, licence, standing = { state: 'ready' } } = voice;
    const problem = standing.state === 'ready' ? {} : { problem: standing.why };
    return { id, label, region, licence, wordsPerMinute: speedOf(voice), ...problem };
  });

/** A voice that may speak now; else why not, in Vietnamese. */
export function readyVoice({ speech }: Listening, id: string): Result<Voice, Refusal> {
  const voice = speech.voices().find((each) => each.id === id);
  if (voice === undefined) return err({ code: 'voice-unknown', voice: id });
  const { standing = { state: 'ready' }, label } = voice;
  if (standing.state === 'ready') return ok(voice);
  return err({ code: 'voice-refused', detail: `${label}: ${standing.why}` });
}
