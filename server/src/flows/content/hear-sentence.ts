/**
 * Hearing one sentence — nghe thử một câu.
 *
 * What an editor has just typed, in the voice the bulletin will have, at once: through the same cache
 * as the whole text, so that hearing it is already part of voicing it.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { HearRequest } from '@loaso/shared/wire/http/content';
import { readable } from '../../core/bulletin/readable.js';
import type { SpeechFault } from '../../ports/speech.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { HORN_VOICE } from '../voice-script.js';
import { findBulletin } from './find-bulletin.js';
import type { Desk } from './ports.js';
import { readyVoice, speedOf } from './voices.js';

const WAIT_MS = 20_000;
/** Sentences spoken at once for all editors. */
export const HEARD_AT_ONCE = 4;
const BUSY_RETRY_S = 2;

type Hearing = {
  readonly id: BulletinId;
  readonly index: number;
  readonly request: HearRequest;
};

/** @returns a WAV file */
export async function hearSentence(
  desk: Desk,
  actor: Actor,
  { id, index, request = {} }: Hearing,
): Answer<Uint8Array> {
  const found = await findBulletin(desk, actor, { id, permission: 'try-reading' });
  if (!found.ok) return found;
  const { bulletin } = found.value;
  const sentence = bulletin.script.sentences.find((one) => one.index === index);
  if (sentence === undefined) return err({ code: 'not-found' });
  const spoken = readable(request.spoken ?? sentence.spoken);
  if (!spoken.ok) return err({ code: 'sentence-not-readable', index, detail: spoken.error });
  const heard = desk.listening(() => speak(desk, { bulletin, request, index }, spoken.value));
  return heard === null ? err({ code: 'busy', retryAfterS: BUSY_RETRY_S }) : await heard;
}

type Asked = {
  readonly bulletin: StoredBulletin;
  readonly request: NonNullable<HearRequest>;
  readonly index: number;
};

async function speak(
  desk: Desk,
  { bulletin, request, index }: Asked,
  spoken: string,
): Answer<Uint8Array> {
  const voiceId = request.voice ?? bulletin.clip?.voice ?? HORN_VOICE.voiceId;
  const voice = readyVoice(desk, voiceId);
  if (!voice.ok) return voice;
  const { wordsPerMinute = speedOf(voice.value) } = request;
  const said = await desk.speech.synthesise(
    spoken,
    { ...HORN_VOICE, voiceId, wordsPerMinute },
    AbortSignal.timeout(WAIT_MS),
  );
  if (!said.ok) return err(speechRefusal(said.error, index));
  return ok(await desk.booth.wav(said.value));
}

function speechRefusal({ code, detail }: SpeechFault, index: number): Refusal {
  if (code === 'voice-unknown') return { code, voice: detail };
  if (code === 'voice-refused') return { code, detail };
  if (code === 'text-refused') return { code: 'sentence-not-readable', index, detail };
  return { code: 'busy', retryAfterS: BUSY_RETRY_S };
}
