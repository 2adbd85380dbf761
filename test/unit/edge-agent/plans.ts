/**
 * Plans for tests of the box — kế hoạch để thử cụm loa.
 *
 * Small builders over one Monday morning: an airing is a line of minutes, a plan a list of them.
 */
import { EntryId } from '@loaso/shared/ids';
import { durationMs, type Instant, instantAt, LocalDate } from '@loaso/shared/time';
import { envelopeVersion, type SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';
import { AREA, DEV, sealAs, sha } from './sealing.js';

export const MONDAY = LocalDate.parse('2026-11-23');
/** `at(300)` is Monday 05:00 in Việt Nam; fractions of a minute are allowed. */
export const at = (minute: number): Instant =>
  (instantAt(MONDAY, 0) + Math.round(minute * 60_000)) as Instant;

export type ItemPart = Partial<Omit<PlanItem, 'entryId'>>;

/** Airing `name` from minute to minute, of one file that is named like it. */
export function item(name: string, from: number, to: number, part: ItemPart = {}): PlanItem {
  return {
    entryId: EntryId.parse(name),
    title: `Bản tin ${name}`,
    startAt: at(from),
    durationMs: durationMs((to - from) * 60_000),
    priority: 'normal',
    origin: 'commune',
    rank: 100,
    parts: [{ sha256: sha(name), offsetMs: durationMs(0) }],
    gainDb: 0,
    lateStart: 'join',
    afterCut: 'join',
    ...part,
  };
}

export const FILE_BYTES = 1_000;

export function planOf(num: number, items: readonly PlanItem[], part: Partial<Plan> = {}): Plan {
  const files = new Map<string, number>();
  for (const { parts, durationMs: length } of items) {
    for (const { sha256 } of parts) {
      files.set(sha256, Math.min(length, files.get(sha256) ?? length));
    }
  }
  return {
    v: 1,
    dev: DEV,
    area: AREA,
    epoch: 1,
    num,
    iat: at(0),
    nbf: at(0),
    exp: at(7 * 1440),
    prev: null,
    audio: [...files].map(([sha256, length]) => ({
      sha256: sha256 as Plan['audio'][number]['sha256'],
      sizeBytes: FILE_BYTES,
      durationMs: durationMs(length),
      codec: 'mp3',
    })),
    items: [...items],
    standing: [],
    ...part,
  };
}

export const sealedPlan = (plan: Plan): string => sealAs('plan', 'plan', plan);

/** Every day from 05:00 to 20:00 at 80 %, no limit of minutes, unless said otherwise. */
export const envelopeOf = (part: Partial<SoundEnvelope> = {}): SoundEnvelope => ({
  v: envelopeVersion(part),
  dev: DEV,
  area: AREA,
  num: 1,
  iat: at(-1440),
  exp: at(300 * 1440),
  windows: [
    { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 300, toMinute: 1200, volumeMaxPercent: 80 },
  ].map((window) => window as SoundEnvelope['windows'][number]),
  minutesPerDayMax: 1440,
  emergencyVolumeMaxPercent: 100,
  ...part,
});
