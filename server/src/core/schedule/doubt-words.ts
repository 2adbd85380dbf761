/**
 * Words of doubts — lời vì sao cụm chưa chắc phát, và làm gì tiếp.
 *
 * How many clusters, what is known of them, and the next step. What is not known is said to be not
 * known.
 */
import type { DoubtKind } from '@loaso/shared/wire/http/week';
import { when } from '../fleet/diagnose-words.js';
import { number, say, some } from '../fleet/sentences.js';
import type { Words } from './fate-words.js';

type Doubt = { readonly what: Words; readonly next: Words };

const PLAIN: Readonly<Record<Exclude<DoubtKind, 'away' | 'alone'>, Doubt>> = {
  'not-installed': {
    what: say('chưa lắp đặt', 'not installed yet'),
    next: say(
      'Nhờ kỹ thuật viên lắp cụm và đăng ký bằng mã.',
      'Have a technician install and enrol it.',
    ),
  },
  'never-heard': {
    what: say('chưa biết: chưa báo về lần nào', 'not known: never heard of'),
    next: say(
      'Nhờ người ở gần kiểm tra điện và sóng của cụm.',
      'Have somebody near look at its power and signal.',
    ),
  },
  ahead: {
    what: say(
      'chưa biết: đang giữ lịch mới hơn dữ liệu của máy chủ',
      'not known: the schedule it holds is newer than this server knows',
    ),
    next: say(
      'Loa phát theo lịch đang giữ. Quản trị viên mở Nhật ký hệ thống, so lịch rồi mở lại việc gửi.',
      'It sounds by the schedule it holds. An administrator compares and lets publishing go on.',
    ),
  },
  output: {
    what: say('hỏng đường ra âm thanh', 'with a faulty sound output'),
    next: say(
      'Nhờ kỹ thuật viên cắm lại dây tiếng và card âm thanh.',
      'Have a technician plug the sound cable and the card in again.',
    ),
  },
  horns: {
    what: say(
      'có tăng âm, dây loa hoặc loa không ra tiếng',
      'whose amplifier, line or horns are silent',
    ),
    next: say(
      'Nhờ kỹ thuật viên kiểm tra tăng âm và dây từ tủ lên loa.',
      'Have a technician check the amplifier and the wire up to the horns.',
    ),
  },
  'no-horn': {
    what: say('chạy thử, không gắn loa thật', 'on trial, without a real horn'),
    next: say('Nhờ kỹ thuật viên nối loa.', 'Have a technician connect the horns.'),
  },
  muted: {
    what: say('đang bị đặt âm lượng bằng 0', 'turned down to nothing'),
    next: say('Mở trang của cụm và đặt lại âm lượng.', 'Set its volume again on its page.'),
  },
  card: {
    what: say(
      'không ghi được thẻ nhớ, nên chỉ phát tin khẩn',
      'whose card takes no more writes, so they sound warnings only',
    ),
    next: say(
      'Nhờ người ở gần tắt nguồn cụm rồi bật lại; nếu vẫn vậy, thay thẻ nhớ.',
      'Have somebody near switch it off and on; replace its card if it stays so.',
    ),
  },
  clock: {
    what: say(
      'chưa chắc giờ, nên không phát theo lịch',
      'not sure of the time, so silent by schedule',
    ),
    next: say(
      'Mở trang của cụm, bấm “Báo cáo ngay”; nếu vẫn vậy, kiểm tra mạng và pin đồng hồ của cụm.',
      'Press “Report now” on its page; if it stays so, check its network and clock battery.',
    ),
  },
  hours: {
    what: say('chưa nhận giờ phát mới', 'without the new permitted hours'),
    next: say('Cụm sẽ tự nhận khi có sóng.', 'It takes them by itself when it has a signal.'),
  },
  turn: {
    what: say('chưa tới lượt nhận thay đổi này', 'whose turn for this change has not come'),
    next: say(
      'Lịch đang gửi từng đợt; theo dõi ở “Gửi lịch tới cụm loa”.',
      'The change goes out in groups; follow it under publications.',
    ),
  },
  unsent: {
    what: say('chưa được gửi lịch có lượt này', 'not yet sent a schedule with this airing'),
    next: say(
      'Máy chủ sẽ tự gửi; nếu 10 phút nữa vẫn vậy, báo quản trị viên.',
      'The server sends it by itself; if it stays so for 10 minutes, tell the administrator.',
    ),
  },
  refused: {
    what: say('không nhận lịch mới', 'refusing the new schedule'),
    next: say(
      'Mở trang của cụm, bấm “Tải lại kế hoạch”; nếu vẫn vậy, báo quản trị viên.',
      'Press “Fetch the plan” on its page; if it stays so, tell the administrator.',
    ),
  },
  'plan-coming': {
    what: say('chưa nhận lịch mới', 'still to take the new schedule'),
    next: say('Cụm sẽ tự nhận trong ít phút.', 'It takes it by itself within minutes.'),
  },
  'plan-over': {
    what: say('đang giữ lịch chưa tới ngày này', 'whose schedule does not reach this day'),
    next: say(
      'Lịch được nối thêm mỗi đêm; nếu mai vẫn vậy, báo quản trị viên.',
      'It is extended every night; if it stays so tomorrow, tell the administrator.',
    ),
  },
  'file-full': {
    what: say('đầy bộ nhớ, không tải được tệp', 'with a full card, unable to fetch the file'),
    next: say('Nhờ kỹ thuật viên thay thẻ nhớ của cụm.', 'Have a technician replace its card.'),
  },
  'file-coming': {
    what: say('chưa tải xong tệp', 'still to fetch the file'),
    next: say('Cụm sẽ tự tải khi có sóng.', 'It fetches it by itself when it has a signal.'),
  },
  'after-saving': {
    what: say('sẽ nhận lịch và tệp sau khi lưu', 'to take schedule and file once this is saved'),
    next: say('Lưu rồi xem lại sau ít phút.', 'Save, and look again in a few minutes.'),
  },
};

const CALL = say(
  'Xem trang Sự cố, hoặc nhờ người ở gần kiểm tra điện và sóng của cụm.',
  'See the incidents, or have somebody near look at its power and signal.',
);
const BY_ITSELF = say(
  'Còn điện thì loa vẫn tự phát đúng giờ; quá 3 ngày thì chưa biết. Nếu mai chưa liên lạc lại, xem trang Sự cố.',
  'With power it goes on sounding on time; beyond 3 days nobody knows. See the incidents if it is still away tomorrow.',
);

type Since = { readonly sinceAt: number | null; readonly now: number };

/** '2 cụm chưa tải xong tệp'. */
export function doubtInWords(kind: DoubtKind, boxes: number, since: Since): Words {
  const [vi, en] = [`${number(boxes)} cụm`, some(boxes, 'box', 'boxes')];
  const what =
    kind === 'away' || kind === 'alone' ? lostInWords(kind, boxes, since) : PLAIN[kind].what;
  return say(`${vi} ${what.vi}`, `${en} ${what.en}`);
}

function lostInWords(kind: 'away' | 'alone', boxes: number, { sinceAt, now }: Since): Words {
  const at = sinceAt === null ? null : when(sinceAt, now);
  const [longest, most] = boxes > 1 ? [', lâu nhất', ', the longest'] : ['', ''];
  const vi = at === null ? '' : `${longest} từ ${at.vi}`;
  const en = at === null ? '' : `${most} since ${at.en}`;
  return kind === 'away'
    ? say(`chưa biết: mất liên lạc${vi}`, `not known: out of contact${en}`)
    : say(`mất liên lạc${vi}, đã giữ đủ lịch và tệp`, `out of contact${en}, with all it needs`);
}

export function nextInWords(kind: DoubtKind): Words {
  if (kind === 'away') return CALL;
  return kind === 'alone' ? BY_ITSELF : PLAIN[kind].next;
}
