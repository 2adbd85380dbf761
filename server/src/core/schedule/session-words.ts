/**
 * Sessions in words — vì sao buổi phát dừng lại.
 *
 * Why the sessions of a day keep an airing silent, for whoever reads it beside its title.
 */
import { SESSION_PAUSE_MS, type Shut } from '@loaso/shared/timeline/sessions';

const PAUSE_MINUTES = SESSION_PAUSE_MS / 60_000;

export const shutInWords = (shut: Shut): { readonly vi: string; readonly en: string } =>
  shut.kind === 'sessions-used'
    ? {
        vi: `đã đủ ${shut.most} buổi trong ngày`,
        en: `the day has had its ${shut.most} sessions`,
      }
    : {
        vi: `buổi phát đã đủ ${shut.minutes} phút, phải nghỉ ${PAUSE_MINUTES} phút`,
        en: `the session has had its ${shut.minutes} minutes and pauses for ${PAUSE_MINUTES}`,
      };
