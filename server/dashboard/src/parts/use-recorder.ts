/**
 * Recorder — thu âm trong trình duyệt.
 *
 * Asks for the microphone, records until told, hands over a file, lets the microphone go. Says in a
 * word why it may not; the screen has the sentence.
 */
import { useCallback, useEffect, useRef, useState } from 'react';

export type MicFault = 'denied' | 'missing' | 'insecure' | 'other';

/** Longer sessions come as files. */
export const RECORDING_MS_MAX = 60 * 60 * 1000;
const TICK_MS = 120;
/** In order of liking; Safari knows only the last. */
const KINDS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'] as const;

export type Recorder = {
  readonly state: 'idle' | 'asking' | 'recording';
  readonly fault: MicFault | null;
  readonly elapsedMs: number;
  /** Loudest part of the last moment, 0..1. */
  readonly level: number;
  readonly start: () => Promise<void>;
  readonly stop: () => void;
};

function faultOf(cause: unknown): MicFault {
  if (!(cause instanceof DOMException)) return 'other';
  if (cause.name === 'NotAllowedError' || cause.name === 'SecurityError') return 'denied';
  return cause.name === 'NotFoundError' ? 'missing' : 'other';
}

type Session = { readonly recorder: MediaRecorder; readonly end: () => void };

type Heard = {
  readonly onTick: (elapsedMs: number, level: number) => void;
  readonly onFile: (file: File) => void;
};

const loudest = (samples: Float32Array): number =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

/** Measures beside the recording, so that a dead microphone is seen at once. */
function watch(stream: MediaStream, onTick: Heard['onTick'], onEnd: () => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const begun = performance.now();
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const elapsed = performance.now() - begun;
    onTick(elapsed, Math.min(1, loudest(samples)));
    if (elapsed >= RECORDING_MS_MAX) onEnd();
  }, TICK_MS);
  return () => {
    window.clearInterval(timer);
    if (context.state !== 'closed') void context.close();
  };
}

function open(stream: MediaStream, { onTick, onFile }: Heard): Session {
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const chunks: Blob[] = [];
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const unwatch = watch(stream, onTick, stop);
  const end = (): void => {
    unwatch();
    for (const track of stream.getTracks()) track.stop();
  };
  recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));
  recorder.addEventListener('stop', () => {
    end();
    const type = recorder.mimeType === '' ? 'audio/webm' : recorder.mimeType;
    const ending = /^audio\/(\w+)/.exec(type)?.[1] ?? 'webm';
    onFile(new File(chunks, `thu-am.${ending}`, { type }));
  });
  recorder.start(1000);
  return { recorder, end };
}

export function useRecorder(onFile: (file: File) => void): Recorder {
  const [state, setState] = useState<Recorder['state']>('idle');
  const [fault, setFault] = useState<MicFault | null>(null);
  const [{ elapsedMs, level }, setMeter] = useState({ elapsedMs: 0, level: 0 });
  const session = useRef<Session | null>(null);
  const wanted = useRef(true);
  useEffect(() => {
    wanted.current = true;
    return () => {
      wanted.current = false;
      session.current?.end();
    };
  }, []);
  const start = useCallback(async () => {
    setFault(null);
    if (navigator.mediaDevices === undefined) return setFault('insecure');
    setState('asking');
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (!wanted.current) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      session.current = open(stream, {
        onTick: (elapsed, loud) => setMeter({ elapsedMs: elapsed, level: loud }),
        onFile: (file) => {
          if (!wanted.current) return;
          setState('idle');
          onFile(file);
        },
      });
      setState('recording');
    } catch (cause) {
      setFault(faultOf(cause));
      setState('idle');
    }
  }, [onFile]);
  const stop = useCallback(() => session.current?.recorder.stop(), []);
  return { state, fault, elapsedMs, level, start, stop };
}
