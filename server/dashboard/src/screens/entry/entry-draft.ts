/**
 * Draft of a schedule line — dòng lịch đang soạn.
 *
 * What the form holds, and the request it becomes once it is whole. Pure: nothing is asked of the
 * server here.
 */
import type { AreaId, BulletinId, DeviceId } from '@loaso/shared/ids';
import type { Priority } from '@loaso/shared/priority';
import { instantAt, type LocalDate, type MinuteOfDay } from '@loaso/shared/time';
import type { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import type { EntryBody } from '../../api/schedule.js';

export type Repeat = 'once' | 'daily' | 'weekly';

export type EntryDraft = {
  readonly title: string;
  readonly bulletinIds: readonly BulletinId[];
  readonly areaIds: readonly AreaId[];
  readonly deviceIds: readonly DeviceId[];
  readonly repeat: Repeat;
  readonly date: LocalDate;
  readonly until: LocalDate | null;
  readonly days: readonly number[];
  readonly minutes: readonly MinuteOfDay[];
  readonly priority: Exclude<Priority, 'emergency'>;
  readonly lateStart: 'join' | 'skip';
  readonly afterCut: 'join' | 'skip';
  readonly slotMinutes: number | null;
};

export const newDraft = (date: LocalDate, bulletinIds: readonly BulletinId[]): EntryDraft => ({
  title: '',
  bulletinIds,
  areaIds: [],
  deviceIds: [],
  repeat: 'daily',
  date,
  until: null,
  days: [],
  minutes: [],
  priority: 'normal',
  lateStart: 'join',
  afterCut: 'join',
  slotMinutes: null,
});

/** The rule the draft describes; null while a time or a day is missing. */
export function ruleOf(draft: EntryDraft): ScheduleRule | null {
  const { date, until, minutes, days } = draft;
  const [first] = minutes;
  if (first === undefined) return null;
  const span = { minutes: [...minutes], from: date, until, except: [] };
  switch (draft.repeat) {
    case 'once':
      return { kind: 'once', at: instantAt(date, first) };
    case 'daily':
      return { kind: 'daily', ...span };
    case 'weekly':
      return days.length === 0 ? null : { kind: 'weekly', days: [...days], ...span };
  }
}

/**
 * @param areaId where the line belongs
 * @param fallbackTitle used when the person gave none
 * @returns null while the draft is not whole
 */
export function requestOf(
  draft: EntryDraft,
  areaId: AreaId,
  fallbackTitle: string,
): EntryBody | null {
  const rule = ruleOf(draft);
  const targets = draft.areaIds.length + draft.deviceIds.length;
  if (rule === null || targets === 0 || draft.bulletinIds.length === 0) return null;
  return {
    areaId,
    title: draft.title.trim() === '' ? fallbackTitle : draft.title.trim(),
    bulletinIds: [...draft.bulletinIds],
    target: { areaIds: [...draft.areaIds], deviceIds: [...draft.deviceIds] },
    rule,
    priority: draft.priority,
    lateStart: draft.lateStart,
    afterCut: draft.afterCut,
    ...(draft.slotMinutes === null ? {} : { slotMinutes: draft.slotMinutes }),
  };
}
