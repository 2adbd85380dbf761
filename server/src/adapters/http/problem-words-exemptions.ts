/**
 * Words of problems with exemptions — lời từ chối về ngoại lệ giờ phát.
 *
 * Why days with hours of their own cannot be, for whoever asked for them, and what to do instead.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<Refusal['code'], `exemption-${string}` | 'exemptions-full'>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const EXEMPTION_STATUS: { readonly [C in Code]: number } = {
  'exemption-overlaps': 409,
  'exemption-too-long': 422,
  'exemption-year-full': 409,
  'exemptions-full': 409,
  'exemption-confirmer': 403,
};

export const EXEMPTION_TITLE: { readonly [C in Code]: Words } = {
  'exemption-overlaps': words(
    'Những ngày này đã có một ngoại lệ khác',
    'Another exemption has some of these days',
  ),
  'exemption-too-long': words(
    'Phát quá khung thường liền quá nhiều ngày',
    'Too many days in a row beyond the ordinary hours',
  ),
  'exemption-year-full': words(
    'Năm nay đã dùng hết số ngày được phát quá khung thường',
    'The days of this year beyond the ordinary hours are used up',
  ),
  'exemptions-full': words('Đã có quá nhiều ngoại lệ sắp tới', 'Too many exemptions ahead'),
  'exemption-confirmer': words(
    'Ngoại lệ này phải do người của cấp trên xác nhận',
    'Somebody of the area above must confirm this one',
  ),
};

export const EXEMPTION_NEXT: { readonly [C in Code]: Words } = {
  'exemption-overlaps': words(
    'Chọn ngày khác, hoặc rút ngoại lệ kia trước.',
    'Choose other days, or withdraw the other one first.',
  ),
  'exemption-too-long': words('Chọn ít ngày hơn.', 'Choose fewer days.'),
  'exemption-year-full': words(
    'Chọn giờ trong khung thường cho những ngày này.',
    'Keep within the ordinary hours on these days.',
  ),
  'exemptions-full': words('Rút bớt ngoại lệ không còn cần.', 'Withdraw those no longer needed.'),
  'exemption-confirmer': words(
    'Báo người có quyền ở cấp trên vào xác nhận.',
    'Ask somebody of the area above to confirm it.',
  ),
};
