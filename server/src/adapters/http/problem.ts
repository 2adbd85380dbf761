/**
 * Problems — câu từ chối cho người đọc.
 *
 * Every refusal of the flows has a status, a sentence and a next step in both languages, here and
 * nowhere else; a new refusal without them does not compile.
 */
import { formatLocal, instant } from '@loaso/shared/time';
import type { Problem } from '@loaso/shared/wire/http/problem';
import type { Refusal } from '../../flows/refusals.js';
import { NEXT, STATUS, TITLE } from './problem-words.js';

export type Answer = {
  readonly status: number;
  readonly problem: Problem;
  readonly retryAfterS?: number;
};

/** Who reads this sits before the wrong screen: the other server is the right one. */
const FENCED: Pick<Problem, 'title' | 'next'> = {
  title: {
    vi: 'Máy chủ khác đã tiếp quản, máy chủ này không phát hành nữa',
    en: 'Another server has taken over; this one publishes no more',
  },
  next: {
    vi: 'Làm việc trên máy chủ mới. Báo quản trị tắt máy chủ này.',
    en: 'Work at the new server. Tell the administrator to switch this one off.',
  },
};

const isFenced = (refusal: Refusal): boolean =>
  refusal.code === 'signer' && refusal.reason === 'signer-fenced';

export function problemOf(refusal: Refusal): Answer {
  const detail = detailOf(refusal);
  return {
    status: STATUS[refusal.code],
    problem: {
      code: refusal.code,
      title: TITLE[refusal.code],
      next: NEXT[refusal.code],
      ...(isFenced(refusal) ? FENCED : {}),
      ...(detail === null ? {} : { detail }),
    },
    ...('retryAfterS' in refusal ? { retryAfterS: refusal.retryAfterS } : {}),
  };
}

const minutes = (ms: number): string => (ms / 60_000).toFixed(1).replace('.', ',');

/** 'Xã Cũ (30/06/2026) → Xã Mới'. */
function endedText({ name, on, successors }: Extract<Refusal, { code: 'area-ended' }>): string {
  const then = successors.length === 0 ? '' : ` → ${successors.join(', ')}`;
  return `${name} (${on.split('-').reverse().join('/')})${then}`;
}

/** Figures and names behind the sentence, language-neutral where possible. */
function detailOf(refusal: Refusal): string | null {
  switch (refusal.code) {
    case 'outside-hours':
      return `${formatLocal(instant(refusal.at))} (${refusal.allowed})`;
    case 'programme-too-long':
      return `${minutes(refusal.durationMs)} / ${minutes(refusal.slotMs)} phút`;
    case 'text-too-long':
      return `${refusal.characters} / ${refusal.limit}`;
    case 'bulletin-in-use':
      return String(refusal.entries);
    case 'station-elsewhere':
      return `${refusal.name} · ${refusal.station} · ${refusal.day}`;
    case 'area-ended':
      return endedText(refusal);
    case 'station-later':
      return `${refusal.name} · ${refusal.day}`;
    case 'bulletin-not-approved':
      return refusal.title;
    case 'exemption-too-long':
    case 'exemption-year-full':
    case 'exemptions-full':
    case 'lexicon-full':
    case 'photo-full':
      return String(refusal.limit);
    case 'photo-too-large':
    case 'upload-too-large':
    case 'upload-quota':
      return `${Math.round(refusal.limit / 1_048_576)} MB`;
    case 'emergency-wide':
      return `${refusal.communes} / ${refusal.limit}`;
    case 'too-many-airings':
    case 'too-many-pieces':
    case 'series-parts':
      return `${refusal.count} / ${refusal.limit}`;
    case 'sentence-not-readable':
      return `${refusal.index + 1}: ${refusal.detail}`;
    default:
      return 'detail' in refusal ? refusal.detail : null;
  }
}

export const NOT_LOGGED_IN: Answer = {
  status: 401,
  problem: {
    code: 'not-logged-in',
    title: { vi: 'Chưa đăng nhập', en: 'Not logged in' },
    next: { vi: 'Đăng nhập rồi làm lại.', en: 'Log in and try again.' },
  },
};

export const CROSS_SITE: Answer = {
  status: 403,
  problem: {
    code: 'cross-site',
    title: { vi: 'Yêu cầu đến từ trang khác', en: 'The request came from another site' },
    next: { vi: 'Mở lại trang Loa Số và làm lại từ đó.', en: 'Open Loa Số again and do it there.' },
  },
};

export const UNKNOWN_PATH: Answer = {
  status: 404,
  problem: {
    code: 'unknown-path',
    title: { vi: 'Không có địa chỉ này', en: 'No such address' },
    next: { vi: 'Kiểm tra lại đường dẫn.', en: 'Check the link.' },
  },
};

export const TOO_LARGE: Answer = {
  status: 413,
  problem: {
    code: 'too-large',
    title: { vi: 'Nội dung gửi lên quá lớn', en: 'What was sent is too large' },
    next: {
      vi: 'Chia văn bản thành các phần nhỏ hơn rồi gửi lại.',
      en: 'Split the text into smaller parts and send again.',
    },
  },
};

export const FAULT: Answer = {
  status: 500,
  problem: {
    code: 'fault',
    title: { vi: 'Máy chủ gặp lỗi', en: 'The server failed' },
    next: {
      vi: 'Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị kèm giờ xảy ra.',
      en: 'Try again in a few minutes; if it stays, tell the administrator when it happened.',
    },
  },
};

export const tooManyTries = (retryAfterS: number): Answer =>
  problemOf({ code: 'too-many-tries', retryAfterS });

/** @param fields path of the field → what is wrong, English */
export function unparsed(fields: Record<string, string>): Answer {
  return {
    status: 400,
    problem: {
      code: 'bad-input',
      title: { vi: 'Thông tin gửi lên chưa đúng', en: 'What was sent is not right' },
      next: {
        vi: 'Sửa các ô được đánh dấu rồi gửi lại.',
        en: 'Mend the marked fields and send again.',
      },
      fields,
    },
  };
}
