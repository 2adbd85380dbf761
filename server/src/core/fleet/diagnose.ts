/**
 * Diagnosis — chẩn đoán cụm loa bằng một câu.
 *
 * Names the first thing that keeps a box from sounding as planned, or says that all is well. One
 * cause at a time, the one to mend first; it guesses nothing that no word of the box supports.
 */
import { formatLocal, instant } from '@loaso/shared/time';
import type { Ack } from '@loaso/shared/wire/ack';
import type { Status } from '@loaso/shared/wire/status';
import { holdsDesired, type Known, lightsOf, SETTLE_MS } from './presence.js';
import { refusalWords, type Words } from './refusal-words.js';

export type Patient = Known & { readonly ack: Ack | null };

type Cause = (patient: Patient, now: number) => Words | null;

const say = (vi: string, en: string): Words => ({ vi, en });
const at = (ms: number): string => formatLocal(instant(ms));

/** The sentence of a box for the screen. */
export function diagnose(patient: Patient, now: number): Words {
  for (const cause of CAUSES) {
    const words = cause(patient, now);
    if (words !== null) return words;
  }
  return say('Hoạt động bình thường.', 'All is well.');
}

const notEnrolled: Cause = ({ state }) =>
  state === 'registered'
    ? say(
        'Chưa đăng ký: hãy nhập mã đăng ký tại cụm.',
        'Not enrolled yet: enter a code at the box.',
      )
    : state === 'revoked'
      ? say('Đã thu hồi, không được kết nối.', 'Revoked: it may not connect.')
      : null;

const neverHeard: Cause = ({ lastSeenAt }) =>
  lastSeenAt === null
    ? say('Đã đăng ký nhưng chưa liên lạc lần nào.', 'Enrolled, but never heard from.')
    : null;

const offline: Cause = (patient, now) => {
  const { lastSeenAt } = patient;
  const { reachable } = lightsOf(patient, now);
  if (lastSeenAt === null || reachable === 'green') return null;
  const vi = `Mất liên lạc từ ${at(lastSeenAt)}`;
  const en = `No word since ${at(lastSeenAt)}`;
  return reachable === 'amber'
    ? say(`${vi}; chờ cụm kết nối lại.`, `${en}; waiting for it to come back.`)
    : say(
        `${vi}; cụm vẫn phát theo kế hoạch đã nhận.`,
        `${en}; the box goes on by the plan it holds.`,
      );
};

const refusedPlan: Cause = ({ ack, desired, status }) => {
  const refused = ack?.what === 'plan' && ack.outcome === 'refused';
  if (!refused || status === null || holdsDesired(status, desired)) return null;
  const { vi, en } = refusalWords(ack.code ?? 'unknown');
  return say(`Cụm từ chối kế hoạch mới: ${vi}.`, `The box refused the new plan: ${en}.`);
};

const output: Cause = ({ status }) =>
  status === null || status.output.healthy
    ? null
    : say(
        `Đường ra âm thanh hỏng: ${status.output.detail || 'không rõ'}.`,
        `The sound output is faulty: ${status.output.detail || 'unknown'}.`,
      );

const clock: Cause = ({ status }) => {
  const trust = status?.clock.trust;
  if (trust === 'unknown') {
    return say(
      'Đồng hồ của cụm chưa tin được: cụm không phát theo lịch.',
      'Its clock is not trusted: it will not sound by schedule.',
    );
  }
  return trust === 'coarse'
    ? say('Đồng hồ của cụm chỉ gần đúng.', 'Its clock is only roughly right.')
    : null;
};

const planOnTheWay: Cause = ({ status, desired }, now) => {
  if (status === null || desired === null || holdsDesired(status, desired)) return null;
  const since = at(desired.publishedAt);
  return now - desired.publishedAt <= SETTLE_MS
    ? say('Kế hoạch mới đang được gửi tới cụm.', 'The new plan is on its way.')
    : say(
        `Chưa nhận kế hoạch phát hành lúc ${since}.`,
        `Has not taken the plan published at ${since}.`,
      );
};

const files: Cause = ({ status }) => {
  const missing = missingFiles(status);
  return missing === 0
    ? null
    : say(`Còn thiếu ${missing} tệp âm thanh.`, `${missing} audio files are still missing.`);
};

const missingFiles = (status: Status | null): number =>
  status === null ? 0 : Math.max(0, status.cache.needed - status.cache.have);

const noStatus: Cause = ({ status }) =>
  status === null
    ? say('Đã kết nối, chưa báo trạng thái.', 'Connected, but has not reported its state yet.')
    : null;

const virtualOutput: Cause = ({ status }) =>
  status?.output.virtual
    ? say('Chạy thử: cụm không nối với loa thật.', 'Trial run: no real loudspeaker is connected.')
    : null;

const CAUSES: readonly Cause[] = [
  notEnrolled,
  neverHeard,
  offline,
  noStatus,
  refusedPlan,
  output,
  clock,
  planOnTheWay,
  files,
  virtualOutput,
];
