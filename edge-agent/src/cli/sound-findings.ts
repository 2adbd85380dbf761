/**
 * Findings of the sound — khám đường tiếng.
 *
 * Whether sound can reach the horns the way the settings say, and which way there is instead: ALSA's
 * card with the kernel's count by default, the sound server where the machine has one and no card of
 * its own to open.
 */
import { existsSync, readFileSync } from 'node:fs';
import { DUMMY_SINK } from '../adapters/output/card-carrier.js';
import type { Config } from '../config.js';
import { playerOf, recorderOf } from '../main/derived.js';
import { type Finding, finding, plain, words } from './finding.js';
import { askTool, versionOf } from './tool-answer.js';

export async function soundFindings(config: Config): Promise<Finding[]> {
  switch (config.output) {
    case 'card':
      return [
        await playerFinding(config, 'alsa-utils'),
        await cardFinding(config),
        ...(await microphoneFindings(config, 'alsa-utils')),
      ];
    case 'pulse':
      return [
        await playerFinding(config, 'pulseaudio-utils'),
        await serverFinding(config),
        ...(await microphoneFindings(config, 'pulseaudio-utils')),
      ];
    case 'silent':
    case 'file':
      return [virtualFinding(config)];
  }
}

const virtualFinding = ({ output }: Config): Finding =>
  finding(
    'note',
    words('đầu ra âm thanh', 'sound output'),
    words(
      `ảo (${output}): không có tiếng ra loa`,
      `virtual (${output}): nothing reaches the horns`,
    ),
    words('đổi LOASO_AGENT_OUTPUT thành card', 'set LOASO_AGENT_OUTPUT to card'),
  );

async function playerFinding(config: Config, from: string): Promise<Finding> {
  const version = await versionOf(playerOf(config));
  return finding(
    version === null ? 'bad' : 'good',
    words('trình phát', 'player'),
    version === null ? words('không có', 'not installed') : plain(version),
    plain(`apt-get install ${from}`),
  );
}

async function cardFinding({ soundStatus }: Config): Promise<Finding> {
  const file = `${soundStatus}/cards`;
  const cards = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const names = cards.split('\n').filter((line) => /^\s*\d+ \[/.test(line));
  const found = names.map((line) => line.trim()).join('; ');
  const server = names.length > 0 ? null : await serverName();
  return finding(
    names.length > 0 ? 'good' : 'bad',
    words('thẻ âm thanh', 'sound card'),
    names.length > 0 ? plain(found) : words('không thấy thẻ nào', 'no card found'),
    server === null
      ? words(
          'cắm lại thẻ USB hoặc bật thẻ trên bo mạch, rồi xem: aplay -l',
          'plug the USB card in again or enable the one on the board, then look: aplay -l',
        )
      : words(
          `máy có ${server}: đặt LOASO_AGENT_OUTPUT=pulse`,
          `this machine has ${server}: set LOASO_AGENT_OUTPUT=pulse`,
        ),
  );
}

/** Name and version of the sound server, and whether it has only its dummy; null where none answers. */
async function askServer(): Promise<{ name: string; dummy: boolean } | null> {
  const answer = await askTool('pactl', 'info');
  if (answer?.good !== true) return null;
  const lineOf = (name: string): string =>
    new RegExp(`^${name}: (.*)$`, 'm').exec(answer.text)?.[1] ?? '?';
  const name = `${lineOf('Server Name')} ${lineOf('Server Version')}`.slice(0, 80);
  return { name, dummy: lineOf('Default Sink') === DUMMY_SINK };
}

const serverName = async (): Promise<string | null> => (await askServer())?.name ?? null;

async function serverFinding({ device }: Config): Promise<Finding> {
  const answer = await askServer();
  if (answer?.dummy === true && device === 'default') {
    return finding(
      'bad',
      words('máy chủ âm thanh', 'sound server'),
      words(
        `${answer.name}: không có thẻ nào, tiếng không ra đâu cả`,
        `${answer.name}: it has no card, sound goes nowhere`,
      ),
      words(
        'cắm lại thẻ âm thanh, xem: pactl list short sinks',
        'plug the card in again, look: pactl list short sinks',
      ),
    );
  }
  const server = answer?.name ?? null;
  return finding(
    server === null ? 'bad' : 'good',
    words('máy chủ âm thanh', 'sound server'),
    server === null ? words('không trả lời', 'does not answer') : plain(`${server}, ${device}`),
    words(
      'bật PulseAudio hay PipeWire cho người dùng của dịch vụ (PULSE_SERVER), hoặc đặt LOASO_AGENT_OUTPUT=card',
      'let PulseAudio or PipeWire serve the user of the service (PULSE_SERVER), or set LOASO_AGENT_OUTPUT=card',
    ),
  );
}

/** The microphone that is set, or one that could be. */
async function microphoneFindings(config: Config, from: string): Promise<Finding[]> {
  const name = words('micro tự nghe', 'own microphone');
  if (config.microphone === undefined) {
    const there = recordersIn(config.soundStatus);
    if (there === null) return [];
    const advice = words(
      'có thể đặt LOASO_AGENT_MICROPHONE=default để cụm tự biết loa có kêu không',
      'LOASO_AGENT_MICROPHONE=default lets the box know by itself whether its horns sound',
    );
    return [finding('note', name, words(`chưa dùng: ${there}`, `not used: ${there}`), advice)];
  }
  const version = await versionOf(recorderOf(config));
  const told =
    version === null
      ? words('không có chương trình thu', 'no program to record with')
      : plain(`${config.microphone}, ${version}`);
  const level = version === null ? 'bad' : 'good';
  return [finding(level, name, told, plain(`apt-get install ${from}`))];
}

/** The first device of the kernel that records; null where there is none. */
function recordersIn(soundStatus: string): string | null {
  const file = `${soundStatus}/pcm`;
  const devices = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return devices.find((line) => /capture \d/.test(line))?.slice(0, 80) ?? null;
}
