/**
 * loaso-agent update FILE — cập nhật từ tệp.
 *
 * For a technician with a USB stick: the same judgement as for an offer over the line, in words.
 * Installs on trial; the next start runs the new release and keeps it only when it is healthy.
 */
import { accessSync, constants } from 'node:fs';
import { type Config, launchedSetting } from '../config.js';
import { loadIdentity } from '../enrol.js';
import type { ReleaseCode } from '../update/judge.js';
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
  'wrong-architecture': 'bản cập nhật cho loại máy khác',
  'old-number': 'số phát hành đã dùng hoặc cũ hơn',
  'failed-before': 'bản này đã thử và không chạy tốt; thêm --again để thử lại',
  'unsigned-downgrade': 'phiên bản cũ hơn bản đang chạy, và không được ký là hạ cấp',
  'no-room': 'không đủ chỗ trên thẻ nhớ',
  'wrong-hash': 'nội dung không khớp với bản đã ký',
  'not-fetched': 'chưa tải được',
  busy: 'đang thử một bản khác, hãy chờ',
};

export type UpdateOrder = {
  readonly file: string;
  /** This box has no network now: health is judged without it. */
  readonly offline: boolean;
  readonly again: boolean;
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
  const room = updateRoom(config, () => durable.root);
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
