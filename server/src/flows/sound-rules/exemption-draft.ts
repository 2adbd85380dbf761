/**
 * A drafted exemption, weighed — cân nhắc một ngoại lệ trước khi ghi.
 *
 * What would hold with it, who must agree, and why it cannot be. Stores nothing.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import {
  addDays,
  DAY_MS,
  type Interval,
  instant,
  LocalDate,
  localDateOf,
  startOfDay,
} from '@loaso/shared/time';
import { overlaps } from '@loaso/shared/trust/exemptions';
import { boundsOn } from '@loaso/shared/trust/sound-envelope';
import type {
  SoundExemptionDraft,
  SoundExemptionPreview,
} from '@loaso/shared/wire/http/sound-exemptions';
import { subtreeOf } from '../../core/access/scope.js';
import { exemptionFault, liftedBy, opensMore } from '../../core/schedule/exemption-change.js';
import { dayInWords, exemptionInWords } from '../../core/schedule/exemption-said.js';
import type { AreaExemption } from '../../core/schedule/exemptions.js';
import {
  type AreaPath,
  datedLimitsAt,
  limitsAt,
  type Policy,
  planningEnvelope,
} from '../../core/schedule/policy.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { StoredSoundExemption } from '../../ports/sound-exemptions.js';
import type { Actor, Answer } from '../actor.js';
import { boxesOf, type Place, placeOf, type SoundRulePorts } from './ports.js';
import { LOST_MAX, lostAirings } from './preview-rule.js';

const DAYS = 7;
export const EXEMPTIONS_SHOWN = 50;

const OPEN = new Set<StoredSoundExemption['state']>(['pending', 'in-force', 'withdrawing']);

export type Weighed = {
  readonly exemption: AreaExemption;
  /** The policy with it. */
  readonly next: Policy;
  readonly needsSecond: boolean;
};

/** @param history of its area, the newest first */
export async function weigh(
  ports: SoundRulePorts,
  place: Place,
  {
    draft,
    history,
  }: {
    readonly draft: SoundExemptionDraft;
    readonly history: readonly StoredSoundExemption[];
  },
): Answer<Weighed> {
  const { fromDate, toDate, word } = draft;
  const { area, path, policy } = place;
  if (fromDate < localDateOf(ports.clock.now())) return err({ code: 'day-gone' });
  if (history.some((one) => OPEN.has(one.state) && overlaps(one, draft))) {
    return err({ code: 'exemption-overlaps' });
  }
  const plain: AreaExemption = { areaId: area.id, lifts: area.id, fromDate, toDate, word };
  const exemption = { ...plain, lifts: liftedBy(policy, plain, path) };
  const fault = await faultWith(ports, place, exemption);
  if (fault !== null) return err(fault);
  const next = { ...policy, exemptions: [...policy.exemptions, exemption] };
  return ok({ exemption, next, needsSecond: opensMore(next, policy, path) });
}

/** What no box of the area would be signed, counted with every exemption of the year. */
export async function faultWith(
  { store, clock }: Pick<SoundRulePorts, 'store' | 'clock'>,
  { areas, area, policy }: Place,
  exemption: AreaExemption,
): Promise<ReturnType<typeof exemptionFault>> {
  const today = localDateOf(clock.now());
  const stored = await store.soundExemptions.exemptionsInForce(
    LocalDate.parse(`${today.slice(0, 4)}-01-01`),
  );
  const year = { ...policy, exemptions: [...stored, exemption] };
  const says = new Set<AreaId>([
    ...[...year.rules, ...year.exemptions, ...year.overrides].map(({ areaId }) => areaId),
    area.id,
  ]);
  const paths = areaPaths(areas);
  const told = subtreeOf(areas, area.id)
    .filter((id) => says.has(id))
    .map((id): AreaPath => paths.get(id) ?? [id]);
  return exemptionFault(year, told, today);
}

export async function previewExemption(
  ports: SoundRulePorts,
  actor: Actor,
  { areaId, draft }: { readonly areaId: AreaId; readonly draft: SoundExemptionDraft },
): Answer<SoundExemptionPreview> {
  const found = await placeOf(ports, actor, { areaId, permission: 'write-sound-rules' });
  if (!found.ok) return found;
  const place = found.value;
  const history = await ports.store.soundExemptions.exemptionsOf(areaId, EXEMPTIONS_SHOWN);
  const weighed = await weigh(ports, place, { draft, history });
  if (!weighed.ok) return weighed;
  const { exemption, next, needsSecond } = weighed.value;
  const boxes = await boxesOf(ports, place);
  const window = firstDays(draft, ports.clock.now());
  const lost = await lostAirings(ports, boxes, { window, policies: [place.policy, next] });
  const ordinary = limitsAt(next, place);
  const day = boundsOn(planningEnvelope(datedLimitsAt(next, place)), draft.fromDate);
  return ok({
    said: exemptionInWords(draft),
    changes: dayInWords(ordinary, day),
    needsSecond,
    confirmIn: nameOf(place, exemption.lifts),
    boxes: boxes.length,
    lost: lost.slice(0, LOST_MAX),
    lostCount: lost.length,
  });
}

export const nameOf = ({ areas }: Pick<Place, 'areas'>, areaId: AreaId): string =>
  areas.find(({ id }) => id === areaId)?.name ?? areaId;

function firstDays({ fromDate, toDate }: SoundExemptionDraft, now: number): Interval {
  const startAt = instant(Math.max(now, startOfDay(fromDate)));
  const endAt = Math.min(startAt + DAYS * DAY_MS, startOfDay(addDays(toDate, 1)));
  return { startAt, endAt: instant(Math.max(startAt, endAt)) };
}
