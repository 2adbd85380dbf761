/**
 * loaso-agent update FILE — cập nhật từ tệp.
 *
 * For a technician with a USB stick: the same judgement as for an offer over the line, in words.
 * Installs on trial; the next start runs the new release and keeps it only when it is healthy.
 */
import { accessSync, constants } from 'node:fs';
import { addDays, LocalDate, startOfDay } from '@loaso/shared/time';
import { createSystemClock, systemBootId } from '../adapters/clock/system-clock.js';
import { type Config, launchedSetting } from '../config.js';
import { clockAtBoot } from '../core/clock.js';
import type { Durable } from '../core/durable.js';
import { knownTime } from '../core/known-time.js';
import { loadIdentity } from '../enrol.js';
import type { KnownTime, ReleaseCode } from '../update/judge.js';
import { installFromFile } from '../update/updater.js';
import { durableOf, updateRoom } from './box-room.js';

const WORDS: Readonly<Record<ReleaseCode, string>> = {
  malformed: 'tệp hỏng hoặc không phải bản cập nhật',
  'wrong-type': 'tệp không phải bản cập nhật',
  'unknown-key': 'không có chữ ký mà cụm này tin',
  'revoked-key': 'khóa ký đã bị thu hồi',
  'bad-signature': 'chữ ký sai',
  'too-few-signatures': 'chưa đủ số chữ ký',
  'validity-too-long': 'thời hạn của bản cập nhật quá dài',
  expired: 'bản cập nhật đã hết hạn',
  'no-time':
    'cụm chưa biết giờ, không rõ bản này còn hạn không. Nối mạng một phút rồi thử lại, hoặc xem lịch và thêm --today NĂM-THÁNG-NGÀY',
  held: 'chờ giờ tải đêm hoặc dung lượng của tháng',
  'wrong-architecture': 'bản cập nhật cho loại máy khác',
  'old-number': 'số phát hành đã dùng hoặc cũ hơn',
  'failed-before': 'bản này đã thử và không chạy tốt; thêm --again để thử lại',
  'unsigned-downgrade': 'phiên bản cũ hơn bản đang chạy, và không được ký là hạ cấp',
  'no-room': 'không đủ chỗ trên thẻ nhớ; để cụm có mạng nhận bản này từ máy chủ thì cụm tự dọn chỗ',
  'wrong-hash': 'nội dung không khớp với bản đã ký',
  'not-fetched': 'chưa tải được',
  busy: 'đang thử một bản khác, hãy chờ',
};

/** As the agent would know it at a start now. */
async function timeNow({ rtc, ntp }: Config, durable: Durable): Promise<KnownTime> {
  const clock = createSystemClock({ rtc, ntp });
  await clock.refresh();
  const at = clock.read();
  clock.stop();
  const kept = clockAtBoot(durable.anchor, systemBootId(''), durable, at);
  return knownTime({ clock: kept, durable }, at.monoMs);
}

/** The last millisecond of a day in Việt Nam; not a number for what is no date. */
function endOfDay(text: string): number {
  const day = LocalDate.safeParse(text);
  return day.success ? startOfDay(addDays(day.data, 1)) - 1 : Number.NaN;
}

export type UpdateOrder = {
  readonly file: string;
  /** This box has no network now: health is judged without it. */
  readonly offline: boolean;
  readonly again: boolean;
  /** The day that the technician reads off a calendar; counts only where the box knows no time. */
  readonly today: string | null;
};

/** @returns lines for the technician, and whether the release is installed */
export async function updateFrom(
  config: Config,
  order: UpdateOrder,
): Promise<{ lines: string[]; done: boolean }> {
  const identity = loadIdentity(config.state);
  const refused = (why: string): { lines: string[]; done: boolean } => ({
    lines: [`Từ chối cập nhật: ${why}`],
    done: false,
  });
  if (identity === null) return refused('cụm chưa đăng ký. Not enrolled yet');
  if (launchedSetting().target === null) {
    return refused('hãy chạy lệnh của gói đã cài. Run the command of the installed package');
  }
  try {
    accessSync(order.file, constants.R_OK);
  } catch (cause) {
    return refused(`không đọc được tệp. ${cause instanceof Error ? cause.message : ''}`);
  }
  const { durable } = durableOf(config.state, identity);
  const said = order.today === null ? null : endOfDay(order.today);
  if (Number.isNaN(said)) return refused('--today phải là NĂM-THÁNG-NGÀY. Not a date: --today');
  const known = await timeNow(config, durable);
  const time = {
    ...known,
    atMs: known.atMs ?? (said === null ? null : Math.max(said, known.floorMs)),
  };
  const room = updateRoom(
    config,
    () => durable.root,
    () => time,
  );
  const needs = { link: !order.offline, plan: durable.plan !== null, output: true };
  const installed = await installFromFile(room, order.file, needs, order.again);
  if (!installed.ok) {
    const { code, detail } = installed.error;
    return refused(`${WORDS[code]}. Refused: ${code} (${detail})`);
  }
  const { version, num, notes } = installed.value;
  const lines = [
    `Đã nhận bản ${version} (số ${num})${notes === '' ? '' : `: ${notes}`}.`,
    `Cụm sẽ chạy thử bản này ở lần khởi động tới và tự quay lại bản cũ nếu sau ${config.trialS} giây chưa ổn.`,
    `Release ${version} installed on trial; it starts with the next start of the agent.`,
  ];
  return { lines, done: true };
}
