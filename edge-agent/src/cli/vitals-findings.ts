/**
 * Findings of the board — khám nguồn, nhiệt độ, sóng, dữ liệu.
 *
 * What the board measures at this moment, as the running agent would see it. What no sensor measures
 * is said so: it hinders nothing, and how to add it is in the guide.
 */
import type { Instant } from '@loaso/shared/time';
import type { HornLine } from '@loaso/shared/wire/vitals';
import { loadBoardFile } from '../adapters/board/board-file.js';
import type { Config } from '../config.js';
import type { Durable } from '../core/durable.js';
import type { BoardReading, Health } from '../core/health.js';
import { startsWithin24h } from '../core/health.js';
import { loadIdentity } from '../enrol.js';
import { dataBudgetBytesOf } from '../main/derived.js';
import { boardOf } from '../main.js';
import { durableOf } from './box-room.js';
import { dataFinding } from './data-finding.js';
import { type Finding, finding, plain, type Words, words } from './finding.js';

const HOT_C = 75;
const TOO_HOT_C = 85;
const WEAK_DBM = -100;
const MANY_STARTS = 6;

const NOT_MEASURED = words('không đo được', 'not measured');
const ADD_BOARD = words(
  'muốn đo, xem "Thêm bo mạch" trong hướng dẫn kỹ thuật',
  'to measure it, see "Vitals of the board" in the guide',
);

export async function vitalsFindings(config: Config): Promise<Finding[]> {
  const reading = await boardOf(
    config,
    'doctor',
    () => 0,
    () => undefined,
  ).read();
  const identity = loadIdentity(config.state);
  const durable = identity === null ? null : durableOf(config.state, identity).durable;
  return [
    ...(await boardFileFindings(config)),
    mainsFinding(reading),
    temperatureFinding(reading),
    signalFinding(config, reading),
    ...lineFindings(reading),
    ...(durable === null ? [] : lifeFindings(config, durable)),
  ];
}

function lifeFindings(config: Config, durable: Durable): Finding[] {
  const now = Date.now() as Instant;
  return [dataFinding(dataBudgetBytesOf(config), durable, now), startsFinding(durable.health)];
}

async function boardFileFindings({ boardFile }: Config): Promise<Finding[]> {
  if (boardFile === undefined) return [];
  const what = words('tệp bo mạch', 'board file');
  try {
    const keys = Object.keys(await loadBoardFile(boardFile));
    return [finding('good', what, plain(`${boardFile}: ${keys.join(', ')}`), plain(''))];
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.slice(0, 200) : String(cause);
    return [finding('bad', what, plain(detail), words('sửa tệp', 'mend the file'))];
  }
}

const MAINS: Readonly<Record<'on' | 'battery', Words>> = {
  on: words('điện lưới', 'mains'),
  battery: words('đang chạy nguồn dự phòng', 'on the standby supply'),
};

function mainsFinding({ mains, underVoltage, supplyVolts }: BoardReading): Finding {
  const what = words('nguồn điện', 'power');
  const said: Words[] = [];
  if (mains !== null) said.push(MAINS[mains]);
  if (supplyVolts !== null) said.push(plain(`${supplyVolts.toFixed(1)} V`));
  if (underVoltage === true) said.push(words('điện áp sụt', 'the supply sags'));
  if (underVoltage === false) said.push(words('điện áp đủ', 'no sag'));
  if (said.length === 0) return finding('note', what, NOT_MEASURED, ADD_BOARD);
  const found = words(said.map(({ vi }) => vi).join(', '), said.map(({ en }) => en).join(', '));
  const well = mains !== 'battery' && underVoltage !== true;
  const next = words(
    'kiểm điện lưới, bộ nguồn và dây cấp; bộ nguồn yếu làm máy tự khởi động lại',
    'look at mains, adapter and cable; a weak adapter makes the box start anew',
  );
  return finding(well ? 'good' : 'note', what, found, next);
}

function temperatureFinding({ temperatureC }: BoardReading): Finding {
  const what = words('nhiệt độ', 'temperature');
  if (temperatureC === null) return finding('note', what, NOT_MEASURED, ADD_BOARD);
  const level = temperatureC >= TOO_HOT_C ? 'bad' : temperatureC >= HOT_C ? 'note' : 'good';
  const next = words(
    'che nắng, thông khe gió, xem quạt',
    'shade the case, free its vents, look at the fan',
  );
  return finding(level, what, plain(`${temperatureC.toFixed(0)} °C`), next);
}

function signalFinding({ modemCommand }: Config, reading: BoardReading): Finding {
  const { operator, signalDbm } = reading;
  const what = words('sóng di động', 'mobile signal');
  if (operator === null && signalDbm === null) {
    const next =
      modemCommand === undefined
        ? words('đặt LOASO_AGENT_MODEM_COMMAND nếu dùng 4G', 'set LOASO_AGENT_MODEM_COMMAND for 4G')
        : words('kiểm SIM, ăng-ten, modem', 'look at SIM, antenna and modem');
    return finding('note', what, NOT_MEASURED, next);
  }
  const text = [operator, signalDbm === null ? null : `${signalDbm} dBm`];
  const weak = signalDbm !== null && signalDbm < WEAK_DBM;
  return finding(
    weak ? 'note' : 'good',
    what,
    plain(text.filter((one) => one !== null).join(', ')),
    words(
      'nâng hoặc xoay ăng-ten, thử nhà mạng khác',
      'raise or turn the antenna, try another SIM',
    ),
  );
}

const LINES: Readonly<Record<NonNullable<BoardReading['line']>, Words>> = {
  ok: words('tốt', 'well'),
  open: words('đứt', 'open'),
  short: words('chập', 'shorted'),
  'amplifier-off': words('tăng âm tắt', 'amplifier off'),
};

/** Most boards have no such input: then nothing is said of it. */
function lineFindings({ line, horns = [] }: BoardReading): Finding[] {
  return [...wholeLine(line), ...horns.map(hornFinding)];
}

function hornFinding(horn: HornLine | null, index: number): Finding {
  const what = words(`loa ${index + 1}`, `horn ${index + 1}`);
  const next = words('kiểm dây lên loa này', 'look at the wire up to this horn');
  if (horn === null) return finding('note', what, words('không đo được', 'not measured'), next);
  return finding(horn === 'ok' ? 'good' : 'bad', what, LINES[horn], next);
}

function wholeLine(line: BoardReading['line']): Finding[] {
  if (line === null) return [];
  const next = words('kiểm tăng âm và đường dây loa', 'look at amplifier and line of the horns');
  const what = words('đường loa', 'line of the horns');
  return [finding(line === 'ok' ? 'good' : 'bad', what, LINES[line], next)];
}

const REASONS: Readonly<Record<Health['starts'][number]['reason'], Words>> = {
  power: words('mất điện', 'power cut'),
  reboot: words('khởi động lại máy', 'reboot'),
  watchdog: words('bị treo', 'watchdog'),
  update: words('cập nhật', 'update'),
  command: words('theo lệnh', 'by order'),
  crash: words('lỗi chương trình', 'crash'),
  unknown: words('lần đầu', 'first start'),
};

function startsFinding(health: Health): Finding {
  const what = words('khởi động', 'starts');
  const last = health.starts.at(-1);
  if (last === undefined) return finding('note', what, words('chưa chạy', 'none yet'), plain(''));
  const count = startsWithin24h(health, Date.now() as typeof last.at);
  const found = words(
    `${count} lần trong 24 giờ; lần cuối: ${REASONS[last.reason].vi}`,
    `${count} in 24 hours; the last: ${REASONS[last.reason].en}`,
  );
  const bad = last.reason === 'watchdog' || last.reason === 'crash' || count >= MANY_STARTS;
  return finding(
    bad ? 'note' : 'good',
    what,
    found,
    words('xem: journalctl -u loaso-agent -e', 'look: journalctl -u loaso-agent -e'),
  );
}
