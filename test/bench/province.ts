/**
 * A province for measuring — một tỉnh để đo.
 *
 * 135 communes, as many boxes as asked, two daily lines a commune and one of the province: the same
 * world for every bench, made from its arguments alone.
 */
import type { AudioRef } from '@loaso/shared/audio';
import { AreaId, BulletinId, DeviceId, EntryId, ProgrammeId, Sha256 } from '@loaso/shared/ids';
import { addDays, durationMs, type Instant, localDateOf, startOfDay } from '@loaso/shared/time';
import type { PlanEntry, PlanProgramme } from '#server/core/plan/airable';
import type { PlanInput } from '#server/core/plan/build';
import { areaPaths } from '#server/core/schedule/reach';

const COMMUNES = 135;
export const PROVINCE = AreaId.parse('52');

export const communeAt = (index: number): AreaId => AreaId.parse(String(20_000 + index));
const shaOf = (index: number): Sha256 => Sha256.parse(index.toString(16).padStart(64, '0'));

function clipOf(index: number): AudioRef {
  return {
    sha256: shaOf(index),
    sizeBytes: 2_000_000,
    durationMs: durationMs(300_000),
    codec: 'mp3',
  };
}

type Line = { entry: PlanEntry; programme: PlanProgramme; clip: AudioRef; bulletinId: BulletinId };

function lineOf(index: number, area: AreaId, now: Instant): Line {
  const bulletinId = BulletinId.parse(`bulletin-${index}`);
  const programmeId = ProgrammeId.parse(`programme-${index}`);
  const clip = clipOf(index);
  return {
    bulletinId,
    clip,
    programme: {
      id: programmeId,
      bulletinIds: [bulletinId],
      parts: [{ sha256: clip.sha256, offsetMs: 0 }],
      durationMs: 300_000,
    },
    entry: {
      id: EntryId.parse(`entry-${index}`),
      title: `Dòng lịch ${index}`,
      programmeId,
      areaId: area,
      target: { areaIds: [area], deviceIds: [] },
      rule: {
        kind: 'daily',
        minutes: [300 + (index % 7), 1020 + (index % 5)] as never,
        from: localDateOf(now),
        until: null,
        except: [],
      },
      priority: 'normal',
      origin: area === PROVINCE ? 'province' : 'commune',
      rank: 100,
      lateStart: 'join',
      afterCut: 'join',
      state: 'active',
      createdAt: 0,
    },
  };
}

/** Input of one publication to `boxes` boxes for `days` days from `now`. */
export function provinceOf(boxes: number, days: number, now: Instant): PlanInput {
  const areas = [
    { id: PROVINCE, parentId: null },
    ...Array.from({ length: COMMUNES }, (_, index) => ({
      id: communeAt(index),
      parentId: PROVINCE,
    })),
  ];
  const lines = [
    lineOf(0, PROVINCE, now),
    ...Array.from({ length: COMMUNES * 2 }, (_, index) =>
      lineOf(index + 1, communeAt(index % COMMUNES), now),
    ),
  ];
  const devices = Array.from({ length: boxes }, (_, index) => ({
    id: DeviceId.parse(`box-${String(index).padStart(6, '0')}`),
    areaId: communeAt(index % COMMUNES),
  }));
  return {
    entries: lines.map(({ entry }) => entry),
    programmes: lines.map(({ programme }) => programme),
    approved: new Map(lines.map(({ bulletinId, clip }) => [bulletinId, [clip]])),
    devices,
    paths: areaPaths(areas),
    horizon: { startAt: now, endAt: startOfDay(addDays(localDateOf(now), days + 1)) },
    numbers: new Map(devices.map(({ id }) => [id, { epoch: 1, num: 1, prevHash: null }])),
    now,
  };
}
