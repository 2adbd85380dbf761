/**
 * What an exemption says and does — ngoại lệ nói gì, đổi gì.
 *
 * One sentence for lists and the audit trail, and the differences from an ordinary day.
 */
import { formatMinute } from '@loaso/shared/time';
import type { ExemptionWord } from '@loaso/shared/trust/exemption-word';
import type { Dated } from '@loaso/shared/trust/exemptions';
import type { DayBounds } from '@loaso/shared/trust/sound-envelope';
import { type SoundLimits, sessionsOf } from '@loaso/shared/trust/sound-limits';
import { datesInWords } from './exemption-words.js';
import type { Words } from './fate-words.js';
import { changesInWords } from './limit-words.js';

const ONLY: Words = { vi: 'chỉ phát bản tin ưu tiên', en: 'priority bulletins only' };

type Span = { readonly fromMinute: number; readonly toMinute: number };
const spanInWords = ({ fromMinute, toMinute }: Span): string =>
  `${formatMinute(fromMinute)}–${formatMinute(toMinute)}`;

/** 'Ngày 5/2–11/2/2027: phát 05:00–22:30, âm lượng tối đa 80 %, tối đa 300 phút mỗi ngày'. */
export function exemptionInWords({
  word,
  ...days
}: Dated & { readonly word: ExemptionWord }): Words {
  const on = datesInWords(days);
  const said = wordInWords(word);
  return { vi: `Ngày ${on}: ${said.vi}`, en: `${on}: ${said.en}` };
}

function wordInWords(word: ExemptionWord): Words {
  if (word.kind === 'priority-only') return ONLY;
  if (word.kind === 'quiet') {
    const spans = word.quiet.map(spanInWords).join(', ');
    return { vi: `im lặng ${spans}`, en: `silent ${spans}` };
  }
  const spans = word.windows.map((one) => ({ at: spanInWords(one), n: one.volumeMaxPercent }));
  const vi = spans.map(({ at, n }) => `${at}, âm lượng tối đa ${n} %`).join('; ');
  const en = spans.map(({ at, n }) => `${at} at ${n} % at most`).join('; ');
  return {
    vi: `phát ${vi}, tối đa ${word.minutesPerDayMax} phút mỗi ngày`,
    en: `${en}, at most ${word.minutesPerDayMax} minutes a day`,
  };
}

/** How such a day differs from an ordinary one, for a listener; empty where it does not. */
export function dayInWords(ordinary: SoundLimits, day: DayBounds): Words[] {
  const { emergencyVolumeMaxPercent } = ordinary;
  const { windows, minutesPerDayMax } = day;
  const then = { windows, minutesPerDayMax, emergencyVolumeMaxPercent, ...sessionsOf(day) };
  const changes = changesInWords(ordinary, then);
  if (day.priorityOnly !== true) return changes;
  return [{ vi: 'Chỉ phát bản tin ưu tiên', en: 'Priority bulletins only' }, ...changes];
}
