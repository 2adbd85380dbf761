/**
 * Speakers of the fixture — cụm loa mẫu.
 *
 * One of each kind: well, clock unsure, silent since the night, not yet installed, without position.
 */
import { AreaId, DeviceId, EntryId, PlayId, Sha256 } from '@loaso/shared/ids';
import { durationMs, instant } from '@loaso/shared/time';
import type { HearingReport } from '@loaso/shared/wire/hearing';
import type { DeviceDetail, Light } from '@loaso/shared/wire/http/fleet';
import type { PlanItem } from '@loaso/shared/wire/plan';
import type { Status } from '@loaso/shared/wire/status';
import { dataOf } from './data-months.js';
import { AREAS } from './people.js';
import { placeAskedOf } from './place-asked.js';

export const hashOf = (seed: number): Sha256 =>
  Sha256.parse((seed * 2654435761).toString(16).padStart(64, '5').slice(-64));

const planItems = (now: number): PlanItem[] =>
  Array.from({ length: 14 }, (_, index) => ({
    entryId: EntryId.parse('sang-chieu'),
    title: 'Bản tin pháp luật: Kế hoạch chuyển đổi số trong phổ biến pháp luật',
    startAt: instant(now + 7_200_000 + index * 43_200_000),
    durationMs: durationMs(260_000),
    priority: 'normal',
    origin: 'commune',
    rank: 100,
    parts: [{ sha256: hashOf(1), offsetMs: durationMs(0) }],
    gainDb: 0,
    lateStart: 'join',
    afterCut: 'join',
  }));

type Seed = {
  readonly id: string;
  readonly name: string;
  readonly areaId: string;
  readonly position: readonly [number, number] | null;
  readonly lights: readonly [Light, Light, Light];
  readonly sentence: readonly [string, string];
  readonly seenAgoMs: number | null;
  readonly playing?: boolean;
  readonly behind?: boolean;
  readonly state?: DeviceDetail['state'];
};

const SEEDS: readonly Seed[] = [
  {
    id: 'loa-quy-nhon-01',
    name: 'Cụm loa Khu phố 1',
    areaId: '21583',
    position: [13.7705, 109.2235],
    lights: ['green', 'green', 'green'],
    sentence: ['Mọi thứ đều tốt.', 'All is well.'],
    seenAgoMs: 12_000,
    playing: true,
  },
  {
    id: 'loa-quy-nhon-02',
    name: 'Cụm loa chợ Lớn',
    areaId: '21583',
    position: [13.762, 109.2105],
    lights: ['green', 'amber', 'unknown'],
    sentence: [
      'Đang tải âm thanh cho lượt 17:00, còn thiếu 1 tệp.',
      'Fetching audio for 17:00, one file is missing.',
    ],
    seenAgoMs: 40_000,
    behind: true,
  },
  {
    id: 'loa-quy-nhon-bac-01',
    name: 'Cụm loa Nhơn Phú',
    areaId: '21553',
    position: [13.7925, 109.1705],
    lights: ['red', 'unknown', 'unknown'],
    sentence: [
      'Mất kết nối từ đêm qua; có thể mất điện hoặc mất mạng.',
      'No contact since last night: power or network.',
    ],
    seenAgoMs: 33_000_000,
  },
  {
    id: 'loa-dien-hong-01',
    name: 'Cụm loa tổ dân phố 4',
    areaId: '23563',
    position: null,
    lights: ['unknown', 'unknown', 'unknown'],
    sentence: ['Chưa lắp đặt: lấy mã đăng ký rồi nhập vào thiết bị.', 'Not installed yet.'],
    seenAgoMs: null,
    state: 'registered',
  },
];

function statusOf(seed: Seed, now: number): Status | null {
  if (seed.seenAgoMs === null) return null;
  return {
    v: 1,
    dev: DeviceId.parse(seed.id),
    at: instant(now - seed.seenAgoMs),
    bootId: 'boot-0001',
    agentVersion: '0.1.0',
    uptimeS: 260_000,
    clock: { trust: 'locked', source: 'server', errorMs: 12 },
    plan: { epoch: 1, num: seed.behind === true ? 11 : 12, hash: hashOf(seed.behind ? 11 : 12) },
    envelopeNum: 3,
    cache: {
      needed: 2,
      have: seed.behind === true ? 1 : 2,
      missing: [],
      bytes: 14_200_000,
      freeBytes: 21_400_000_000,
    },
    onAir: seed.playing
      ? {
          playId: PlayId.parse(`sang-chieu.${seed.id}.${now - 60_000}`),
          positionMs: durationMs(61_000),
          title: 'Bản tin pháp luật buổi sáng',
        }
      : null,
    next: {
      entryId: EntryId.parse('sang-chieu'),
      startAt: instant(now + 7_200_000),
      title: 'Bản tin',
    },
    output: {
      kind: seed.playing ? 'card' : 'file',
      virtual: !seed.playing,
      healthy: true,
      detail: '',
    },
    unsentRecords: seed.behind === true ? 3 : 0,
    refusals: [],
    ...(seed.playing && {
      hearing: hearingOf(seed.id, now),
      amplifier: { on: true, sinceAt: instant(now - 63_000), fault: null },
    }),
  };
}

const hearingOf = (id: string, now: number): HearingReport => ({
  playId: PlayId.parse(`sang-chieu.${id}.${now - 7_260_000}`),
  at: instant(now - 7_000_000),
  verdict: 'heard',
  inARow: 31,
  why: null,
  match: 0.71,
  gainDb: -18,
  usualGainDb: -17.5,
  lagMs: 350,
});

const refusalsOf = (now: number): DeviceDetail['refusals'] => [
  { at: instant(now - 1_800_000), what: 'plan', code: 'bad-signature', detail: 'plan-2026' },
  { at: instant(now - 9_000_000), what: 'plan', code: 'wrong-device', detail: 'loa-quy-nhon-01' },
];

const areaNameOf = (areaId: string): string => AREAS.find(({ id }) => id === areaId)?.name ?? '';

export const placeOf = (id: string): DeviceDetail['placeKind'] =>
  id.endsWith('02') ? 'clinic' : 'residential';

function detailOf(seed: Seed, now: number): DeviceDetail {
  const seen = seed.seenAgoMs === null ? null : now - seed.seenAgoMs;
  const status = statusOf(seed, now);
  const enrolled = (seed.state ?? 'enrolled') === 'enrolled';
  return {
    id: DeviceId.parse(seed.id),
    name: seed.name,
    areaId: AreaId.parse(seed.areaId),
    areaName: areaNameOf(seed.areaId),
    position: seed.position === null ? null : { lat: seed.position[0], lng: seed.position[1] },
    state: seed.state ?? 'enrolled',
    online: seen !== null && now - seen < 120_000,
    lastSeenAt: seen,
    lights: { reachable: seed.lights[0], ready: seed.lights[1], audible: seed.lights[2] },
    sentence: { vi: seed.sentence[0], en: seed.sentence[1] },
    onAirTitle: seed.playing === true ? 'Bản tin pháp luật buổi sáng' : null,
    next: enrolled ? { title: 'Bản tin pháp luật 17 giờ', startAt: now + 7_200_000 } : null,
    desired: enrolled
      ? {
          mark: { epoch: 1, num: 12, hash: hashOf(12) },
          publishedAt: now - 3_600_000,
          items: planItems(now),
        }
      : null,
    acked: null,
    status,
    statusAt: status?.at ?? null,
    refusals: seed.behind === true ? refusalsOf(now) : [],
    placeKind: placeOf(seed.id),
    placeAsked: placeAskedOf(placeOf(seed.id), now),
    recordsStored: enrolled ? 214 : 0,
    lastRecordAt: enrolled ? now - 5_000_000 : null,
    envelope: { num: 3, windows: ['05:00 – 07:30', '11:00 – 12:00', '16:30 – 19:30'] },
    lightsAt: { reachable: seen, ready: seen, audible: seen },
    diagnosis: diagnosisOf(seed),
    trim: trimOf(seed, now),
    ...dataPlanOf(seed, now),
    ...dataOf(status, now),
    commands: commandsOf(seed, now),
  };
}

const dataPlanOf = ({ state }: Seed, now: number): Pick<DeviceDetail, 'dataPlan'> => {
  if (state === 'registered') return {};
  return { dataPlan: { budgetMb: 500, monthDay: 1, at: now - 1_209_600_000, by: 'kythuat' } };
};

const trimOf = ({ state }: Seed, now: number): DeviceDetail['trim'] =>
  state === 'registered' ? null : { percent: 60, at: now - 86_400_000, by: 'kythuat' };

function commandsOf(seed: Seed, now: number): DeviceDetail['commands'] {
  return seed.state === 'registered' ? [] : ordersAt(now);
}

const ordersAt = (now: number): DeviceDetail['commands'] => [
  {
    id: 'cmd-00000003',
    kind: 'test-chime',
    at: now - 40_000,
    by: 'kythuat',
    state: 'done',
    words: {
      vi: 'Hộp đã phát chuông thử lúc 09:20, âm lượng 20%.',
      en: 'The box sounded the test chime at 09:20, volume 20%.',
    },
  },
  {
    id: 'cmd-00000006',
    kind: 'collect-log',
    at: now - 80_000,
    by: 'kythuat',
    state: 'done',
    words: {
      vi: 'Nhật ký tới lúc 14:20: 1.204 dòng (212 kB), giữ 30 ngày, ba bản gần nhất.',
      en: 'The log came at 14:20: 1,204 lines (212 kB), kept for 30 days, the last three.',
    },
    hasLog: true,
  },
  {
    id: 'cmd-00000005',
    kind: 'check-files',
    at: now - 120_000,
    by: 'kythuat',
    state: 'done',
    words: {
      vi: 'Đã kiểm 41 tệp: 40 đúng, 1 hỏng. Tệp hỏng đã bỏ, tệp nào còn cần hộp tự tải lại; nếu lần kiểm sau lại có tệp hỏng, hãy thay thẻ nhớ. Đủ 38 tệp của kế hoạch.',
      en: 'Checked 41 files: 40 right, 1 damaged. Damaged files were dropped and what is needed is fetched again; if the next check finds more, replace the card. All 38 files of the plan are here.',
    },
  },
  {
    id: 'cmd-00000004',
    kind: 'network-test',
    at: now - 200_000,
    by: 'kythuat',
    state: 'done',
    words: {
      vi: 'Mạng chậm vì sóng yếu: hãy đặt lại ăng-ten cao hơn hoặc đổi nhà mạng có sóng tốt hơn ở đây. Số đo: tra tên 84 ms, nối 310 ms, bảo mật 620 ms, trả lời 540 ms, tải 6 kB/s (190 kB), đường lệnh 420 ms, sóng Viettel −109 dBm, giờ lệch tối đa 38 ms.',
      en: 'The network is slow because the signal is weak: raise the antenna or change to an operator with better coverage. Figures: name 84 ms, connection 310 ms, TLS 620 ms, first byte 540 ms, download 6 kB/s (190 kB), broker 420 ms, signal Viettel −109 dBm, clock off by at most 38 ms.',
    },
  },
  {
    id: 'cmd-00000002',
    kind: 'test-chime',
    at: now - 400_000,
    by: 'kythuat',
    state: 'refused',
    words: { vi: 'Hộp từ chối: loa đang phát.', en: 'The box refused: something is on the air.' },
  },
];

const TROUBLE = {
  confidence: 0.93,
  next: {
    vi: 'Gọi điện lực hỏi giờ có điện lại; có điện loa sẽ tự phát.',
    en: 'Ask the electricity company when power returns.',
  },
  evidence: [
    { vi: '3/4 cụm khác trong xã báo mất điện', en: '3 of 4 others told of no mains' },
    { vi: 'lời cuối: chạy bằng pin từ 14:20', en: 'last word: on battery since 14:20' },
  ],
  ranked: [
    { cause: 'box-power', share: 0.05, name: { vi: 'Mất điện riêng cụm', en: 'Power of the box' } },
  ],
  sinceAt: null,
};
const NO_TROUBLE = { confidence: 1, next: null, evidence: [], ranked: [], sinceAt: null };

const diagnosisOf = ({ lights }: Seed): DeviceDetail['diagnosis'] =>
  lights[0] === 'red' ? { cause: 'commune-power', ...TROUBLE } : { cause: null, ...NO_TROUBLE };

export const devicesOf = (now: number): DeviceDetail[] => SEEDS.map((seed) => detailOf(seed, now));
