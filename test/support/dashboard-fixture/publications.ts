/**
 * Publications of the fixture — các lần gửi lịch mẫu.
 *
 * One of the commune that has nearly arrived, and for who sees the province one that stopped by
 * itself. Decisions are kept while the page is open.
 */
import { AreaId, DeviceId, EntryId, PublicationId } from '@loaso/shared/ids';
import type {
  BoxProgress,
  Publication,
  PublicationBox,
  PublicationState,
  PublishForecast,
} from '@loaso/shared/wire/http/publications';
import { boxWords, nextWords, progressWords } from '#server/core/fleet/rollout-words';
import { heldInWords } from '#server/core/schedule/outgrown-words';
import { AREAS } from './people.js';
import type { Call, Reply } from './routes.js';

const ok = (json: unknown): Reply => ({ status: 200, json });
const missing = (): Reply => ({ status: 404, json: { code: 'not-found' } });

export const COMMUNE_PUBLICATION = PublicationId.parse('pub-phuong-1');
const PROVINCE_PUBLICATION = PublicationId.parse('pub-tinh-1');

const PROGRESS: readonly BoxProgress[] = [
  'refused',
  'troubled',
  'waiting',
  'sent',
  'stored',
  'held',
  'ready',
];

const REFUSED = {
  online: true,
  status: null,
  ackAt: 1,
  ack: { code: 'unsupported-version' } as never,
};

type Made = {
  readonly counts: Partial<Record<BoxProgress, number>>;
  readonly names: readonly string[];
  readonly now: number;
};

function boxesOf({ counts, names, now }: Made): PublicationBox[] {
  let made = 0;
  return PROGRESS.flatMap((progress) =>
    Array.from({ length: counts[progress] ?? 0 }, (): PublicationBox => {
      made += 1;
      return {
        deviceId: DeviceId.parse(`loa-quy-nhon-${String(made).padStart(2, '0')}`),
        name: `Cụm loa tổ ${made}`,
        areaName: names[made % names.length] ?? '',
        stage: progress === 'held' ? 2 : 1,
        progress,
        words: boxWords(progress, progress === 'refused' ? REFUSED : null),
        sentAt: progress === 'held' ? null : now - 240_000,
      };
    }),
  );
}

type Kept = {
  readonly id: PublicationId;
  readonly areaId: string;
  readonly title: string;
  readonly counts: Partial<Record<BoxProgress, number>>;
  readonly stages: number;
  state: PublicationState;
};

const KEPT: readonly Kept[] = [
  {
    id: COMMUNE_PUBLICATION,
    areaId: '21583',
    title: 'Quyết định 1462 về chiếu sáng công cộng',
    counts: { waiting: 2, ready: 36, stored: 3 },
    stages: 1,
    state: 'sent',
  },
  {
    id: PROVINCE_PUBLICATION,
    areaId: '52',
    title: 'Bản tin sáng toàn tỉnh',
    counts: { refused: 9, troubled: 1, waiting: 4, ready: 22, stored: 5, held: 161 },
    stages: 3,
    state: 'halted',
  },
];

function shown({ id, areaId, title, counts, stages, state }: Kept, now: number): Publication {
  const names = AREAS.filter(({ level }) => level === 'commune').map(({ name }) => name);
  const own = names.filter((name) => areaId === '52' || name.includes('Quy Nhơn'));
  const boxList = boxesOf({ counts, names: own, now });
  const all = Object.fromEntries(
    PROGRESS.map((progress) => [progress, counts[progress] ?? 0]),
  ) as Publication['counts'];
  const faults = { refused: counts.refused ?? 0, troubled: counts.troubled ?? 0, answered: 37 };
  const way = { state, stage: 1, stages };
  return {
    ...{ id, title, ...way, counts: all, boxList },
    areaId: AreaId.parse(areaId),
    areaName: AREAS.find((one) => one.id === areaId)?.name ?? '',
    act: 'add',
    by: areaId === '52' ? 'Phạm Thị Sở' : 'Nguyễn Thị Hoa',
    createdAt: now - 300_000,
    boxes: boxList.length,
    communes: stages === 1 ? 1 : 12,
    sentence: progressWords(all),
    next: nextWords({ ...way, faults: state === 'halted' ? faults : null }),
    maySteer: state === 'halted',
  };
}

const seen = ({ user }: Call): Kept[] =>
  KEPT.filter(({ areaId }) => user?.areaId === '52' || areaId === user?.areaId);

const moved =
  (state: PublicationState) =>
  (call: Call, _: unknown, [id]: readonly string[]): Reply => {
    const kept = seen(call).find((one) => one.id === id);
    if (kept === undefined) return missing();
    kept.state = state;
    return ok(shown(kept, call.now));
  };

export const publications: Readonly<
  Record<string, (call: Call, world: unknown, parts: readonly string[]) => Reply>
> = {
  'GET publications': (call) =>
    ok({
      publications: seen(call)
        .map((kept) => shown(kept, call.now))
        .map(({ boxList: _, maySteer: __, ...summary }) => summary),
    }),
  'GET publications/*': (call, _, [id]) => {
    const kept = seen(call).find((one) => one.id === id);
    return kept === undefined ? missing() : ok(shown(kept, call.now));
  },
  'POST publications/*/resume': moved('running'),
  'POST publications/*/give-up': moved('given-up'),
};

export const FORECAST: PublishForecast = {
  communes: 1,
  boxes: 41,
  programmes: 1,
  downloading: 2,
  offline: 2,
  groups: 1,
  words: {
    vi: '1 xã, 41 cụm, 1 chương trình mới (14 lượt trong 14 ngày tới). 2 cụm còn đang tải âm thanh. 2 cụm chưa kết nối, sẽ nhận khi có mạng.',
    en: '1 commune, 41 boxes, 1 new programme (14 airings in the next 14 days). 2 boxes are still downloading. 2 boxes are off line and will get it later.',
  },
};

/** Of the commune: a day, a group, an approval. */
export const DAY_FORECAST: PublishForecast = {
  communes: 1,
  boxes: 12,
  programmes: 0,
  downloading: 0,
  offline: 1,
  groups: 1,
  words: {
    vi: '1 xã, 12 cụm: bắt đầu phát «Chương trình ngày lễ»; thôi phát «Thể dục buổi sáng». 1 cụm chưa kết nối, sẽ nhận khi có mạng.',
    en: '1 commune, 12 boxes: beginning “Programme of holidays”; stopping “Morning exercise”. 1 box is off line and will get it later.',
  },
};

/** Of the commune: other languages, one line of which outgrows its slot. */
export const LANGUAGES_FORECAST: PublishForecast = {
  communes: 1,
  boxes: 12,
  programmes: 0,
  downloading: 0,
  offline: 1,
  groups: 1,
  words: {
    vi: '1 xã, 12 cụm: phát bằng các thứ tiếng mới «Bản tin pháp luật buổi sáng»; giữ sẵn tin khẩn cấp bằng các thứ tiếng mới. 1 cụm chưa kết nối, sẽ nhận khi có mạng.',
    en: '1 commune, 12 boxes: in the new languages “Morning law”; keeping warnings in the new languages. 1 box is off line and will get it later.',
  },
  longer: [
    {
      entryId: EntryId.parse('dong-trua'),
      held: true,
      words: [
        heldInWords('Bản tin trưa', {
          lengths: { beforeMs: 260_000, nextMs: 520_000 },
          why: { code: 'programme-too-long', slotMs: 300_000 },
          fate: 'as-before',
        }),
      ],
    },
  ],
};
