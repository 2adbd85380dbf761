/**
 * Options guard — chốt chặn cách đọc.
 *
 * Which voice, how fast, how high: the same limits for every engine, refused in words. Knows no
 * engine beyond what the list of voices tells.
 */
import type { SpeechFault, SpeechOptions, Voice } from '../../ports/speech.js';

const SPEED = { min: 80, max: 300 };
const PITCH = { min: 0, max: 99 };
/** What an engine that has no pitch of its own can do. */
export const PITCH_NEUTRAL = 50;

/** `undefined` when a listed, ready voice is asked for something within its limits. */
export function refuseOptions(
  voices: readonly Voice[],
  how: SpeechOptions,
): SpeechFault | undefined {
  const voice = voices.find(({ id }) => id === how.voiceId);
  if (voice === undefined) {
    return { code: 'voice-unknown', detail: `không có giọng “${how.voiceId}”` };
  }
  const standing = voice.standing ?? { state: 'ready' };
  if (standing.state !== 'ready') {
    const code = standing.state === 'refused' ? 'voice-refused' : 'engine-missing';
    return { code, detail: `giọng “${voice.label}” chưa dùng được: ${standing.why}` };
  }
  if (!within(how.wordsPerMinute, SPEED) || !within(how.pitch, PITCH)) {
    return {
      code: 'options-refused',
      detail: `tốc độ phải từ ${SPEED.min} đến ${SPEED.max}, cao độ từ ${PITCH.min} đến ${PITCH.max}`,
    };
  }
  if (voice.engine !== 'espeak-ng' && how.pitch !== PITCH_NEUTRAL) {
    const detail = `giọng “${voice.label}” không đổi được cao độ: hãy để ${PITCH_NEUTRAL}`;
    return { code: 'options-refused', detail };
  }
  return undefined;
}

const within = (value: number, range: { min: number; max: number }): boolean =>
  Number.isInteger(value) && value >= range.min && value <= range.max;
