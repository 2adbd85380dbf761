/**
 * Words for rollouts — đợt đưa bản phần mềm nói bằng lời.
 *
 * What starting would do, how far it has come, why it stopped, and what each box did, in plain
 * sentences with the figures first.
 */
import type { ReleaseStep, RolloutHours, RolloutState } from '@loaso/shared/wire/http/releases';
import type { Words } from './refusal-words.js';
import { OFFERS_MAX } from './release-step.js';
import { join, number, say, some } from './sentences.js';

/** Why a box is left out of a rollout. */
export type LeftOut =
  | 'has-it'
  | 'failed-there'
  | 'cannot'
  | 'other-processor'
  | 'unknown-processor';

export type RolloutPlan = {
  /** Boxes of each group. */
  readonly groups: readonly number[];
  /** Communes of the first group. */
  readonly communes: number;
  readonly hours: RolloutHours;
  readonly faultsMax: number;
  readonly left: Readonly<Record<LeftOut, number>>;
};

/** '12 cụm ở 12 xã trước, rồi 60, rồi 328 cụm còn lại; hỏng 1 cụm ở đợt đầu là dừng, …' */
export function forecastWords({ groups, communes, hours, faultsMax, left }: RolloutPlan): Words {
  if (groups.length === 0)
    return join([say('Không có cụm nào để cập nhật.', 'No box to update.'), ...leftWords(left)]);
  return join([
    groupWords(groups, communes),
    groups.length > 1 ? stopWords(faultsMax) : null,
    hours === 'night'
      ? say(
          'Mỗi cụm chỉ nhận ban đêm, ngoài khung giờ phát.',
          'Each box gets it at night only, outside the hours in which it may sound.',
        )
      : say(
          'Mỗi cụm nhận ngay khi rảnh, kể cả ban ngày.',
          'Each box gets it as soon as it is free, also by day.',
        ),
    ...leftWords(left),
  ]);
}

function groupWords(groups: readonly number[], communes: number): Words {
  const [first = 0, ...later] = groups;
  if (later.length === 0) {
    return say(`${number(first)} cụm, một đợt.`, `${some(first, 'box', 'boxes')} in one group.`);
  }
  const last = later.at(-1) ?? 0;
  const between = later.slice(0, -1);
  return say(
    `${number(first)} cụm ở ${number(communes)} xã trước${between.map((n) => `, rồi ${number(n)}`).join('')}, rồi ${number(last)} cụm còn lại.`,
    `${some(first, 'box', 'boxes')} in ${some(communes, 'commune', 'communes')} first${between.map((n) => `, then ${n}`).join('')}, then the other ${last}.`,
  );
}

const stopWords = (faultsMax: number): Words =>
  say(
    `Đợt đầu hỏng 1 cụm là tự dừng; sau đó tự dừng nếu hơn ${number(faultsMax)} cụm hỏng.`,
    `One failure in the first group stops it; later more than ${faultsMax} do.`,
  );

const LEFT_OUT: Readonly<Record<LeftOut, Words>> = {
  'has-it': say('đã có bản này hoặc bản mới hơn', 'have it or a newer one'),
  'failed-there': say('đã thử và quay về bản cũ', 'tried it and went back'),
  cannot: say('không tự cập nhật được', 'cannot be updated over the line'),
  'other-processor': say('cần tệp cho loại máy khác', 'need a file for another processor'),
  'unknown-processor': say('chưa báo loại máy', 'have not told their processor'),
};

const leftWords = (left: RolloutPlan['left']): Words[] =>
  (Object.keys(LEFT_OUT) as LeftOut[])
    .filter((why) => left[why] > 0)
    .map((why) =>
      say(
        `Để lại ${number(left[why])} cụm ${LEFT_OUT[why].vi}.`,
        `Left out: ${some(left[why], 'box', 'boxes')} that ${LEFT_OUT[why].en}.`,
      ),
    );

export type StepCounts = Readonly<Record<ReleaseStep, number>>;

/** 'Chạy bản mới: 12/400 cụm; 3 cụm đang cập nhật; 388 cụm chờ đợt sau.' */
export function rolloutWords(counts: StepCounts): Words {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = PARTS.map(({ of, vi, en }) => ({
    count: of.reduce((sum, step) => sum + counts[step], 0),
    vi,
    en,
  })).filter(({ count }) => count > 0);
  return say(
    `Chạy bản mới: ${number(counts.stays)}/${number(total)} cụm${parts.map(({ count, vi }) => `; ${number(count)} cụm ${vi}`).join('')}.`,
    `Running the new version: ${counts.stays} of ${some(total, 'box', 'boxes')}${parts.map(({ count, en }) => `; ${count} ${en}`).join('')}.`,
  );
}

type Part = { readonly of: readonly ReleaseStep[]; readonly vi: string; readonly en: string };

const PARTS: readonly Part[] = [
  { of: ['went-back'], vi: 'quay về bản cũ', en: 'went back' },
  { of: ['lost'], vi: 'mất liên lạc sau khi nhận', en: 'silent since they got it' },
  { of: ['refused'], vi: 'không nhận', en: 'refused it' },
  { of: ['offered', 'fetching', 'staged', 'on-trial'], vi: 'đang cập nhật', en: 'at work on it' },
  { of: ['waiting'], vi: 'chờ lúc rảnh hoặc có mạng', en: 'wait for a quiet moment or the line' },
  { of: ['held'], vi: 'chờ đợt sau', en: 'wait for a later group' },
];

export type RolloutStand = {
  readonly state: RolloutState;
  readonly stage: number;
  readonly stages: number;
  readonly counts: StepCounts;
  /** True while a warning is under way: nothing is offered. */
  readonly warning: boolean;
};

/** What comes next, or why nothing does; null where all is said. */
export function rolloutNext({ state, stage, stages, counts, warning }: RolloutStand): Words | null {
  const failed = counts['went-back'] + counts.lost + counts.refused;
  switch (state) {
    case 'running':
      if (warning)
        return say(
          'Đang có lệnh khẩn cấp: chưa đưa xuống cụm nào nữa.',
          'A warning is under way: no more boxes get it now.',
        );
      return stage < stages
        ? say(
            `Đợt ${stage}/${stages}. Các cụm đợt này chạy tốt 10 phút thì tự sang đợt sau.`,
            `Group ${stage} of ${stages}. The next follows once this one has been well for ten minutes.`,
          )
        : say(`Đợt cuối (${stage}/${stages}).`, `The last group (${stage} of ${stages}).`);
    case 'paused':
      return say(
        `Đang tạm dừng ở đợt ${stage}/${stages}. Cụm đang cập nhật dở thì làm nốt.`,
        `Paused at group ${stage} of ${stages}. Boxes at work on it finish.`,
      );
    case 'halted':
      return say(
        `Đã tự dừng ở đợt ${stage}/${stages} vì ${number(failed)} cụm hỏng. Cụm nào hỏng đã về bản cũ; không cụm nào nhận thêm.`,
        `Stopped by itself at group ${stage} of ${stages}: ${some(failed, 'box', 'boxes')} failed. No more boxes get it.`,
      );
    case 'given-up':
      return say(
        'Đã bỏ đợt này. Cụm đang chạy bản mới vẫn giữ bản mới; muốn về bản cũ cần một bản hạ cấp có chữ ký.',
        'Given up. Boxes on the new version stay on it; going back takes a release signed as a downgrade.',
      );
    case 'done':
      return null;
  }
}

/** One box of a rollout, for its row. */
export function releaseBoxWords(step: ReleaseStep, detail: string, offers = 0): Words {
  const code = detail.split(':')[0] ?? '';
  switch (step) {
    case 'refused':
      return codeWords(code, detail);
    case 'went-back':
      return say(
        `Bản mới không chạy tốt (${failureVi(detail)}), đã tự về bản cũ.`,
        `The new version was not healthy (${detail}); it went back.`,
      );
    case 'offered':
      return detail === '' ? STEP_WORDS.offered : laterWords(code, detail, offers);
    default:
      return STEP_WORDS[step];
  }
}

/** After some offers it is said that nothing is lost by it. */
function laterWords(code: string, detail: string, offers: number): Words {
  const { vi, en } = LATER[code] ?? say('cụm hẹn lại', detail);
  return offers < OFFERS_MAX
    ? say(`Sẽ thử lại: ${vi}.`, `Tries again: ${en}.`)
    : say(
        `Đã mời ${number(offers)} lần: ${vi}. Vẫn tự mời tiếp, cụm khác không phải chờ.`,
        `Offered ${offers} times: ${en}. Offered on by itself; no other box waits for it.`,
      );
}

const NEEDS_VI: Readonly<Record<string, string>> = {
  link: 'kết nối',
  plan: 'lịch phát',
  output: 'đường ra loa',
};

/** What a box says of a trial that failed, as its updater writes it; any other text as it came. */
function failureVi(detail: string): string {
  if (detail === 'files damaged') return 'tệp trên thẻ nhớ hỏng';
  const starts = /^not healthy after (\d+) starts$/.exec(detail)?.[1];
  if (starts !== undefined) return `khởi động ${starts} lần không ổn`;
  const [, seconds, lacking] = /^after (\d+) s without (.+)$/.exec(detail) ?? [];
  if (seconds === undefined || lacking === undefined) return detail;
  const named = lacking.split(', ').map((one) => NEEDS_VI[one] ?? 'ổn định đủ lâu');
  return `sau ${seconds} giây vẫn thiếu ${named.join(', ')}`;
}

const LATER: Readonly<Record<string, Words>> = {
  'not-fetched': say('chưa tải xong, mạng yếu', 'not fetched yet, its line is weak'),
  busy: say(
    'cụm đang bận, chưa biết giờ, hoặc chờ giờ đêm hay dung lượng tháng của nó',
    'it is busy, does not know the time, or waits for its night or its data',
  ),
};

const STEP_WORDS: Readonly<Record<Exclude<ReleaseStep, 'refused' | 'went-back'>, Words>> = {
  held: say('Chờ đợt sau.', 'Waits for a later group.'),
  waiting: say('Chờ lúc rảnh hoặc có mạng.', 'Waits for a quiet moment or for the line.'),
  offered: say('Đã mời, chờ cụm trả lời.', 'Offered, no answer yet.'),
  fetching: say('Đang tải.', 'Fetching.'),
  staged: say('Đã tải, chờ im tiếng để khởi động.', 'Fetched, waits for silence to start.'),
  'on-trial': say('Đang chạy thử.', 'On trial.'),
  stays: say('Chạy tốt, giữ bản mới.', 'Well, stays on the new version.'),
  lost: say(
    'Mất liên lạc sau khi nhận: cần người tới xem.',
    'Silent since it got it: somebody should look.',
  ),
};

const CODE_WORDS: Readonly<Record<string, Words>> = {
  'bad-signature': say('chữ ký sai', 'the signature is wrong'),
  'unknown-key': say('cụm chưa tin khoá ký này', 'the box does not trust its key'),
  'revoked-key': say('khoá ký đã bị thu hồi', 'its key was revoked'),
  'too-few-signatures': say('thiếu chữ ký', 'signatures are missing'),
  'wrong-architecture': say('tệp cho loại máy khác', 'it is for another processor'),
  'wrong-hash': say('tệp tải về không đúng', 'what came is not what was signed'),
  'no-room': say('thẻ nhớ hết chỗ', 'no room on the card'),
  'failed-before': say('đã thử và không chạy tốt', 'it was tried there and failed'),
  'unsigned-downgrade': say('cụm đang chạy bản mới hơn', 'the box runs a newer version'),
  'old-number': say('cụm đã có bản mới hơn', 'the box has a newer one'),
  'not-packaged': say('cụm không cài theo gói', 'the box was not installed from the package'),
  'no-answer': say('mời nhiều lần không trả lời', 'no answer to any offer'),
  expired: say('bản này đã hết hạn', 'it has expired'),
};

function codeWords(code: string, detail: string): Words {
  const known = Object.hasOwn(CODE_WORDS, code) ? CODE_WORDS[code] : undefined;
  const { vi, en } = known ?? say(detail, detail);
  return say(`Không nhận: ${vi}. Vẫn chạy bản cũ.`, `Refused: ${en}. On the old version.`);
}
