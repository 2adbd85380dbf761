/**
 * Policy — khung giờ, thời lượng, âm lượng theo địa phương.
 *
 * What may sound when, as data. The operator's file is the outermost bound: one default and words for
 * single areas, the nearest of which counts. Within it areas narrow what they hear by rules of their
 * own, and the strictest along the path counts. The same data bounds the schedule and makes the
 * envelope each box enforces by itself. Source of the hours: local decisions (Hà Nội, Huế), QCVN 26.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import type { Priority } from '@loaso/shared/priority';
import {
  addDays,
  formatMinute,
  type Instant,
  type Interval,
  instant,
  MinuteOfDay,
} from '@loaso/shared/time';
import type { DatedBounds } from '@loaso/shared/trust/envelope-within';
import { EXEMPTIONS_MAX } from '@loaso/shared/trust/exemptions';
import { limitsOfPlace, type PlacedLimits } from '@loaso/shared/trust/place-limits';
import {
  type EnvelopeExemption,
  envelopeVersion,
  permittedSpans,
  type SessionBounds,
  type SoundEnvelope,
  type SoundWindow,
} from '@loaso/shared/trust/sound-envelope';
import {
  type ExemptionCaps,
  narrowed,
  type SoundBounds,
  type SoundLimits,
  sameLimits,
  sessionsOf,
} from '@loaso/shared/trust/sound-limits';
import { type AreaExemption, boundsOfDay, partsOf, saidOn } from './exemptions.js';

/** The operator's bounds, as they stand in the file. */
export type OuterPolicy = {
  readonly default: SoundLimits;
  readonly overrides: readonly ({ readonly areaId: AreaId } & Partial<SoundLimits>)[];
  /** Absent: no exemption leaves these bounds. */
  readonly exemptionCaps?: ExemptionCaps | undefined;
};

/** What an area in force says of itself — quy định giờ phát của địa bàn. */
export type AreaRule = { readonly areaId: AreaId; readonly limits: PlacedLimits };

/** What holds now: the bounds, and the rules of the areas within them. */
export type Policy = OuterPolicy & {
  readonly rules: readonly AreaRule[];
  /** Of days that are not long over. */
  readonly exemptions: readonly AreaExemption[];
};

/** What holds at a spot on ordinary days, and on those that are exempted. */
export type DatedLimits = SoundLimits & { readonly exemptions?: EnvelopeExemption[] };

/** Where somebody lives in the tree: an area and those above it, nearest first. */
export type AreaPath = readonly AreaId[];

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const minute = (hour: number, past = 0): MinuteOfDay => MinuteOfDay.parse(hour * 60 + past);

/** Where something stands, and near what; nobody has said near what: khu dân cư. */
export type Spot = { readonly path: AreaPath; readonly placeKind?: PlaceKind };

/**
 * 04:45–21:30 daily at full volume, six hours a day; emergencies at any hour. Exemptions to 23:00, ten
 * days at a time, thirty a year.
 */
export const DEFAULT_POLICY: Policy = {
  default: {
    windows: [
      {
        days: EVERY_DAY,
        fromMinute: minute(4, 45),
        toMinute: minute(21, 30),
        volumeMaxPercent: 100,
      },
    ],
    minutesPerDayMax: 360,
    emergencyVolumeMaxPercent: 100,
  },
  overrides: [],
  exemptionCaps: {
    windows: [
      {
        days: EVERY_DAY,
        fromMinute: minute(4, 45),
        toMinute: minute(23),
        volumeMaxPercent: 80,
      },
    ],
    minutesPerDayMax: 600,
    daysMax: 10,
    daysPerYearMax: 30,
  },
  rules: [],
  exemptions: [],
};

/**
 * The limits at a spot in the first area of its path: what the operator bounds, narrowed by every area
 * above for that kind of place.
 */
export function limitsAt(policy: Policy, { path, placeKind = 'residential' }: Spot): SoundLimits {
  return [...path]
    .reverse()
    .flatMap((id) => policy.rules.filter(({ areaId }) => areaId === id))
    .reduce(
      (limits, rule) => narrowed(limits, limitsOfPlace(rule.limits, placeKind)),
      boundsAt(policy, path),
    );
}

export function boundsAt(policy: OuterPolicy, path: AreaPath): SoundLimits {
  // Widest first, so that the nearest area speaks last.
  const nearing = [...path].reverse();
  const said = nearing.flatMap((id) => policy.overrides.filter(({ areaId }) => areaId === id));
  return said.reduce<SoundLimits>(
    (limits, one) => ({
      windows: one.windows ?? limits.windows,
      minutesPerDayMax: one.minutesPerDayMax ?? limits.minutesPerDayMax,
      emergencyVolumeMaxPercent: one.emergencyVolumeMaxPercent ?? limits.emergencyVolumeMaxPercent,
      ...sessionsOf(limits),
      ...sessionsOf(one),
    }),
    policy.default,
  );
}

/** The same, and what holds there on days that some area exempts. */
export function datedLimitsAt(policy: Policy, spot: Spot): DatedLimits {
  const limits = limitsAt(policy, spot);
  const exemptions = exemptionsAt(policy, spot, limits);
  return exemptions.length === 0 ? limits : { ...limits, exemptions };
}

/** Of the days that differ from others, ascending. */
export function exemptionsAt(
  policy: Policy,
  { path, placeKind = 'residential' }: Spot,
  ordinary: SoundLimits,
): EnvelopeExemption[] {
  const near = policy.exemptions.filter(({ areaId }) => path.includes(areaId));
  if (near.length === 0) return [];
  const outer = { bounds: boundsAt(policy, path), caps: policy.exemptionCaps };
  const ruleOf = (id: AreaId): PlacedLimits | null =>
    policy.rules.find(({ areaId }) => areaId === id)?.limits ?? null;
  const found: EnvelopeExemption[] = [];
  for (const part of partsOf(near)) {
    const said = saidOn(path, part.fromDate, { ruleOf, exemptions: near });
    const day = boundsOfDay(outer, said, placeKind);
    const asEver = day.priorityOnly === undefined && sameLimits({ ...ordinary, ...day }, ordinary);
    if (!asEver) found.push({ ...part, ...day });
  }
  return joined(found);
}

/** Days that follow each other and are alike are told as one. */
function joined(parts: readonly EnvelopeExemption[]): EnvelopeExemption[] {
  const found: EnvelopeExemption[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    const follows = last !== undefined && addDays(last.toDate, 1) === part.fromDate;
    if (follows && saysOf(last) === saysOf(part)) {
      found[found.length - 1] = { ...last, toDate: part.toDate };
    } else found.push(part);
  }
  return found;
}

const saysOf = ({ fromDate: _from, toDate: _to, ...day }: EnvelopeExemption): string =>
  JSON.stringify(day);

/** A box and its place; `path` begins with `areaId`. */
export type PlacedDevice = {
  readonly id: DeviceId;
  readonly areaId: AreaId;
} & Spot;

/** The envelope of one box, ready to be signed as `JSON.stringify`. */
export function envelopeOf(
  policy: Policy,
  device: PlacedDevice,
  issue: { readonly num: number; readonly iat: Instant; readonly exp: Instant },
): SoundEnvelope {
  const { exemptions = [], ...limits } = datedLimitsAt(policy, device);
  // Nobody may save more; where areas were joined, the later ones come when the earlier are over.
  const some = exemptions.slice(0, EXEMPTIONS_MAX);
  const dated = some.length === 0 ? limits : { ...limits, exemptions: some };
  return envelopeOfLimits(dated, device, issue);
}

/** Limits as the envelope of one box. */
export function envelopeOfLimits(
  limits: DatedBounds,
  { id, areaId }: Pick<PlacedDevice, 'id' | 'areaId'>,
  issue: Parameters<typeof envelopeOf>[2],
): SoundEnvelope {
  const { windows, minutesPerDayMax, emergencyVolumeMaxPercent, exemptions } = limits;
  return {
    v: envelopeVersion(limits),
    dev: id,
    area: areaId,
    num: issue.num,
    iat: issue.iat,
    exp: issue.exp,
    windows: windows.map((window) => ({ ...window, days: [...window.days] })),
    minutesPerDayMax,
    emergencyVolumeMaxPercent,
    ...sessionsOf(limits),
    ...(exemptions === undefined ? {} : { exemptions: [...exemptions] }),
  };
}

/** Far enough for any schedule; the real expiry belongs to the signed envelope. */
const NEVER = instant(8_640_000_000_000_000);

/** The limits as an envelope without end, for planning ahead. */
export function planningEnvelope(limits: DatedBounds): SoundEnvelope {
  const nobody = { id: 'planning' as DeviceId, areaId: '00' as AreaId };
  return envelopeOfLimits(limits, nobody, { num: 1, iat: instant(0), exp: NEVER });
}

/**
 * What a signer never need exceed: for any place the widest that anybody may, for a place that the
 * file names what it says there, since the nearest word counts.
 */
export function boundsOf(policy: OuterPolicy): SoundBounds {
  const all: readonly Partial<SoundLimits>[] = [policy.default, ...policy.overrides];
  const most = (figures: readonly (number | undefined)[]): number =>
    Math.max(0, ...figures.filter((figure) => figure !== undefined));
  const widest = {
    windows: all.flatMap(({ windows }) => windows ?? []),
    minutesPerDayMax: most(all.map(({ minutesPerDayMax }) => minutesPerDayMax)),
    emergencyVolumeMaxPercent: most(all.map((one) => one.emergencyVolumeMaxPercent)),
    ...sessionsOf({
      sessionsPerDayMax: mostOr('sessionsPerDayMax', policy),
      minutesPerSessionMax: mostOr('minutesPerSessionMax', policy),
    }),
  };
  const named = new Map<AreaId, SoundLimits>();
  for (const { areaId, ...said } of policy.overrides) {
    named.set(areaId, { ...(named.get(areaId) ?? widest), ...said });
  }
  const { exemptionCaps } = policy;
  return {
    widest,
    ...(exemptionCaps === undefined ? {} : { exemptionCaps }),
    areas: [...named].map(([areaId, limits]) => ({ areaId, limits })),
  };
}

/** The most that any place may; without a limit for all of them, none for the widest. */
function mostOr(
  key: keyof SessionBounds,
  { default: house, overrides }: OuterPolicy,
): number | undefined {
  const own = house[key];
  return own === undefined
    ? undefined
    : Math.max(own, ...overrides.flatMap((one) => one[key] ?? []));
}

/** True when the whole of `span` may sound. */
export function isPermitted(limits: DatedLimits, priority: Priority, span: Interval): boolean {
  const spans = permittedSpans(planningEnvelope(limits), priority, span);
  const [only] = spans;
  return (
    only !== undefined &&
    spans.length === 1 &&
    only.startAt === span.startAt &&
    only.endAt === span.endAt
  );
}

/** '04:45–21:30, …' for a person; days are named only where a window is not daily. */
export const hoursInWords = (limits: Pick<SoundLimits, 'windows'>): string =>
  limits.windows.map(windowInWords).join(', ');

export function windowInWords(window: SoundWindow): string {
  const hours = `${formatMinute(window.fromMinute)}–${formatMinute(window.toMinute)}`;
  if (window.days.length === 7) return hours;
  const days = [...window.days]
    .sort((a, b) => a - b)
    .map((day) => (day === 7 ? 'CN' : `T${day + 1}`));
  return `${hours} (${days.join(' ')})`;
}
