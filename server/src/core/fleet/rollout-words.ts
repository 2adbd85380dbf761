/**
 * Words for publications — phát hành nói bằng lời.
 *
 * What a change will send, how far it has come and why it stopped, in one sentence each. Figures
 * first: a tired person reads the first five words.
 */
import type {
  BoxProgress,
  PublicationState,
  PublishForecast,
} from '@loaso/shared/wire/http/publications';
import type { BoxWords } from './box-progress.js';
import { refusalWords, type Words } from './refusal-words.js';
import type { Faults } from './rollout.js';
import { join, number, say, some } from './sentences.js';

type Figures = Omit<PublishForecast, 'words'> & {
  /** Airings of the coming days, none for what is taken off. */
  readonly airings: number;
  /** Absent where the change is the one line that is being saved. */
  readonly effect?: Effect | undefined;
};

/** Titles of lines that begin or stop sounding somewhere, or sound otherwise, by a change of something else. */
export type Effect = {
  readonly begins: readonly string[];
  readonly stops: readonly string[];
  /** In other languages. */
  readonly otherwise?: readonly string[];
  /** Boxes keep other warnings than before. */
  readonly warnings?: boolean;
};

const isNone = ({ begins, stops, otherwise = [], warnings = false }: Effect): boolean =>
  begins.length + stops.length + otherwise.length === 0 && !warnings;

const TITLES_SAID = 3;

/** 'bắt đầu phát «A», «B» và 2 dòng khác; thôi phát «C»' */
function effectWords({ begins, stops, otherwise = [], warnings = false }: Effect): Words {
  const part = (titles: readonly string[], verb: Words): Words | null => {
    if (titles.length === 0) return null;
    const said = titles.slice(0, TITLES_SAID).map((title) => `«${title}»`);
    const more = titles.length - said.length;
    const [vi, en] = [
      more === 0 ? '' : ` và ${number(more)} dòng khác`,
      more === 0 ? '' : ` and ${some(more, 'other line', 'other lines')}`,
    ];
    return say(`${verb.vi} ${said.join(', ')}${vi}`, `${verb.en} ${said.join(', ')}${en}`);
  };
  const parts = [
    part(begins, say('bắt đầu phát', 'beginning')),
    part(stops, say('thôi phát', 'stopping')),
    part(otherwise, say('phát bằng các thứ tiếng mới', 'in the new languages')),
    warnings
      ? say('giữ sẵn tin khẩn cấp bằng các thứ tiếng mới', 'keeping warnings in the new languages')
      : null,
  ].filter((one) => one !== null);
  return say(parts.map(({ vi }) => vi).join('; '), parts.map(({ en }) => en).join('; '));
}

const effectOf = (effect: Effect): Words => {
  const { vi, en } = effectWords(effect);
  return say(`: ${vi}.`, `: ${en}.`);
};

const lineWords = ({ programmes, airings }: Figures): Words =>
  programmes === 0
    ? say(', bỏ các lượt đã chọn.', ', the chosen airings taken off.')
    : say(
        `, ${number(programmes)} chương trình mới (${number(airings)} lượt trong 14 ngày tới).`,
        `, ${some(programmes, 'new programme', 'new programmes')} (${some(airings, 'airing', 'airings')} in the next 14 days).`,
      );

/** '3 xã, 41 cụm, 1 chương trình mới. 2 cụm còn đang tải âm thanh.' */
export function forecastWords(figures: Figures): Words {
  const { communes, boxes, downloading, offline, groups } = figures;
  if (figures.effect !== undefined && isNone(figures.effect)) {
    return say('Không cụm loa nào phát khác đi.', 'No speaker sounds otherwise.');
  }
  const what = figures.effect === undefined ? lineWords(figures) : effectOf(figures.effect);
  return join([
    say(
      `${number(communes)} xã, ${number(boxes)} cụm${what.vi}`,
      `${some(communes, 'commune', 'communes')}, ${some(boxes, 'box', 'boxes')}${what.en}`,
    ),
    downloading === 0
      ? null
      : say(
          `${number(downloading)} cụm còn đang tải âm thanh.`,
          `${some(downloading, 'box is', 'boxes are')} still downloading.`,
        ),
    offline === 0
      ? null
      : say(
          `${number(offline)} cụm chưa kết nối, sẽ nhận khi có mạng.`,
          `${some(offline, 'box is', 'boxes are')} off line and will get it later.`,
        ),
    groups === 1
      ? null
      : say(
          `Gửi trước vài xã để kiểm tra, ổn thì gửi tiếp (${groups} đợt).`,
          `A few communes go first; the others follow when all is well (${groups} groups).`,
        ),
  ]);
}

export type Counts = Readonly<Record<BoxProgress, number>>;

/** 'Đã tới 39/41 cụm; 2 cụm chưa kết nối, sẽ nhận khi có mạng.' */
export function progressWords(counts: Counts): Words {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const arrived = counts.stored + counts.ready + counts.troubled;
  const there = partsOf(counts, THERE);
  const rest = partsOf(counts, REST);
  const told = (language: 'vi' | 'en'): string => {
    const inside = there.map((part) => part[language]).join('; ');
    const outside = rest.map((part) => `; ${part[language]}`).join('');
    return `${inside === '' ? '' : ` (${inside})`}${outside}.`;
  };
  return say(
    `Đã tới ${number(arrived)}/${number(total)} cụm${told('vi')}`,
    `Arrived at ${arrived} of ${some(total, 'box', 'boxes')}${told('en')}`,
  );
}

type Part = { readonly of: BoxProgress; readonly vi: string; readonly en: string };

const partsOf = (counts: Counts, parts: readonly Part[]): Words[] =>
  parts
    .filter(({ of }) => counts[of] > 0)
    .map(({ of, vi, en }) =>
      say(`${number(counts[of])} cụm ${vi}`, `${some(counts[of], 'box', 'boxes')} ${en}`),
    );

/** Among those that have it. */
const THERE: readonly Part[] = [
  { of: 'stored', vi: 'còn tải âm thanh', en: 'still fetching sound' },
  { of: 'troubled', vi: 'đang báo sự cố', en: 'in trouble' },
];

const REST: readonly Part[] = [
  { of: 'refused', vi: 'từ chối', en: 'refused it' },
  { of: 'sent', vi: 'đang nhận', en: 'receiving it' },
  { of: 'waiting', vi: 'chưa kết nối, sẽ nhận khi có mạng', en: 'off line, will get it later' },
  { of: 'held', vi: 'chờ đợt sau', en: 'wait for a later group' },
];

type Way = {
  readonly state: PublicationState;
  readonly stage: number;
  readonly stages: number;
  readonly faults: Faults | null;
};

/** What comes next, or why nothing does; null where all is said. */
export function nextWords({ state, stage, stages, faults }: Way): Words | null {
  switch (state) {
    case 'running':
      return stage < stages
        ? say(
            `Đang gửi đợt ${stage}/${stages}. Các cụm đợt này nhận tốt thì tự gửi đợt sau.`,
            `Group ${stage} of ${stages} is being sent. The next follows by itself when all is well.`,
          )
        : null;
    case 'halted':
      return say(
        `Đã tự dừng ở đợt ${stage}/${stages}: ${faultsVi(faults)}. Các xã khác vẫn giữ lịch cũ.`,
        `Stopped by itself at group ${stage} of ${stages}: ${faultsEn(faults)}. The other communes keep their old schedule.`,
      );
    case 'given-up':
      return say(
        'Đã rút lại: mọi cụm về lịch cũ.',
        'Taken back: all boxes go by the old schedule.',
      );
    case 'superseded':
      return say(
        'Thay đổi này đã bị bỏ trước khi gửi hết.',
        'The change was taken off before it had been sent to all.',
      );
    case 'sent':
      return null;
  }
}

const faultsVi = (faults: Faults | null): string =>
  `${number(faults?.refused ?? 0)} cụm từ chối, ${number(faults?.troubled ?? 0)} cụm báo sự cố trong ${number(faults?.answered ?? 0)} cụm đã trả lời`;

const faultsEn = (faults: Faults | null): string =>
  `${faults?.refused ?? 0} refused and ${faults?.troubled ?? 0} in trouble of ${faults?.answered ?? 0} that answered`;

/** One box of a publication, for its row. */
export function boxWords(progress: BoxProgress, words: BoxWords | null): Words {
  switch (progress) {
    case 'held':
      return say('Chờ đợt sau, vẫn theo lịch cũ.', 'Waits for a later group, on the old schedule.');
    case 'waiting':
      return say('Chưa kết nối, sẽ nhận khi có mạng.', 'Off line, will get it later.');
    case 'sent':
      return say('Đã gửi, chờ cụm xác nhận.', 'Sent, not confirmed yet.');
    case 'stored':
      return filesWords(words);
    case 'ready':
      return say('Đã nhận, đủ âm thanh, sẵn sàng phát.', 'Stored, all sound there, ready.');
    case 'refused': {
      const { vi, en } = refusalWords(words?.ack?.code ?? 'unknown');
      return say(`Cụm từ chối: ${vi}. Vẫn theo lịch cũ.`, `Refused: ${en}. On the old schedule.`);
    }
    case 'troubled':
      return say(
        'Đã nhận nhưng báo sự cố: mở trang của cụm để xem.',
        'Stored, but the box reports trouble: see its page.',
      );
  }
}

function filesWords(words: BoxWords | null): Words {
  const { have = 0, needed = 0 } = words?.status?.cache ?? {};
  const left = Math.max(0, needed - have);
  return left === 0
    ? say('Đã nhận và cất.', 'Stored.')
    : say(`Đã nhận, còn tải ${left} tệp âm thanh.`, `Stored, ${left} audio files to fetch.`);
}
