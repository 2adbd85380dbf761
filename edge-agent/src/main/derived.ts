/**
 * Derived settings — giá trị suy ra từ cấu hình.
 *
 * What several keys of the configuration mean together, in the words of whoever needs it. Reads no
 * environment and no file.
 */
import type { RelaySetting } from '../adapters/board/amplifier.js';
import type { CardSetting } from '../adapters/output/player-wire.js';
import type { Config } from '../config.js';
import type { AmplifierSetting, Night } from '../core/settings.js';

/** Program that carries samples, for the outputs that have one. */
export const playerOf = ({ output, player }: Config): string =>
  player ?? (output === 'pulse' ? 'pacat' : 'aplay');

/** Program that records, by the carrier's own family. */
export const recorderOf = ({ recorder, output }: Config): string =>
  recorder ?? (output === 'pulse' ? 'pacat' : 'arecord');

/** Which streams may be relayed. */
export const reachOf = ({ privateStreams }: Config): CardSetting['reach'] => ({
  allowPrivate: privateStreams === 'yes',
});

/** The way to the card; null where sound reaches none. */
export function cardSettingOf(config: Config): CardSetting | null {
  const { output, decoder, device, soundStatus, microphone } = config;
  if (output === 'silent' || output === 'file') return null;
  return {
    carrier: output === 'card' ? 'alsa' : 'pulse',
    decoder,
    player: playerOf(config),
    device,
    statusFolder: soundStatus,
    microphone:
      microphone === undefined ? null : { recorder: recorderOf(config), device: microphone },
    reach: reachOf(config),
  };
}

/** Null where no page is wanted. */
export function pageAddressOf({ statusPage }: Config): { host: string; port: number } | null {
  if (statusPage === undefined) return null;
  const colon = statusPage.lastIndexOf(':');
  const host = statusPage.slice(0, colon).replace(/^\[|\]$/g, '');
  return { host, port: Number(statusPage.slice(colon + 1)) };
}

/** The hours of `nightDownloads` as minutes of the day. */
export function nightOf({ nightDownloads }: Config): Night | null {
  if (nightDownloads === undefined) return null;
  const minuteAt = (from: number): number =>
    Number(nightDownloads.slice(from, from + 2)) * 60 +
    Number(nightDownloads.slice(from + 3, from + 5));
  return { fromMinute: minuteAt(0), toMinute: minuteAt(6) };
}

/** Bytes a month by the settings alone; null for no limit. */
export const dataBudgetBytesOf = ({ dataBudgetMb }: Config): number | null =>
  dataBudgetMb === 0 ? null : dataBudgetMb * 1_000_000;

/** When the core wants the amplifier on; null where it has no relay. */
export function amplifierOf(config: Config): AmplifierSetting | null {
  if (config.amplifier === undefined) return null;
  return {
    leadMs: config.amplifierLeadMs,
    holdMs: config.amplifierHoldS * 1_000,
    onMaxMs: config.amplifierMaxMinutes * 60_000,
  };
}

/** How that relay is switched; null where there is none. */
export const relayOf = ({ amplifier, amplifierOn }: Config): RelaySetting | null =>
  amplifier === undefined ? null : { file: amplifier, on: amplifierOn };
