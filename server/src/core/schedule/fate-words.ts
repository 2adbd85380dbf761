/**
 * Fates in words — số phận của lượt phát, nói bằng lời.
 *
 * Turns what the resolver found into the sentence an official reads before saving. Names hours and
 * titles, never priority numbers; says plainly which part nobody will hear.
 */
import { type Instant, localDateOf, msOfDay } from '@loaso/shared/time';
import type { Fate } from '@loaso/shared/timeline/explain';
import type { Stretch } from '@loaso/shared/timeline/resolve';
import type { Shut } from '@loaso/shared/timeline/sessions';
import type { Wish } from '@loaso/shared/timeline/wish';
import { withExemption } from './exemption-words.js';
import { shutInWords } from './session-words.js';

type Titled = Wish & { readonly title: string };
export type Words = { readonly vi: string; readonly en: string };

const two = (value: number): string => String(value).padStart(2, '0');

/** '17:05', or '17:05:30' where seconds matter. */
export function clockOf(at: Instant): string {
  const seconds = Math.floor(msOfDay(at) / 1000);
  const hours = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? hours : `${hours}:${two(seconds % 60)}`;
}

/** '26/4'. */
export const dayOf = (at: Instant): string => {
  const [, month, day] = localDateOf(at).split('-');
  return `${Number(day)}/${Number(month)}`;
};

/** '4 phút 20 giây' / '4 min 20 s'. */
export function lengthOf(ms: number): Words {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const join = (minute: string, second: string): string =>
    [minutes > 0 ? `${minutes} ${minute}` : '', rest > 0 ? `${rest} ${second}` : '']
      .filter((part) => part !== '')
      .join(' ');
  return { vi: join('phút', 'giây'), en: join('min', 's') };
}

/** What becomes of the loser of an overlap. */
export function fateInWords<W extends Titled>(fate: Fate<W>, winnerTitle: string): Words {
  const { wish } = fate;
  const [first, second] = 'stretches' in fate ? fate.stretches : [];
  const at = clockOf(wish.startAt as Instant);
  const day = dayOf(wish.startAt as Instant);
  if (fate.kind === 'sounds') {
    return {
      vi: `Bản tin «${wish.title}» vẫn phát đủ lúc ${at} ngày ${day}`,
      en: `“${wish.title}” still sounds in full at ${at} on ${day}`,
    };
  }
  if (fate.kind === 'returns') return returns(fate, winnerTitle);
  // Cut by no rival: the rules of sound end it.
  if (fate.kind === 'cut' && fate.by === null) return silenceInWords(fate) ?? reasonInWords(fate);
  if (first === undefined) {
    const silence = silenceInWords(fate);
    if (silence !== null) return silence;
    return {
      vi: `Bản tin «${wish.title}» sẽ không phát lúc ${at} ngày ${day} vì «${winnerTitle}» phát`,
      en: `“${wish.title}” will not sound at ${at} on ${day} because “${winnerTitle}” does`,
    };
  }
  if (first.offsetMs > 0) return joinedLate(wish.title, winnerTitle, first);
  return second === undefined
    ? stopped(wish.title, winnerTitle, first)
    : stoppedAndResumed(wish.title, winnerTitle, [first, second]);
}

const titled = <W extends Titled>({ wish }: Fate<W>, { vi, en }: Words): Words => ({
  vi: `Bản tin «${wish.title}»: ${vi}`,
  en: `“${wish.title}”: ${en}`,
});

type Returning<W extends Titled> = Extract<Fate<W>, { kind: 'returns' }>;

/** Heard to its end all the same: again from its beginning, or from where it was cut. */
function returns<W extends Titled>(fate: Returning<W>, winner: string): Words {
  const { wish, stretches, shut } = fate;
  if (shut !== null) return titled(fate, returnsInShort(fate));
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a return without a sound');
  const [at, again, end] = [clockOf(first.endAt), clockOf(last.startAt), clockOf(last.endAt)];
  const [vi, en] =
    last.offsetMs === 0
      ? ['phát lại từ đầu', 'begins again']
      : ['phát nốt từ chỗ bị ngắt', 'goes on from the cut'];
  return {
    vi: `Bản tin «${wish.title}» sẽ bị dừng lúc ${at} để phát «${winner}», sau đó ${vi} lúc ${again}, hết lúc ${end}`,
    en: `“${wish.title}” will be stopped at ${at} for “${winner}”, then ${en} at ${again} and ends at ${end}`,
  };
}

function joinedLate(title: string, winner: string, first: Stretch<Titled>): Words {
  const skipped = lengthOf(first.offsetMs);
  const at = clockOf(first.startAt);
  return {
    vi: `Bản tin «${title}» chỉ bắt đầu lúc ${at}, sau «${winner}», bỏ ${skipped.vi} đầu`,
    en: `“${title}” begins only at ${at}, after “${winner}”, without its first ${skipped.en}`,
  };
}

function stopped(title: string, winner: string, first: Stretch<Titled>): Words {
  const at = clockOf(first.endAt);
  const rest = lengthOf(first.wish.durationMs - (first.endAt - first.startAt));
  return {
    vi: `Bản tin «${title}» sẽ bị dừng lúc ${at} để phát «${winner}», ${rest.vi} còn lại không phát`,
    en: `“${title}” will be stopped at ${at} for “${winner}”; its last ${rest.en} will not sound`,
  };
}

function stoppedAndResumed(
  title: string,
  winner: string,
  [first, second]: readonly [Stretch<Titled>, Stretch<Titled>],
): Words {
  const [at, again] = [clockOf(first.endAt), clockOf(second.startAt)];
  const lost = lengthOf(second.startAt - first.endAt);
  return {
    vi: `Bản tin «${title}» sẽ bị dừng lúc ${at} để phát «${winner}», sau đó phát tiếp từ ${again}, bỏ ${lost.vi} ở giữa`,
    en: `“${title}” will be stopped at ${at} for “${winner}”, then goes on at ${again} without the ${lost.en} between`,
  };
}

/** Why an airing is silenced, wholly or in part, by the rules of sound; null where it is not. */
export function silenceInWords<W extends Titled>(fate: Fate<W>): Words | null {
  const silence = silenceOf(fate);
  return silence === null ? null : withExemption(fate, silence);
}

function silenceOf<W extends Titled>(fate: Fate<W>): Words | null {
  const at = clockOf(fate.wish.startAt as Instant);
  const day = dayOf(fate.wish.startAt as Instant);
  if (fate.kind === 'envelope') {
    return {
      vi: `Lượt ${at} ngày ${day} nằm ngoài khung giờ được phép, loa sẽ im`,
      en: `The airing at ${at} on ${day} lies outside the permitted hours and stays silent`,
    };
  }
  if (fate.kind === 'daily-minutes') {
    return {
      vi: `Lượt ${at} ngày ${day} vượt số phút được phát trong ngày, loa sẽ im`,
      en: `The airing at ${at} on ${day} exceeds the minutes allowed a day and stays silent`,
    };
  }
  if (fate.kind === 'sessions') {
    const why = shutInWords(fate.shut);
    return {
      vi: `Lượt ${at} ngày ${day} sẽ im vì ${why.vi}`,
      en: `The airing at ${at} on ${day} stays silent: ${why.en}`,
    };
  }
  if (fate.kind !== 'cut' || fate.by !== null) return null;
  const why = limitInWords(fate.shut);
  const soundedMs = fate.stretches.reduce((sum, one) => sum + one.endAt - one.startAt, 0);
  const lost = lengthOf(fate.wish.durationMs - soundedMs);
  return {
    vi: `Lượt ${at} ngày ${day} bị cắt ${lost.vi} vì ${why.vi}`,
    en: `The airing at ${at} on ${day} loses ${lost.en}: ${why.en}`,
  };
}

/** What ends an airing that no other one ends. */
const limitInWords = (shut: Shut | null): Words =>
  shut === null
    ? { vi: 'hết giờ hoặc hết số phút được phép', en: 'permitted hours or minutes end' }
    : shutInWords(shut);

/** What an airing loses at another hour than the new line, which is not there yet. */
export function lossInWords<W extends Titled>(fate: Fate<W>, lostMs: number): Words {
  const at = clockOf(fate.wish.startAt as Instant);
  const day = dayOf(fate.wish.startAt as Instant);
  const lost = lengthOf(lostMs);
  const silent = !('stretches' in fate);
  const why = lossReason(fate);
  return {
    vi: `Bản tin «${fate.wish.title}» lúc ${at} ngày ${day} ${silent ? 'sẽ không phát' : `mất ${lost.vi}`} vì ${why.vi}`,
    en: `“${fate.wish.title}” at ${at} on ${day} ${silent ? 'will not sound' : `loses ${lost.en}`}: ${why.en}`,
  };
}

function lossReason<W extends Titled>(fate: Fate<W>): Words {
  const shut = 'shut' in fate ? fate.shut : null;
  if (shut !== null) return shutInWords(shut);
  const spent = fate.kind === 'daily-minutes' || (fate.kind === 'cut' && fate.by === null);
  return spent
    ? { vi: 'hết số phút được phát trong ngày', en: 'the minutes of the day are used up' }
    : { vi: 'có thêm dòng này', en: 'this line is added' };
}

/** Why an airing will be heard so, in one short sentence that stands beside its title and time. */
export const reasonInWords = <W extends Titled>(fate: Fate<W>): Words =>
  withExemption(fate, shortReason(fate));

function shortReason<W extends Titled>(fate: Fate<W>): Words {
  switch (fate.kind) {
    case 'sounds':
      return { vi: 'Phát đủ', en: 'Sounds in full' };
    case 'returns':
      return returnsInShort(fate);
    case 'outranked':
      return {
        vi: `Không phát: nhường «${fate.by.title}»`,
        en: `Silent: gives way to “${fate.by.title}”`,
      };
    case 'envelope':
      return {
        vi: 'Không phát: ngoài khung giờ được phép',
        en: 'Silent: outside the permitted hours',
      };
    case 'daily-minutes':
      return {
        vi: 'Không phát: đã hết số phút được phát trong ngày',
        en: 'Silent: the minutes of the day are used up',
      };
    case 'sessions': {
      const why = shutInWords(fate.shut);
      return { vi: `Không phát: ${why.vi}`, en: `Silent: ${why.en}` };
    }
    case 'cut':
      return cutInWords(fate);
  }
}

function returnsInShort<W extends Titled>({ stretches, by, shut }: Returning<W>): Words {
  const times = timesOf(stretches);
  const why = by === null ? betweenInWords(shut) : givesWay(by);
  return { vi: `Phát đủ, ${times}: ${why.vi}`, en: `Sounds in full, ${times}: ${why.en}` };
}

const givesWay = ({ title }: Titled): Words => ({
  vi: `nhường «${title}»`,
  en: `gives way to “${title}”`,
});

const betweenInWords = (shut: Shut | null): Words =>
  shut === null ? { vi: 'ngoài giờ ở giữa', en: 'hours end between' } : shutInWords(shut);

const timesOf = (stretches: readonly Stretch<Titled>[]): string =>
  stretches.map(({ startAt, endAt }) => `${clockOf(startAt)}–${clockOf(endAt)}`).join(', ');

function cutInWords<W extends Titled>(fate: Extract<Fate<W>, { kind: 'cut' }>): Words {
  const soundedMs = fate.stretches.reduce((sum, one) => sum + one.endAt - one.startAt, 0);
  const lost = lengthOf(fate.wish.durationMs - soundedMs);
  const times = timesOf(fate.stretches);
  const why = fate.by === null ? limitInWords(fate.shut) : givesWay(fate.by);
  return {
    vi: `Chỉ phát ${times}, mất ${lost.vi}: ${why.vi}`,
    en: `Sounds ${times} only, loses ${lost.en}: ${why.en}`,
  };
}
