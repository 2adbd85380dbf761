/**
 * Speech port — cổng giọng đọc.
 *
 * What the flows ask of a voice: spoken Vietnamese sentences in, mono samples out, the same words
 * never voiced twice. Types only; knows no engine.
 */
import type { Result } from '@loaso/shared/result';
import type { PcmFile } from './audio.js';

export type VoiceRegion = 'north' | 'central' | 'south';

/** `http`: a service outside this machine, behind a template of the operator. */
export type VoiceEngine = 'espeak-ng' | 'sherpa-onnx' | 'http';

/** May it voice, and if not, why and what to do, in Vietnamese. */
export type VoiceStanding =
  | { readonly state: 'ready' }
  | { readonly state: 'refused' | 'engine-missing'; readonly why: string };

/** A voice — giọng đọc. */
export type Voice = {
  readonly id: string;
  /** Vietnamese name for the screen. */
  readonly label: string;
  readonly engine: VoiceEngine;
  readonly region: VoiceRegion;
  readonly sampleRate: number;
  /** Name of the licence and what the owner of the voice asks, to be shown. */
  readonly licence: string;
  /** Absent: ready. Only a ready voice speaks; the others are listed so that somebody mends them. */
  readonly standing?: VoiceStanding;
  /** How this voice reads best; absent: the settings of the house. */
  readonly suits?: Omit<SpeechOptions, 'voiceId'>;
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
    | 'voice-refused'
    | 'options-refused'
    | 'text-refused'
    | 'budget-spent'
    | 'engine-missing'
    | 'engine-failed'
    | 'engine-timeout'
    | 'speech-too-short'
    | 'cancelled';
  readonly detail: string;
};

/** Another voice of this machine spoke, since the one that was asked for could not. */
export type FellBack = { readonly voiceId: string; readonly why: SpeechFault };

export type SpokenPcm = PcmFile & { readonly fellBack?: FellBack };

export type Speech = {
  voices(): readonly Voice[];
  /** One sentence → mono samples. Expected faults are values, never exceptions. */
  synthesise(
    spoken: string,
    options: SpeechOptions,
    signal: AbortSignal,
  ): Promise<Result<SpokenPcm, SpeechFault>>;
  /** Many sentences → as many results in the same order, read ahead a little; faster than one by one. */
  synthesiseAll(
    spoken: readonly string[],
    options: SpeechOptions,
    signal: AbortSignal,
  ): AsyncIterable<Result<SpokenPcm, SpeechFault>>;
};
