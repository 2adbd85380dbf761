/**
 * Findings of the machine — khám máy.
 *
 * Programs, sound, clock and disk: what the box's computer must bring, whoever it belongs to.
 */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createSystemClock } from '../adapters/clock/system-clock.js';
import type { Config } from '../config.js';
import type { Reading } from '../core/event.js';
import { type Finding, finding, plain, type Words, words } from './finding.js';
import { soundFindings } from './sound-findings.js';
import { versionOf } from './tool-answer.js';

const YEAR_MIN = 2025;
const MB = 1_000_000;
/** More, and the box does not believe it, see core/battery-clock. */
const BATTERY_MINUTES_MAX = 15;

export async function machineFindings(config: Config): Promise<Finding[]> {
  return [
    folderFinding(config),
    diskFinding(config),
    await decoderFinding(config),
    ...(await soundFindings(config)),
    await clockFinding(config),
  ];
}

function folderFinding({ state }: Config): Finding {
  const what = words('thư mục dữ liệu', 'data folder');
  const next = words(
    `chạy bằng quyền của dịch vụ (sudo loaso-agent …), hoặc: chown -R loaso-agent ${state}`,
    `run with the rights of the service (sudo loaso-agent …), or: chown -R loaso-agent ${state}`,
  );
  try {
    accessSync(state, constants.W_OK);
    return finding('good', what, plain(state), next);
  } catch (cause) {
    return finding('bad', what, plain(cause instanceof Error ? cause.message : state), next);
  }
}

function diskFinding({ state, reserveBytes }: Config): Finding {
  const what = words('thẻ nhớ', 'disk');
  if (!existsSync(state)) return finding('note', what, words('chưa có', 'none yet'), plain(state));
  const { bavail, blocks, bsize } = statfsSync(state);
  const [free, all] = [bavail * bsize, blocks * bsize];
  const found = words(
    `còn ${Math.round(free / MB)} MB trong ${Math.round(all / MB)} MB`,
    `${Math.round(free / MB)} MB free of ${Math.round(all / MB)} MB`,
  );
  const next = words(
    `xóa bớt tệp lạ hoặc thay thẻ lớn hơn: phải còn trên ${Math.round(reserveBytes / MB)} MB`,
    `delete strange files or bring a larger card: over ${Math.round(reserveBytes / MB)} MB must be free`,
  );
  return finding(free > reserveBytes ? 'good' : 'bad', what, found, next);
}

async function decoderFinding({ decoder }: Config): Promise<Finding> {
  const version = await versionOf(decoder);
  const found = version === null ? words('không có', 'not installed') : plain(version);
  const next = plain('apt-get install ffmpeg');
  return finding(version === null ? 'bad' : 'good', words('giải mã', 'decoder'), found, next);
}

/** Held against the system's time where NTP has set that: one in local time is worth nothing. */
function batteryWords({ rtcMs, wallMs, ntpSynced }: Reading): Words {
  if (rtcMs === null) return words('không có pin đồng hồ', 'no battery clock');
  const minutes = Math.round((rtcMs - wallMs) / 60_000);
  return ntpSynced && Math.abs(minutes) >= BATTERY_MINUTES_MAX
    ? words(
        `pin đồng hồ lệch ${minutes} phút: hwclock --systohc --utc`,
        `battery clock ${minutes} minutes off: hwclock --systohc --utc`,
      )
    : words('có pin đồng hồ', 'battery clock');
}

async function clockFinding({ rtc, ntp }: Config): Promise<Finding> {
  const clock = createSystemClock({ rtc, ntp });
  await clock.refresh();
  const reading = clock.read();
  clock.stop();
  const now = new Date(reading.wallMs);
  const sane = now.getUTCFullYear() >= YEAR_MIN;
  const level = reading.ntpSynced ? 'good' : sane ? 'note' : 'bad';
  const at = now.toISOString();
  const battery = batteryWords(reading);
  const synced = reading.ntpSynced
    ? words('đã đồng bộ NTP', 'NTP synchronised')
    : words('chưa đồng bộ NTP', 'not synchronised by NTP');
  return finding(
    level,
    words('đồng hồ', 'clock'),
    words(`${at}, ${synced.vi}, ${battery.vi}`, `${at}, ${synced.en}, ${battery.en}`),
    words(
      'timedatectl set-ntp true; khi có mạng, cụm còn lấy giờ có chữ ký từ máy chủ',
      'timedatectl set-ntp true; once on line the box also takes signed time from the server',
    ),
  );
}
