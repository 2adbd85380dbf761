/**
 * Before a line is saved — kiểm tra trước khi lưu dòng lịch.
 *
 * What saving refuses beyond what a preview shows: hours that a reached box may not sound, and plans
 * without room. Adding and editing both pass here.
 */
import { type Instant, localDateOf } from '@loaso/shared/time';
import { boundsOn } from '@loaso/shared/trust/sound-envelope';
import type { PublishedNow } from '@loaso/shared/wire/http/publications';
import { PLAN_ITEMS_MAX } from '@loaso/shared/wire/plan';
import { horizonFrom } from '../../core/plan/build.js';
import {
  type DatedLimits,
  datedLimitsAt,
  hoursInWords,
  isPermitted,
  planningEnvelope,
} from '../../core/schedule/policy.js';
import type { StoredEntry } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import { policyNow } from '../policy-now.js';
import type { PlanChange } from '../publication-flows.js';
import type { Refusal } from '../refusals.js';
import type { EntryDraft } from './draft-entry.js';
import type { Placed, SchedulePorts } from './ports.js';
import { sharedBoxes } from './preview-entry.js';

/** What a line is saved together with. */
export type SavedWith = {
  /** The line that is there, as the edit leaves it. */
  readonly instead?: StoredEntry;
  /** Other new lines. */
  readonly beside?: readonly EntryDraft[];
};

export const savingRefusal = async (
  ports: SchedulePorts,
  draft: EntryDraft,
  saved: SavedWith,
): Promise<Refusal | null> =>
  (await hoursRefusal(ports, draft)) ?? (await roomRefusal(ports, draft, saved));

/**
 * The first airing that the rules of a reached place do not let sound whole, or no reached box at all.
 * The hours of a single box near a school or a clinic silence that box, and the preview says so; they
 * take the airing from nobody else.
 */
async function hoursRefusal(
  ports: SchedulePorts,
  { airings, entry, programme, reached }: EntryDraft,
): Promise<Refusal | null> {
  const policy = await policyNow(ports);
  const forbids = (startAt: Instant) => (limits: DatedLimits) => {
    const span = { startAt, endAt: (startAt + programme.durationMs) as Instant };
    return !isPermitted(limits, entry.priority, span);
  };
  const places = distinct(reached.map(({ path }) => datedLimitsAt(policy, { path })));
  const boxes = distinct(reached.map((box) => datedLimitsAt(policy, box)));
  for (const at of airings) {
    const forbidden = places.find(forbids(at)) ?? (boxes.every(forbids(at)) ? boxes[0] : undefined);
    if (forbidden !== undefined) {
      return { code: 'outside-hours', at, allowed: hoursOn(forbidden, at) };
    }
  }
  return null;
}

const hoursOn = (limits: DatedLimits, at: Instant): string =>
  hoursInWords(boundsOn(planningEnvelope(limits), localDateOf(at)));

const distinct = (limits: readonly DatedLimits[]): DatedLimits[] => [
  ...new Map(limits.map((one) => [JSON.stringify(one), one])).values(),
];

/** A plan holds so many airings and no more; a full one would lose its far end. */
async function roomRefusal(
  ports: SchedulePorts,
  draft: EntryDraft,
  { instead, beside = [] }: SavedWith,
): Promise<Refusal | null> {
  const horizon = horizonFrom(ports.clock.now());
  const own = [draft, ...beside]
    .filter((one) => shareBox(one, draft))
    .flatMap(({ airings }) => airings.filter((at) => at < horizon.endAt)).length;
  const groups = await sharedBoxes(ports, draft, { horizon, instead });
  const count = own + Math.max(0, ...groups.map(({ others }) => others.length));
  return count > PLAN_ITEMS_MAX ? { code: 'too-many-airings', count, limit: PLAN_ITEMS_MAX } : null;
}

function shareBox(one: EntryDraft, other: EntryDraft): boolean {
  const ids = new Set(one.reached.map(({ id }) => id));
  return other.reached.some(({ id }) => ids.has(id));
}

/** @param change what a person changed; null for what nobody follows */
export const publish = (
  { publish: publishPlans }: SchedulePorts,
  devices: readonly Placed[],
  why: string,
  change: PlanChange | null,
): Answer<PublishedNow> =>
  publishPlans(
    devices.map(({ id }) => id),
    why,
    change ?? undefined,
  );
