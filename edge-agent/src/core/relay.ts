/**
 * Relay on the box — tiếp âm tại cụm.
 *
 * Keeps count of what a relay really sounds, as the output tells it: the stream, the stated fallback,
 * or nothing. The output turns by itself within the time that the plan states; this decides nothing.
 */
import { durationMs } from '@loaso/shared/time';
import type { RelaySums } from '@loaso/shared/wire/relay';
import type { Airing } from './airing.js';
import type { AgentEvent } from './event.js';
import type { RelayState, Sound } from './state.js';
import { change, log, type Turn } from './turn.js';

/** A relay begins in silence, until the output tells what it has. */
export const relayFrom = ({ relay }: Airing, startedMonoMs: number): RelayState | null =>
  relay === undefined
    ? null
    : {
        turn: 'silence',
        sinceMonoMs: startedMonoMs,
        sums: { stream: 0, fallback: 0, silence: 0 },
      };

export function relayTurned(
  turn: Turn,
  { soundId, to, monoMs, detail }: Extract<AgentEvent, { type: 'relay-turned' }>,
): void {
  const sound = turn.state.sounds.find(({ id }) => id === soundId);
  if (sound === undefined || sound.relay === null) return;
  const relay = { turn: to, sinceMonoMs: monoMs, sums: sumsAt(sound.relay, monoMs) };
  const sounds = turn.state.sounds.map((one) => (one.id === soundId ? { ...sound, relay } : one));
  change(turn, { sounds });
  const { playId } = sound.airing;
  log(turn, to === 'stream' ? 'info' : 'warn', 'relay-turned', { playId, to, detail });
}

const sumsAt = ({ turn, sinceMonoMs, sums }: RelayState, monoMs: number): RelayState['sums'] => ({
  ...sums,
  [turn]: sums[turn] + Math.max(0, monoMs - sinceMonoMs),
});

type Sounded = { readonly playedMs: ReturnType<typeof durationMs>; readonly relay?: RelaySums };

/** What of `ranMs` since the start was sound, for the record. */
export function soundedOf(
  { relay, started }: Pick<Sound, 'relay' | 'started'>,
  ranMs: number,
): Sounded {
  const wholeMs = Math.max(0, ranMs);
  if (relay === null || started === null) return { playedMs: durationMs(wholeMs) };
  const sums = sumsAt(relay, started.monoMs + wholeMs);
  const [streamMs, fallbackMs] = [durationMs(sums.stream), durationMs(sums.fallback)];
  const playedMs = durationMs(Math.min(wholeMs, streamMs + fallbackMs));
  const silentMs = durationMs(Math.max(0, wholeMs - playedMs));
  return { playedMs, relay: { streamMs, fallbackMs, silentMs } };
}
