/**
 * Widening — điều được nới.
 *
 * What a second person agrees to when more is to sound: of which boxes, from which bounds to which.
 * The signer keeps it beside the bounds of the newest envelope of every box, and signs nothing wider.
 */
import { z } from 'zod';
import { AreaId, DeviceId } from '../ids.js';
import { EnvelopeBounds } from './envelope-within.js';

/** In the folder of the signer: the book of what boxes were given and what was agreed to. */
export const WIDENINGS_FILE = 'widenings.log';

/** Boxes in one widening: more than a province has. */
export const WIDENED_BOXES_MAX = 20_000;
/** Boxes alike are told together. */
const KINDS_MAX = 500;

/** A box in the area that it was enrolled in: it takes no envelope of another. */
export const PlacedBox = z.tuple([DeviceId, AreaId]);
export type PlacedBox = z.infer<typeof PlacedBox>;

const boxes = z.array(PlacedBox).min(1).max(WIDENED_BOXES_MAX);

export const Widened = z.strictObject({
  /**
   * What the person saw before the change; boxes that were given less are left as they are, so that
   * nothing comes in with it that somebody slipped in before. Null: agreed to whatever they have now.
   */
  from: EnvelopeBounds.nullable(),
  to: EnvelopeBounds,
  boxes,
});
export type Widened = z.infer<typeof Widened>;

const person = z.string().min(1).max(80);

export const Widening = z.strictObject({
  /** Who asked for it: another one than who agrees. */
  askedBy: person,
  why: z.string().max(300),
  widened: z.array(Widened).min(1).max(KINDS_MAX),
});
export type Widening = z.infer<typeof Widening>;

/** One line of the log that the signer keeps. */
export const WideningLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('book'), v: z.literal(1) }),
  /** Of their newest envelopes; `used`: what was agreed to before is used up by it. */
  z.strictObject({ kind: z.literal('held'), bounds: EnvelopeBounds, used: z.boolean(), boxes }),
  z.strictObject({
    kind: z.literal('agreed'),
    to: EnvelopeBounds,
    boxes,
    askedBy: person,
    agreedBy: person,
    /** With a code, or by the word of the web process. */
    by: z.enum(['code', 'word']),
    /** UTC milliseconds. */
    at: z.number(),
  }),
]);
export type WideningLine = z.infer<typeof WideningLine>;
