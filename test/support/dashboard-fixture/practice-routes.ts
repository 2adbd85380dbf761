/**
 * Practice routes of the fixture — nhật ký tập mẫu.
 *
 * A lesson of the days before today: one airing sounded, one came too late in the evening.
 */
import { EntryId } from '@loaso/shared/ids';
import { addDays, instant, instantAt, localDateOf } from '@loaso/shared/time';
import type { PracticeAiring } from '@loaso/shared/wire/http/practice';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

function airingsOf(now: number): PracticeAiring[] {
  const today = localDateOf(instant(now));
  const lesson = {
    entryId: EntryId.parse('bai-tap'),
    ...{ durationMs: 240_000, priority: 'normal' as const, boxes: 2 },
  };
  return [
    {
      ...lesson,
      title: 'Bài tập 1: lịch tiêm chủng',
      startAt: instantAt(addDays(today, -1), 1020),
      fate: 'sounds',
      soundedMs: 240_000,
      why: { vi: 'Phát đủ', en: 'Sounds whole' },
    },
    {
      ...lesson,
      title: 'Bài tập 2: thông báo họp thôn',
      startAt: instantAt(addDays(today, -1), 1300),
      fate: 'outside-hours',
      soundedMs: 0,
      why: { vi: 'Không phát: ngoài giờ được phát', en: 'Silent: outside the permitted hours' },
    },
  ];
}

export const practice: Readonly<Record<string, (call: Call, world: World) => Reply>> = {
  'GET practice': ({ now }, world) => ({
    status: 200,
    json: { boxes: 2, airings: world.entries.length === 0 ? [] : airingsOf(now) },
  }),
};
