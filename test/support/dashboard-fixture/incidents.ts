/**
 * Incidents of the fixture — sự cố mẫu.
 *
 * A power cut that heals, a speaker whose horn is open, one outage that is over; a day on the time
 * axis of a speaker.
 */
import { AreaId, DeviceId, IncidentId, UserId } from '@loaso/shared/ids';
import {
  type BoxMoment,
  type Hand,
  type Incident,
  IncidentAct,
  type IncidentDetail,
  type Maintenance,
  type WorkItem,
} from '@loaso/shared/wire/http/incidents';
import type { User } from '@loaso/shared/wire/http/people';
import { pictureOf } from './photo-routes.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const MIN = 60_000;

type Seed = Pick<Incident, 'cause' | 'title' | 'sentence' | 'next' | 'errand'> & {
  readonly id: string;
  readonly area: readonly [string, string];
  readonly boxes: readonly string[];
  readonly agoMin: number;
  readonly overMin?: number;
  readonly carryOn?: number;
};

const SEEDS: readonly Seed[] = [
  {
    id: 'inc-dien',
    cause: 'commune-power',
    title: {
      vi: 'Mất điện khu vực — Phường Quy Nhơn Bắc (1 cụm)',
      en: 'Power cut of the neighbourhood — Quy Nhơn Bắc (1 box)',
    },
    sentence: { vi: 'Mất điện cả khu vực từ 14:20.', en: 'No power since 14:20.' },
    next: {
      vi: 'Gọi điện lực hỏi giờ có điện lại; có điện loa sẽ tự phát.',
      en: 'Ask the electricity company when power returns.',
    },
    errand: 'call',
    area: ['21553', 'Phường Quy Nhơn Bắc'],
    boxes: ['loa-quy-nhon-bac-01'],
    agoMin: 47,
  },
  {
    id: 'inc-loa',
    cause: 'horn-line',
    title: {
      vi: 'Lỗi tăng âm hoặc dây loa — Phường Quy Nhơn (1 cụm)',
      en: 'Amplifier or line of the horns — Quy Nhơn (1 box)',
    },
    sentence: { vi: 'Đường dây ra loa bị đứt.', en: 'The line of the horns is open.' },
    next: {
      vi: 'Kiểm tra tăng âm và dây từ tủ lên loa; mang thang.',
      en: 'Check the amplifier and the wire up to the horns; bring a ladder.',
    },
    errand: 'visit',
    area: ['21583', 'Phường Quy Nhơn'],
    boxes: ['loa-quy-nhon-02'],
    agoMin: 190,
  },
  {
    id: 'inc-song',
    cause: 'weak-signal',
    title: {
      vi: 'Sóng yếu — Phường Quy Nhơn và 2 nơi khác (3 cụm)',
      en: 'Weak signal — Quy Nhơn and 2 other places (3 boxes)',
    },
    sentence: {
      vi: 'Sóng di động tại cụm yếu, kết nối chập chờn.',
      en: 'The mobile signal is weak and contact comes and goes.',
    },
    next: {
      vi: 'Xoay hoặc nâng ăng-ten; thử SIM của nhà mạng khác tại chỗ.',
      en: 'Turn or raise the antenna; try the SIM of another operator on the spot.',
    },
    errand: 'visit',
    area: ['21583', 'Phường Quy Nhơn'],
    boxes: ['loa-quy-nhon-01', 'loa-quy-nhon-bac-01', 'loa-dien-hong-01'],
    agoMin: 300,
    carryOn: 3,
  },
  {
    id: 'inc-mang',
    cause: 'operator-outage',
    title: {
      vi: 'Nhà mạng mất sóng Viettel — Phường Quy Nhơn (6 cụm)',
      en: 'Outage of the operator Viettel — Quy Nhơn (6 boxes)',
    },
    sentence: { vi: 'Mạng Viettel mất sóng khu vực từ 08:02.', en: 'Viettel is down.' },
    next: null,
    errand: 'call',
    area: ['21583', 'Phường Quy Nhơn'],
    boxes: ['loa-quy-nhon-01'],
    agoMin: 500,
    overMin: 440,
    carryOn: 1,
  },
];

const kept = new Map<string, Pick<Incident, 'acked' | 'assignee' | 'notes'>>();

function incidentOf(seed: Seed, now: number): Incident {
  const startedAt = now - seed.agoMin * MIN;
  const over = seed.overMin === undefined ? null : now - seed.overMin * MIN;
  const told = kept.get(seed.id) ?? { acked: null, assignee: null, notes: [] };
  return {
    id: IncidentId.parse(seed.id),
    cause: seed.cause,
    title: seed.title,
    sentence: seed.sentence,
    next: seed.next,
    errand: seed.errand,
    areaIds: [AreaId.parse(seed.area[0])],
    places: [seed.area[1]],
    devices: seed.boxes.length,
    peak: seed.overMin === undefined ? seed.boxes.length : 6,
    carryOn: seed.carryOn ?? 0,
    people: seed.boxes.length * 1_240,
    startedAt,
    openedAt: startedAt + MIN,
    calmSince: over,
    resolvedAt: over,
    merged: false,
    ...told,
    toldAt: startedAt + 3 * MIN,
    escalatedAt: null,
    quiet: false,
  };
}

const boxesOf = ({ boxes }: Seed, { devices }: World) =>
  devices.filter(({ id }) => boxes.includes(id));

const HANDS: readonly Hand[] = [
  {
    id: UserId.parse('usr-tam'),
    name: 'Võ Minh Tâm',
    areaName: 'Phường Quy Nhơn',
  },
  {
    id: UserId.parse('usr-hoa'),
    name: 'Nguyễn Thị Hoa',
    areaName: 'Tỉnh Gia Lai',
  },
];

function detailOf(seed: Seed, world: World, now: number): IncidentDetail {
  return {
    ...incidentOf(seed, now),
    evidence: [
      { vi: '3/4 cụm khác trong xã báo mất điện', en: '3 of 4 others told of no mains' },
      { vi: 'lời cuối: chạy bằng pin từ 14:20', en: 'last word: on battery since 14:20' },
    ],
    boxes: boxesOf(seed, world),
    hands: seed.overMin === undefined ? [...HANDS] : [],
  };
}

function workOf(world: World, now: number): WorkItem[] {
  return seedsOf(world)
    .filter(({ overMin }) => overMin === undefined)
    .map((seed) => ({
      ...incidentOf(seed, now),
      boxes: boxesOf(seed, world).map(({ id, name, areaName, position }) => ({
        id,
        name,
        areaName,
        position,
        carriesOn: false,
        photo: id === 'loa-quy-nhon-02' ? pictureOf('speaker') : null,
      })),
    }));
}

function act(
  seed: Seed,
  what: IncidentAct,
  { user, now }: { user: User | null; now: number },
): void {
  const before = kept.get(seed.id) ?? { acked: null, assignee: null, notes: [] };
  const name = user?.fullName ?? '';
  const acked = before.acked ?? { name, at: now };
  const assignee = user === null ? null : { id: user.id, name };
  const hand = what.kind === 'assign' ? HANDS.find(({ id }) => id === what.userId) : undefined;
  const given = hand === undefined ? null : { id: hand.id, name: hand.name, by: name };
  const notes =
    what.kind === 'note' ? [...before.notes, { at: now, name, text: what.text }] : before.notes;
  const next = {
    acknowledge: { ...before, acked },
    take: { ...before, acked, assignee },
    leave: { ...before, assignee: null },
    assign: { ...before, acked, assignee: given },
    note: { ...before, notes },
  };
  kept.set(seed.id, next[what.kind]);
}

const axisOf = (now: number): BoxMoment[] => {
  const at = (min: number): number => now - min * MIN;
  const moment = (min: number, rest: Omit<BoxMoment, 'at'>): BoxMoment => ({
    at: at(min),
    ...rest,
  });
  return [
    moment(4, {
      track: 'play',
      kind: 'playing',
      detail: 'Bản tin pháp luật buổi sáng',
      untilAt: at(-1),
    }),
    moment(40, { track: 'command', kind: 'report', detail: 'kythuat', untilAt: null }),
    moment(61, { track: 'network', kind: 'connected', detail: 'broker', untilAt: null }),
    moment(62, { track: 'agent', kind: 'started', detail: 'power', untilAt: null }),
    moment(63, { track: 'power', kind: 'mains', detail: 'on', untilAt: null }),
    moment(140, { track: 'network', kind: 'gone', detail: 'broker', untilAt: at(61) }),
    moment(190, { track: 'power', kind: 'mains', detail: 'battery', untilAt: at(63) }),
    moment(600, {
      track: 'play',
      kind: 'played',
      detail: 'Thông báo tiêm chủng',
      untilAt: at(596),
    }),
    moment(1_500, { track: 'fault', kind: 'refused-plan', detail: 'bad-signature', untilAt: null }),
    moment(2_900, { track: 'agent', kind: 'plan', detail: '1.12', untilAt: null }),
  ];
};

const planned = (now: number): Maintenance[] => [
  {
    id: 'mtn-1',
    areaId: AreaId.parse('21607'),
    areaName: 'Xã Nhơn Châu',
    deviceId: null,
    deviceName: null,
    fromAt: now - 30 * MIN,
    untilAt: now + 90 * MIN,
    why: 'Thay cột loa ở cầu cảng',
  },
  {
    id: 'mtn-2',
    areaId: AreaId.parse('21583'),
    areaName: 'Phường Quy Nhơn',
    deviceId: DeviceId.parse('loa-quy-nhon-02'),
    deviceName: 'Cụm loa chợ Lớn',
    fromAt: now + 17 * 60 * MIN,
    untilAt: now + 21 * 60 * MIN,
    why: 'Thay tăng âm và dây loa',
  },
];

const ok = (json: unknown, status = 200): Reply => ({ status, json });
const seedsOf = ({ devices }: World): readonly Seed[] => (devices.length === 0 ? [] : SEEDS);

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

const one =
  (handle: (seed: Seed, call: Call, world: World) => void): Handler =>
  (call, world, [id]) => {
    const seed = seedsOf(world).find((each) => each.id === id);
    if (seed === undefined) return ok({ code: 'not-found', title: { vi: '', en: '' } }, 404);
    handle(seed, call, world);
    return ok(detailOf(seed, world, call.now));
  };

export const watch: Readonly<Record<string, Handler>> = {
  'GET incidents': ({ now }, world) =>
    ok({ incidents: seedsOf(world).map((seed) => incidentOf(seed, now)) }),
  'GET incidents/*': one(() => undefined),
  'POST incidents/*/act': one((seed, { body, user, now }) =>
    act(seed, IncidentAct.parse(body), { user, now }),
  ),
  'GET work': ({ now }, world) => ok({ items: workOf(world, now) }),
  'GET maintenance': ({ now }) => ok({ maintenances: planned(now) }),
  'POST maintenance': ({ now }) => ok({ maintenances: planned(now) }, 201),
  'POST maintenance/*/end': () => ok({ maintenances: [] }),
  'GET devices/*/axis': ({ now }) => ok({ moments: axisOf(now) }),
};
