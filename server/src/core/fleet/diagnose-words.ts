/**
 * Words of a diagnosis — lời chẩn đoán: chuyện gì, và người kỹ thuật làm gì tiếp.
 *
 * One sentence and one next step for every cause, in words that a technician says on the phone. The
 * facts they name are those that were observed.
 */
import { formatMinute, instant, localDateOf, MINUTE_MS, msOfDay } from '@loaso/shared/time';
import type { HornLine } from '@loaso/shared/wire/vitals';
import type { Cause } from './diagnose-causes.js';
import type { Around } from './diagnose-scene.js';
import type { Patient, Signs } from './diagnose-signs.js';
import type { IncidentCause } from './incidents.js';
import { isHornDead } from './presence.js';
import { refusalWords, type Words } from './refusal-words.js';
import { type SelfHeard, selfHeardOf } from './self-heard.js';
import { say } from './sentences.js';

export type Facts = {
  readonly patient: Patient;
  readonly around: Around;
  readonly signs: Signs;
  readonly sinceAt: number | null;
  /** The box, ailing or out of sight, sounds on time all the same. */
  readonly carriesOn: boolean;
  readonly now: number;
};

/** '14:20' today, '14:20 ngày 03/06' on another day. */
export function when(at: number, now: number): Words {
  const minute = formatMinute(Math.floor(msOfDay(instant(at)) / MINUTE_MS));
  const [, month, day] = localDateOf(instant(at)).split('-');
  const today = localDateOf(instant(at)) === localDateOf(instant(now));
  return today
    ? say(minute, minute)
    : say(`${minute} ngày ${day}/${month}`, `${minute} on ${day}/${month}`);
}

const since = ({ sinceAt, now }: Facts): Words => {
  if (sinceAt === null) return say('', '');
  const { vi, en } = when(sinceAt, now);
  return say(` từ ${vi}`, ` since ${en}`);
};

const timed =
  (vi: string, en: string, more: Words = say('', '')) =>
  (facts: Facts): Words => {
    const at = since(facts);
    return say(`${vi}${at.vi}${more.vi}.`, `${en}${at.en}${more.en}.`);
  };

type Telling = (facts: Facts) => Words;

const SENTENCES: Readonly<Record<Cause, Telling>> = {
  'commune-power': timed('Mất điện cả khu vực', 'The whole neighbourhood is without power'),
  'box-power': timed('Riêng cụm này mất điện', 'This box alone is without power'),
  'low-voltage': ({ patient }) => {
    const volts = patient.status?.vitals?.supplyVolts;
    const figure = volts == null ? '' : ` (${volts.toFixed(1)} V)`;
    return say(`Điện cấp cho cụm quá yếu${figure}.`, `The supply of the box is too low${figure}.`);
  },
  'operator-outage': (facts) => {
    const name = facts.patient.status?.vitals?.operator ?? '';
    const at = since(facts);
    return say(
      `Mạng ${name || 'di động'} mất sóng khu vực${at.vi}.`,
      `The ${name || 'mobile'} network is down in this part${at.en}.`,
    );
  },
  'weak-signal': ({ patient }) => {
    const dbm = patient.status?.vitals?.signalDbm;
    const figure = dbm == null ? '' : ` (${dbm} dBm)`;
    return say(
      `Sóng di động tại cụm yếu${figure}, kết nối chập chờn.`,
      `Weak mobile signal at the box${figure}; contact comes and goes.`,
    );
  },
  'data-used-up': timed('SIM đã dùng hết dung lượng', 'The SIM has used up its data'),
  'sim-dead': timed(
    'SIM hoặc bộ phát 4G của cụm không hoạt động',
    'The SIM or the modem of the box does not work',
  ),
  storage: ({ signs, patient }) =>
    patient.status?.diskFault !== undefined
      ? say(
          'Cụm không ghi được vào thẻ nhớ nên chỉ phát tin khẩn.',
          'The box cannot write to its memory card, so it sounds warnings only.',
        )
      : signs.disk === 'full'
        ? say('Thẻ nhớ của cụm đã đầy.', 'The memory card of the box is full.')
        : say('Thẻ nhớ của cụm ghi đọc lỗi.', 'The memory card of the box fails.'),
  clock: ({ signs }) =>
    signs.clock === 'coarse'
      ? say(
          'Cụm chưa biết chắc giờ nên không phát theo lịch, chỉ phát tin khẩn.',
          'The box is not sure of the time: it sounds nothing by schedule, warnings only.',
        )
      : say(
          'Đồng hồ của cụm chưa tin được: cụm không phát theo lịch.',
          'Its clock is not trusted: it will not sound by schedule.',
        ),
  overheating: ({ patient }) => {
    const celsius = patient.status?.vitals?.temperatureC;
    const figure = celsius == null ? '' : ` (${Math.round(celsius)} °C)`;
    return say(`Cụm quá nóng${figure}.`, `The box is too hot${figure}.`);
  },
  'sound-output': ({ patient }) => {
    const detail = patient.status?.output.detail || 'không rõ';
    return say(`Đường ra âm thanh hỏng: ${detail}.`, `The sound output is faulty: ${detail}.`);
  },
  'horn-line': ({ patient }) => hornWords(patient.status),
  'plan-refused': ({ patient }) => {
    const { vi, en } = refusalWords(patient.ack?.code ?? 'unknown');
    return say(`Cụm từ chối kế hoạch mới: ${vi}.`, `The box refused the new plan: ${en}.`);
  },
  'downloads-stuck': ({ patient }) => {
    const { needed = 0, have = 0 } = patient.status?.cache ?? {};
    const missing = Math.max(0, needed - have);
    return say(
      `Tải âm thanh bị tắc: còn thiếu ${missing} tệp.`,
      `Downloads are stuck: ${missing} audio files are missing.`,
    );
  },
  'crash-loop': ({ patient, signs }) => {
    const starts = patient.status?.vitals?.starts24h ?? 0;
    const fresh = signs.release === 'new';
    return say(
      `Phần mềm cụm khởi động lại liên tục (${starts} lần trong 24 giờ)${fresh ? ' sau khi cập nhật' : ''}.`,
      `The software of the box keeps restarting (${starts} times in 24 hours)${fresh ? ' since its update' : ''}.`,
    );
  },
  'cloned-card': () =>
    say(
      'Hai thiết bị đang dùng chung một danh tính: thẻ nhớ đã bị sao chép.',
      'Two devices speak with one identity: its card was copied.',
    ),
  maintenance: ({ patient, now }) => {
    const { maintenance } = patient.past ?? {};
    if (maintenance == null) return say('Đang bảo trì.', 'Planned work is under way.');
    const until = when(maintenance.untilAt, now);
    return say(
      `Đang bảo trì đến ${until.vi}: ${maintenance.why}.`,
      `Planned work until ${until.en}: ${maintenance.why}.`,
    );
  },
  'server-line': timed(
    'Máy chủ mất kết nối với gần như tất cả các cụm',
    'The server has lost nearly all boxes',
  ),
};

function hornWords(status: Facts['patient']['status']): Words {
  const line = status?.vitals?.line ?? 'ok';
  if (line !== 'ok') return LINE_WORDS[line];
  if (isHornDead(status?.vitals)) return deadHornWords(status?.vitals?.horns ?? []);
  return HEARD_WORDS[selfHeardOf(status) ?? 'heard'] ?? LINE_WORDS.ok;
}

/** '1 trong 2 loa không ra tiếng: dây tới loa 2 bị đứt.' */
function deadHornWords(horns: readonly (HornLine | null)[]): Words {
  const dead = horns.flatMap((one, index) =>
    one === 'open' || one === 'short' ? [{ one, number: index + 1 }] : [],
  );
  const vi = dead.map(({ one, number }) => `dây tới loa ${number} bị ${HORNS[one].vi}`).join(', ');
  const en = dead.map(({ one, number }) => `the wire to horn ${number} is ${HORNS[one].en}`);
  return say(
    `${dead.length} trong ${horns.length} loa không ra tiếng: ${vi}.`,
    `${dead.length} of ${horns.length} horns silent: ${en.join(', ')}.`,
  );
}

const HORNS = { open: say('đứt', 'open'), short: say('chập', 'short-circuited') } as const;

const HEARD_WORDS: Partial<Record<SelfHeard, Words>> = {
  silent: say(
    'Cụm vẫn phát nhưng loa không ra tiếng: micro của cụm không nghe thấy gì.',
    'The box plays but the horns are silent: its own microphone hears nothing.',
  ),
  weak: say(
    'Loa kêu nhỏ hơn mọi khi: có thể một số loa đã hỏng.',
    'The horns are softer than usual: some of them may be dead.',
  ),
};

const LINE_WORDS = {
  ok: say('Đường dây loa có lỗi.', 'The line of the horns has a fault.'),
  open: say('Đường dây ra loa bị đứt.', 'The line of the horns is open.'),
  short: say('Đường dây ra loa bị chập.', 'The line of the horns is short-circuited.'),
  'amplifier-off': say('Tăng âm không chạy.', 'The amplifier is off.'),
} as const;

const NEXT: Readonly<Record<Cause, Words>> = {
  'commune-power': say(
    'Gọi điện lực hỏi giờ có điện lại; có điện loa sẽ tự phát.',
    'Ask the electricity company when power returns; the boxes go on by themselves then.',
  ),
  'box-power': say(
    'Nhờ người ở gần xem cầu dao, ổ cắm và aptomat của cụm.',
    'Ask somebody near to look at the breaker and the plug of the box.',
  ),
  'low-voltage': say(
    'Đo điện áp tại cụm; thay bộ nguồn hoặc báo điện lực.',
    'Measure the voltage at the box; replace its supply or tell the electricity company.',
  ),
  'operator-outage': say(
    'Gọi tổng đài nhà mạng; không cần đến từng cụm.',
    'Call the operator; there is no need to visit the boxes.',
  ),
  'weak-signal': say(
    'Xoay hoặc nâng ăng-ten; thử SIM của nhà mạng khác tại chỗ.',
    'Turn or raise the antenna; try the SIM of another operator on the spot.',
  ),
  'data-used-up': say(
    'Nạp thêm hoặc đổi gói dữ liệu của SIM.',
    'Top up the SIM or change its data plan.',
  ),
  'sim-dead': say(
    'Kiểm tra hạn của SIM với nhà mạng, rồi đến cụm thay SIM hoặc bộ phát 4G.',
    'Ask the operator whether the SIM is in force; then replace the SIM or the modem at the box.',
  ),
  storage: say(
    'Mang thẻ nhớ mới đến thay và đăng ký lại cụm.',
    'Bring a new memory card and enrol the box again.',
  ),
  clock: say(
    'Bấm “Báo cáo ngay”; nếu vẫn vậy, thay pin đồng hồ và kiểm tra mạng của cụm.',
    'Press “Report now”; if it stays so, change the battery of its clock and check its network.',
  ),
  overheating: say(
    'Vệ sinh khe gió, che nắng cho tủ; kiểm tra quạt.',
    'Clean the vents, shade the cabinet, check the fan.',
  ),
  'sound-output': say(
    'Cắm lại dây tiếng và card âm thanh; thay card nếu vẫn hỏng.',
    'Plug the sound cable and the card in again; replace the card if it stays faulty.',
  ),
  'horn-line': say(
    'Kiểm tra tăng âm và dây từ tủ lên loa; mang thang.',
    'Check the amplifier and the wire up to the horns; bring a ladder.',
  ),
  'plan-refused': say(
    'Bấm “Tải lại kế hoạch”; nếu cụm vẫn từ chối, báo quản trị viên.',
    'Press “Fetch the plan”; if the box refuses again, tell the administrator.',
  ),
  'downloads-stuck': say(
    'Bấm “Tải lại kế hoạch”; kiểm tra đường truyền và tường lửa tới máy chủ.',
    'Press “Fetch the plan”; check the line and the firewall to the server.',
  ),
  'crash-loop': say(
    'Dừng đợt cập nhật, đưa cụm về bản phần mềm trước.',
    'Stop the update and put the box back to the release before.',
  ),
  'cloned-card': say(
    'Thu hồi cụm và đăng ký lại bằng mã mới; tìm thiết bị mang thẻ sao chép.',
    'Revoke the box, enrol it with a new code, and look for the device with the copied card.',
  ),
  maintenance: say('Không cần làm gì.', 'Nothing to do.'),
  'server-line': say(
    'Kiểm tra đường truyền và máy chủ ở trung tâm; không cần đến cụm nào.',
    'Check the line and the server at the centre; no box needs a visit.',
  ),
};

const NAMES: Readonly<Record<IncidentCause, Words>> = {
  'commune-power': say('Mất điện khu vực', 'Power cut of the neighbourhood'),
  'box-power': say('Mất điện riêng cụm', 'Power cut of the box alone'),
  'low-voltage': say('Điện yếu', 'Low supply voltage'),
  'operator-outage': say('Nhà mạng mất sóng', 'Outage of the operator'),
  'weak-signal': say('Sóng yếu', 'Weak signal'),
  'data-used-up': say('Hết dung lượng SIM', 'Data used up'),
  'sim-dead': say('Hỏng SIM hoặc bộ phát 4G', 'SIM or modem dead'),
  storage: say('Thẻ nhớ đầy hoặc lỗi', 'Card full or failing'),
  clock: say('Đồng hồ chưa tin được', 'Clock not trusted'),
  overheating: say('Quá nóng', 'Overheating'),
  'sound-output': say('Hỏng đường ra âm thanh', 'Sound output broken'),
  'horn-line': say('Lỗi tăng âm hoặc dây loa', 'Amplifier or line of the horns'),
  'plan-refused': say('Cụm từ chối kế hoạch', 'Plan refused'),
  'downloads-stuck': say('Tắc tải âm thanh', 'Downloads stuck'),
  'crash-loop': say('Phần mềm khởi động lại liên tục', 'Software keeps restarting'),
  'cloned-card': say('Thẻ nhớ bị sao chép', 'Card copied'),
  maintenance: say('Đang bảo trì', 'Planned work'),
  'server-line': say('Máy chủ mất kết nối', 'Line of the server'),
  'data-short': say('SIM sắp hết dung lượng', 'Data of the SIM ends soon'),
  unknown: say('Chưa rõ nguyên nhân', 'Cause not known'),
};

/** A cause in few words, for lists and headings. */
export const causeName = (cause: IncidentCause): Words => NAMES[cause];

const ALONE = say(' Loa vẫn tự phát đúng giờ.', ' The box goes on sounding on time.');

export const sentenceOf = (cause: Cause, facts: Facts): Words => SENTENCES[cause](facts);

export function nextStepOf(cause: Cause, { carriesOn }: Facts): Words {
  const { vi, en } = NEXT[cause];
  return carriesOn ? say(vi + ALONE.vi, en + ALONE.en) : say(vi, en);
}
