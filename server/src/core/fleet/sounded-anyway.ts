/**
 * Sounded anyway — đã rút mà vẫn phát.
 *
 * A box out of contact goes by the plan that it has. What sounded, where, when it was taken back and why
 * the box did not know, in one sentence: people heard what somebody had decided they should not hear.
 */
import { type Instant, localDateOf } from '@loaso/shared/time';
import { clockOf, lengthOf } from '../schedule/fate-words.js';
import { dateInWords } from '../schedule/rule-words.js';
import type { Words } from './refusal-words.js';
import { say } from './sentences.js';

/** What was noted of a box around an airing, oldest first. */
export type Noted = { readonly at: number; readonly kind: string };

export type Anyway = {
  readonly title: string;
  readonly boxName: string;
  readonly areaName: string;
  /** UTC milliseconds. */
  readonly startAt: number;
  readonly playedMs: number;
  readonly cancelledAt: number;
};

/** Why the box did not know: out of contact since then; the new plan came so late; nobody knows. */
export type Unaware =
  | { readonly because: 'gone'; readonly since: number; readonly until: number | null }
  | { readonly because: 'late'; readonly at: number }
  | { readonly because: 'unknown' };

/** @param noted its contact and its plans, oldest first, from before the airing was taken back */
export function unawareOf({ cancelledAt, startAt }: Anyway, noted: readonly Noted[]): Unaware {
  const contact = noted.filter(({ kind }) => kind === 'gone' || kind === 'connected');
  const before = contact.filter(({ at }) => at <= startAt).at(-1);
  const plan = noted.find(({ at, kind }) => kind === 'plan' && at > cancelledAt);
  if (before?.kind === 'gone') {
    const back = contact.find(({ at, kind }) => kind === 'connected' && at > startAt);
    return { because: 'gone', since: before.at, until: plan?.at ?? back?.at ?? null };
  }
  return plan !== undefined && plan.at > startAt
    ? { because: 'late', at: plan.at }
    : { because: 'unknown' };
}

type Moment = (at: number) => Words;

/** '17:00 ngày 03/06/2026' / '17:00 on 03/06/2026'. */
const fullMoment: Moment = (at) => {
  const [clock, day] = [clockOf(at as Instant), dateInWords(localDateOf(at as Instant))];
  return say(`${clock} ngày ${day}`, `${clock} on ${day}`);
};

/** The day once: what lies on the same day is told by the clock alone. */
const momentBeside =
  (startAt: number): Moment =>
  (at) => {
    const isSame = localDateOf(at as Instant) === localDateOf(startAt as Instant);
    return isSame ? say(clockOf(at as Instant), clockOf(at as Instant)) : fullMoment(at);
  };

/**
 * '«Bản tin» đã phát lúc 17:00 ngày 03/06/2026 tại Cụm khu chợ (Phường Quy Nhơn), 4 phút 20 giây, dù đã
 * rút lúc 16:55. Cụm mất liên lạc từ 14:02 nên không biết; có lại lịch mới lúc 18:01.'
 */
export function anywayInWords(one: Anyway, unaware: Unaware): Words {
  const { title, boxName, areaName, startAt, playedMs, cancelledAt } = one;
  const length = lengthOf(playedMs);
  const moment = momentBeside(startAt);
  const [start, taken] = [fullMoment(startAt), moment(cancelledAt)];
  const why = reasonOf(unaware, moment);
  return say(
    `«${title}» đã phát lúc ${start.vi} tại ${boxName} (${areaName}), ${length.vi}, dù đã rút lúc ${taken.vi}. ${why.vi}`,
    `“${title}” sounded at ${start.en} on ${boxName} (${areaName}) for ${length.en}, though it was taken back at ${taken.en}. ${why.en}`,
  );
}

function reasonOf(unaware: Unaware, moment: Moment): Words {
  switch (unaware.because) {
    case 'gone': {
      const { since, until } = unaware;
      const [from, to] = [moment(since), until === null ? null : moment(until)];
      return say(
        `Cụm mất liên lạc từ ${from.vi} nên không biết; ${to === null ? 'đến nay chưa nhận lịch mới.' : `có lại lịch mới lúc ${to.vi}.`}`,
        `The box was out of contact since ${from.en} and did not know; ${to === null ? 'it has no new plan yet.' : `it had a new plan at ${to.en}.`}`,
      );
    }
    case 'late': {
      const { vi, en } = moment(unaware.at);
      return say(
        `Lịch mới tới cụm lúc ${vi}, sau khi lượt này đã bắt đầu.`,
        `Its new plan came at ${en}, after the airing had begun.`,
      );
    }
    case 'unknown':
      return say(
        'Chưa rõ vì sao cụm không biết: mở trang của cụm để xem.',
        'Why the box did not know is unclear: see its page.',
      );
  }
}
