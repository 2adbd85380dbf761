/**
 * Cases of self-hearing — các ca tự nghe.
 *
 * Kinds of places and faults with what a person would say of each, forty of a kind from seeds, judged
 * by the very function of the box. For the test and for the bench.
 */
import { type Hearing, judgeHearing } from '#edge-agent/core/hearing';
import { drawOf, framesOf, heardAt, type Place, speechOf, withNoise } from './rooms.js';

export const HEARING_CASES = 40;
const SECONDS = 24;
const USUAL_DB = -12;

type Verdict = Hearing['verdict'];
type Sounds = { readonly sent: Float32Array; readonly heard: Float32Array };
type Kind = {
  readonly name: string;
  /** What may rightly be said of it; the first is best. */
  readonly right: readonly Verdict[];
  readonly usualGainDb: number | null;
  readonly make: (draw: () => number) => Sounds;
};

/** The band under 500 Hz of speech does not pass a horn: what is usual is measured, not set. */
const usualOf = (change: Partial<Place> = {}): number => {
  const draw = drawOf(7);
  const sent = speechOf(draw, SECONDS);
  const place = { echoS: 0.4, lateS: 0.2, gainDb: USUAL_DB, noiseDb: -75, ...change };
  const judged = judgeHearing(framesOf(sent), framesOf(heardAt(sent, place, draw)), null);
  if (judged.gainDb === null) throw new Error('the usual place is not heard');
  return judged.gainDb;
};

const placed = (draw: () => number, change: Partial<Place> = {}): Place => ({
  echoS: 0.3 + 0.5 * draw(),
  lateS: 0.05 + 0.7 * draw(),
  gainDb: USUAL_DB + 2 * (draw() - 0.5),
  noiseDb: -62 + 6 * draw(),
  ...change,
});

const sounding =
  (change: (draw: () => number) => Partial<Place>, bent = false) =>
  (draw: () => number): Sounds => {
    const sent = speechOf(draw, SECONDS);
    return { sent, heard: heardAt(sent, placed(draw, change(draw)), draw, bent) };
  };

/** Something else in the place of what was sent, or beside nothing. */
const foreign =
  (levelDb: number) =>
  (draw: () => number): Sounds => ({
    sent: speechOf(draw, SECONDS),
    heard: heardAt(speechOf(draw, SECONDS), placed(draw, { gainDb: levelDb }), draw),
  });

export function hearingKinds(): readonly Kind[] {
  const usual = usualOf();
  const kind = (
    name: string,
    right: readonly Verdict[],
    make: Kind['make'],
    usualGainDb: number | null = usual,
  ): Kind => ({ name, right, usualGainDb, make });
  return [
    kind(
      'a working horn',
      ['heard'],
      sounding(() => ({})),
    ),
    kind(
      'never heard before',
      ['heard'],
      sounding(() => ({})),
      null,
    ),
    kind(
      'echo of two seconds',
      ['heard'],
      sounding(() => ({ echoS: 2 })),
    ),
    kind(
      'wind and traffic',
      ['heard', 'unknown'],
      sounding(() => ({ noiseDb: -42 })),
    ),
    kind(
      'a horn that is torn',
      ['heard', 'weak'],
      sounding(() => ({}), true),
    ),
    kind(
      'most horns dead',
      ['weak'],
      sounding(() => ({ gainDb: USUAL_DB - 9 })),
    ),
    kind(
      'no sound, quiet place',
      ['not-heard'],
      sounding(() => ({ gainDb: -120 })),
    ),
    kind('no sound, another speaker', ['not-heard', 'unknown'], foreign(USUAL_DB - 6)),
    kind('beside another speaker', ['heard', 'unknown'], (draw) => {
      const sent = speechOf(draw, SECONDS);
      const own = heardAt(sent, placed(draw), draw);
      const other = heardAt(speechOf(draw, SECONDS), placed(draw, { gainDb: USUAL_DB - 4 }), draw);
      return { sent, heard: own.map((value, index) => value + (other[index] ?? 0)) };
    }),
    kind('no sound, loud market', ['unknown', 'not-heard'], (draw) => ({
      sent: speechOf(draw, SECONDS),
      heard: withNoise(new Float32Array((SECONDS + 1.4) * 12_000), -30, draw),
    })),
    kind('microphone dead', ['unknown'], (draw) => ({
      sent: speechOf(draw, SECONDS),
      heard: new Float32Array((SECONDS + 1.4) * 12_000),
    })),
  ];
}

export type HearingRow = {
  readonly name: string;
  readonly right: readonly Verdict[];
  readonly said: Readonly<Record<Verdict, number>>;
};

/** Judges `cases` of each kind. */
export function hearingTable(cases = HEARING_CASES): readonly HearingRow[] {
  return hearingKinds().map(({ name, right, usualGainDb, make }, which) => {
    const said: Record<Verdict, number> = { heard: 0, weak: 0, 'not-heard': 0, unknown: 0 };
    for (let index = 0; index < cases; index += 1) {
      const { sent, heard } = make(drawOf(1_000 * (which + 1) + index));
      said[judgeHearing(framesOf(sent), framesOf(heard), usualGainDb).verdict] += 1;
    }
    return { name, right, said };
  });
}
