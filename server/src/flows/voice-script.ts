/**
 * Voice a script — đọc kịch bản thành tệp âm thanh.
 *
 * Script sentences → speech → one mastered clip, while it is still being spoken, so that a long
 * document never lies in memory. Promises a whole clip or a fault that names the sentence; nothing
 * half-made stays. Knows the two ports only.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { Script } from '@loaso/shared/wire/script';
import type {
  AudioFault,
  Mastered,
  Mastering,
  MasterSettings,
  OnProgress,
  PcmSegment,
} from '../ports/audio.js';
import type { FellBack, Speech, SpeechFault, SpeechOptions } from '../ports/speech.js';

export type VoiceScriptPorts = { readonly speech: Speech; readonly mastering: Mastering };

export type VoiceScriptRequest = {
  readonly script: Pick<Script, 'sentences'>;
  readonly voice: SpeechOptions;
  readonly settings: MasterSettings;
};

/** `sentenceIndex` tells which sentence the voice could not read. */
export type VoiceScriptFault = (SpeechFault & { readonly sentenceIndex: number }) | AudioFault;

export type VoicedScript = {
  readonly clip: Mastered;
  /** Speech alone, without pauses and chimes. */
  readonly speechMs: number;
  /** Who read sentences in place of the voice that was asked for; null: nobody. */
  readonly fellBack: (FellBack & { readonly sentences: number }) | null;
  /** Where each sentence starts in the clip, ± 50 ms. */
  readonly sentences: readonly { readonly index: number; readonly startMs: number }[];
};

/** House settings: MP3 48 kbit/s mono, −16 LUFS, −1 dBTP after decoding; 135 words a minute. */
export const HORN_SETTINGS = {
  targetLufs: -16,
  truePeakMaxDbtp: -1,
  codec: 'mp3',
  bitrateKbps: 48,
} as const satisfies Partial<MasterSettings>;
export const HORN_VOICE: SpeechOptions = { voiceId: 'vi', wordsPerMinute: 135, pitch: 50 };

/**
 * Voices all sentences that have something to say, in order. `onProgress` gets 0..1, rising; abort
 * of `signal` ends every process and gives `cancelled`.
 */
export async function voiceScript(
  ports: VoiceScriptPorts,
  request: VoiceScriptRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Result<VoicedScript, VoiceScriptFault>> {
  const sentences = request.script.sentences.filter((each) => each.spoken.trim() !== '');
  if (sentences.length === 0) return err({ code: 'silent', detail: 'kịch bản không có câu nào' });
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let fault: VoiceScriptFault | undefined;
  let speechMs = 0;
  let fellBack: VoicedScript['fellBack'] = null;
  async function* speak(): AsyncGenerator<PcmSegment> {
    const spoken = sentences.map((each) => each.spoken);
    let place = 0;
    for await (const outcome of ports.speech.synthesiseAll(spoken, request.voice, either)) {
      const sentence = sentences[place];
      if (!sentence) throw new Error('more outcomes than sentences');
      place += 1;
      if (!outcome.ok) {
        fault = { ...outcome.error, sentenceIndex: sentence.index };
        stop.abort();
        return;
      }
      speechMs += outcome.value.durationMs;
      if (outcome.value.fellBack !== undefined)
        fellBack = oneMore(fellBack, outcome.value.fellBack);
      yield { pcm: outcome.value, pauseAfterMs: sentence.pauseAfterMs };
    }
  }
  const clip = await ports.mastering.masterSpeech(
    { segments: speak(), segmentCount: sentences.length, settings: request.settings },
    onProgress,
    either,
  );
  if (fault) return err(fault);
  if (!clip.ok) return clip;
  const starts = clip.value.segmentStartsMs;
  return ok({
    clip: clip.value,
    speechMs,
    fellBack,
    sentences: sentences.map(({ index }, i) => ({ index, startMs: starts[i] ?? 0 })),
  });
}

const oneMore = (
  before: VoicedScript['fellBack'],
  fellBack: FellBack,
): VoicedScript['fellBack'] => ({
  ...(before ?? fellBack),
  sentences: (before?.sentences ?? 0) + 1,
});
