/**
 * Playback — điều khiển phát.
 *
 * Compares what should sound with what the output has been told, and orders the difference: prepare,
 * play, limit, stop. Wants are worked out anew in each turn, so no order of events can leave two
 * sounds or a sound that nobody wants. Knows no output and no file.
 */
import type { Instant } from '@loaso/shared/time';
import { type Airing, soundsAlike } from './airing.js';
import { isResting, warmInMs } from './amplifier.js';
import { stopChime } from './chime.js';
import { monoAt } from './clock.js';
import { ceilingOf } from './permission.js';
import type { CutReason, Sound, Want } from './state.js';
import { change, emit, nowOf, type Turn } from './turn.js';
import { wantsOf } from './wants.js';

/** Differences of an end below this are the clock breathing, not a change. */
const END_TOLERANCE_MS = 20;
/** A start that has moved by more than this is ordered anew. */
const START_TOLERANCE_MS = 100;
/** So much too early, by a clock that has been set back since, what sounds goes on. */
const EARLY_MS_MAX = 2_000;
/**
 * A sound that has come to its end is left to end by itself for this long: the output knows the end, and
 * on a busy board its word of it comes late. Stopped meanwhile, a whole airing would be called cut.
 */
const END_GRACE_MS = 1_000;
/** A rest of an airing shorter than this is not worth a click. */
const SHORTEST_MS = 200;

/** Brings the output in line with the timeline. */
export function reconcileSounds(turn: Turn): void {
  const wants = wantsOf(turn);
  for (const sound of turn.state.sounds) {
    const want = wants.find((one) => matches(sound, one));
    if (want === undefined) endUnwanted(turn, sound, wants);
    else if (isTooEarly(turn, sound, want)) giveWay(turn, sound);
    else follow(turn, sound, want);
  }
  for (const want of wants) {
    const told = turn.state.sounds.some((sound) => matches(sound, want));
    if (!told && !isTaken(turn, want)) begin(turn, want);
  }
}

function matches(sound: Sound, want: Want): boolean {
  const overlaps = sound.startAt < want.endAt && want.startAt < sound.endAt;
  return sound.stage !== 'stopping' && overlaps && soundsAlike(sound.airing, want.airing);
}

/** Begun by a clock that has been set back since: now is the time of another, or of none. */
const isTooEarly = (turn: Turn, { stage }: Sound, { startAt }: Want): boolean =>
  stage === 'sounding' && startAt - nowOf(turn) > EARLY_MS_MAX;

/** Silence for what is to be on air now; it begins again, at its time and from its beginning. */
function giveWay(turn: Turn, sound: Sound): void {
  const why = 'the clock was set back before its time';
  emit(turn, { type: 'stop-sound', soundId: sound.id, why });
  const endReason = 'replanned';
  replaceSound(turn, { ...sound, stage: 'stopping', endReason, stoppedMonoMs: turn.at.monoMs });
}

/** There is one loudspeaker: what goes on sounding, a little too early, keeps the others out. */
function isTaken({ state, at }: Turn, want: Want): boolean {
  const startMonoMs = Math.max(at.monoMs, monoAt(state.clock, want.startAt));
  return state.sounds.some(
    ({ stage, untilMonoMs }) =>
      stage === 'sounding' && untilMonoMs - startMonoMs > START_TOLERANCE_MS,
  );
}

/** Stops a sound that nobody wants any more and says why. */
function endUnwanted(turn: Turn, sound: Sound, wants: readonly Want[]): void {
  const { at } = turn;
  if (sound.stage === 'stopping') return;
  const over = nowOf(turn) >= sound.endAt - END_TOLERANCE_MS;
  // By the end that the output was told: a clock that has just been set says nothing of it.
  const leftMs = sound.untilMonoMs - at.monoMs;
  if (over && leftMs <= END_TOLERANCE_MS && leftMs > -END_GRACE_MS) return;
  const endReason = over ? sound.endReason : whyUnwanted(turn, sound, wants);
  emit(turn, { type: 'stop-sound', soundId: sound.id, why: endReason ?? 'its end has passed' });
  replaceSound(turn, { ...sound, stage: 'stopping', endReason, stoppedMonoMs: at.monoMs });
}

function whyUnwanted(turn: Turn, sound: Sound, wants: readonly Want[]): CutReason {
  const { state } = turn;
  const { playId } = sound.airing;
  if (state.shuttingDown || state.durable.stopped.has(playId)) return 'operator';
  if (state.journalFault !== null && sound.airing.ordered !== true) return 'disk';
  if (!state.output.healthy || isResting(turn)) return 'output-failed';
  const { holder, durable } = state;
  const held =
    sound.airing.ordered === true
      ? durable.orders.live.has(sound.airing.entryId)
      : durable.plan?.airings.some((airing) => soundsAlike(airing, sound.airing));
  if (held !== true) return 'replanned';
  if (holder !== null && holder !== sound.airing.entryId) return 'emergency';
  const rival = wants.find((want) => want.airing.playId !== playId);
  if (rival === undefined) return 'envelope';
  return rival.airing.priority === 'emergency' ? 'emergency' : 'higher-priority';
}

/** A sound that is still wanted: its end may have moved, its start may be due. */
function follow(turn: Turn, sound: Sound, want: Want): void {
  const { settings, clock } = turn.state;
  if (sound.stage === 'prepared') {
    const due = want.startAt - nowOf(turn) <= settings.playLeadMs;
    const renewed = { ...sound, startAt: want.startAt, endAt: want.endAt };
    if (due) play(turn, renewed, want);
    return;
  }
  if (startHasMoved(turn, sound, want)) {
    reorder(turn, sound, want);
    return;
  }
  const { endAt, endReason } = want;
  // On the monotonic clock: when the clock is set right, the same end comes sooner or later.
  const untilMonoMs = monoAt(clock, endAt);
  const moved = Math.abs(untilMonoMs - sound.untilMonoMs) > END_TOLERANCE_MS;
  if (moved) {
    const why = endReason ?? 'it may go on to its end';
    emit(turn, { type: 'limit-sound', soundId: sound.id, untilMonoMs, why });
  }
  if (moved || endReason !== sound.endReason) {
    const end = moved ? { endAt, untilMonoMs } : {};
    replaceSound(turn, { ...sound, endReason, ...end });
  }
  if (moved || sound.envelope !== turn.state.durable.envelope) followVolume(turn, sound.id);
}

/**
 * Ordered and not begun, and the clock has been set meanwhile, or another has got its file and goes first:
 * it would begin over its neighbour.
 */
function startHasMoved({ state, at }: Turn, sound: Sound, want: Want): boolean {
  const { stage, startAt, startMonoMs } = sound;
  if (stage !== 'issued' || startMonoMs <= at.monoMs) return false;
  const byClockMs = Math.abs(monoAt(state.clock, startAt) - startMonoMs);
  return Math.max(byClockMs, want.startAt - startAt) > START_TOLERANCE_MS;
}

function reorder(turn: Turn, sound: Sound, want: Want): void {
  const why = 'its start has moved before it began';
  emit(turn, { type: 'stop-sound', soundId: sound.id, why });
  replaceSound(turn, { ...sound, stage: 'stopping', stoppedMonoMs: turn.at.monoMs });
  begin(turn, want);
}

/** Of all that sounds or is about to, after the box was turned up or down. */
export function followVolumes(turn: Turn): void {
  for (const { id, stage } of turn.state.sounds) {
    if (stage === 'issued' || stage === 'sounding') followVolume(turn, id);
  }
}

/** The ceiling over what is left of a sound, after its end or its envelope has changed. */
function followVolume(turn: Turn, soundId: number): void {
  const { durable, sounds } = turn.state;
  const sound = sounds.find(({ id }) => id === soundId);
  if (sound === undefined) return;
  const startAt = Math.max(sound.startAt, nowOf(turn)) as Instant;
  const volumePercent = ceilingOf(turn.state, sound.airing, { startAt, endAt: sound.endAt });
  if (volumePercent !== sound.volumePercent) {
    const why = 'the ceiling has changed';
    emit(turn, { type: 'set-volume', soundId, volumePercent, why });
  }
  replaceSound(turn, { ...sound, volumePercent, envelope: durable.envelope });
}

/** First word of a new sound to the output: ahead of time, or at once when it is due. */
function begin(turn: Turn, want: Want): void {
  const { nextSoundId, output, settings } = turn.state;
  const soonest = soonestOf(turn);
  if (want.endAt - Math.max(want.startAt, soonest) < SHORTEST_MS) return;
  stopChime(turn, 'busy');
  const sound: Sound = {
    id: nextSoundId,
    airing: want.airing,
    startAt: want.startAt,
    startMonoMs: monoAt(turn.state.clock, want.startAt),
    endAt: want.endAt,
    untilMonoMs: monoAt(turn.state.clock, want.endAt),
    endReason: want.endReason,
    stage: 'prepared',
    started: null,
    markedMonoMs: 0,
    stoppedMonoMs: 0,
    virtual: output.virtual,
    relay: null,
    volumePercent: 0,
    envelope: null,
  };
  change(turn, { nextSoundId: nextSoundId + 1, sounds: [...turn.state.sounds, sound] });
  if (want.startAt - nowOf(turn) <= settings.playLeadMs) {
    play(turn, sound, want);
    return;
  }
  const fromMs = want.startAt - want.airing.startAt;
  const why = `${want.airing.playId} is near`;
  emit(turn, { type: 'prepare', soundId: sound.id, fromMs, ...contentOf(want.airing), why });
}

/** Sooner than this nothing new could be heard. */
const soonestOf = (turn: Turn): number =>
  nowOf(turn) + Math.max(turn.state.settings.immediateLeadMs, warmInMs(turn));

const contentOf = ({ parts, relay }: Airing): Pick<Airing, 'parts' | 'relay'> =>
  relay === undefined ? { parts } : { parts, relay };

function play(turn: Turn, sound: Sound, want: Want): void {
  const { clock, durable } = turn.state;
  const { airing, endAt, endReason } = want;
  const soonest = soonestOf(turn);
  const startAt = Math.max(want.startAt, soonest) as Instant;
  const volumePercent = ceilingOf(turn.state, airing, { startAt, endAt });
  const fromMs = startAt - airing.startAt;
  const untilMonoMs = monoAt(clock, endAt);
  const startMonoMs = monoAt(clock, startAt);
  const end = { endAt, untilMonoMs, endReason };
  const told = { airing, startAt, startMonoMs, ...end };
  const issued = { ...told, volumePercent, envelope: durable.envelope };
  replaceSound(turn, { ...sound, ...issued, stage: 'issued' });
  emit(turn, {
    type: 'play',
    soundId: sound.id,
    playId: airing.playId,
    title: airing.title,
    ...contentOf(airing),
    startMonoMs,
    fromMs,
    untilMonoMs,
    startAt,
    gainDb: airing.gainDb,
    volumePercent,
    why: fromMs === 0 ? 'its time has come' : `joined at ${fromMs} ms`,
  });
}

export function replaceSound(turn: Turn, sound: Sound): void {
  const sounds = turn.state.sounds.map((one) => (one.id === sound.id ? sound : one));
  change(turn, { sounds });
}
