/**
 * Words of the problems of series — lời từ chối khi chia văn bản thành loạt kỳ.
 *
 * For somebody with a long text: why it cannot be divided so, or not be put together again. Part of
 * the exhaustive tables of `problem-words.ts`.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<Refusal['code'], 'in-series' | `series-${string}`>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const SERIES_STATUS: { readonly [C in Code]: number } = {
  'in-series': 409,
  'series-parts': 422,
  'series-fixed': 409,
};

export const SERIES_TITLE: { readonly [C in Code]: Words } = {
  'in-series': words('Bản tin này thuộc một loạt kỳ', 'The bulletin is part of a series'),
  'series-parts': words(
    'Không chia được thành nhiều kỳ với thời lượng này',
    'It cannot be divided for airings of this length',
  ),
  'series-fixed': words(
    'Loạt này đã có kỳ được duyệt, không gộp lại được',
    'Part of the series was approved',
  ),
};

export const SERIES_NEXT: { readonly [C in Code]: Words } = {
  'in-series': words(
    'Làm trên từng kỳ hoặc cả loạt; muốn làm trên văn bản gốc thì gộp loạt lại trước.',
    'Work on its episodes, or put the series together first.',
  ),
  'series-parts': words('Chọn thời lượng mỗi kỳ khác.', 'Choose another length of an airing.'),
  'series-fixed': words(
    'Rút các kỳ không dùng nữa rồi nhập văn bản thành bản tin mới.',
    'Withdraw the episodes and import the text anew.',
  ),
};
