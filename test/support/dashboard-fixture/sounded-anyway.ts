/**
 * What sounded though it was taken back, in the fixture — đã rút mà vẫn phát.
 *
 * One cluster whose line was down when a programme of yesterday was taken back.
 */
import { EntryId } from '@loaso/shared/ids';
import { addDays, instant, instantAt, localDateOf } from '@loaso/shared/time';
import type { SoundedAnyway } from '@loaso/shared/wire/http/sounded-anyway';
import { anywayInWords } from '#server/core/fleet/sounded-anyway';
import type { World } from './world.js';

/** Nothing where there are no boxes. */
export function soundedAnyway(world: World, now: number): SoundedAnyway[] {
  const box = world.devices.find(({ areaId }) => areaId === '21583');
  if (box === undefined) return [];
  const day = addDays(localDateOf(instant(now)), -1);
  const startAt = instantAt(day, 17 * 60);
  const cancelledAt = instantAt(day, 16 * 60 + 42);
  const words = anywayInWords(
    {
      ...{ title: 'Thông báo cắt nước', boxName: box.name, areaName: box.areaName },
      ...{ startAt, cancelledAt, playedMs: 194_000 },
    },
    {
      because: 'gone',
      since: instantAt(day, 15 * 60 + 8),
      until: instantAt(day, 18 * 60 + 31),
    },
  );
  const { id: deviceId, areaId } = box;
  return [
    { entryId: EntryId.parse('dong-cat-nuoc'), deviceId, areaId, startAt, cancelledAt, words },
  ];
}
