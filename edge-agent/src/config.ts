/**
 * Settings of the agent — cấu hình cụm loa.
 *
 * One table: key, environment name, schema with default, one sentence. Flags win over the
 * environment, the environment over the file `config.json` of the state folder; unknown keys are
 * refused. Holds no secret: those come from the enrolment.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SETTINGS } from './core/settings.js';

const TABLE = {
  state: {
    env: 'LOASO_AGENT_STATE',
    schema: z.string().min(1).default('/var/lib/loaso-agent'),
    sentence: 'Folder for key, journal and audio; it is all that the box must keep.',
  },
  server: {
    env: 'LOASO_AGENT_SERVER',
    schema: z.string().min(1).optional(),
    sentence: 'Address of the server, for the enrolment; `--server` wins.',
  },
  output: {
    env: 'LOASO_AGENT_OUTPUT',
    schema: z.enum(['card', 'pulse', 'silent', 'file']).default('card'),
    sentence:
      'Where sound goes: a sound card by ALSA, the sound server (PulseAudio, PipeWire), nowhere, or a file; the last two count as virtual.',
  },
  outputFile: {
    env: 'LOASO_AGENT_OUTPUT_FILE',
    schema: z.string().min(1).optional(),
    sentence: 'Folder for the sound files of the output "file"; the state folder where absent.',
  },
  device: {
    env: 'LOASO_AGENT_DEVICE',
    schema: z.string().min(1).default('default'),
    sentence: 'ALSA name of the sound card; for `pulse` the name of the sink.',
  },
  player: {
    env: 'LOASO_AGENT_PLAYER',
    schema: z.string().min(1).optional(),
    sentence:
      'Program that carries samples to the card; it must take the arguments of `aplay`, for `pulse` those of `pacat`, which it is where absent.',
  },
  microphone: {
    env: 'LOASO_AGENT_MICROPHONE',
    schema: z.string().min(1).optional(),
    sentence:
      'Microphone with which the box hears whether its own plays sound: ALSA name, for `pulse` the name of the source; open only while the box itself plays, nothing of it is kept; not used where absent.',
  },
  recorder: {
    env: 'LOASO_AGENT_RECORDER',
    schema: z.string().min(1).optional(),
    sentence:
      'Program that records from the microphone; it must take the arguments of `arecord`, for `pulse` those of `pacat`, which it is where absent.',
  },
  soundStatus: {
    env: 'LOASO_AGENT_SOUND_STATUS',
    schema: z.string().min(1).default('/proc/asound'),
    sentence: 'Folder in which the kernel tells what each card has really played.',
  },
  privateStreams: {
    env: 'LOASO_AGENT_PRIVATE_STREAMS',
    schema: z.enum(['yes', 'no']).default('no'),
    sentence: 'Whether a stream that is relayed may stand in a private network (an upper station).',
  },
  decoder: {
    env: 'LOASO_AGENT_DECODER',
    schema: z.string().min(1).default('ffmpeg'),
    sentence: 'Program that decodes audio; it must take the arguments of ffmpeg.',
  },
  caFile: {
    env: 'LOASO_AGENT_CA_FILE',
    schema: z.string().min(1).optional(),
    sentence: 'PEM file of authorities to trust, beside the public ones, on every line.',
  },
  rtc: {
    env: 'LOASO_AGENT_RTC',
    schema: z.enum(['auto', 'yes', 'no']).default('auto'),
    sentence: 'Whether the box has a battery clock that can be trusted after a power cut.',
  },
  ntp: {
    env: 'LOASO_AGENT_NTP',
    schema: z.enum(['auto', 'no']).default('auto'),
    sentence: 'Whether NTP of the system may be believed.',
  },
  quotaBytes: {
    env: 'LOASO_AGENT_QUOTA_BYTES',
    schema: z.coerce.number().int().min(10_000_000).default(2_000_000_000),
    sentence: 'Most bytes of audio kept.',
  },
  reserveBytes: {
    env: 'LOASO_AGENT_RESERVE_BYTES',
    schema: z.coerce.number().int().min(0).default(64_000_000),
    sentence: 'Bytes of the disk that downloads leave free.',
  },
  boardFile: {
    env: 'LOASO_AGENT_BOARD_FILE',
    schema: z.string().min(1).optional(),
    sentence:
      'JSON file that tells which files hold the vitals of a board the agent does not know.',
  },
  modemCommand: {
    env: 'LOASO_AGENT_MODEM_COMMAND',
    schema: z.string().min(1).optional(),
    sentence: 'Command that prints the state of the modem as ModemManager does: `mmcli -m any -K`.',
  },
  dataInterface: {
    env: 'LOASO_AGENT_DATA_INTERFACE',
    schema: z
      .string()
      .regex(/^[a-zA-Z0-9._-]{1,15}$/)
      .default('auto'),
    sentence:
      'Network interface whose bytes count; `auto`: that of the default route, `none`: only the own bytes of the agent.',
  },
  dataBudgetMb: {
    env: 'LOASO_AGENT_DATA_BUDGET_MB',
    schema: z.coerce.number().int().min(0).max(1_000_000).default(0),
    sentence: 'Most megabytes sent and received a calendar month; 0 for no limit.',
  },
  nightDownloads: {
    env: 'LOASO_AGENT_NIGHT_DOWNLOADS',
    schema: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    sentence:
      'Hours in which files are fetched that are not needed before their end, as `23:00-04:30`; at once where absent.',
  },
  statusPage: {
    env: 'LOASO_AGENT_STATUS_PAGE',
    schema: z
      .string()
      .regex(/^[0-9a-zA-Z.:[\]-]+:\d{1,5}$/)
      .optional(),
    sentence:
      'Address of a page for the technician, to be read only: `127.0.0.1:8080`, or `0.0.0.0:8080` for the local network; no port is open where absent.',
  },
  lampLink: {
    env: 'LOASO_AGENT_LAMP_LINK',
    schema: z.string().min(1).optional(),
    sentence: 'Folder of the lamp that is lit while the box is connected: `/sys/class/leds/NAME`.',
  },
  lampReady: {
    env: 'LOASO_AGENT_LAMP_READY',
    schema: z.string().min(1).optional(),
    sentence: 'Folder of the lamp that is lit while the box can sound what is planned.',
  },
  lampAir: {
    env: 'LOASO_AGENT_LAMP_AIR',
    schema: z.string().min(1).optional(),
    sentence: 'Folder of the lamp that is lit while something sounds.',
  },
  stopButton: {
    env: 'LOASO_AGENT_STOP_BUTTON',
    schema: z.string().min(1).optional(),
    sentence: 'Input device of the kernel whose every key stops what sounds: `/dev/input/…`.',
  },
  amplifier: {
    env: 'LOASO_AGENT_AMPLIFIER',
    schema: z.string().startsWith('/').optional(),
    sentence:
      'File of the relay that powers the amplifier: `/sys/class/gpio/gpio17/value`, `/sys/class/leds/NAME/brightness`; not switched where absent.',
  },
  amplifierOn: {
    env: 'LOASO_AGENT_AMPLIFIER_ON',
    schema: z.enum(['1', '0']).default('1'),
    sentence:
      'What is written there to switch it on; `0` for a relay that is on while its pin is low.',
  },
  amplifierLeadMs: {
    env: 'LOASO_AGENT_AMPLIFIER_LEAD_MS',
    schema: z.coerce.number().int().min(0).max(15_000).default(2_000),
    sentence:
      'Milliseconds that it is on before the first sample; a warning waits for them too while it is off.',
  },
  amplifierHoldS: {
    env: 'LOASO_AGENT_AMPLIFIER_HOLD_S',
    schema: z.coerce.number().int().min(0).max(600).default(30),
    sentence: 'Seconds that it stays on after the last sample.',
  },
  amplifierMaxMinutes: {
    env: 'LOASO_AGENT_AMPLIFIER_MAX_MINUTES',
    schema: z.coerce.number().int().min(1).max(1440).default(240),
    sentence:
      'Most minutes that it is on without a break; then it rests for one, and only a warning sounds.',
  },
  rebootFile: {
    env: 'LOASO_AGENT_REBOOT_FILE',
    schema: z.string().min(1).optional(),
    sentence:
      'File that asks the system to start the whole board anew; the package sets it, and no order does so where absent.',
  },
  statusEveryS: {
    env: 'LOASO_AGENT_STATUS_EVERY_S',
    schema: z.coerce.number().int().min(1).max(3600).default(60),
    sentence: 'Seconds between two reports when nothing changes.',
  },
  trialS: {
    env: 'LOASO_AGENT_TRIAL_S',
    schema: z.coerce.number().int().min(5).max(3600).default(600),
    sentence:
      'Seconds within which an updated agent must be healthy, or the one before comes back.',
  },
  logLevel: {
    env: 'LOASO_AGENT_LOG_LEVEL',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    sentence: 'Least severity of log lines.',
  },
} as const;

type Table = typeof TABLE;
type Key = keyof Table;
const KEYS = Object.keys(TABLE) as Key[];

const Config = z.strictObject(
  Object.fromEntries(KEYS.map((key) => [key, TABLE[key].schema])) as {
    [K in Key]: Table[K]['schema'];
  },
);
export type Config = z.infer<typeof Config>;

export class ConfigFault extends Error {}

type Given = { readonly [K in Key]?: string | undefined };

/**
 * @param flags from the command line
 * @param env   the process's environment
 * @throws ConfigFault with one line per fault, ready to be shown
 */
export function loadConfig(
  flags: Given,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const fromEnv = Object.fromEntries(
    KEYS.map((key) => [key, env[TABLE[key].env]] as const).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const given = Object.fromEntries(
    Object.entries(flags).filter(([, value]) => value !== undefined),
  );
  const state = given['state'] ?? fromEnv['state'] ?? Config.parse({}).state;
  const parsed = Config.safeParse({ ...fileSettings(String(state)), ...fromEnv, ...given });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'config'}: ${message}`,
  );
  throw new ConfigFault(lines.join('\n'));
}

function fileSettings(state: string): Record<string, unknown> {
  const path = join(state, 'config.json');
  if (!existsSync(path)) return {};
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return z.record(z.string(), z.unknown()).parse(json);
  } catch (cause) {
    throw new ConfigFault(`${path}: ${cause instanceof Error ? cause.message : 'not readable'}`);
  }
}

/** What the supervisor of the system has put into the environment. */
export const watchdogSetting = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): { listens: boolean; everyUs: number } => ({
  listens: env['NOTIFY_SOCKET'] !== undefined,
  everyUs: Number(env['WATCHDOG_USEC'] ?? 0) || 0,
});

export type Launched = {
  /** Which release runs: 'packaged', 'a' or 'b'; null when it was not started by the launcher. */
  readonly target: string | null;
  readonly version: string;
  readonly packagedVersion: string;
};

/** What the launcher of the package has put into the environment. */
export const launchedSetting = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): Launched => ({
  target: env['LOASO_AGENT_RELEASE'] ?? null,
  version: env['LOASO_AGENT_VERSION'] ?? SETTINGS.agentVersion,
  packagedVersion: env['LOASO_AGENT_PACKAGED'] ?? SETTINGS.agentVersion,
});

/** The reference, one line per setting, as Markdown. */
export const settingsReference = (): string =>
  [
    '| key | environment | default | meaning |',
    '|---|---|---|---|',
    ...KEYS.map((key) => {
      const { env, schema, sentence } = TABLE[key];
      const value: unknown = schema.safeParse(undefined).data;
      return `| \`${key}\` | \`${env}\` | ${value === undefined ? '' : `\`${String(value)}\``} | ${sentence} |`;
    }),
  ].join('\n');
