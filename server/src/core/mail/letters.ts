/**
 * Letters — lời thư.
 *
 * What a letter says, in plain Vietnamese: cause, place, people reached, next step, and where to
 * look. A heading is one line whatever was typed into a name.
 */
import { formatLocal, instant } from '@loaso/shared/time';
import { causeName } from '../fleet/diagnose-words.js';
import type { Incident } from '../fleet/incidents.js';
import type { Telling } from '../fleet/incidents-alarm.js';
import { incidentTitle } from '../fleet/incidents-words.js';
import { number } from '../fleet/sentences.js';
import { day } from '../reports/columns.js';

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

const HEADS: Readonly<Record<Telling, string>> = {
  opened: 'Sự cố',
  escalated: 'Chưa ai nhận',
  resolved: 'Đã hết',
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

export function incidentLetter(incident: Incident, what: Telling, about: About): Words {
  const title = incidentTitle(incident, about.names).vi;
  return {
    subject: headLine(`[Loa Số] ${HEADS[what]}: ${title}`),
    text: linesOf([
      `${HEADS[what].toUpperCase()}: ${title}`,
      '',
      `Nguyên nhân: ${incident.operator === null ? causeName(incident.cause).vi : `${causeName(incident.cause).vi} (${incident.operator})`}`,
      `Nơi: ${placesOf(about.names)}`,
      `Bắt đầu: ${formatLocal(instant(incident.startedAt))}`,
      ...(what === 'resolved' ? endOf(incident) : courseOf(incident, about, what)),
      '',
      `${what === 'resolved' ? 'Xem lại' : 'Xem và nhận xử lý'}: ${about.link}`,
    ]),
  };
}

/** 12345 → '12.345'. */

function placesOf(names: readonly string[]): string {
  const more = names.length - PLACES_MAX;
  return `${names.slice(0, PLACES_MAX).join(', ')}${more > 0 ? ` và ${more} nơi khác` : ''}`;
}

const endOf = ({ resolvedAt, peak }: Incident): string[] => [
  ...(resolvedAt === null ? [] : [`Hết lúc: ${formatLocal(instant(resolvedAt))}`]),
  `Số cụm loa lúc nhiều nhất: ${peak}`,
];

function courseOf(incident: Incident, { people }: About, what: Telling): string[] {
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
  const over = bare.filter(({ line }) => line.startsWith(`${HEADS.resolved}:`)).length;
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

/** @param at when it is sent */
export const trialLetter = (name: string, at: number): Words => ({
  subject: '[Loa Số] Thư thử',
  text: linesOf([
    `Xin chào ${headLine(name)},`,
    '',
    `Đây là thư thử, gửi lúc ${formatLocal(instant(at))}. Nhận được thư này nghĩa là khi có sự cố, hệ thống báo được tới ông/bà.`,
  ]),
});
