/**
 * A small province for plan tests — tỉnh nhỏ để thử kế hoạch.
 *
 * Areas, boxes, lines and approved clips made from a few numbers. It knows nothing of the real ones.
 */
import { createHash } from 'node:crypto';
import { AudioRef } from '@loaso/shared/audio';
import { AreaId, BulletinId, DeviceId, EntryId, ProgrammeId, Sha256 } from '@loaso/shared/ids';
import { addDays, type Instant, instantAt, LocalDate } from '@loaso/shared/time';
import { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import type { PlanEntry, PlanProgramme } from '#server/core/plan/airable';
import { horizonFrom, type PlanInput } from '#server/core/plan/build';
import { areaPaths } from '#server/core/schedule/reach';

export const DAY = LocalDate.parse('2025-04-26');
export const NOW: Instant = instantAt(DAY, 600);
export const sha = (text: string): Sha256 =>
  Sha256.parse(createHash('sha256').update(text).digest('hex'));

export const clipOf = (name: string, seconds = 60): AudioRef =>
  AudioRef.parse({
    sha256: sha(name),
    sizeBytes: seconds * 6000,
    durationMs: seconds * 1000,
    codec: 'mp3',
  });

export const communeOf = (index: number): AreaId => AreaId.parse(String(21_000 + index));
export const boxOf = (index: number): DeviceId =>
  DeviceId.parse(`loa-${String(index).padStart(6, '0')}`);

export const daily = (...minutes: number[]): ScheduleRule =>
  ScheduleRule.parse({ kind: 'daily', minutes, from: addDays(DAY, -30), until: null, except: [] });

export type LineSpec = Partial<PlanEntry> & {
  readonly name: string;
  readonly seconds?: number;
};

export function lineOf({ name, seconds: _, ...more }: LineSpec): PlanEntry {
  return {
    id: EntryId.parse(`e-${name}`),
    title: `Bản tin ${name}`,
    programmeId: ProgrammeId.parse(`p-${name}`),
    areaId: AreaId.parse('52'),
    target: { areaIds: [AreaId.parse('52')], deviceIds: [] },
    rule: daily(300, 1020),
    priority: 'normal',
    origin: 'commune',
    rank: 100,
    lateStart: 'join',
    afterCut: 'join',
    state: 'active',
    createdAt: 0,
    ...more,
  };
}

const programmeOf = ({ name, seconds = 60 }: LineSpec): PlanProgramme => ({
  id: ProgrammeId.parse(`p-${name}`),
  bulletinIds: [BulletinId.parse(`b-${name}`)],
  parts: [{ sha256: clipOf(name, seconds).sha256, offsetMs: 0 }],
  durationMs: seconds * 1000,
});

/** `boxes` boxes spread over `communes` communes of one province. */
export function provinceOf(lines: readonly LineSpec[], boxes = 4, communes = 2): PlanInput {
  const areas = Array.from({ length: communes }, (_, index) => ({
    id: communeOf(index),
    parentId: AreaId.parse('52'),
  }));
  const devices = Array.from({ length: boxes }, (_, index) => ({
    id: boxOf(index),
    areaId: communeOf(index % communes),
  }));
  return {
    entries: lines.map(lineOf),
    programmes: lines.map(programmeOf),
    approved: new Map(
      lines.map(({ name, seconds }) => [BulletinId.parse(`b-${name}`), [clipOf(name, seconds)]]),
    ),
    devices,
    paths: areaPaths([{ id: AreaId.parse('52'), parentId: null }, ...areas]),
    horizon: horizonFrom(NOW),
    numbers: new Map(devices.map(({ id }) => [id, { epoch: 1, num: 7, prevHash: null }])),
    now: NOW,
  };
}
