/**
 * Findings of trials — điều thử được.
 *
 * What only trying tells: whether the card takes sound and counts at the right pace, and, when asked,
 * whether the relay of the amplifier goes on and off. Carries silence alone, and neither opens a card
 * under a sound nor touches a relay that an agent may need.
 */
import { createAmplifier } from '../adapters/board/amplifier.js';
import { type CardTrial, tryCard } from '../adapters/output/card-trial.js';
import { askRun } from '../adapters/run-lock.js';
import type { Config } from '../config.js';
import { cardSettingOf, relayOf } from '../main/derived.js';
import { type Finding, finding, words } from './finding.js';

/** A card that is further off than this is no clock for sound. */
const PACE_OFF_MAX = 0.02;
const ON_MS = 2_000;

const CARD = words('thử thẻ âm thanh', 'trial of the card');
const RELAY = words('thử rơ-le tăng âm', 'trial of the relay');

/** @param amplifier switch the relay on and off as well */
export async function trialFindings(config: Config, amplifier: boolean): Promise<Finding[]> {
  const agent = await askRun(config.state);
  const relay = amplifier ? [await relayFinding(config, agent)] : [];
  const setting = cardSettingOf(config);
  if (setting === null) return relay;
  if (agent === 'sounding' && config.output === 'pulse') return [SOUNDING, ...relay];
  return [cardFinding(await tryCard(setting)), ...relay];
}

const SOUNDING = finding(
  'note',
  CARD,
  words('cụm đang phát, không thử lúc này', 'the box is sounding, not tried now'),
  words('chạy lại khi cụm im', 'run this again when it is silent'),
);

const percent = (part: number, digits: number): string => (part * 100).toFixed(digits);

function cardFinding(trial: CardTrial): Finding {
  switch (trial.is) {
    case 'paced':
      return pacedFinding(trial);
    case 'uncounted':
      return finding(
        'bad',
        CARD,
        words(
          'nhận tiếng, nhưng hệ thống không cho biết thẻ đã phát bao nhiêu: mọi lượt phát sẽ ghi là ảo, không tính là đã phát',
          'it takes sound, and the system does not tell how much of it was played: every play will be called virtual, and none counts as aired',
        ),
        words(
          'đặt LOASO_AGENT_DEVICE thành tên thẻ thật (aplay -L), đừng qua thiết bị ảo',
          'set LOASO_AGENT_DEVICE to a real card (aplay -L), not to a virtual device',
        ),
      );
    case 'unreal':
      return finding(
        'bad',
        CARD,
        words(
          `thẻ ảo, không có loa nào nối vào (${trial.detail}): không lượt phát nào tính là đã phát`,
          `no real card, nothing hangs on it (${trial.detail}): no play counts as aired`,
        ),
        words(
          'đặt LOASO_AGENT_DEVICE thành tên thẻ thật (aplay -L)',
          'set LOASO_AGENT_DEVICE to a real card (aplay -L)',
        ),
      );
    case 'still':
      return finding(
        'bad',
        CARD,
        words('nhận tiếng mà không phát ra', 'it takes sound and plays none of it'),
        words(
          'rút thẻ ra cắm lại, khởi động lại máy; vẫn vậy thì thay thẻ',
          'pull the card out and plug it in again, restart the board; replace the card if it stays so',
        ),
      );
    case 'fault':
      return finding(
        'bad',
        CARD,
        words(`không mở được: ${trial.detail}`, `it cannot be opened: ${trial.detail}`),
        words(
          'xem tên thẻ trong LOASO_AGENT_DEVICE (aplay -L), quyền của dịch vụ, và chương trình nào đang giữ thẻ',
          'look at the name in LOASO_AGENT_DEVICE (aplay -L), the rights of the service, and which program holds the card',
        ),
      );
  }
}

function pacedFinding({ pace, within, held }: Extract<CardTrial, { is: 'paced' }>): Finding {
  const right = Math.abs(pace - 1) <= PACE_OFF_MAX + within;
  const figure = `${percent(pace, 1)} % ± ${percent(within, 1)} %`;
  const told = held
    ? words(`đang chạy, nhịp ${figure}`, `in use, pace ${figure}`)
    : words(`mở được, nhịp ${figure}`, `it opens, pace ${figure}`);
  return finding(
    right ? 'good' : 'bad',
    CARD,
    right
      ? told
      : words(`${told.vi}: tiếng sẽ nhanh hoặc chậm`, `${told.en}: sound will be too fast or slow`),
    words(
      'đặt LOASO_AGENT_DEVICE thành plughw:…, thay thẻ nếu vẫn vậy',
      'set LOASO_AGENT_DEVICE to plughw:…, replace the card if it stays so',
    ),
  );
}

/** On for a moment, and off whatever comes of it. */
async function relayFinding(
  config: Config,
  agent: Awaited<ReturnType<typeof askRun>>,
): Promise<Finding> {
  const relay = relayOf(config);
  if (relay === null) {
    const next = words('khai báo LOASO_AGENT_AMPLIFIER trước', 'set LOASO_AGENT_AMPLIFIER first');
    return finding('bad', RELAY, words('cụm không dùng rơ-le', 'this box has no relay'), next);
  }
  if (agent !== 'away') {
    return finding(
      'note',
      RELAY,
      words('phần mềm cụm đang chạy và giữ rơ-le', 'the agent is running and holds the relay'),
      words(
        'bấm Thử chuông ở trang cụm loa, hoặc dừng dịch vụ trước: systemctl stop loaso-agent',
        'press the test chime on the page of the box, or stop the service first: systemctl stop loaso-agent',
      ),
    );
  }
  const faults: string[] = [];
  const relaySwitch = createAmplifier(relay, () => undefined);
  await relaySwitch.start((fault) => fault !== null && faults.push(fault));
  relaySwitch.turn(true);
  await new Promise((resolve) => setTimeout(resolve, ON_MS));
  await relaySwitch.stop();
  const [fault] = faults;
  return fault === undefined
    ? finding('good', RELAY, HEARD, HEARD)
    : finding(
        'bad',
        RELAY,
        words(`không bật được: ${fault}`, `it does not switch: ${fault}`),
        WIRE,
      );
}

const HEARD = words(
  'đã bật hai giây rồi tắt; phải nghe hai tiếng tách, đèn tăng âm sáng rồi tắt',
  'on for two seconds, then off: two clicks, and the lamp of the amplifier on and off',
);

const WIRE = words(
  'xem tệp mẫu /usr/share/doc/loaso-agent/examples/amplifier.conf: chân đã khai báo chưa, dịch vụ có quyền ghi chưa',
  'see /usr/share/doc/loaso-agent/examples/amplifier.conf: is the pin there, may the service write it',
);
