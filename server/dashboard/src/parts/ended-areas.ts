/**
 * Ended areas — địa bàn đã hết hiệu lực.
 *
 * What of a commune that is no more may still be chosen, and how it is called in a list.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { Area } from '@loaso/shared/wire/http/people';
import { formatDate } from '../i18n/format.js';
import type { LanguageInUse } from '../i18n/use-language.js';

/** Where something new may begin; what is chosen already stays a choice. */
export const forNewWork = (areas: readonly Area[], chosen: AreaId | null = null): Area[] =>
  areas.filter(({ id, ended }) => ended === undefined || id === chosen);

/** Where somebody may be reached: also a commune that is no more, while clusters hang there. */
export const withClusters = (areas: readonly Area[], chosen: readonly AreaId[] = []): Area[] =>
  areas.filter(({ id, ended }) => ended === undefined || ended.clusters || chosen.includes(id));

/** What is no more is told with its last day. */
export const labelOf = ({ name, ended }: Area, t: LanguageInUse['t']): string =>
  ended === undefined ? name : t('words.included', { name, day: formatDate(ended.on) });
