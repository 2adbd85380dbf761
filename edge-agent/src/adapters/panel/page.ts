/**
 * Page of the technician — trang tại chỗ của kỹ thuật viên.
 *
 * What the box reports, as one HTML page in Vietnamese: no script, nothing from elsewhere, nothing to
 * press. Shows no secret, and nothing of what is written in bulletins but their titles.
 */
import { formatLocal, type Instant } from '@loaso/shared/time';
import type { Status } from '@loaso/shared/wire/status';
import type { Hindrance, Lights } from '../../core/lights.js';

export type PanelView = {
  readonly name: string;
  readonly status: Status;
  readonly lights: Lights;
  readonly hindrances: readonly Hindrance[];
};

const HINDRANCES: Readonly<Record<Hindrance, string>> = {
  journal:
    'Không ghi được thẻ nhớ: cụm chỉ phát tin khẩn. Tắt nguồn rồi bật lại; nếu vẫn vậy, thay thẻ nhớ.',
  'no-plan':
    'Chưa có kế hoạch phát. Chờ một phút khi có mạng; nếu vẫn trống, hỏi xã đã xếp lịch chưa.',
  'files-missing': 'Thiếu tệp âm thanh. Để cụm có mạng cho đến khi tải xong.',
  clock: 'Chưa biết giờ đúng. Có mạng là tự hết; nên lắp pin đồng hồ.',
  output: 'Đầu ra âm thanh có lỗi. Rút ra cắm lại thẻ âm thanh, kiểm dây.',
};

const REASONS: Readonly<Record<NonNullable<Status['vitals']>['lastStart'], string>> = {
  power: 'mất điện',
  reboot: 'khởi động lại máy',
  watchdog: 'bị treo',
  update: 'cập nhật',
  command: 'theo lệnh',
  crash: 'lỗi chương trình',
  unknown: 'lần đầu',
};

const SOURCES: Readonly<Record<Status['clock']['source'], string>> = {
  ntp: 'giờ NTP',
  server: 'giờ có chữ ký của máy chủ',
  rtc: 'pin đồng hồ',
  floor: 'chưa chắc, chờ mạng',
  none: 'chưa biết giờ',
};

const LINES: Readonly<Record<NonNullable<NonNullable<Status['vitals']>['line']>, string>> = {
  ok: 'tốt',
  open: 'đứt',
  short: 'chập',
  'amplifier-off': 'tăng âm tắt',
};

const MB = 1_000_000;
const UNMEASURED = 'không đo được';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const row = (what: string, found: string): string =>
  `<tr><th scope="row">${escaped(what)}</th><td>${escaped(found)}</td></tr>`;

const lamp = (what: string, on: boolean, words: readonly [string, string]): string =>
  `<li class="${on ? 'on' : 'off'}"><b>${what}</b>${on ? words[0] : words[1]}</li>`;

export function pageOf(view: PanelView): string {
  const { name, status, lights, hindrances } = view;
  const parts = [
    `<h1>${escaped(name)}</h1><p class="id">${escaped(status.dev)} · ${when(status.at)}</p>`,
    '<ul class="lamps">',
    lamp('Liên lạc', lights.link, ['có mạng', 'mất mạng, vẫn phát kế hoạch đã nhận']),
    lamp('Sẵn sàng', lights.ready, ['phát được', 'chưa phát được']),
    lamp('Đang phát', lights.air, [escaped(status.onAir?.title ?? ''), 'không']),
    '</ul>',
    ...hindrances.map((one) => `<p class="next">${HINDRANCES[one]}</p>`),
    `<table>${[...soundRows(status), ...vitalRows(status), ...machineRows(status)].join('')}</table>`,
    refusalsOf(status),
  ];
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta http-equiv="refresh" content="10"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(name)}</title><style>${STYLE}</style></head><body>${parts.join('')}<p class="foot">Trang chỉ để xem. Nội dung phát do xã xếp và ký; không ai phát được từ đây.</p></body></html>`;
}

const when = (at: Instant): string => escaped(formatLocal(at));

function soundRows({ next, plan, cache, output, amplifier }: Status): string[] {
  const coming = next === null ? 'không có' : `${formatLocal(next.startAt)} · ${next.title}`;
  const sound = output.virtual ? `ảo, không ra loa (${output.detail})` : output.detail;
  return [
    row('Phát tiếp theo', coming),
    row('Kế hoạch', plan === null ? 'chưa có' : `số ${plan.num}`),
    row('Tệp âm thanh', `${cache.have} trong ${cache.needed}`),
    row('Đầu ra', `${output.healthy ? 'tốt' : 'LỖI'}: ${sound}`),
    ...(amplifier === undefined ? [] : [row('Tăng âm', amplifier.on ? 'đang bật' : 'đang tắt')]),
  ];
}

function vitalRows({ vitals }: Status): string[] {
  if (vitals === undefined) return [];
  const { temperatureC, signalDbm, operator, line, horns, starts24h, lastStart } = vitals;
  const signal = [operator, signalDbm === null ? null : `${signalDbm} dBm`];
  const known = signal.filter((one) => one !== null);
  return [
    row('Nguồn điện', powerWords(vitals)),
    row('Nhiệt độ', temperatureC === null ? UNMEASURED : `${temperatureC.toFixed(0)} °C`),
    row('Sóng di động', known.length === 0 ? UNMEASURED : known.join(', ')),
    row('Dữ liệu tháng này', dataWords(vitals)),
    row('Đường loa', line === null ? UNMEASURED : LINES[line]),
    row('Từng loa', hornWords(horns)),
    row('Khởi động 24 giờ qua', `${starts24h ?? 0} lần, lần cuối: ${REASONS[lastStart]}`),
  ];
}

/** Unmeasured is no good news: one of two may be silent. */
const hornWords = (horns: NonNullable<Status['vitals']>['horns']): string =>
  horns === undefined
    ? UNMEASURED
    : horns
        .map((one, index) => `loa ${index + 1}: ${one === null ? UNMEASURED : LINES[one]}`)
        .join(', ');

type KnownVitals = NonNullable<Status['vitals']>;

function powerWords({ mains, supplyVolts, underVoltage }: KnownVitals): string {
  const words: string[] = [];
  if (mains !== null) words.push(mains === 'on' ? 'điện lưới' : 'nguồn dự phòng');
  if (supplyVolts !== null) words.push(`${supplyVolts.toFixed(1)} V`);
  if (underVoltage !== null) words.push(underVoltage ? 'ĐIỆN ÁP SỤT' : 'điện áp đủ');
  return words.length === 0 ? UNMEASURED : words.join(', ');
}

function dataWords({ dataUsedBytes, dataBudgetBytes }: KnownVitals): string {
  if (dataUsedBytes === null) return UNMEASURED;
  const used = `${Math.round(dataUsedBytes / MB)} MB`;
  const budget = dataBudgetBytes ?? null;
  return budget === null ? used : `${used} trong ${Math.round(budget / MB)} MB`;
}

function machineRows(status: Status): string[] {
  const { clock, cache, unsentRecords, agentVersion, uptimeS } = status;
  const error = clock.errorMs === null ? '' : `, sai số ${(clock.errorMs / 1000).toFixed(1)} giây`;
  return [
    row('Đồng hồ', `${SOURCES[clock.source]}${error}`),
    row('Thẻ nhớ còn', `${Math.round(cache.freeBytes / MB)} MB`),
    row('Nhật ký chưa gửi', `${unsentRecords} dòng`),
    row('Phiên bản', `${agentVersion}, chạy ${Math.floor(uptimeS / 3600)} giờ`),
  ];
}

function refusalsOf({ refusals }: Status): string {
  if (refusals.length === 0) return '';
  const lines = refusals
    .slice(-5)
    .reverse()
    .map(({ at, what, code }) => `<li>${when(at)} · ${escaped(`${what}: ${code}`)}</li>`);
  return `<h2>Cụm đã từ chối</h2><ul class="refusals">${lines.join('')}</ul>`;
}

const STYLE =
  'body{font:17px/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#1c1c1c;background:#fff}' +
  'h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem}.id,.foot{color:#555;font-size:.9rem}' +
  '.lamps{list-style:none;padding:0;display:grid;gap:.5rem}.lamps li{padding:.6rem .8rem;border-left:.5rem solid;border-radius:.25rem}' +
  '.lamps b{display:block}.lamps .on{border-color:#1a7f37;background:#e8f5ec}.lamps .off{border-color:#b35900;background:#fdf1e3}' +
  '.next{background:#fdf1e3;padding:.6rem .8rem}table{border-collapse:collapse;width:100%}' +
  'th,td{text-align:left;padding:.4rem .3rem;border-bottom:1px solid #ddd;vertical-align:top}th{font-weight:500;color:#444;width:45%}';
