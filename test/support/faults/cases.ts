/**
 * Cases — ca sự cố có nhiễu.
 *
 * Builds a province in small around one ailing box, lets one fault happen, adds what happens by
 * chance, and asks the real diagnosis what it sees.
 */
import { type Diagnosis, diagnose } from '#server/core/fleet/diagnose';
import { aroundOf, sceneOf } from '#server/core/fleet/diagnose-scene';
import { type Chance, diceOf } from './dice.js';
import { FAULTS, type Fault, type Town } from './faults.js';
import { neighbourOf, patientOf } from './observe.js';
import { coincide, type Pole, poleAt } from './pole.js';

/** 2026-06-03, 14:20 in Việt Nam. */
const NOW = Date.UTC(2026, 5, 3, 7, 20);

const OPERATORS = ['Viettel', 'Viettel', 'Viettel', 'Vinaphone', 'Vinaphone', 'MobiFone'];
const FAR_COMMUNES = 12;

function townOf(dice: Chance): Town {
  const commune = (name: string, size: number): Pole[] =>
    Array.from({ length: size }, (_, index) =>
      poleAt(
        {
          id: `${name}-${index}`,
          commune: name,
          operator: dice.pick(OPERATORS),
          powerLine: `${name} lộ ${dice.pick([1, 1, 2])}`,
        },
        dice,
      ),
    );
  const [patient, ...near] = commune('xã', Math.round(dice.between(6, 16)));
  if (patient === undefined) throw new Error('a commune without boxes');
  const far = Array.from({ length: FAR_COMMUNES }, (_, index) =>
    commune(`xã ${index}`, Math.round(dice.between(4, 12))),
  ).flat();
  return { patient, near, far };
}

/** Boxes that happen to be away at the time, for reasons of their own. */
function scatter({ near, far }: Town, dice: Chance): void {
  for (const pole of [...near, ...far]) {
    if (dice.happens(0.03)) pole.lostMin ??= dice.between(1, 4000);
    coincide(pole, dice);
  }
}

export function diagnoseCase(fault: Fault, seed: number): Diagnosis {
  const dice = diceOf(seed);
  const town = townOf(dice);
  coincide(town.patient, dice);
  FAULTS[fault](town, dice);
  scatter(town, dice);
  const poles = [town.patient, ...town.near, ...town.far];
  const scene = sceneOf(
    poles.map((pole) => neighbourOf(pole, NOW)),
    NOW,
  );
  const me = neighbourOf(town.patient, NOW);
  return diagnose(patientOf(town.patient, NOW), NOW, aroundOf(scene, me));
}

export type Confusion = {
  readonly faults: readonly Fault[];
  /** By fault, by what was said; the answer of a box that seems well is `well`. */
  readonly said: ReadonlyMap<Fault, ReadonlyMap<string, number>>;
  readonly cases: number;
  readonly right: number;
  /** Wrong, and said with at least `SURE`. */
  readonly wrongAndSure: number;
  readonly withEvidence: number;
};

export const SURE = 0.8;
const ALL = Object.keys(FAULTS) as readonly Fault[];

/** @param family two families of seeds share no case */
export function confuse(casesEach: number, family: number): Confusion {
  const answers = ALL.flatMap((fault, index) =>
    Array.from({ length: casesEach }, (_, at) => ({
      fault,
      answer: diagnoseCase(fault, family * 1_000_003 + index * 10_007 + at),
    })),
  );
  const count = (holds: (one: Answer) => boolean): number => answers.filter(holds).length;
  return {
    faults: ALL,
    said: saidOf(answers),
    cases: answers.length,
    right: count(({ fault, answer }) => answer.cause === fault),
    wrongAndSure: count(isWrongAndSure),
    withEvidence: count(({ answer }) => answer.evidence.length > 0 && answer.next !== null),
  };
}

type Answer = { readonly fault: Fault; readonly answer: Diagnosis };

const isWrongAndSure = ({ fault, answer }: Answer): boolean =>
  answer.cause !== fault && answer.cause !== 'unknown' && answer.confidence >= SURE;

function saidOf(answers: readonly Answer[]): Confusion['said'] {
  const said = new Map<Fault, Map<string, number>>();
  for (const { fault, answer } of answers) {
    const row = said.get(fault) ?? new Map<string, number>();
    const name = answer.cause ?? answer.state;
    said.set(fault, row.set(name, (row.get(name) ?? 0) + 1));
  }
  return said;
}
