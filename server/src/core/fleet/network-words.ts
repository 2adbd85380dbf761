/**
 * Words for a test of the network — kết quả đo mạng nói gì.
 *
 * One verdict with its next step, then the figures. The verdict names the first thing in the way from
 * the box outwards: the name service, the file server, the broker, the radio, the SIM. Since the result
 * itself came through the broker, a file server that cannot be reached is not the SIM alone.
 */
import type { CommandResult, FileTrial } from '@loaso/shared/wire/result';
import type { Words } from './refusal-words.js';
import { join, number, say } from './sentences.js';

type Found = Extract<CommandResult, { kind: 'network' }>;

/** A bulletin of five minutes has 1.2 MB: slower than this it takes more than a minute and a half. */
const SLOW_BYTES_PER_S = 12_000;
/** Fewer bytes than this tell of the start of a connection, not of its rate. */
const RATE_BYTES_MIN = 8_000;
const SLOW_BROKER_MS = 2_000;
const SLOW_NAME_MS = 2_000;
const SLOW_ANSWER_MS = 5_000;
/** Below this a modem falls back to slow kinds of transfer. */
const WEAK_DBM = -105;
const CLOCK_ERROR_MS_MAX = 2_000;

export function networkWords(found: Found): Words {
  return join([verdictOf(found), unreadWords(found), figuresOf(found)]);
}

const FAULTS: Readonly<Record<NonNullable<FileTrial['fault']>, Words>> = {
  name: say(
    'Không tra được tên máy chủ tệp: lỗi ở dịch vụ tên (DNS). Hãy kiểm cài đặt DNS của hộp và của bộ phát; nếu đúng, gọi nhà mạng.',
    'The name of the file server was not found: check the name service of the box and the router, then call the operator.',
  ),
  connect: say(
    'Không nối được tới máy chủ tệp dù đường lệnh vẫn thông: hãy kiểm máy chủ tệp có chạy không, rồi kiểm tường lửa hoặc cổng bị nhà mạng chặn.',
    'The file server cannot be reached although orders get through: check that it runs, then the firewall or a blocked port.',
  ),
  certificate: say(
    'Không mở được kết nối bảo mật tới máy chủ tệp: hãy kiểm ngày giờ của hộp và hạn chứng chỉ của máy chủ tệp.',
    'No secure connection to the file server: check the time of the box and the certificate of the server.',
  ),
  silent: say(
    'Máy chủ tệp nhận kết nối nhưng không trả lời: hãy báo người quản trị máy chủ; nếu cụm khác vẫn tải được thì kiểm sóng và SIM.',
    'The file server takes the connection and does not answer: tell its administrator; if other boxes fetch, check signal and SIM.',
  ),
  portal: say(
    'Mạng trả về trang đăng nhập thay cho tệp: hãy kiểm gói dữ liệu của SIM còn hạn không, hoặc đăng nhập mạng tại chỗ.',
    'The network answers with a login page: check that the SIM has data left, or log in to the local network.',
  ),
  refused: say('', ''),
  broken: say(
    'Đang tải thì đường truyền đứt: hãy kiểm sóng, ăng-ten và dây nguồn của bộ phát, rồi đo lại.',
    'The transfer broke off: check signal, antenna and power of the modem, then measure again.',
  ),
};

function verdictOf(found: Found): Words {
  const { fault, status } = found.files;
  if (fault === 'refused') return refusedWords(status ?? 0);
  if (fault !== null) return FAULTS[fault];
  return slowWords(found) ?? clockWords(found) ?? say('Mạng tốt.', 'The network is good.');
}

const refusedWords = (status: number): Words =>
  status >= 500
    ? say(
        'Máy chủ tệp đang lỗi: hãy báo người quản trị máy chủ.',
        'The file server has a fault: tell its administrator.',
      )
    : say(
        'Máy chủ tệp không nhận hộp này: hãy đăng ký lại cụm.',
        'The file server does not admit this box: enrol it again.',
      );

/** What is slow, the widest cause first: a weak radio makes everything slow. */
function slowWords(found: Found): Words | null {
  const { files, brokerMs, signalDbm } = found;
  const rate = rateOf(files);
  const slowRate = rate !== null && rate < SLOW_BYTES_PER_S;
  const slowWay = brokerMs === null || brokerMs > SLOW_BROKER_MS;
  const slowAnswer = (files.firstByteMs ?? 0) > SLOW_ANSWER_MS;
  if ((slowRate || slowWay || slowAnswer) && signalDbm !== null && signalDbm < WEAK_DBM) {
    return say(
      'Mạng chậm vì sóng yếu: hãy đặt lại ăng-ten cao hơn hoặc đổi nhà mạng có sóng tốt hơn ở đây.',
      'The network is slow because the signal is weak: raise the antenna or change to an operator with better coverage.',
    );
  }
  if (slowRate) {
    return say(
      'Mạng chậm: hãy kiểm gói dữ liệu của SIM (hết dung lượng tốc độ cao), rồi đo lại vào giờ khác.',
      'The network is slow: check whether the SIM has used up its fast data, then measure at another hour.',
    );
  }
  return slowWay ? brokerWords(brokerMs) : (slowNames(files) ?? slowServer(slowAnswer));
}

const brokerWords = (brokerMs: number | null): Words =>
  brokerMs === null
    ? say(
        'Đường lệnh không trả lời lúc đo dù máy chủ tệp vẫn thông: hãy đo lại; nếu vẫn vậy, báo người quản trị máy chủ lệnh.',
        'The broker did not answer while the file server did: measure again, then tell its administrator.',
      )
    : say(
        'Đường lệnh trả lời chậm dù tải tệp vẫn nhanh: hãy báo người quản trị kiểm máy chủ lệnh.',
        'The broker answers slowly while files come fast: have its administrator look at it.',
      );

const slowNames = ({ nameMs }: FileTrial): Words | null =>
  nameMs !== null && nameMs > SLOW_NAME_MS
    ? say(
        'Tra tên chậm: hãy đổi máy chủ DNS trong bộ phát hoặc trong hộp.',
        'Names are looked up slowly: set another name server in the router or the box.',
      )
    : null;

const slowServer = (slow: boolean): Words | null =>
  slow
    ? say(
        'Máy chủ tệp trả lời chậm: hãy báo người quản trị máy chủ.',
        'The file server answers slowly: tell its administrator.',
      )
    : null;

function clockWords({ clockErrorMs }: Found): Words | null {
  if (clockErrorMs !== null && clockErrorMs <= CLOCK_ERROR_MS_MAX) return null;
  return say(
    'Mạng tốt nhưng hộp chưa có giờ đáng tin: hãy chờ một phút rồi hỏi lại tình trạng.',
    'The network is good, the time of the box is not: wait a minute and ask for its condition.',
  );
}

function unreadWords({ unread, files }: Found): Words | null {
  if (unread === null || files.fault !== null) return null;
  return unread === 'no-data'
    ? say(
        'Không đo tốc độ tải vì SIM đã hết dung lượng đặt cho tháng này.',
        'The rate was not measured: the data set for this month is used up.',
      )
    : say(
        'Không đo tốc độ tải vì kế hoạch của cụm chưa có tệp nào.',
        'The rate was not measured: the plan of this box names no file.',
      );
}

/** Bytes a second, or null where too little came to say. */
function rateOf({ bytes, tookMs }: FileTrial): number | null {
  return bytes < RATE_BYTES_MIN ? null : (bytes * 1000) / Math.max(1, tookMs);
}

const ms = (vi: string, en: string, value: number | null): Words | null =>
  value === null
    ? null
    : say(`${vi} ${number(Math.round(value))} ms`, `${en} ${Math.round(value)} ms`);

function rateWords(files: FileTrial): Words | null {
  const rate = rateOf(files);
  if (rate === null) return null;
  const kb = Math.round(rate / 1000);
  const size = Math.round(files.bytes / 1000);
  return say(`tải ${number(kb)} kB/s (${size} kB)`, `download ${kb} kB/s (${size} kB)`);
}

function radioWords({ operator, signalDbm }: Found): Words | null {
  if (operator === null && signalDbm === null) return null;
  const said = [operator, signalDbm === null ? null : `${String(signalDbm).replace('-', '−')} dBm`];
  const text = said.filter((one) => one !== null).join(' ');
  return say(`sóng ${text}`, `signal ${text}`);
}

function figuresOf(found: Found): Words {
  const { files, brokerMs, clockErrorMs } = found;
  const figures = [
    ms('tra tên', 'name', files.nameMs),
    ms('nối', 'connection', files.connectMs),
    ms('bảo mật', 'TLS', files.tlsMs),
    ms('trả lời', 'first byte', files.firstByteMs),
    rateWords(files),
    ms('đường lệnh', 'broker', brokerMs),
    radioWords(found),
    ms('giờ lệch tối đa', 'clock off by at most', clockErrorMs),
  ].filter((one) => one !== null);
  const vi = figures.map((one) => one.vi).join(', ');
  const en = figures.map((one) => one.en).join(', ');
  return say(`Số đo: ${vi}.`, `Figures: ${en}.`);
}
