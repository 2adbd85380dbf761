/**
 * Rules of sound over HTTP — quy định giờ phát của địa bàn.
 *
 * Which hours, how loud and how long the loudspeakers of an area may sound. An area only narrows
 * what stands above it; boxes get what follows from it as a newly signed envelope.
 */
import { z } from 'zod';
import { AreaId, DeviceId } from '../../ids.js';
import { PlaceKind, SpecialPlaceKind } from '../../place-kind.js';
import { Instant } from '../../time.js';
import { PlaceRules } from '../../trust/place-limits.js';
import { SessionBounds, SoundWindow } from '../../trust/sound-envelope.js';
import { OneTimeCode } from '../signer.js';

/** A warning must still be heard: nobody rules it quieter than this, percent. */
export const EMERGENCY_VOLUME_MIN = 50;

const Words = z.object({ vi: z.string(), en: z.string() });

export const SoundRuleLimits = z.object({
  windows: z
    .array(
      SoundWindow.refine(({ fromMinute, toMinute }) => fromMinute < toMinute, {
        path: ['toMinute'],
        message: 'not before it begins',
      }),
    )
    .max(24),
  minutesPerDayMax: z.int().min(0).max(1440),
  emergencyVolumeMaxPercent: z.int().min(EMERGENCY_VOLUME_MIN).max(100),
  ...SessionBounds.shape,
  /** More strictly at some kinds of place; absent: nowhere. */
  places: PlaceRules.exactOptional(),
});
export type SoundRuleLimits = z.infer<typeof SoundRuleLimits>;

/** Limits as they hold: the operator may bound an emergency lower than a rule may. */
export const SoundLimitsShown = SoundRuleLimits.omit({ places: true }).extend({
  windows: z.array(SoundWindow),
  emergencyVolumeMaxPercent: z.int().min(0).max(100),
});
export type SoundLimitsShown = z.infer<typeof SoundLimitsShown>;

/** đang hiệu lực / chờ người thứ hai / đã thay / bị trả lại. */
export const SoundRuleState = z.enum(['in-force', 'pending', 'replaced', 'refused']);
export type SoundRuleState = z.infer<typeof SoundRuleState>;

/** One version of what an area says. */
export const SoundRule = z.object({
  num: z.int().positive(),
  state: SoundRuleState,
  /** Null: nothing of its own. */
  limits: SoundRuleLimits.nullable(),
  why: z.string(),
  restores: z.int().positive().nullable(),
  createdBy: z.string(),
  createdAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
});
export type SoundRule = z.infer<typeof SoundRule>;

/** Somebody says that more may sound at a box: what stands near it now, and what they say. */
const PlaceWaiting = z.object({
  id: DeviceId,
  name: z.string(),
  areaName: z.string(),
  from: PlaceKind,
  to: PlaceKind,
  /** Full name. */
  by: z.string(),
  at: Instant,
});

export const SoundRules = z.object({
  areaId: AreaId,
  areaName: z.string(),
  /** What the areas above and the operator permit. */
  above: SoundLimitsShown,
  /** What holds here. */
  now: SoundLimitsShown,
  /** At kinds of place where less holds. */
  places: z.array(z.object({ kind: SpecialPlaceKind, limits: SoundLimitsShown })),
  /** What the area itself says; null: nothing. */
  own: SoundRuleLimits.nullable(),
  /** Of the newest version; 0 where there is none. A change is made upon it. */
  num: z.int().nonnegative(),
  pending: SoundRule.nullable(),
  /** Boxes whose other kind of place waits for a second person, the longest waiting first. */
  placesAsked: z.array(PlaceWaiting),
  /** Newest first. */
  history: z.array(SoundRule),
  boxes: z.object({
    total: z.int(),
    /** Those that hold the newest envelope, by their own word. */
    taken: z.int(),
    /** The others; at most 50. */
    waiting: z.array(z.object({ id: DeviceId, name: z.string(), areaName: z.string() })),
  }),
  /** Boxes that keep to older hours because the signer knows of no second person; null: none. */
  unagreed: z
    .object({
      boxes: z.int().positive(),
      /** Who asked for what holds now; null: the operator's file. */
      askedBy: z.string().nullable(),
      mayAgree: z.boolean(),
    })
    .nullable(),
  mayWrite: z.boolean(),
  mayDecide: z.boolean(),
});
export type SoundRules = z.infer<typeof SoundRules>;

/** Null limits: the area says nothing of its own any more. */
export const SoundRuleDraft = z.object({ limits: SoundRuleLimits.nullable() });
export type SoundRuleDraft = z.infer<typeof SoundRuleDraft>;

/** An airing that would sound less than now, or not at all. */
export const LostAiring = z.object({
  title: z.string(),
  startAt: Instant,
  boxes: z.int(),
  /** Milliseconds that still sound. */
  soundedMs: z.int(),
  why: Words,
});

/** What storing it would do. */
export const SoundRulePreview = z.object({
  /** What would hold here: the draft within what stands above. */
  effective: SoundLimitsShown,
  /** One sentence for each difference from what holds now. */
  changes: z.array(Words),
  /** A second person must agree: more sound than now, or another ceiling for emergencies. */
  needsSecond: z.boolean(),
  boxes: z.int(),
  /** Airings of the coming week that would sound less than now, or not at all; at most 50. */
  lost: z.array(LostAiring),
  lostCount: z.int(),
});
export type SoundRulePreview = z.infer<typeof SoundRulePreview>;

export const NewSoundRule = SoundRuleDraft.extend({
  why: z.string().trim().min(3).max(300),
  /** The newest version that the person saw. */
  seen: z.int().nonnegative(),
  restores: z.int().positive().nullable().default(null),
});
export type NewSoundRule = z.infer<typeof NewSoundRule>;

export const SoundRuleDecision = z.object({
  num: z.int().positive(),
  approve: z.boolean(),
  /** Of who has one-time codes, where it lets more sound. */
  code: OneTimeCode.optional(),
});
export type SoundRuleDecision = z.infer<typeof SoundRuleDecision>;

/** The second person, for boxes whose signer knows of none. */
export const SoundAgreement = z.object({ code: OneTimeCode.optional() });
export type SoundAgreement = z.infer<typeof SoundAgreement>;

/** What stands near a cluster; its signed limits follow. */
export const PlaceKindChange = z.object({ placeKind: PlaceKind });
export type PlaceKindChange = z.infer<typeof PlaceKindChange>;

/** What holds now; `waits`: what was chosen lets more sound, and a second person must agree. */
export const PlaceKindTold = PlaceKindChange.extend({ waits: z.boolean() });
export type PlaceKindTold = z.infer<typeof PlaceKindTold>;

/** On what was asked, as it was seen. */
export const PlaceKindDecision = PlaceKindChange.extend({
  askedAt: z.number(),
  approve: z.boolean(),
  code: OneTimeCode.optional(),
});
export type PlaceKindDecision = z.infer<typeof PlaceKindDecision>;
