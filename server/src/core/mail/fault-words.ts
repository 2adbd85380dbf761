/**
 * Words of mail faults — vì sao thư không đi.
 *
 * One sentence for each way in which a letter does not get off, with what to do.
 */
import type { Words } from '../fleet/refusal-words.js';

/**
 * `unreachable` no connection; `slow` no answer in time; `tls` no encryption that can be trusted;
 * `login` the server's login; `sender` our address, `recipient` theirs; `later` not now; `refused`
 * the letter itself.
 */
export const MAIL_FAULTS = [
  'unreachable',
  'slow',
  'tls',
  'login',
  'sender',
  'recipient',
  'later',
  'refused',
] as const;
export type MailFaultKind = (typeof MAIL_FAULTS)[number];

const WORDS: Readonly<Record<MailFaultKind, Words>> = {
  unreachable: {
    vi: 'Không nối được tới máy chủ thư. Xin kiểm tra tên máy chủ, cổng và mạng.',
    en: 'The mail server cannot be reached. Check its name, port and the network.',
  },
  slow: {
    vi: 'Máy chủ thư không trả lời kịp. Hệ thống sẽ tự thử lại.',
    en: 'The mail server did not answer in time. It is tried again by itself.',
  },
  tls: {
    vi: 'Không mã hóa được đường nối tới máy chủ thư. Xin xem lại chứng thư và smtpSecurity.',
    en: 'The connection to the mail server cannot be encrypted. Check certificate and smtpSecurity.',
  },
  login: {
    vi: 'Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu của hệ thống.',
    en: 'The mail server does not take the login of this system.',
  },
  sender: {
    vi: 'Máy chủ thư không cho gửi bằng địa chỉ của hệ thống (mailFrom).',
    en: 'The mail server does not let this system write from its address (mailFrom).',
  },
  recipient: {
    vi: 'Địa chỉ người nhận không có hoặc không nhận thư.',
    en: 'The address does not exist or takes no letters.',
  },
  later: {
    vi: 'Máy chủ thư hẹn gửi lại sau. Hệ thống sẽ tự thử lại.',
    en: 'The mail server asks to try later, which is done by itself.',
  },
  refused: {
    vi: 'Máy chủ thư từ chối bức thư.',
    en: 'The mail server refuses the letter.',
  },
};

export const mailFaultWords = (kind: MailFaultKind): Words => WORDS[kind];

export const MAIL_OFF: Words = {
  vi: 'Hệ thống chưa khai báo máy chủ thư (smtpHost), nên không gửi được thư nào.',
  en: 'No mail server is set (smtpHost), so no letter can be sent.',
};

export const MAIL_TAKEN: Words = {
  vi: 'Máy chủ thư đã nhận thư thử. Xin xem hộp thư của người nhận, cả mục Thư rác.',
  en: 'The mail server has taken the letter. Look into the mailbox, the junk folder too.',
};
