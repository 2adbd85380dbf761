/**
 * Configuration — cấu hình máy chủ.
 *
 * One schema: each key has a default and a sentence; it validates, refuses unknown keys and prints
 * the reference. Values come from a JSON file and from LOASO_* variables, which win.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MailAddress } from '@loaso/shared/wire/http/mail';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const text = z.string().max(500);
const address = text
  .default('')
  .refine((value) => value === '' || URL.canParse(value), 'no address');
const flag = z.union([
  z.boolean(),
  z.enum(['true', 'false']).transform((value) => value === 'true'),
]);

const Schema = z.strictObject({
  dataDir: text.default('./data').describe('Folder of the database, audio, broker store and keys'),
  httpHost: text.default('127.0.0.1').describe('Address the web server listens on'),
  httpPort: port.default(8080).describe('Port of the web server; 0 takes a free one'),
  publicUrl: text
    .default('')
    .describe(
      'Address boxes and browsers use, with https:// behind TLS; empty: http://<host>:<port>',
    ),
  tlsCertFile: text.default('').describe('Certificate (PEM) for HTTPS; empty serves plain HTTP'),
  tlsKeyFile: text.default('').describe('Private key (PEM) for HTTPS'),
  trustedProxies: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe('Reverse proxies in front'),
  metricsToken: text.default('').describe('Bearer token of /metrics; empty: this machine alone'),
  loginsPerMinute: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(20)
    .describe('Login or enrolment tries per minute and address'),
  databaseUrl: text.default('').describe('postgres://… for PostgreSQL; empty: SQLite in dataDir'),
  brokerMode: z
    .enum(['embedded', 'external'])
    .default('embedded')
    .describe('Own MQTT broker or another'),
  brokerHost: text.default('127.0.0.1').describe('Address the embedded broker listens on'),
  brokerPort: port.default(1883).describe('Port of the embedded broker; 0 takes a free one'),
  brokerTlsCertFile: text
    .default('')
    .describe('Certificate (PEM) of the embedded broker; empty: no TLS'),
  brokerTlsKeyFile: text.default('').describe('Private key (PEM) of the embedded broker'),
  brokerPublicUrl: text
    .default('')
    .describe('What boxes are told: mqtts://… ; empty: the embedded address'),
  brokerUrl: text.default('').describe('External broker for the server itself: mqtts://host:8883'),
  brokerUser: text.default('@server').describe('Server login at the external broker'),
  brokerPasswordFile: text
    .default('')
    .describe('File with the server password at the external broker'),
  brokerLoginsFile: text
    .default('')
    .describe('Password file that the external mosquitto reads, written here'),
  brokerReloadPidFile: text
    .default('')
    .describe('Process-id file of the external broker, sent SIGHUP after a change'),
  signerSocket: text
    .default('')
    .describe('Socket of a signer that runs by itself; empty starts one'),
  signerDir: text
    .default('')
    .describe('Folder of its keys and books, for its own command lines; empty: signer in dataDir'),
  privateStreams: flag
    .default(false)
    .describe('Whether a stream that is relayed may stand in a private network'),
  rolloutSettleMinutes: z.coerce
    .number()
    .min(0)
    .max(10_080)
    .default(10)
    .describe('Minutes a group of boxes must be well on a new release before the next gets it'),
  approvalCodes: flag
    .default(false)
    .describe('Nobody approves without a one-time code, also who has not set one up yet'),
  mapFile: text
    .default('')
    .describe('GeoJSON of the communes (code, fullName); empty: Gia Lai, shipped'),
  provinceCode: z
    .string()
    .regex(/^[0-9]{2}$/)
    .default('52')
    .describe('Official code of the province'),
  provinceName: text.default('Tỉnh Gia Lai').describe('Name of the province'),
  trainingCommune: flag
    .default(false)
    .describe('Adds "Xã tập huấn", where all is as everywhere but no box is ever enrolled'),
  policyFile: text
    .default('')
    .describe(
      'JSON of the outermost permitted hours, minutes, sessions (`sessionsPerDayMax`, `minutesPerSessionMax`, absent: no limit) and volumes, within which areas narrow what they hear on the page *Giờ phát*; empty: 04:45 to 21:30, six hours a day',
    ),
  horizonDays: z.coerce
    .number()
    .int()
    .min(2)
    .max(28)
    .default(14)
    .describe('Days ahead that a plan covers'),
  voice: text.default('vi').describe('Voice used when none is chosen'),
  voiceSpeed: z.coerce
    .number()
    .int()
    .min(80)
    .max(300)
    .default(135)
    .describe('Words per minute of a voice that does not say what suits it'),
  voicesDir: text
    .default('')
    .describe('Folder with one folder per neural voice; empty: voices in dataDir'),
  sherpaModule: text
    .default('sherpa-onnx-node')
    .describe('Folder or name of the sherpa-onnx add-on, installed by the operator'),
  voiceThreads: z.coerce
    .number()
    .int()
    .min(1)
    .max(32)
    .default(2)
    .describe('Processor cores that a neural voice may use'),
  httpVoicesFile: text.default('').describe('JSON of voice services; empty: none'),
  smtpHost: text.default('').describe('Mail server that letters are handed to; empty: no letters'),
  smtpPort: port.default(587).describe('Its port: 587 for starttls, 465 for tls'),
  smtpSecurity: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .describe('How the way to it is encrypted; none only without a login, inside one machine'),
  smtpUser: text.default('').describe('Login at the mail server; empty: none'),
  smtpPasswordFile: text.default('').describe('File with the password of that login'),
  smtpCaFile: text
    .default('')
    .describe('Authority (PEM) of the mail server, where it is not a public one'),
  mailFrom: z
    .union([z.literal(''), MailAddress])
    .default('')
    .describe('Address that letters come from; needed with smtpHost'),
  mailFromName: z
    .string()
    .max(80)
    .regex(/^\P{Cc}*$/u)
    .default('Loa Số')
    .describe('Name beside that address'),
  mailPerMinute: z.coerce
    .number()
    .int()
    .min(1)
    .max(600)
    .default(20)
    .describe('Most letters handed over in a minute'),
  incidentWebhook: address.describe(
    'Address that is told of incidents, with https://; empty: the screens alone',
  ),
  escalationWebhook: address.describe(
    'Address that is told as well when nobody takes an incident on; empty: none',
  ),
  webhookPrivate: flag
    .default(false)
    .describe('The webhooks are inside this network: private addresses and http:// are allowed'),
  alarmHours: z
    .string()
    .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$/)
    .default('06:00-21:00')
    .describe('Hours in Việt Nam in which small incidents are told outside the screens'),
  escalateMinutes: z.coerce
    .number()
    .int()
    .min(5)
    .max(1440)
    .default(60)
    .describe('Minutes that an incident may wait for somebody before it is told higher'),
  demo: flag.default(false).describe('Marks a demonstration world on every screen'),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('Least level that is logged'),
});
export type Config = z.infer<typeof Schema>;

/** 'httpPort' → 'LOASO_HTTP_PORT'. */
export const variableOf = (key: string): string =>
  `LOASO_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/**
 * @param file      JSON file, or null
 * @param variables environment; LOASO_* keys of other programs of ours are listed in `FOREIGN`
 * @throws with one sentence per wrong key
 */
export function readConfig(
  file: string | null,
  variables: NodeJS.ProcessEnv = process.env,
): Config {
  const fromFile: unknown = file === null ? {} : JSON.parse(readFileSync(file, 'utf8'));
  const parsed = Schema.safeParse({ ...(fromFile as object), ...fromVariables(variables) });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || 'key'}: ${issue.message}`,
  );
  throw new Error(`configuration is wrong:\n${lines.join('\n')}`);
}

const FOREIGN = /^LOASO_(AGENT_|INSTALL_S$|BUILD_S$|TEST_)/;

function fromVariables(variables: NodeJS.ProcessEnv): Record<string, string> {
  const keys = new Map(Object.keys(Schema.shape).map((key) => [variableOf(key), key]));
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (!name.startsWith('LOASO_') || FOREIGN.test(name) || value === undefined) continue;
    found[keys.get(name) ?? name] = value;
  }
  return found;
}

/** Reference as Markdown rows: key, variable, default, sentence. */
export function configReference(): string[] {
  return Object.entries(Schema.shape).map(([key, schema]) => {
    const standard = JSON.stringify(schema.parse(undefined));
    return `| \`${key}\` | \`${variableOf(key)}\` | \`${standard}\` | ${schema.description ?? ''} |`;
  });
}

/** Folders and files below the data folder. */
export const placesIn = (dataDir: string) => ({
  database: join(dataDir, 'loaso.sqlite'),
  audio: join(dataDir, 'audio'),
  work: join(dataDir, 'work'),
  speechCache: join(dataDir, 'speech-cache'),
  voices: join(dataDir, 'voices'),
  voiceState: join(dataDir, 'voice-state'),
  broker: join(dataDir, 'broker'),
});

/** Where the signer keeps its keys and books, and where it listens. */
export function signerPlace({
  signerDir,
  signerSocket,
  dataDir,
}: Pick<Config, 'signerDir' | 'signerSocket' | 'dataDir'>) {
  const dir = signerDir || join(dataDir, 'signer');
  return { dir, socketPath: signerSocket || join(dir, 'signer.sock') };
}
