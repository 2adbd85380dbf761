/**
 * Preview of a rule — quy định mới sẽ làm đổi những gì.
 *
 * The differences in words, and every airing of the coming week that would sound less: asked of the
 * resolver that the boxes ask, once under what holds now and once under the draft.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { DAY_MS, type Instant, type Interval, instant } from '@loaso/shared/time';
import { needsSecondAnywhere, sameEverywhere } from '@loaso/shared/trust/place-limits';
import type { SoundRuleDraft, SoundRulePreview } from '@loaso/shared/wire/http/sound-rules';
import type { AheadAiring } from '@loaso/shared/wire/http/week';
import { changesByPlace } from '../../core/schedule/place-words.js';
import { datedLimitsAt, type Policy, planningEnvelope } from '../../core/schedule/policy.js';
import { weekAhead } from '../../core/schedule/week-ahead.js';
import type { Actor, Answer } from '../actor.js';
import type { Placed } from '../schedule/ports.js';
import { alike, linesAhead } from '../schedule/week-ahead.js';
import { boxesOf, limitsHere, placeOf, type SoundRulePorts, withRule } from './ports.js';

const DAYS = 7;
export const LOST_MAX = 50;

type Lost = SoundRulePreview['lost'][number];

export async function previewRule(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, draft }: { readonly areaId: AreaId; readonly draft: SoundRuleDraft },
): Answer<SoundRulePreview> {
  const place = await placeOf(ports, actor, { areaId, permission: 'write-sound-rules' });
  if (!place.ok) return place;
  const next = withRule(place.value, draft.limits);
  const [now, then] = [place.value.policy, next].map((one) => limitsHere(one, place.value));
  if (now === undefined || then === undefined) throw new Error('two policies have two limits');
  const holds = then('residential');
  const boxes = await boxesOf(ports, place.value);
  const lost = sameEverywhere(now, then)
    ? []
    : await lostAirings(ports, boxes, {
        window: nextDays(ports.clock.now()),
        policies: [place.value.policy, next],
      });
  return ok({
    effective: { ...holds, windows: [...holds.windows] },
    changes: changesByPlace(now, then),
    needsSecond: needsSecondAnywhere(then, now),
    boxes: boxes.length,
    lost: lost.slice(0, LOST_MAX),
    lostCount: lost.length,
  });
}

const nextDays = (startAt: Instant): Interval => ({
  startAt,
  endAt: instant(startAt + DAYS * DAY_MS),
});

type Comparing = {
  readonly window: Interval;
  /** As it is, and as it would be. */
  readonly policies: readonly [Policy, Policy];
};

/** What sounds less in the window under the second policy than under the first. */
export async function lostAirings(
  ports: SoundRulePorts,
  boxes: readonly Placed[],
  { window, policies: [now, next] }: Comparing,
): Promise<Lost[]> {
  const lines = await linesAhead(ports, window);
  const limitsOf = (box: Placed) => [datedLimitsAt(now, box), datedLimitsAt(next, box)] as const;
  const found = new Map<string, Lost>();
  for (const { devices, wishes, limits } of alike(boxes, lines, limitsOf)) {
    const [before, after] = limits.map((one) => weekAhead(wishes, planningEnvelope(one)).airings);
    const was = new Map((before ?? []).map((one) => [nameOf(one), one.soundedMs]));
    for (const airing of after ?? []) {
      if (airing.soundedMs >= (was.get(nameOf(airing)) ?? 0)) continue;
      note(found, airing, devices.length);
    }
  }
  return [...found.values()].sort((a, b) => a.startAt - b.startAt);
}

const nameOf = ({ entryId, startAt }: AheadAiring): string => `${entryId} ${startAt}`;

/** The same airing on other boxes is told once, at its worst. */
function note(found: Map<string, Lost>, airing: AheadAiring, boxes: number): void {
  const { title, startAt, soundedMs, why } = airing;
  const key = nameOf(airing);
  const known = found.get(key);
  const worst = known === undefined || soundedMs < known.soundedMs ? { soundedMs, why } : known;
  found.set(key, {
    title,
    startAt,
    boxes: boxes + (known?.boxes ?? 0),
    soundedMs: worst.soundedMs,
    why: worst.why,
  });
}
