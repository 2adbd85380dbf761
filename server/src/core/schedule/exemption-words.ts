/**
 * Exemptions in words — ngoại lệ, nói bằng lời.
 *
 * The days of one, and that an airing is silent by the rule of such days and not by that of others.
 */
import type { Fate } from '@loaso/shared/timeline/explain';
import type { Wish } from '@loaso/shared/timeline/wish';
import type { Dated } from '@loaso/shared/trust/exemptions';

type Words = { readonly vi: string; readonly en: string };

/** '10/2/2027', '5/2–11/2/2027', '30/12/2026–1/1/2027'. */
export function datesInWords({ fromDate, toDate }: Dated): string {
  const [from, to] = [fromDate, toDate].map((one) => one.split('-').map(Number).reverse());
  const end = to?.join('/') ?? '';
  if (fromDate === toDate) return end;
  const sameYear = fromDate.slice(0, 4) === toDate.slice(0, 4);
  return `${(sameYear ? from?.slice(0, 2) : from)?.join('/')}–${end}`;
}

const BY_RULE = new Set<string>(['envelope', 'daily-minutes', 'sessions']);

/** `words`, and under which exemption, where it is the rules of sound that silence. */
export function withExemption<W extends Wish>(fate: Fate<W>, words: Words): Words {
  const { exemption, kind, wish } = fate;
  const byRule = BY_RULE.has(kind) || ('by' in fate && fate.by === null);
  if (exemption === undefined || !byRule) return words;
  const days = datesInWords(exemption);
  const only = exemption.priorityOnly === true && kind === 'envelope' && wish.priority === 'normal';
  return only
    ? {
        vi: `${words.vi} (ngoại lệ ${days}: chỉ phát bản tin ưu tiên)`,
        en: `${words.en} (exemption of ${days}: priority bulletins only)`,
      }
    : {
        vi: `${words.vi} (theo ngoại lệ ${days})`,
        en: `${words.en} (exemption of ${days})`,
      };
}
