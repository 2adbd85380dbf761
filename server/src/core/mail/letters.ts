/**
 * Letters — lời thư.
 *
 * What a letter says, in plain Vietnamese: cause, place, people reached, next step, and where to
 * look. A heading is one line whatever was typed into a name.
 */
import { formatLocal, instant } from '@loaso/shared/time';
import { causeName } from '../fleet/diagnose-words.js';
import type { Incident } from '../fleet/incidents.js';
import { incidentTitle } from '../fleet/incidents-words.js';
import { number } from '../fleet/sentences.js';
import { day } from '../reports/columns.js';
import type { LetterKind } from './due.js';

export type Words = { readonly subject: string; readonly text: string };

const SUBJECT_MAX = 180;
const PLACES_MAX = 12;

/** One line without control signs: nothing typed by anybody can begin a header of its own. */
export const headLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .slice(0, SUBJECT_MAX);

const HEADS: Readonly<Record<LetterKind, string>> = {
  opened: 'Sự cố',
  escalated: 'Chưa ai nhận',
  resolved: 'Đã hết',
  left: 'Đã hết ở nơi này',
  returned: 'Lại có',
};

const FOOT =
  'Thư tự động của hệ thống truyền thanh Loa Số; đừng trả lời thư này. Muốn đổi giờ nhận hoặc thôi nhận, xin báo quản trị viên.';

export type About = {
  /** Of the areas concerned. */
  readonly names: readonly string[];
  /** Who do not hear by it; null where nobody knows. */
  readonly people: number | null;
  /** Of the page of the incident. */
  readonly link: string;
};

export function incidentLetter(incident: Incident, what: LetterKind, about: About): Words {
  const title =
    what === 'left' ? placeTitle(incident, about) : incidentTitle(incident, about.names).vi;
  return {
    subject: headLine(`[Loa Số] ${HEADS[what]}: ${title}`),
    text: linesOf([
      `${HEADS[what].toUpperCase()}: ${title}`,
      '',
      `Nguyên nhân: ${incident.operator === null ? causeName(incident.cause).vi : `${causeName(incident.cause).vi} (${incident.operator})`}`,
      `Nơi: ${placesOf(about.names)}`,
      `Bắt đầu: ${formatLocal(instant(incident.startedAt))}`,
      ...bodyOf(incident, about, what),
      '',
      `${what === 'resolved' || what === 'left' ? 'Xem lại' : 'Xem và nhận xử lý'}: ${about.link}`,
    ]),
  };
}

function bodyOf(incident: Incident, about: About, what: LetterKind): string[] {
  if (what === 'resolved') return endOf(incident);
  return what === 'left' ? stillOf(incident) : courseOf(incident, about, what);
}

/** How many boxes are left is a matter of the other places. */
const placeTitle = ({ cause }: Incident, { names }: About): string =>
  `${causeName(cause).vi} — ${placesOf(names)}`;

const stillOf = ({ deviceIds }: Incident): string[] => [
  `Cụm loa ở nơi này đã hoạt động lại. Nơi khác còn ${deviceIds.length} cụm loa gặp sự cố này.`,
];

function placesOf(names: readonly string[]): string {
  const more = names.length - PLACES_MAX;
  return `${names.slice(0, PLACES_MAX).join(', ')}${more > 0 ? ` và ${more} nơi khác` : ''}`;
}

const endOf = ({ resolvedAt, peak }: Incident): string[] => [
  ...(resolvedAt === null ? [] : [`Hết lúc: ${formatLocal(instant(resolvedAt))}`]),
  `Số cụm loa lúc nhiều nhất: ${peak}`,
];

function courseOf(incident: Incident, { people }: About, what: LetterKind): string[] {
  return [
    `Số cụm loa: ${incident.deviceIds.length}`,
    people === null
      ? 'Số người không nghe được: chưa rõ'
      : `Số người không nghe được: khoảng ${number(people)}`,
    '',
    incident.sentence.vi,
    ...(incident.next === null ? [] : [`Việc cần làm: ${incident.next.vi}`]),
    ...(what === 'escalated' ? ['Đến giờ chưa ai bấm nhận việc này.'] : []),
  ];
}

const linesOf = (lines: readonly string[]): string => [...lines, '', '--', FOOT, ''].join('\n');

export type Folded = { readonly subject: string; readonly link: string };

/** One letter in the place of many. */
export function digestLetter(letters: readonly Folded[], link: string): Words {
  const bare = letters.map(({ subject, ...rest }) => ({
    ...rest,
    line: subject.replace(/^\[Loa Số\] /, ''),
  }));
  const over = bare.filter(({ line }) => line.startsWith(HEADS.resolved)).length;
  return {
    subject: headLine(
      `[Loa Số] Tóm tắt ${bare.length} sự cố: ${bare.length - over} còn, ${over} đã hết`,
    ),
    text: linesOf([
      `Từ lần báo trước có ${bare.length} sự cố; ${bare.length - over} còn, ${over} đã hết:`,
      ...bare.flatMap((one) => ['', `- ${one.line}`, `  ${one.link}`]),
      '',
      `Xem tất cả: ${link}`,
    ]),
  };
}

export type Reported = {
  readonly area: string;
  /** Days, '2026-11-01'. */
  readonly from: string;
  readonly to: string;
  readonly link: string;
  /** False: the file is too big for a letter. */
  readonly attached: boolean;
};

export const reportLetter = ({ area, from, to, link, attached }: Reported): Words => ({
  subject: headLine(`[Loa Số] Báo cáo phát thanh ${area}, ${day(from)} – ${day(to)}`),
  text: linesOf([
    `Báo cáo kết quả phát thanh của ${headLine(area)}, từ ngày ${day(from)} đến ngày ${day(to)}.`,
    '',
    attached
      ? 'Báo cáo ở tệp kèm theo thư này.'
      : 'Tệp báo cáo quá lớn nên không kèm theo thư. Xin mở trang dưới đây để tải về.',
    `Xem trên hệ thống: ${link}`,
  ]),
});

/** @param said what is told over every channel */
export const holdLetter = (what: 'held' | 'released', said: string, link: string): Words => ({
  subject: `[Loa Số] ${what === 'held' ? 'Đang giữ lịch phát mới, cần xem ngay' : 'Lịch phát mới đã gửi lại'}`,
  text: linesOf([said, '', `Xem trên hệ thống: ${link}`]),
});

/** @param said what sounded, where, and why the box did not know */
export const anywayLetter = (title: string, said: string, link: string): Words => ({
  subject: headLine(`[Loa Số] Đã rút nhưng loa vẫn phát: ${title}`),
  text: linesOf([
    said,
    '',
    'Nếu cụm khác cũng phát lượt đã rút này trong ngày, trang Hôm nay liệt kê từng cụm; không có thư riêng.',
    'Việc cần làm: xem nội dung đã phát có gì sai không, và báo cho người dân nơi đó nếu cần.',
    '',
    `Xem trên hệ thống: ${link}`,
  ]),
});

/** @param at when it is sent */
export const trialLetter = (name: string, at: number): Words => ({
  subject: '[Loa Số] Thư thử',
  text: linesOf([
    `Xin chào ${headLine(name)},`,
    '',
    `Đây là thư thử, gửi lúc ${formatLocal(instant(at))}. Nhận được thư này nghĩa là khi có sự cố, hệ thống báo được tới ông/bà.`,
  ]),
});
