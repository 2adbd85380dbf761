/**
 * Invariants — những điều luôn phải đúng.
 *
 * What must hold in every simulated world, always; names of `violations` in the summary.
 */
export const INVARIANT_WORDS = {
  outsideEnvelope:
    'nothing sounds outside the signed envelope: hours, volume, minutes and sessions of a day',
  twoSounds: 'one loudspeaker makes one sound at a time',
  badPlanAccepted:
    'no plan and no envelope is taken that was not signed for this box, or has expired',
  planNumberFell: 'the number of the plan in force only rises, over power cuts too',
  numberTwice: 'no number of a plan is signed twice for one box',
  holdPublished: 'nobody signs a plan for a box of which a higher number is out than they know',
  fencePassed: 'a server that was replaced signs nothing',
  leftBehind: 'in the end the server wants the last plan that was signed, and the box holds it',
  playWithoutPlan: 'nothing sounds that no plan in force, no message and no order calls for',
  wrongBytes: 'no byte sounds that is not of the signed file',
  startError:
    'a sound is at its instant and position as exactly as the clock admits, or has the right to come back',
  heardTwice: 'nobody hears the same part twice, but what is to be read again',
  missedWhenCached: 'in calm everything sounds that the plan has and the disk holds',
  unwantedSound: 'in calm nothing else sounds, and an order that has ended is not carried out',
  lost: 'a record or result that a disk has promised reaches the ledger as it was written',
  duplicate: 'nothing is in the ledger twice, or both as heard and as missed',
  unrecorded: 'what was heard has a record',
  accounting:
    'every airing that a plan in force called for has a word, and the sums are right to the unit',
  badMessage: 'a box publishes what its schema says, signed by its own key',
  badOrder:
    'orders of technicians: nothing unasked, nothing twice, no result before the disk has it',
  unpowered: 'the amplifier is on before sound and off once it has held',
  cutOff: 'a box whose line is whole is not kept away by its own idea of the time',
} as const;

export type Invariant = keyof typeof INVARIANT_WORDS;

export const INVARIANTS = Object.keys(INVARIANT_WORDS) as readonly Invariant[];
