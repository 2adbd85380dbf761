/**
 * Words of the problems of releases — lời từ chối về bản phần mềm.
 *
 * For the administrator with a release file in hand: why it is not taken, or not sent out. Part of the
 * exhaustive tables of `problem-words.ts`.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<Refusal['code'], `release-${string}` | `rollout-${string}`>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const RELEASE_STATUS: { readonly [C in Code]: number } = {
  'release-unsigned': 422,
  'release-damaged': 422,
  'release-known': 409,
  'release-number': 409,
  'release-expired': 409,
  'rollout-open': 409,
  'rollout-nobody': 409,
};

export const RELEASE_TITLE: { readonly [C in Code]: Words } = {
  'release-unsigned': words(
    'Tệp này không có chữ ký phát hành mà các cụm tin',
    'No release key that the boxes trust has signed this file',
  ),
  'release-damaged': words(
    'Tệp hỏng hoặc không phải bản phần mềm',
    'The file is damaged or is no release',
  ),
  'release-known': words('Bản này đã có trên máy chủ', 'The server has this release already'),
  'release-number': words(
    'Số phát hành này đã dùng cho một bản khác',
    'Its number was used for another version',
  ),
  'release-expired': words('Bản này đã hết hạn', 'The release has expired'),
  'rollout-open': words('Đang có một đợt khác chưa xong', 'Another rollout is not over yet'),
  'rollout-nobody': words('Không cụm nào cần bản này', 'No box needs this release'),
};

export const RELEASE_NEXT: { readonly [C in Code]: Words } = {
  'release-unsigned': words(
    'Không dùng tệp này. Hỏi lại người phát hành; máy chủ không tự ký được.',
    'Do not use it. Ask whoever released it; the server cannot sign one.',
  ),
  'release-damaged': words(
    'Chép lại tệp từ nguồn rồi thử lại.',
    'Copy it from its source again and try once more.',
  ),
  'release-known': words('Không cần thêm nữa: mở bản ấy trong danh sách.', 'Open it in the list.'),
  'release-number': words(
    'Người phát hành phải đóng gói lại với số lớn hơn.',
    'It must be packed again with a higher number.',
  ),
  'release-expired': words(
    'Xin người phát hành đóng gói lại.',
    'Ask for a new one from whoever released it.',
  ),
  'rollout-open': words(
    'Chờ đợt ấy xong, hoặc bỏ đợt ấy trước.',
    'Wait until it is over, or give it up first.',
  ),
  'rollout-nobody': words(
    'Xem mục "Đang chạy": có thể mọi cụm đã có bản này, hoặc thiếu tệp cho loại máy của cụm.',
    'All boxes may have it, or a file for their processor is missing.',
  ),
};
