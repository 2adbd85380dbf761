/**
 * Findings of the box — khám cụm.
 *
 * Enrolment, way to the server, plan, audio and release: what makes this machine a box of a commune.
 */
import { connect } from 'node:net';
import { createDiskCache } from '../adapters/disk-cache.js';
import { loadKey } from '../adapters/keys.js';
import { type Config, launchedSetting } from '../config.js';
import type { Durable } from '../core/durable.js';
import { keyPath, loadIdentity } from '../enrol.js';
import { cacheFolder } from '../main.js';
import { realReleaseDisk } from '../update/release-disk.js';
import { createShelf, releasesFolder } from '../update/shelf.js';
import { durableOf } from './box-room.js';
import { type Finding, finding, plain, words } from './finding.js';

const CONNECT_MS_MAX = 5_000;
const PORTS: Readonly<Record<string, number>> = {
  'mqtt:': 1883,
  'mqtts:': 8883,
  'http:': 80,
  'https:': 443,
};

export async function boxFindings(config: Config): Promise<Finding[]> {
  const identity = loadIdentity(config.state);
  const enrolled = identity !== null && loadKey(keyPath(config.state)) !== null;
  if (!enrolled) return [NOT_ENROLLED, await releaseFinding(config)];
  const { durable } = durableOf(config.state, identity);
  return [
    finding(
      'good',
      words('đăng ký', 'enrolment'),
      plain(`${identity.dev} (${identity.name})`),
      plain(''),
    ),
    await reachFinding(words('máy chủ lệnh', 'broker'), identity.brokerUrl),
    await reachFinding(words('máy chủ âm thanh', 'audio server'), identity.audioBaseUrl),
    planFinding(durable),
    await cacheFinding(config, durable),
    unsentFinding(durable),
    await releaseFinding(config),
  ];
}

const NOT_ENROLLED = finding(
  'bad',
  words('đăng ký', 'enrolment'),
  words('chưa đăng ký', 'not enrolled'),
  words(
    'xin mã ở trang Cụm loa, rồi: sudo loaso-agent enrol MÃ --server https://…',
    'get a code on the page of the box, then: sudo loaso-agent enrol CODE --server https://…',
  ),
);

/** Opens and closes a connection; says nothing of what would be answered. */
async function reachFinding(what: Finding['what'], address: string): Promise<Finding> {
  const { hostname, port, protocol } = new URL(address);
  const number = port === '' ? (PORTS[protocol] ?? 0) : Number(port);
  const fault = await faultOf(hostname, number);
  return finding(
    fault === null ? 'good' : 'bad',
    what,
    fault === null ? plain(`${hostname}:${number}`) : plain(`${hostname}:${number} ${fault}`),
    words(
      'kiểm SIM và dung lượng, ăng-ten, dây mạng; cụm vẫn phát theo kế hoạch đã nhận',
      'look at SIM and data, antenna, cable; the box still plays the plan it holds',
    ),
  );
}

const faultOf = (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_MS_MAX });
    const end = (fault: string | null): void => {
      socket.destroy();
      resolve(fault);
    };
    socket.once('connect', () => end(null));
    socket.once('timeout', () => end('timeout'));
    socket.once('error', (cause) => end('code' in cause ? String(cause.code) : cause.message));
  });

function planFinding({ plan, mark }: Durable): Finding {
  const what = words('kế hoạch phát', 'plan');
  const next = words(
    'chờ một phút khi có mạng; nếu vẫn trống, hỏi xã đã xếp lịch cho cụm này chưa',
    'wait a minute while on line; if still empty, ask the commune whether it has scheduled this box',
  );
  if (plan === null) return finding('note', what, words('chưa có', 'none yet'), next);
  const coming = plan.airings.filter(({ endAt }) => endAt > Date.now()).length;
  const until = new Date(plan.plan.exp).toISOString().slice(0, 10);
  const found = words(
    `số ${mark?.num ?? 0}, còn ${coming} lượt phát, hiệu lực đến ${until}`,
    `number ${mark?.num ?? 0}, ${coming} airings to come, valid until ${until}`,
  );
  const expired = plan.plan.exp <= Date.now();
  return finding(expired ? 'bad' : coming > 0 ? 'good' : 'note', what, found, next);
}

async function cacheFinding({ state }: Config, { plan }: Durable): Promise<Finding> {
  const needed = new Set((plan?.plan.audio ?? []).map(({ sha256 }) => sha256));
  const files = await createDiskCache(cacheFolder(state)).list();
  const have = files.filter(({ sha256 }) => needed.has(sha256)).length;
  return finding(
    have === needed.size ? 'good' : 'note',
    words('tệp âm thanh', 'audio files'),
    words(`có ${have} trong ${needed.size} tệp cần`, `${have} of ${needed.size} needed`),
    words('để cụm có mạng cho đến khi tải xong', 'keep the box on line until they are fetched'),
  );
}

function unsentFinding({ nextSeq, receiptedSeq }: Durable): Finding {
  const unsent = nextSeq - 1 - receiptedSeq;
  return finding(
    unsent === 0 ? 'good' : 'note',
    words('nhật ký phát', 'play records'),
    words(`${unsent} dòng chưa gửi`, `${unsent} not sent yet`),
    words('sẽ tự gửi khi có mạng, không mất', 'they go by themselves once on line, none is lost'),
  );
}

async function releaseFinding(config: Config): Promise<Finding> {
  const { version, packagedVersion, target } = launchedSetting();
  const shelf = createShelf(releasesFolder(config.state), realReleaseDisk);
  const { state } = await shelf.look(packagedVersion);
  const failure = state.failed.at(-1);
  const running = plain(`${version} (${target ?? 'source'})`);
  const what = words('phiên bản', 'version');
  if (state.trial !== null) {
    const trial = words(
      `${running.vi}, đang chạy thử bản mới`,
      `${running.en}, another one on trial`,
    );
    return finding('note', what, trial, words('chờ kết quả', 'wait for its outcome'));
  }
  if (failure === undefined) return finding('good', what, running, plain(''));
  return finding(
    'note',
    what,
    words(
      `${running.vi}; bản ${failure.version} đã bị bỏ: ${failure.why}`,
      `${running.en}; ${failure.version} was given up: ${failure.why}`,
    ),
    words('báo cho người phát hành', 'tell who released it'),
  );
}
