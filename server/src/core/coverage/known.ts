/**
 * What a cluster is known to do — biết chắc, biết là không, hay chưa biết.
 *
 * From the lights of its box and from its play records. Promises that silence of the network is
 * "unknown", and that a box without a real loudspeaker output never counts as heard. A microphone that
 * hears its horn softer, or doubts one play, is a hindrance to look after: the horn still sounds.
 */
import type { Hindrance, Known } from '@loaso/shared/wire/http/coverage';
import type { Lights } from '../fleet/presence.js';
import type { SelfHeard } from '../fleet/self-heard.js';

/** `hindrance`: why it does not reach anybody for certain, or what to look after. */
export type Today = { readonly known: Known; readonly hindrance: Hindrance | null };

export type Box = {
  readonly state: 'registered' | 'enrolled' | 'revoked';
  readonly lights: Lights;
  /** By its last word no real loudspeaker is at its output. */
  readonly virtual: boolean;
  /** What its microphone made of its last plays. */
  readonly selfHeard: SelfHeard | null;
};

/**
 * Able to sound now; what was not heard of for an hour is unknown.
 *
 * @param demo sound into a file counts as sound
 */
export function todayOf({ state, lights, virtual, selfHeard }: Box, demo = false): Today {
  if (state !== 'enrolled') return { known: 'no', hindrance: 'not-enrolled' };
  if (lights.ready === 'unknown' || lights.audible === 'unknown') {
    return { known: 'unknown', hindrance: 'no-word' };
  }
  if (lights.audible === 'red') return { known: 'no', hindrance: 'no-sound' };
  if (virtual && !demo) return { known: 'no', hindrance: 'no-horn' };
  if (lights.ready === 'red') return { known: 'no', hindrance: 'not-ready' };
  return { known: 'yes', hindrance: doubtOf(selfHeard) };
}

const doubtOf = (selfHeard: SelfHeard | null): Hindrance | null =>
  selfHeard === 'weak' || selfHeard === 'doubt' ? `heard-${selfHeard}` : null;

/** Airings of one box in a span of time. */
export type HeardCount = {
  /** That should have sounded. */
  readonly planned: number;
  /** Of these, on which the box has said anything. */
  readonly withWord: number;
  /** Of these, that sounded whole from a real output, as `airingOf` says of them. */
  readonly heard: number;
};

export const NOTHING_PLANNED: HeardCount = { planned: 0, withWord: 0, heard: 0 };

export const addCounts = (a: HeardCount, b: HeardCount): HeardCount => ({
  planned: a.planned + b.planned,
  withWord: a.withWord + b.withWord,
  heard: a.heard + b.heard,
});

/** A box that had nothing to play was not heard; one that had and says nothing may have been. */
export function heardOf({ planned, withWord, heard }: HeardCount): Known {
  if (heard > 0) return 'yes';
  return planned > 0 && withWord === 0 ? 'unknown' : 'no';
}
