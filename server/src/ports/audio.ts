/**
 * Mastering port — cổng xử lý âm thanh.
 *
 * What the flows ask of the sound workshop: turn spoken segments or any recorded file into one clip
 * that is loud, even and unclipped on a horn, named by its hash. Types only; knows no codec library.
 */
import type { Result } from '@loaso/shared/result';

/** Raw mono signed 16-bit little-endian samples in a file of this machine. */
export type PcmFile = {
  readonly path: string;
  /** Content key: equal keys mean the same voice said the same words the same way. */
  readonly key: string;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly durationMs: number;
};

/** One piece of speech and the silence after it. */
export type PcmSegment = { readonly pcm: PcmFile; readonly pauseAfterMs: number };

export type ClipCodec = 'mp3' | 'opus';

/** How a clip must come out. */
export type MasterSettings = {
  /** Existing folder; the clip becomes `<outDir>/<sha256>.<mp3|opus>`. */
  readonly outDir: string;
  /** Audio files put before and after, at their own level. */
  readonly chimeIn?: string | undefined;
  readonly chimeOut?: string | undefined;
  /** Integrated loudness of the decoded clip, LUFS (mono), ± 1 LU. */
  readonly targetLufs: number;
  /** Highest true peak of the decoded clip, dBTP. */
  readonly truePeakMaxDbtp: number;
  readonly codec: ClipCodec;
  readonly bitrateKbps: number;
};

export type MasterSpeechRequest = {
  readonly segments: AsyncIterable<PcmSegment>;
  /** Expected number of segments; only progress depends on it. */
  readonly segmentCount: number;
  readonly settings: MasterSettings;
};

export type MasterRecordingRequest = {
  /** Any file a person uploaded; its name and suffix are not believed. */
  readonly path: string;
  readonly settings: MasterSettings;
};

/** A finished clip — tệp âm thanh. */
export type Mastered = {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly durationMs: number;
  readonly codec: ClipCodec;
  /** Both measured after decoding the finished file. */
  readonly loudnessLufs: number;
  readonly truePeakDbtp: number;
  /** Encoding rounds until both figures held, from 1. */
  readonly iterations: number;
  /** Where each segment starts in the clip, ± 50 ms; empty for recordings. */
  readonly segmentStartsMs: readonly number[];
};

/** What was done to an uploaded file, for the person who sent it. */
export type RecordingRepair =
  | 'mixed-to-mono'
  | 'resampled'
  | 'silence-trimmed'
  | 'was-clipped'
  | 'was-truncated';

export type MasteredRecording = Mastered & {
  readonly repairs: readonly RecordingRepair[];
  readonly before: Probe;
  /** Of the file as it came, LUFS. */
  readonly loudnessBeforeLufs: number;
};

/** What a file really is, by its content. */
export type Probe = {
  readonly container: string;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** 0 when the file does not tell. */
  readonly durationMs: number;
};

export type AudioFault = {
  readonly code:
    | 'engine-missing'
    | 'engine-failed'
    | 'engine-timeout'
    | 'cancelled'
    | 'file-unreadable'
    | 'file-empty'
    | 'file-too-big'
    | 'not-audio'
    | 'silent'
    | 'too-short'
    | 'too-long'
    | 'loudness-missed'
    | 'peak-exceeded';
  readonly detail: string;
};

/** Called with the share of the work done, 0..1, never falling. */
export type OnProgress = (share: number) => void;

export type Mastering = {
  /** Speech segments → one clip. Consumes the segments in order, holding one section in memory. */
  masterSpeech(
    request: MasterSpeechRequest,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<Result<Mastered, AudioFault>>;
  /** Any odd audio file → repaired mono clip, or a refusal that says why. */
  masterRecording(
    request: MasterRecordingRequest,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<Result<MasteredRecording, AudioFault>>;
  /** What the file is; reads content, not names. Opens no other file and no network. */
  probe(path: string, signal: AbortSignal): Promise<Result<Probe, AudioFault>>;
};

/** A listening booth — nghe thử: one sentence for an editor's ear, not for the air. */
export type Booth = {
  /** The samples as a WAV file, raised or lowered to an even level. */
  wav(pcm: PcmFile): Promise<Uint8Array>;
};
