/**
 * Evidence — bằng chứng của một chẩn đoán.
 *
 * Each sign as a short clause with its figure, so that a technician can judge the answer. A sign in
 * its healthy value may speak too: neighbours that are up say that the power is there.
 */
import type { Share } from './diagnose-scene.js';
import type { Sign } from './diagnose-signs.js';
import { type Facts, when } from './diagnose-words.js';
import type { Words } from './refusal-words.js';
import { selfHeardWords } from './self-heard.js';
import { say } from './sentences.js';

type Telling = (facts: Facts) => Words | null;

const share = (of: Share | null, vi: string, en: string): Words | null =>
  of === null ? null : say(`${of.lost}/${of.of} ${vi}`, `${of.lost} of ${of.of} ${en}`);

const figure =
  (read: (facts: Facts) => number | null | undefined, make: (value: number) => Words): Telling =>
  (facts) => {
    const value = read(facts);
    return value == null ? null : make(value);
  };

const vitals = ({ patient }: Facts) => patient.status?.vitals;

const NEIGHBOURS: Partial<Record<Sign, Telling>> = {
  fleet: ({ around }) =>
    share(around.fleet, 'cụm toàn hệ thống mất liên lạc cùng lúc', 'boxes everywhere lost at once'),
  commune: ({ around }) =>
    share(
      around.commune,
      'cụm khác trong xã mất liên lạc cùng lúc',
      'other boxes of the commune lost at the same time',
    ),
  kin: ({ around }) =>
    share(
      around.kin,
      'cụm cùng nhà mạng trong xã mất liên lạc cùng lúc',
      'boxes of the same operator in the commune lost at the same time',
    ),
  kinElsewhere: ({ around }) =>
    share(
      around.kinElsewhere,
      'cụm cùng nhà mạng ở nơi khác mất liên lạc cùng lúc',
      'boxes of the same operator elsewhere lost at the same time',
    ),
  rivals: ({ around }) =>
    share(
      around.rivals,
      'cụm dùng nhà mạng khác trong xã mất liên lạc',
      'boxes of other operators in the commune lost',
    ),
  powerLine: ({ around }) =>
    share(
      around.powerLine,
      'cụm cùng đường điện mất liên lạc cùng lúc',
      'boxes on the same power line lost at the same time',
    ),
  neighbourMains: ({ around }) =>
    share(
      around.onBattery,
      'cụm khác trong xã báo mất điện',
      'others in the commune told of no mains',
    ),
};

const VITALS: Partial<Record<Sign, Telling>> = {
  mains: (facts) => {
    const told = vitals(facts);
    if (told?.mains === 'on') return say('lời cuối: còn điện lưới', 'last word: mains on');
    const at = told?.mainsSinceAt;
    if (at == null) return say('lời cuối: chạy bằng pin', 'last word: on battery');
    const { vi, en } = when(at, facts.now);
    return say(`lời cuối: chạy bằng pin từ ${vi}`, `last word: on battery since ${en}`);
  },
  volts: figure(
    (facts) => vitals(facts)?.supplyVolts,
    (volts) => say(`điện áp ${volts.toFixed(1)} V`, `supply ${volts.toFixed(1)} V`),
  ),
  heat: figure(
    (facts) => vitals(facts)?.temperatureC,
    (celsius) => say(`nhiệt độ ${Math.round(celsius)} °C`, `temperature ${Math.round(celsius)} °C`),
  ),
  signal: figure(
    (facts) => vitals(facts)?.signalDbm,
    (dbm) => say(`sóng ${dbm} dBm`, `signal ${dbm} dBm`),
  ),
  data: figure(
    (facts) => vitals(facts)?.dataUsedBytes,
    (bytes) => {
      const mega = Math.round(bytes / 1e6);
      return say(`đã dùng ${mega} MB trong tháng`, `${mega} MB used this month`);
    },
  ),
  horns: (facts) => {
    const line = vitals(facts)?.line;
    const measured =
      line == null ? null : say(`đường loa: ${LINES[line]}`, `line of the horns: ${line}`);
    const heard = selfHeardWords(facts.patient.status);
    if (measured === null || heard === null) return heard ?? measured;
    return say(`${measured.vi}; ${heard.vi}`, `${measured.en}; ${heard.en}`);
  },
  starts: figure(
    (facts) => vitals(facts)?.starts24h,
    (starts) => say(`khởi động ${starts} lần trong 24 giờ`, `${starts} starts in 24 hours`),
  ),
  lastStart: (facts) => {
    const reason = vitals(facts)?.lastStart;
    return reason == null
      ? null
      : say(`lần khởi động cuối: ${STARTS[reason]}`, `last start: ${reason}`);
  },
};

const LINES = { ok: 'tốt', open: 'đứt', short: 'chập', 'amplifier-off': 'tăng âm tắt' } as const;
const STARTS = {
  power: 'có điện lại',
  reboot: 'khởi động lại máy',
  watchdog: 'bị treo',
  update: 'cập nhật',
  command: 'theo lệnh',
  crash: 'phần mềm lỗi',
  unknown: 'không rõ',
} as const;

const STATES: Partial<Record<Sign, Telling>> = {
  contact: ({ signs, patient, sinceAt, now }) => {
    if (signs.contact === 'here') return say('cụm đang kết nối', 'the box is connected');
    if (signs.contact === 'flapping') {
      const times = patient.past?.losses24h ?? 0;
      return say(
        `mất kết nối ${times} lần trong 24 giờ`,
        `contact lost ${times} times in 24 hours`,
      );
    }
    if (sinceAt === null) return null;
    const { vi, en } = when(sinceAt, now);
    return say(`mất liên lạc từ ${vi}`, `out of contact since ${en}`);
  },
  disk: figure(
    ({ patient }) => patient.status?.cache.freeBytes,
    (bytes) => {
      const mega = Math.round(bytes / 1e6);
      return say(`thẻ nhớ còn trống ${mega} MB`, `${mega} MB of the card free`);
    },
  ),
  card: ({ signs }) =>
    signs.card === 'unwritable'
      ? say('thẻ nhớ không ghi được nữa', 'its card takes no more writes')
      : signs.card === 'bad'
        ? say('ghi đọc tệp bị lỗi', 'reading or writing files failed')
        : null,
  clock: ({ patient }) => {
    const clock = patient.status?.clock;
    return clock === undefined
      ? null
      : say(`đồng hồ: ${CLOCKS[clock.trust]}`, `clock: ${clock.trust}`);
  },
  output: ({ patient }) => {
    const output = patient.status?.output;
    if (output === undefined) return null;
    return output.healthy
      ? say('đường ra âm thanh tốt', 'sound output well')
      : say(`âm thanh: ${output.detail || 'lỗi'}`, `sound: ${output.detail || 'faulty'}`);
  },
  aired: ({ signs }) =>
    signs.aired === 'failed'
      ? say('lượt phát gần nhất không ra tiếng', 'the last airing did not sound')
      : say('lượt phát gần nhất đã ra tiếng', 'the last airing sounded'),
  plan: ({ patient, signs }) =>
    signs.plan === 'refused'
      ? say(
          `cụm trả lời: ${patient.ack?.code ?? ''}`,
          `the box answered: ${patient.ack?.code ?? ''}`,
        )
      : signs.plan === 'late'
        ? say('chưa nhận kế hoạch mới', 'has not taken the new plan')
        : null,
  files: ({ patient }) => {
    const cache = patient.status?.cache;
    return cache === undefined
      ? null
      : say(`có ${cache.have}/${cache.needed} tệp`, `${cache.have} of ${cache.needed} files here`);
  },
  release: ({ patient, signs, now }) => {
    const at = patient.past?.releasedAt;
    if (at == null || signs.release === 'old') return null;
    const { vi, en } = when(at, now);
    return say(`phần mềm mới từ ${vi}`, `new software since ${en}`);
  },
  twins: ({ signs }) =>
    signs.twins === 'seen'
      ? say(
          'bộ đếm đi lùi hoặc nhật ký trùng số: hai máy dùng một khóa',
          'the counter went back or records share a number: two boxes with one key',
        )
      : null,
  window: ({ patient }) => {
    const why = patient.past?.maintenance?.why;
    return why === undefined ? null : say(`lịch bảo trì: ${why}`, `planned work: ${why}`);
  },
};

const CLOCKS = {
  locked: 'đúng',
  holdover: 'tự chạy',
  coarse: 'chưa chắc giờ',
  unknown: 'chưa tin được',
} as const;

const TELLINGS = { ...NEIGHBOURS, ...VITALS, ...STATES };

/** Null where a sign has nothing to say for itself. */
export const evidenceOf = (sign: Sign, facts: Facts): Words | null =>
  TELLINGS[sign]?.(facts) ?? null;
