/**
 * Words for commands — lệnh đã tới đâu, kết quả thế nào.
 *
 * One order to a box as a state and a sentence for a person, from its time, its first answer and what
 * came of it. A code that a newer box says is shown as it came. Never says "heard": a box that has made
 * a sound does not know who heard it.
 */
import { type Instant, instant, MINUTE_MS } from '@loaso/shared/time';
import type { Ack } from '@loaso/shared/wire/ack';
import type { CommandKind } from '@loaso/shared/wire/command';
import type { DataPlanWish } from '@loaso/shared/wire/data-plan';
import type { CommandResult } from '@loaso/shared/wire/result';
import { clockOf } from '../schedule/fate-words.js';
import { fileCheckWords } from './file-check-words.js';
import { networkWords } from './network-words.js';
import type { Words } from './refusal-words.js';
import { join, number, say, some } from './sentences.js';

type CommandState = 'sent' | 'taken' | 'done' | 'refused' | 'lost';
type CommandStanding = { readonly state: CommandState; readonly words: Words };

/** One order to a box, with its first answer and with what came of it. */
export type OrderSent = {
  readonly kind: CommandKind | 'stop';
  readonly expiresAt: number;
  readonly ack: Ack | null;
  readonly ackedAt: number | null;
  readonly result: CommandResult | null;
  readonly resultAt?: number | null;
};

/** So long after an order was taken its result may still be on its way. */
const RESULT_WITHIN_MS = 3 * MINUTE_MS;
/** A board with a slow disk, and its line, come back within this. */
const RESTART_WITHIN_MS = 10 * MINUTE_MS;
/** A check of files waits for the airings to end. */
const CHECK_WITHIN_MS = 35 * MINUTE_MS;

/** A log is sent again for an hour. */
const LOG_WITHIN_MS = 65 * MINUTE_MS;

const WITHIN_MS: Partial<Readonly<Record<OrderSent['kind'], number>>> = {
  'check-files': CHECK_WITHIN_MS,
  'restart-box': RESTART_WITHIN_MS,
  'collect-log': LOG_WITHIN_MS,
};

const NOT_BACK = say(
  'Hộp đã nhận lệnh và chưa báo lại sau khi khởi động: hãy xem đèn liên lạc; nếu vẫn tắt, cần người tới kiểm nguồn và thẻ nhớ.',
  'The box took the order and has not come back: look at its light of connection; if it stays dark, somebody must look at its supply and its card.',
);

const SENDING = say(
  'Hộp đang gói và gửi nhật ký; mạng yếu thì có thể mất tới một giờ.',
  'The box packs and sends its log; on a weak line that may take an hour.',
);

const REASONS: Readonly<Record<string, Words>> = {
  'outside-hours': say('ngoài khung giờ được phát', 'outside the permitted hours'),
  'minutes-used': say('đã hết số phút được phát hôm nay', 'the minutes of today are used up'),
  'clock-untrusted': say('hộp chưa có giờ đáng tin', 'the box has no trusted time'),
  busy: say('loa đang phát', 'something is on the air'),
  'due-soon': say('sắp tới lượt phát theo lịch', 'an airing is about to begin'),
  'output-failed': say('đầu ra âm thanh đang hỏng', 'the sound output does not work'),
  stopped: say('có lệnh dừng', 'it was stopped'),
  disk: say('hộp không ghi được thẻ nhớ', 'it cannot write to its memory card'),
  'shutting-down': say('phần mềm của hộp đang khởi động lại', 'its software is restarting'),
  'too-often': say(
    'hôm nay hộp đã khởi động lại ba lần; nếu vẫn lỗi, hãy tới kiểm nguồn và thẻ nhớ',
    'the board was restarted three times today; if the fault stays, look at its supply and its card',
  ),
  updating: say(
    'hộp đang đổi phần mềm, hãy chờ mười phút',
    'its software is being changed, wait ten minutes',
  ),
  'no-reboot': say(
    'hộp không khởi động lại được từ xa, cần người tới tắt mở nguồn',
    'the board could not be restarted from afar, somebody must switch it off and on',
  ),
  'urgent-held': say('đang giữ tin khẩn cấp', 'it holds an urgent message'),
  'no-data': say(
    'SIM đã hết dung lượng đặt cho tháng này',
    'the data set for this month is used up',
  ),
  'no-log': say('hộp không gói được nhật ký', 'it could not pack its log'),
  'log-lost': say(
    'hộp khởi động lại trước khi gửi xong, hãy lấy lại nhật ký',
    'it restarted before its log was sent, collect it again',
  ),
  'log-under-way': say(
    'nhật ký lần trước còn đang gửi, hãy chờ',
    'it is still sending the log before, wait',
  ),
  'line-lost': say('mất mạng giữa chừng, hãy thử lại', 'the line was lost meanwhile, try again'),
  superseded: say('đã có lệnh cùng loại mới hơn', 'a later order of its kind has come before'),
  'test-running': say('đang làm một phép thử trước đó', 'it is at an earlier test'),
  'no-answer': say(
    'phép thử không xong trong thời gian cho phép, hãy thử lại',
    'the test did not end in its time, try again',
  ),
  expired: say('lệnh tới quá muộn', 'it came too late'),
  'too-early': say('đồng hồ của hộp chạy chậm', 'the clock of the box is behind'),
  repeated: say('lệnh đã tới trước đó', 'it had come before'),
  'wrong-device': say('lệnh của cụm khác', 'it is meant for another box'),
  'key-outside-area': say('khoá ký không có quyền ở địa bàn này', 'its key has no right here'),
  'unknown-key': say('khoá ký lạ', 'it is signed by an unknown key'),
  'revoked-key': say('khoá ký đã bị thu hồi', 'its key was revoked'),
  'bad-signature': say('chữ ký sai', 'the signature is wrong'),
};

/** A box of before this kind of order says only that it cannot read it. */
const TOO_OLD = say(
  'Hộp chưa hiểu lệnh này: hộp cần bản phần mềm mới.',
  'The box does not know this order: it needs newer software.',
);
const TOO_OLD_CODES = ['malformed', 'unknown-kind'];

const reasonOf = (code: string): Words => REASONS[code] ?? say(code, code);

function refusedWords(code: string): Words {
  if (TOO_OLD_CODES.includes(code)) return TOO_OLD;
  const { vi, en } = reasonOf(code);
  return say(`Hộp từ chối: ${vi}.`, `The box refused: ${en}.`);
}

/** Orders whose answer is the ack alone. */
const WITHOUT_RESULT: readonly OrderSent['kind'][] = [
  'report',
  'fetch-plan',
  'restart-agent',
  'learn-level',
  'stop',
];

export function commandStanding(command: OrderSent, now: Instant): CommandStanding {
  const { ack, ackedAt, result, expiresAt, kind } = command;
  if (result !== null) return resultStanding(result, command.resultAt ?? null);
  if (ack?.outcome === 'refused') {
    return { state: 'refused', words: refusedWords(ack.code ?? 'unknown') };
  }
  if (ack !== null && ackedAt !== null) return takenStanding(kind, ackedAt, now);
  if (now < expiresAt) {
    return { state: 'sent', words: say('Đã gửi, đang chờ hộp.', 'Sent, waiting for the box.') };
  }
  const words = say(
    'Hộp không trả lời; lệnh đã hết hạn và không còn hiệu lực.',
    'The box did not answer; the order has expired and will do nothing.',
  );
  return { state: 'lost', words };
}

function takenStanding(kind: OrderSent['kind'], ackedAt: number, now: Instant): CommandStanding {
  const at = clock(ackedAt);
  if (WITHOUT_RESULT.includes(kind)) {
    const words = say(`Hộp đã nhận lệnh lúc ${at}.`, `The box took the order at ${at}.`);
    return { state: 'done', words };
  }
  if (now - ackedAt < (WITHIN_MS[kind] ?? RESULT_WITHIN_MS)) {
    if (kind === 'collect-log') return { state: 'taken', words: SENDING };
    return { state: 'taken', words: say('Hộp đã nhận lệnh, đang làm.', 'The box is at it.') };
  }
  if (kind === 'restart-box') return { state: 'lost', words: NOT_BACK };
  const words = say(
    'Hộp đã nhận lệnh nhưng không báo kết quả; hãy thử lại.',
    'The box took the order and told no result; try again.',
  );
  return { state: 'lost', words };
}

function resultStanding(result: CommandResult, resultAt: number | null): CommandStanding {
  switch (result.kind) {
    case 'refused':
      return { state: 'refused', words: refusedWords(result.code) };
    case 'chime':
      return { state: 'done', words: chimeWords(result) };
    case 'restarted':
      return { state: 'done', words: restartWords(result) };
    case 'files':
      return { state: 'done', words: fileCheckWords(result) };
    case 'volume':
      return { state: 'done', words: volumeWords(result.volumePercent) };
    case 'data':
      return { state: 'done', words: dataPlanWords(result.data) };
    case 'log':
      return { state: 'done', words: logWords(result, resultAt ?? result.at) };
    case 'network':
      return { state: 'done', words: networkWords(result) };
  }
}

const volumeWords = (percent: number): Words =>
  percent >= 100
    ? say(
        'Hộp phát lại đủ âm lượng được phép.',
        'The box sounds at the whole permitted volume again.',
      )
    : say(
        `Hộp đã giảm âm lượng còn ${percent}% mức được phép; tin khẩn cấp vẫn phát đủ mức.`,
        `The box is turned down to ${percent}% of what is permitted; warnings sound at the whole volume.`,
      );

const dataPlanWords = (data: DataPlanWish | null): Words =>
  data === null
    ? say(
        'Hộp dùng lại gói dữ liệu ghi trong tệp cấu hình của nó.',
        'The box goes by the data plan of its settings file again.',
      )
    : say(
        `Hộp đã đặt gói ${number(data.budgetMb)} MB mỗi tháng, tính từ ngày ${data.monthDay}; tin khẩn cấp vẫn tải khi hết gói.`,
        `The box holds itself to ${data.budgetMb} MB a month from day ${data.monthDay} on; warnings are fetched beyond it.`,
      );

function logWords(
  { lines, bytes }: Extract<CommandResult, { kind: 'log' }>,
  resultAt: number,
): Words {
  const kb = Math.max(1, Math.round(bytes / 1000));
  return say(
    `Nhật ký tới lúc ${clock(resultAt)}: ${number(lines)} dòng (${number(kb)} kB), giữ 30 ngày, ba bản gần nhất.`,
    `The log came at ${clock(resultAt)}: ${some(lines, 'line', 'lines')} (${kb} kB), kept for 30 days, the last three.`,
  );
}

function restartWords({
  orderedAt,
  startedAt,
}: Extract<CommandResult, { kind: 'restarted' }>): Words {
  const at = clock(startedAt);
  const seconds = Math.max(1, Math.round((startedAt - orderedAt) / 1000));
  return say(
    `Hộp đã khởi động lại xong lúc ${at}, sau ${number(seconds)} giây.`,
    `The board was back at ${at}, after ${some(seconds, 'second', 'seconds')}.`,
  );
}

function chimeWords({
  outcome,
  startedAt,
  volumePercent,
  virtual,
}: Extract<CommandResult, { kind: 'chime' }>): Words {
  const at = clock(startedAt);
  return join([
    say(
      `Hộp đã phát chuông thử lúc ${at}, âm lượng ${volumePercent}%.`,
      `The box sounded the test chime at ${at}, volume ${volumePercent}%.`,
    ),
    outcome === 'completed'
      ? null
      : say('Chuông bị ngắt giữa chừng.', 'It was cut before its end.'),
    virtual ? say('Đầu ra ảo: không có loa thật.', 'A virtual output: no real horn.') : null,
  ]);
}

const clock = (at: number): string => clockOf(instant(at));
