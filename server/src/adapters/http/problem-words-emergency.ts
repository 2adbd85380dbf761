/**
 * Words of the problems of emergencies — lời từ chối khi cảnh báo khẩn cấp.
 *
 * For somebody in a hurry: what to do now, who else can do it. Part of the exhaustive tables of
 * `problem-words.ts`.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<
  Refusal['code'],
  `emergency-${string}` | `factor-${string}` | 'break-glass-wide' | 'own-emergency'
>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const EMERGENCY_STATUS: { readonly [C in Code]: number } = {
  'emergency-beyond': 403,
  'emergency-over': 409,
  'emergency-too-long': 422,
  'emergency-wide': 422,
  'break-glass-wide': 422,
  'own-emergency': 403,
  'emergency-unsigned': 503,
  'factor-uninvited': 403,
  'factor-word-wrong': 403,
  'factor-wrong': 403,
  'factor-missing': 409,
  'factor-required': 403,
  'factor-wait': 429,
};

export const EMERGENCY_TITLE: { readonly [C in Code]: Words } = {
  'factor-uninvited': words(
    'Bạn chưa có mã mời, hoặc mã mời đã hết hạn',
    'You have no invitation, or it has run out',
  ),
  'factor-word-wrong': words('Mã mời chưa đúng', 'Not the word of your invitation'),
  'emergency-unsigned': words('Chưa ký được lệnh khẩn', 'The order could not be signed'),
  'emergency-beyond': words(
    'Lệnh này vượt ra ngoài địa bàn của bạn',
    'This order reaches beyond your area',
  ),
  'emergency-over': words('Lệnh này không còn chờ nữa', 'This order does not wait any more'),
  'emergency-too-long': words('Các lượt phát cộng lại quá dài', 'All plays together are too long'),
  'emergency-wide': words('Chọn quá nhiều xã, phường', 'Too many communes are chosen'),
  'break-glass-wide': words(
    'Phát một mình chỉ được trong một xã, phường',
    'Alone you may warn one commune only',
  ),
  'own-emergency': words(
    'Người ra lệnh không tự xác nhận lần hai',
    'Who gave the order may not confirm it again',
  ),
  'factor-wrong': words('Mã xác nhận chưa đúng', 'Wrong one-time code'),
  'factor-missing': words('Bạn chưa cài mã xác nhận', 'You have no one-time codes yet'),
  'factor-required': words('Việc này cần mã 6 số của bạn', 'This needs a code of yours'),
  'factor-wait': words('Nhập mã quá nhanh', 'Codes were tried too fast'),
};

export const EMERGENCY_NEXT: { readonly [C in Code]: Words } = {
  'factor-uninvited': words(
    'Xin mã mời của người quản trị máy chủ, nói rõ tên đăng nhập của bạn, rồi làm lại ở mục Tài khoản.',
    'Ask the administrator of the server for an invitation, naming your login, then set up your codes again under Account.',
  ),
  'factor-word-wrong': words(
    'Xem lại từng chữ rồi nhập lại sau vài giây. Mã mời chỉ dùng được cho đúng tài khoản được mời; mã mời mới thay mã cũ.',
    'Check each sign and try again in some seconds. It works for the invited account alone; a newer word replaces an older one.',
  ),
  'emergency-unsigned': words(
    'Ra lệnh lại bằng mã mới; vẫn không được thì báo quản trị và cảnh báo bằng cách khác ngay.',
    'Order it again with a new code; if that fails, tell the administrator and warn by other means at once.',
  ),
  'emergency-beyond': words(
    'Báo cấp trên của các xã, phường này. Trong địa bàn của mình, bạn vẫn dừng được từng cụm loa.',
    'Tell the level above. Single boxes of your own area you can still stop.',
  ),
  'emergency-over': words(
    'Mở lại lệnh để xem nó đã được gửi, bị ngăn hay quá hạn. Còn cần: ra lệnh mới.',
    'Open it to see whether it was sent, stopped or lapsed. If needed still, give a new order.',
  ),
  'emergency-too-long': words(
    'Giảm số lần phát hoặc chọn bản tin ngắn hơn.',
    'Choose fewer plays or a shorter message.',
  ),
  'emergency-wide': words('Chia thành nhiều lệnh.', 'Split it into several orders.'),
  'break-glass-wide': words(
    'Bỏ chọn «phát một mình» để người thứ hai xác nhận, hoặc chọn một xã, phường.',
    'Let a second person confirm, or choose one commune.',
  ),
  'own-emergency': words(
    'Nhờ người khác có mã xác nhận trong địa bàn này hoặc cấp trên.',
    'Ask somebody else with codes, of this area or above.',
  ),
  'factor-wrong': words(
    'Chờ ứng dụng hiện mã mới rồi nhập lại; mỗi mã chỉ dùng một lần.',
    'Wait for the next code and enter it; each code works once.',
  ),
  'factor-missing': words(
    'Mở Tài khoản, cài mã xác nhận rồi làm lại. Cần gấp: nhờ người khác đã có mã.',
    'Set up one-time codes under Account. In a hurry, ask somebody who has them.',
  ),
  'factor-required': words(
    'Mở ứng dụng mã trên điện thoại, nhập mã 6 số đang hiện rồi làm lại.',
    'Open the app with your codes, enter the one it shows and try again.',
  ),
  'factor-wait': words(
    'Chờ vài giây rồi nhập mã mới. Người khác có mã vẫn làm được ngay.',
    'Wait a few seconds and enter a new code. Somebody else may act at once.',
  ),
};
