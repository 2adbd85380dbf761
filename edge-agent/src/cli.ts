/**
 * Command line of the agent — lệnh loaso-agent.
 *
 * enrol, run, status, doctor, update, settings, version; `player` is for the agent alone, `amplifier-off`
 * for the unit. Speaks to a technician: Vietnamese first, English beside it;
 * exit code 0 only when what was asked for has been done. Each command loads its own parts: agent and
 * player live for months beside each other in little memory.
 */
import { parseArgs } from 'node:util';
import { ConfigFault, launchedSetting, loadConfig, settingsReference } from './config.js';
import { EnrolFault, enrol, NotEnrolled } from './enrol.js';

const USAGE = `loaso-agent enrol CODE [--server URL] [--state DIR] [--insecure]
loaso-agent run [--state DIR] [--output card|silent|file] [--output-file DIR]
loaso-agent status [--state DIR]
loaso-agent doctor [--amplifier] [--json] [--lang vi|en] [--state DIR]
loaso-agent update FILE [--offline] [--again] [--today YYYY-MM-DD] [--state DIR]
loaso-agent settings
loaso-agent version
`;

const OPTIONS = {
  server: { type: 'string' },
  code: { type: 'string' },
  state: { type: 'string' },
  output: { type: 'string' },
  'output-file': { type: 'string' },
  lang: { type: 'string' },
  offline: { type: 'boolean' },
  again: { type: 'boolean' },
  today: { type: 'string' },
  amplifier: { type: 'boolean' },
  json: { type: 'boolean' },
  insecure: { type: 'boolean' },
} as const;

type Flags = {
  readonly [K in keyof typeof OPTIONS]?:
    | ((typeof OPTIONS)[K]['type'] extends 'boolean' ? boolean : string)
    | undefined;
};
type Command = (flags: Flags, word: string | undefined) => number | Promise<number>;

/** Exit code of a program that was given the wrong words. */
const EXIT_USAGE = 64;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const enrolBox: Command = async (flags, word) => {
  const { postOf } = await import('./main/lines.js');
  const { realFiles } = await import('./adapters/journal/file-layer.js');
  const { makeKey, readKey } = await import('./adapters/keys.js');
  const config = loadConfig({ state: flags.state, server: flags.server });
  const { state, server } = config;
  const code = word ?? flags.code;
  if (server === undefined || code === undefined) return usage();
  const agentVersion = launchedSetting().version;
  const { insecure = false } = flags;
  const order = { server, code, state, agentVersion, insecure };
  const ports = { post: postOf(config), files: realFiles, makeKey, readKey };
  const reply = await enrol(order, ports);
  say(`Đã đăng ký ${reply.name} (${reply.dev}). Enrolled: ${reply.dev} of area ${reply.area}.`);
  return 0;
};

const update: Command = async (flags, file) => {
  if (file === undefined) return usage();
  const { offline = false, again = false, today = null } = flags;
  const config = loadConfig({ state: flags.state });
  const { updateFrom } = await import('./cli/update.js');
  const { lines, done } = await updateFrom(config, { file, offline, again, today });
  say(lines.join('\n'));
  return done ? 0 : 1;
};

function usage(): number {
  process.stderr.write(USAGE);
  return EXIT_USAGE;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  enrol: enrolBox,
  run: async ({ state, output, 'output-file': outputFile }) => {
    const { run } = await import('./cli/run.js');
    return run(loadConfig({ state, output, outputFile }));
  },
  status: async (flags) => {
    const { statusJson } = await import('./cli/report.js');
    say(JSON.stringify(await statusJson(loadConfig({ state: flags.state })), null, 2));
    return 0;
  },
  doctor: async (flags) => {
    const { doctorLines, examine, isHealthy, reportOf } = await import('./cli/doctor.js');
    const found = await examine(loadConfig({ state: flags.state }), flags.amplifier ?? false);
    const lang = flags.lang === 'en' ? 'en' : 'vi';
    say(flags.json === true ? reportOf(found) : doctorLines(found, lang).join('\n'));
    return isHealthy(found) ? 0 : 1;
  },
  update,
  'amplifier-off': async (flags) => {
    const { amplifierOff } = await import('./cli/amplifier-off.js');
    return amplifierOff(loadConfig({ state: flags.state }));
  },
  player: async () => (await import('./cli/player.js')).player(),
  settings: () => {
    say(settingsReference());
    return 0;
  },
  version: () => {
    say(launchedSetting().version);
    return 0;
  },
};

/** Commands that take one word after their name. */
const WITH_WORD = new Set(['enrol', 'update']);

async function main(args: string[]): Promise<number> {
  let parsed: { values: Flags; positionals: string[] };
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    return usage();
  }
  const [name = '', word, ...rest] = parsed.positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const tooMany = rest.length > 0 || (word !== undefined && !WITH_WORD.has(name));
  if (command === undefined || tooMany) return usage();
  try {
    return await command(parsed.values, word);
  } catch (cause) {
    const expected =
      cause instanceof ConfigFault || cause instanceof EnrolFault || cause instanceof NotEnrolled;
    if (!expected) throw cause;
    process.stderr.write(`${cause.message}\n`);
    return 1;
  }
}

process.exit(await main(process.argv.slice(2)));
