/**
 * Words of the problems of choosing a person — lời từ chối khi giao việc, uỷ quyền.
 *
 * For who lets somebody else do it: the person or the days do not fit. Part of the exhaustive tables
 * of `problem-words.ts`.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<Refusal['code'], 'assignee-unfit' | `delegat${string}`>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const HAND_STATUS: { readonly [C in Code]: number } = {
  'assignee-unfit': 422,
  'delegate-unfit': 422,
  'delegation-days': 422,
};

export const HAND_TITLE: { readonly [C in Code]: Words } = {
  'assignee-unfit': words(
    'Không giao được việc này cho người đã chọn',
    'This person cannot be given the incident',
  ),
  'delegate-unfit': words('Người này không nhận uỷ quyền được', 'They cannot stand in for you'),
  'delegation-days': words(
    'Thời hạn uỷ quyền chưa đúng',
    'The days of the delegation are not right',
  ),
};

export const HAND_NEXT: { readonly [C in Code]: Words } = {
  'assignee-unfit': words(
    'Người này đã nghỉ, đổi việc hoặc làm ở nơi khác. Chọn người khác trong danh sách.',
    'They have left, changed their work, or work elsewhere. Choose somebody else.',
  ),
  'delegate-unfit': words('Chọn người trong danh sách.', 'Choose somebody from the list.'),
  'delegation-days': words(
    'Chọn từ hôm nay trở đi, nhiều nhất 90 ngày.',
    'From today on, 90 days at most.',
  ),
};
