/**
 * Main — nơi lắp ráp cụm loa.
 *
 * Chooses an adapter for every port, starts the shell, and gives back the one thing that stops it.
 * The only file beside `cli.ts` that knows both columns of the house.
 */

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seal } from '@loaso/shared/trust/sealed';
import type { EnrolReply } from '@loaso/shared/wire/enrol';
import type { RestartReason } from '@loaso/shared/wire/vitals';
import { createAmplifier } from './adapters/board/amplifier.js';
import { createLinuxBoard } from './adapters/board/linux-board.js';
import { oneLookAtATime } from './adapters/board/one-look.js';
import { createSystemClock, systemBootId } from './adapters/clock/system-clock.js';
import { createDiskCache } from './adapters/disk-cache.js';
import { DOWNLOAD_LIMITS, type DownloadLimits } from './adapters/http/downloader.js';
import { createVerify, loadKey, type OwnKey, sha256Hex } from './adapters/keys.js';
import { takeLastEnd } from './adapters/last-end.js';
import { createLog } from './adapters/log.js';
import { createLogPack } from './adapters/log-pack.js';
import { createMeter, meteredLink } from './adapters/meter.js';
import { LINK_LIMITS, type LinkLimits } from './adapters/mqtt-link.js';
import { keepChime } from './adapters/output/chime-file.js';
import type { Decode } from './adapters/output/pcm-decode.js';
import { createPlayerOutput, type PlayerProgram } from './adapters/output/player-output.js';
import { createFileOutput, createSilentOutput } from './adapters/output/virtual-output.js';
import { createRebootRequest } from './adapters/reboot-request.js';
import { standstillNote } from './adapters/standstill.js';
import { type Config, launchedSetting } from './config.js';
import { CHIME } from './core/chime-sound.js';
import type { Settings } from './core/settings.js';
import type { Tools } from './core/tools.js';
import { keyPath, loadIdentity, NotEnrolled } from './enrol.js';
import {
  amplifierOf,
  cardSettingOf,
  dataBudgetBytesOf,
  nightOf,
  reachOf,
  relayOf,
} from './main/derived.js';
import { lifelineOf } from './main/lifeline.js';
import { dialOf, downloaderOf, farewellOf, fileTrialOf, linkOf } from './main/lines.js';
import { startPanel } from './main/panel.js';
import type { AmplifierSwitch, AudioCache, Board, Downloader, Log, SoundOutput } from './ports.js';
import { createShell, type Shell } from './shell.js';
import { hearingReleases } from './update/offers.js';

export const journalPath = (state: string): string => join(state, 'journal.log');
const chimePath = (state: string): string => join(state, 'chime.opus');
export const cacheFolder = (state: string): string => join(state, 'cache');

const NO_ENROLMENT =
  'Cụm chưa đăng ký, hoặc tệp đăng ký đã hỏng. Not enrolled yet, or the files of it are torn';

/** How long a stop waits for the last record to reach the disk. */
const GRACE_MS = 3_000;
const SYS = '/sys';
const PROC = '/proc';

/** This very program once more: the bundle, or the command line beside this file. */
const PLAYER: PlayerProgram = {
  command: process.execPath,
  words: [
    ...process.execArgv,
    fileURLToPath(import.meta.url).replace(/main(\.[jt]s)$/, 'cli$1'),
    'player',
  ],
};

export type Agent = {
  readonly shell: Shell;
  /** Brings releases, counted into the data of the month like everything else. */
  readonly releases: Downloader;
  /** Of the technician's page; null where there is none. */
  readonly pagePort: number | null;
  /**
   * Ends what sounds with its record, says farewell, closes everything.
   *
   * @param reason what the next start will say of this end; a person's order where absent
   */
  stop(why: string, reason?: RestartReason): Promise<void>;
};

/** What a test may turn, and nobody else does. */
export type Limits = {
  readonly link: LinkLimits;
  readonly download: DownloadLimits;
  readonly core: Partial<Settings>;
  /** Counts each file once for the silent outputs of all boxes in one process. */
  readonly silence?: Decode;
};

export const LIMITS: Limits = { link: LINK_LIMITS, download: DOWNLOAD_LIMITS, core: {} };

/**
 * Starts the agent of one state folder.
 *
 * @param restart what to do when the core asks for a new start of the process
 * @param limits  of connections and core, for a test that must be heard faster than the world may
 * @param onRelease hears of a new agent that the server offers, unjudged
 * @throws NotEnrolled when the folder holds no enrolment
 */
export async function startAgent(
  config: Config,
  restart: (why: string, reason: RestartReason) => void,
  limits: Limits = LIMITS,
  onRelease: (raw: string) => void = () => undefined,
): Promise<Agent> {
  const identity = loadIdentity(config.state);
  const key = loadKey(keyPath(config.state));
  if (identity === null || key === null) {
    throw new NotEnrolled(`${NO_ENROLMENT}: ${config.state}`);
  }
  const bootId = randomUUID();
  const logs = createLogPack({ proc: PROC, settings: config, secrets: secretsOf(identity) });
  const log = createLog(config.logLevel, { dev: identity.dev }, logs.keep);
  const tools = toolsOf(identity, key);
  const lifeline = lifelineOf(config, journalPath(config.state), () => shell.state(), log);
  const meter = createMeter();
  const clock = createSystemClock({ rtc: config.rtc, ntp: config.ntp });
  // Lines are opened by a shell that has started: what it knows of the time is known then.
  const dial = dialOf(config, () => shell.knownTime());
  const shell: Shell = createShell(
    {
      clock,
      link: hearingReleases(
        meteredLink(
          linkOf({ identity, dial, limits: limits.link }, farewellOf(identity, tools, bootId), log),
          meter,
        ),
        identity.dev,
        onRelease,
      ),
      journal: lifeline.journal,
      cache: withChime(createDiskCache(cacheFolder(config.state)), chimePath(config.state)),
      downloader: downloaderOf(identity, dial, meter.count, limits.download),
      packLog: logs.pack,
      tryFiles: fileTrialOf(identity, dial, meter.count),
      output: outputOf(config, log, limits.silence),
      amplifier: switchOf(config, log),
      board: boardOf(config, bootId, meter.total, log),
      tools,
      log,
      reboot: createRebootRequest(config.rebootFile),
      restart,
    },
    identity,
    settingsOf(config, limits.core),
  );
  await putChime(config.state, log);
  const panel = await startPanel(config, shell, identity.name, log);
  const found = await takeLastEnd(config.state, SYS, standstillNote(config.rebootFile));
  await shell.start({ bootId, systemBootId: systemBootId(bootId), seed: randomUUID(), found });
  lifeline.ready();
  return {
    shell,
    releases: downloaderOf(identity, dial, meter.count),
    pagePort: panel.pagePort,
    stop: async (why, reason = 'command') => {
      lifeline.stop();
      await panel.stop();
      await shell.stop({ why, reason, graceMs: GRACE_MS });
    },
  };
}

const settingsOf = (config: Config, part: Partial<Settings>): Partial<Settings> => ({
  agentVersion: launchedSetting().version,
  quotaBytes: config.quotaBytes,
  reserveBytes: config.reserveBytes,
  statusEveryMs: config.statusEveryS * 1000,
  ...part,
  night: nightOf(config),
  amplifier: amplifierOf(config),
  dataBudgetBytes: dataBudgetBytesOf(config),
});

const putChime = (state: string, log: Log): Promise<void> =>
  keepChime(chimePath(state), CHIME.sha256).catch((cause: unknown) =>
    log('warn', 'output-fault', { detail: `no test chime: ${String(cause)}` }),
  );

/** The one sound that is never fetched lies beside the cache. */
const withChime = (cache: AudioCache, path: string): AudioCache => ({
  ...cache,
  pathOf: (sha256) => (sha256 === CHIME.sha256 ? path : cache.pathOf(sha256)),
});

/** As it is, and as it stands in the header of a download. */
const secretsOf = ({ dev, secret }: EnrolReply): string[] => [
  secret,
  Buffer.from(`${dev}:${secret}`).toString('base64'),
];

/** @param own bytes that this process has counted itself */
/** Longer than a modem needs for its answer. */
const BOARD_WITHIN_MS = 10_000;

export function boardOf(config: Config, bootId: string, own: () => number, log: Log): Board {
  const board = createLinuxBoard(
    {
      sys: SYS,
      proc: PROC,
      interface: config.dataInterface,
      systemBootId: systemBootId(bootId),
      own: () => ({ of: bootId, bytes: own() }),
      boardFile: config.boardFile,
      modemCommand: config.modemCommand?.split(/\s+/) ?? [],
      nowMs: () => performance.now(),
    },
    log,
  );
  return oneLookAtATime(board, log, BOARD_WITHIN_MS);
}

const toolsOf = (identity: EnrolReply, key: OwnKey): Tools => ({
  verify: createVerify(),
  sha256: sha256Hex,
  seal: (type, body) => seal(type, body, [{ kid: identity.dev, sign: key.sign }]),
});

function switchOf(config: Config, log: Log): AmplifierSwitch | null {
  const relay = relayOf(config);
  return relay === null ? null : createAmplifier(relay, log);
}

function outputOf(config: Config, log: Log, silence?: Decode): SoundOutput {
  const card = cardSettingOf(config);
  if (card !== null) return createPlayerOutput(PLAYER, card, log);
  const { output, decoder, outputFile, state } = config;
  const reach = reachOf(config);
  return output === 'silent'
    ? createSilentOutput(decoder, reach, silence)
    : createFileOutput(decoder, outputFile ?? join(state, 'sound'), reach);
}
