/**
 * Outgrown lines in words — bản thu mới dài hơn chỗ đã xếp.
 *
 * What an approval or other languages do to the length of a line that is on the schedule, and why one
 * that scheduling would refuse is held back: said before it goes out, and kept in the audit trail.
 */
import type { Instant } from '@loaso/shared/time';
import { clockOf, dayOf, lengthOf, type Words } from './fate-words.js';

/** Of an airing, before and with the new sound. */
export type Lengths = { readonly beforeMs: number; readonly nextMs: number };

/** What scheduling refuses of a line that has grown; anything else in the refuser's words. */
export type Outgrown =
  | { readonly code: 'programme-too-long'; readonly slotMs: number }
  | { readonly code: 'outside-hours'; readonly at: number; readonly allowed: string }
  | { readonly code: 'too-many-airings'; readonly count: number; readonly limit: number }
  | { readonly code: 'too-many-pieces'; readonly count: number; readonly limit: number };

/** What becomes of a line that is held back: nothing of it is approved, or it goes on as it was. */
export type HeldFate = 'silent' | 'as-before';

const grown = (title: string, { beforeMs, nextMs }: Lengths): Words => {
  const [before, next] = [lengthOf(beforeMs), lengthOf(nextMs)];
  return {
    vi: `«${title}» dài ${next.vi} thay vì ${before.vi}`,
    en: `“${title}” takes ${next.en} instead of ${before.en}`,
  };
};

/** 'Dòng «Bản tin sáng» dài 9 phút 40 giây thay vì 5 phút 20 giây.' */
export function longerInWords(title: string, lengths: Lengths): Words {
  const { vi, en } = grown(title, lengths);
  return { vi: `Dòng ${vi}.`, en: `Line ${en}.` };
}

/** Why the new sound does not go out in this line, and what its listeners have until somebody mends it. */
export function heldInWords(
  title: string,
  {
    lengths,
    why,
    fate,
  }: { readonly lengths: Lengths; readonly why: Outgrown; readonly fate: HeldFate },
): Words {
  const because = reasonOf(why);
  const { vi, en } =
    why.code === 'too-many-pieces' ? { vi: `«${title}»`, en: `“${title}”` } : grown(title, lengths);
  const [now, then] = FATES[fate];
  return {
    vi: `Dòng ${vi}, không vừa chỗ đã xếp: ${because.vi}. ${now} cho tới khi có người sửa dòng này: dời giờ, hoặc rút ngắn lời đọc.`,
    en: `Line ${en} and does not fit where it was scheduled: ${because.en}. ${then} until somebody mends it: move it, or shorten what is read.`,
  };
}

const FATES: Readonly<Record<HeldFate, readonly [string, string]>> = {
  silent: ['Loa sẽ im ở các lượt của dòng này', 'It stays silent'],
  'as-before': ['Loa vẫn phát như cũ', 'It sounds as before'],
};

function reasonOf(why: Outgrown): Words {
  switch (why.code) {
    case 'programme-too-long': {
      const slot = lengthOf(why.slotMs);
      return {
        vi: `chỗ đã xếp, hoặc lúc bắt đầu lượt sau của chính dòng này, chỉ cách ${slot.vi}`,
        en: `its slot, or its own next airing, leaves it ${slot.en}`,
      };
    }
    case 'outside-hours': {
      const at = why.at as Instant;
      return {
        vi: `lượt ${clockOf(at)} ngày ${dayOf(at)} ra ngoài khung giờ được phép (${why.allowed})`,
        en: `its airing at ${clockOf(at)} on ${dayOf(at)} leaves the permitted hours (${why.allowed})`,
      };
    }
    case 'too-many-airings':
      return {
        vi: `kế hoạch của cụm chỉ chứa ${why.limit} lượt, cần ${why.count}`,
        en: `a plan holds ${why.limit} airings, this makes ${why.count}`,
      };
    case 'too-many-pieces':
      return {
        vi: `một lượt chỉ ghép được ${why.limit} đoạn, cần ${why.count}`,
        en: `an airing holds ${why.limit} pieces, this makes ${why.count}`,
      };
  }
}
