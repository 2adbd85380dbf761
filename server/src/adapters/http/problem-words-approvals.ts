/**
 * Words of the problems of approving — lời từ chối khi duyệt.
 *
 * For somebody who approves, or who waits for it: what is missing and who can give it. Part of the
 * exhaustive tables of `problem-words.ts`.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<
  Refusal['code'],
  | 'own-approval'
  | 'approval-unrecorded'
  | 'widening-unrecorded'
  | 'bulletin-not-approved'
  | 'relay-not-approved'
  | 'withdraw-instead'
>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const APPROVAL_STATUS: { readonly [C in Code]: number } = {
  'own-approval': 403,
  'approval-unrecorded': 503,
  'widening-unrecorded': 503,
  'bulletin-not-approved': 409,
  'relay-not-approved': 409,
  'withdraw-instead': 409,
};

export const APPROVAL_TITLE: { readonly [C in Code]: Words } = {
  'own-approval': words(
    'Người đã soạn hoặc sửa không được tự duyệt',
    'Nobody may approve what they wrote or changed',
  ),
  'approval-unrecorded': words('Chưa duyệt được lúc này', 'It could not be approved just now'),
  'widening-unrecorded': words(
    'Chưa ghi được việc xác nhận nới giờ',
    'The confirmation could not be recorded',
  ),
  'bulletin-not-approved': words('Bản tin chưa được duyệt', 'The bulletin is not approved'),
  'relay-not-approved': words('Nguồn tiếp âm chưa được duyệt', 'The stream is not approved'),
  'withdraw-instead': words('Hãy thu hồi bản tin', 'Withdraw the bulletin instead'),
};

export const APPROVAL_NEXT: { readonly [C in Code]: Words } = {
  'own-approval': words(
    'Nhờ lãnh đạo khác của xã nghe và duyệt.',
    'Ask another leader of the commune.',
  ),
  'approval-unrecorded': words(
    'Chưa có gì thay đổi, vẫn đang chờ duyệt. Chờ một phút rồi bấm Duyệt lại; vẫn không được thì báo quản trị.',
    'Nothing has changed, it still waits. Try again in a minute; if that fails, tell the administrator.',
  ),
  'widening-unrecorded': words(
    'Chưa có gì thay đổi: các cụm vẫn giữ giờ cũ, đề nghị vẫn chờ. Chờ một phút rồi bấm Xác nhận lại; vẫn không được thì báo quản trị.',
    'Nothing has changed: boxes keep their hours, the request still waits. Try again in a minute; if that fails, tell the administrator.',
  ),
  'bulletin-not-approved': words(
    'Gửi duyệt, được duyệt rồi xếp lịch.',
    'Have it approved, then schedule it.',
  ),
  'relay-not-approved': words(
    'Chọn nguồn khác, hoặc nhờ lãnh đạo duyệt nguồn này ở trang Nguồn tiếp âm.',
    'Choose another source, or have this one approved first.',
  ),
  'withdraw-instead': words(
    'Đợt phát hành này đưa bản tin vừa duyệt lên loa. Muốn rút lại, mở bản tin ấy và bấm Thu hồi: mọi cụm thôi phát ngay.',
    'This publication carries a bulletin that was approved. To take it back, open the bulletin and withdraw it: all boxes stop at once.',
  ),
};
