/**
 * Words of a hold — lời báo đang giữ phát hành.
 *
 * What people who are not at the screen are told when an older database was put back, and when its
 * plans may go out again.
 */
import { when } from './diagnose-words.js';

export type HoldTelling =
  | {
      readonly what: 'held';
      readonly boxes: number;
      /** Of the newest event in this database: the backup is of about this time. */
      readonly newestAt: number | null;
    }
  | { readonly what: 'released'; readonly boxes: number };

/** One paragraph, as chat services show it. */
export function holdInWords(telling: HoldTelling, now: number): string {
  if (telling.what === 'released') {
    return 'ĐÃ MỞ LẠI: lịch phát mới lại được gửi tới cụm loa.';
  }
  const { boxes, newestAt } = telling;
  const of = newestAt === null ? '' : ` (bản sao khoảng ${when(newestAt, now).vi})`;
  return (
    `ĐANG GIỮ LỊCH: dữ liệu máy chủ cũ hơn kế hoạch của ${boxes} cụm loa${of}. ` +
    'Loa vẫn phát theo kế hoạch đang giữ, lịch mới chưa được gửi. ' +
    'Việc cần làm: quản trị viên mở Nhật ký hệ thống, so lịch rồi mở lại việc gửi.'
  );
}
