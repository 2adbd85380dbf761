/**
 * Local fallback — giọng dự phòng tại máy.
 *
 * When a service fails or its budget is spent, the bulletin is still read, in Vietnamese and in the
 * same accent, by a voice of this machine. Every sentence says that it was so; by default the whole
 * clip changes its voice, never half of it. Refusals of text or options stay refusals.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type {
  FellBack,
  Speech,
  SpeechFault,
  SpeechOptions,
  SpokenPcm,
} from '../../ports/speech.js';

export type FallbackPolicy = 'whole-clip' | 'sentence' | 'none';

export type FallbackOptions = {
  readonly policyOf: (voiceId: string) => FallbackPolicy;
  /** Told once for each clip or sentence that fell back. */
  readonly onFellBack?: (asked: SpeechOptions, fellBack: FellBack, sentences: number) => void;
};

type Outcome = Result<SpokenPcm, SpeechFault>;
type Pair = { readonly remote: Speech; readonly local: Speech; readonly options: FallbackOptions };

/** Faults of a service; all others would be the same anywhere, or ask for a person. */
const OF_THE_SERVICE: ReadonlySet<SpeechFault['code']> = new Set([
  'budget-spent',
  'engine-failed',
  'engine-missing',
  'engine-timeout',
  'speech-too-short',
]);

export function createLocalFallback(
  remote: Speech,
  local: Speech,
  options: FallbackOptions,
): Speech {
  const pair: Pair = { remote, local, options };
  return {
    voices: () => remote.voices(),
    synthesise: async (spoken, how, signal) => {
      const outcome = await remote.synthesise(spoken, how, signal);
      return await orLocal(pair, { spoken, how, outcome }, signal);
    },
    synthesiseAll: (spoken, how, signal) =>
      options.policyOf(how.voiceId) === 'whole-clip'
        ? wholeClip(pair, spoken, how, signal)
        : bySentence(pair, spoken, how, signal),
  };
}

type Spoken = {
  readonly spoken: string;
  readonly how: SpeechOptions;
  readonly outcome: Outcome;
};

async function orLocal(
  pair: Pair,
  { spoken, how, outcome }: Spoken,
  signal: AbortSignal,
): Promise<Outcome> {
  if (outcome.ok || pair.options.policyOf(how.voiceId) === 'none') return outcome;
  const stead = steadOf(pair, how, outcome.error);
  if (stead === undefined) return outcome;
  pair.options.onFellBack?.(how, stead, 1);
  return told(
    await pair.local.synthesise(spoken, { ...how, voiceId: stead.voiceId }, signal),
    stead,
  );
}

async function* bySentence(
  pair: Pair,
  spoken: readonly string[],
  how: SpeechOptions,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  let place = 0;
  for await (const outcome of pair.remote.synthesiseAll(spoken, how, signal)) {
    yield await orLocal(pair, { spoken: spoken[place] ?? '', how, outcome }, signal);
    place += 1;
  }
}

/** Gives nothing out before the service has read all: what has been heard cannot be taken back. */
async function* wholeClip(
  pair: Pair,
  spoken: readonly string[],
  how: SpeechOptions,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  const outcomes: Outcome[] = [];
  let stead: FellBack | undefined;
  for await (const outcome of pair.remote.synthesiseAll(spoken, how, signal)) {
    stead = outcome.ok ? undefined : steadOf(pair, how, outcome.error);
    if (stead !== undefined) break;
    outcomes.push(outcome);
  }
  if (stead === undefined) {
    yield* outcomes;
    return;
  }
  pair.options.onFellBack?.(how, stead, spoken.length);
  const local = { ...how, voiceId: stead.voiceId };
  for await (const outcome of pair.local.synthesiseAll(spoken, local, signal)) {
    yield told(outcome, stead);
  }
}

const told = (outcome: Outcome, fellBack: FellBack): Outcome =>
  outcome.ok ? ok({ ...outcome.value, fellBack }) : err(outcome.error);

/** The voice that speaks instead; `undefined` when the fault is none of the service. */
function steadOf(pair: Pair, how: SpeechOptions, why: SpeechFault): FellBack | undefined {
  if (!OF_THE_SERVICE.has(why.code)) return undefined;
  const asked = pair.remote.voices().find(({ id }) => id === how.voiceId);
  const ready = pair.local
    .voices()
    .filter(({ standing }) => (standing?.state ?? 'ready') === 'ready');
  const stead = ready.find(({ region }) => region === asked?.region) ?? ready[0];
  return stead === undefined ? undefined : { voiceId: stead.id, why };
}
