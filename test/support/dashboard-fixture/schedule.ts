/**
 * Schedule of the fixture — lịch phát mẫu.
 *
 * A daily line and a weekly one; yesterday had a cut and a miss, so every state is on screen.
 */
import { AreaId, BulletinId, DeviceId, EntryId, ProgrammeId, playIdOf } from '@loaso/shared/ids';
import { addDays, instant, instantAt, type LocalDate, localDateOf } from '@loaso/shared/time';
import {
  type Airing,
  type AiringState,
  type CalendarItem,
  type Entry,
  type EntryPreview,
  ScheduleRule,
} from '@loaso/shared/wire/http/schedule';
import { FORECAST } from './publications.js';

const TITLE = 'Bản tin pháp luật sáng, chiều';

export const entriesOf = (now: number): Entry[] => [
  {
    id: EntryId.parse('sang-chieu'),
    areaId: AreaId.parse('21583'),
    title: TITLE,
    programmeId: ProgrammeId.parse('ct-1'),
    bulletinIds: [BulletinId.parse('qd-1462')],
    target: { areaIds: [AreaId.parse('21583')], deviceIds: [] },
    rule: ScheduleRule.parse({
      kind: 'daily',
      minutes: [300, 1020],
      from: localDateOf(instant(now)),
      until: null,
    }),
    priority: 'normal',
    origin: 'commune',
    rank: 100,
    lateStart: 'join',
    afterCut: 'join',
    repeat: null,
    series: null,
    durationMs: 1_912_000,
    state: 'active',
    exceptions: [],
    endedAt: null,
    follows: null,
    createdBy: 'Nguyễn Thị Hoa',
    createdAt: now - 86_400_000,
  },
];

function stateAt(startAt: number, lengthMs: number, now: number, index: number): AiringState {
  if (startAt > now) return 'planned';
  if (startAt + lengthMs > now) return 'playing';
  return (
    (['played', 'played', 'interrupted', 'played', 'missed', 'unknown'] as const)[index % 6] ??
    'played'
  );
}

type Block = readonly [title: string, minute: number, lengthMs: number, entry: string];

const BLOCKS: readonly Block[] = [
  [TITLE, 300, 1_912_000, 'sang-chieu'],
  ['Tiêm chủng mở rộng', 690, 219_000, 'tiem-chung-12'],
  [TITLE, 1020, 1_912_000, 'sang-chieu'],
];

export function calendarOf(from: number, to: number, now: number): CalendarItem[] {
  const items: CalendarItem[] = [];
  let date: LocalDate = localDateOf(instant(from));
  for (let day = 0; day < 42 && instantAt(date, 0) < to; day += 1) {
    BLOCKS.forEach(([title, minute, lengthMs, entry], index) => {
      const startAt = instantAt(date, minute);
      const state = stateAt(startAt, lengthMs, now, day * 3 + index);
      items.push({
        entryId: EntryId.parse(entry),
        title,
        startAt,
        durationMs: lengthMs,
        priority: 'normal',
        devices: 2,
        states: state === 'missed' ? { played: 1, missed: 1 } : { [state]: 2 },
      });
    });
    date = addDays(date, 1);
  }
  return items;
}

/** What the box would have reported about an airing in that state. */
function outcomeOf(state: AiringState, item: CalendarItem, index: number) {
  const half = Math.round(item.durationMs / 2);
  const piece = (seq: number, fromMs: number) => ({
    seq,
    startedAt: item.startAt + fromMs,
    fromMs,
    playedMs: half,
    outcome: 'completed',
  });
  const silent = { playedMs: 0, startErrorMs: null, pieces: [], reason: null };
  if (state === 'missed') return { ...silent, reason: 'file-absent' };
  if (state === 'unknown' || state === 'planned') return silent;
  const startErrorMs = (index % 3) * 17;
  return state === 'interrupted'
    ? { playedMs: half, startErrorMs, pieces: [piece(1, 0)], reason: 'power' }
    : {
        playedMs: item.durationMs,
        startErrorMs,
        pieces: [piece(1, 0), piece(2, half)],
        reason: null,
      };
}

export function airingsOf(deviceId: string, from: number, to: number, now: number): Airing[] {
  const device = DeviceId.parse(deviceId);
  return calendarOf(from, to, now)
    .filter(({ startAt }) => startAt >= from && startAt < to)
    .map((item, index) => {
      const state = stateAt(item.startAt, item.durationMs, now, index);
      return {
        playId: playIdOf(item.entryId, device, item.startAt),
        entryId: item.entryId,
        deviceId: device,
        deviceName: 'Cụm loa Khu phố 1',
        areaId: AreaId.parse('21583'),
        title: item.title,
        startAt: item.startAt,
        durationMs: item.durationMs,
        priority: 'normal',
        state,
        virtual: false,
        ...outcomeOf(state, item, index),
      };
    });
}

/** @param rank place of the line among its equals; the other stands at 100 and came later */
export function previewOf(minutes: number, now: number, rank = 100): EntryPreview {
  const wins = rank <= 100;
  const first = instant(now + 7_200_000);
  return {
    durationMs: 1_912_000,
    airings: Array.from({ length: 14 * minutes }, (_, index) =>
      instant(first + index * 43_200_000),
    ),
    devices: 2,
    publish: FORECAST,
    conflicts: [
      {
        startAt: first,
        otherEntryId: EntryId.parse('tiem-chung-12'),
        otherTitle: 'Tiêm chủng mở rộng',
        winner: wins ? 'this' : 'other',
        swapRank: wins ? 101 : 99,
        fate: wins
          ? {
              vi: 'Bản tin “Tiêm chủng mở rộng” sẽ bị dừng lúc 17:05.',
              en: '“Tiêm chủng mở rộng” will be stopped at 17:05.',
            }
          : {
              vi: 'Bản tin này chỉ bắt đầu lúc 17:10, sau “Tiêm chủng mở rộng”.',
              en: 'This line begins only at 17:10, after “Tiêm chủng mở rộng”.',
            },
      },
    ],
    losses:
      minutes > 1
        ? [
            {
              startAt: instant(first + 7_200_000),
              otherEntryId: EntryId.parse('nong-vu-3'),
              otherTitle: 'Nông vụ',
              lostMs: 1_200_000,
              vi: 'Bản tin «Nông vụ» lúc 19:00 mất 20 phút vì hết số phút được phát trong ngày',
              en: '“Nông vụ” at 19:00 loses 20 min: the minutes of the day are used up',
            },
          ]
        : [],
    refusals:
      minutes > 1
        ? [
            {
              startAt: instant(first + 21_600_000),
              devices: 2,
              vi: 'Ngoài khung giờ được phép (16:30 – 19:30): loa sẽ im lặng.',
              en: 'Outside the allowed hours (16:30 – 19:30): the speaker stays silent.',
            },
          ]
        : [],
    alikeFrom: instant(first + 14 * 86_400_000),
    lookedUntil: instant(first + 400 * 86_400_000),
  };
}
