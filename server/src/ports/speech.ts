/**
 * Speech port — cổng giọng đọc.
 *
 * What the flows ask of a voice: spoken Vietnamese sentences in, mono samples out, the same words
 * never voiced twice. Types only; knows no engine.
 */
import type { Result } from '@loaso/shared/result';
import type { PcmFile } from './audio.js';

export type VoiceRegion = 'north' | 'central' | 'south';

/** A voice — giọng đọc. */
export type Voice = {
  readonly id: string;
  /** Vietnamese name for the screen. */
  readonly label: string;
  readonly engine: 'espeak-ng';
  readonly region: VoiceRegion;
  readonly sampleRate: number;
  readonly licence: string;
};

/** How to read: `wordsPerMinute` 80..300 (135 suits horns), `pitch` 0..99 (50 is neutral). */
export type SpeechOptions = {
  readonly voiceId: string;
  readonly wordsPerMinute: number;
  readonly pitch: number;
};

export type SpeechFault = {
  readonly code:
    | 'voice-unknown'
    | 'options-refused'
    | 'text-refused'
    | 'engine-missing'
    | 'engine-failed'
    | 'engine-timeout'
    | 'speech-too-short'
    | 'cancelled';
  readonly detail: string;
};

export type Speech = {
  voices(): readonly Voice[];
  /** One sentence → mono samples. Expected faults are values, never exceptions. */
  synthesise(
    spoken: string,
    options: SpeechOptions,
    signal: AbortSignal,
  ): Promise<Result<PcmFile, SpeechFault>>;
  /** Many sentences → as many results in the same order, read ahead a little; faster than one by one. */
  synthesiseAll(
    spoken: readonly string[],
    options: SpeechOptions,
    signal: AbortSignal,
  ): AsyncIterable<Result<PcmFile, SpeechFault>>;
};
