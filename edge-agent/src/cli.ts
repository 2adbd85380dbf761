/**
 * Command line of the agent — lệnh loaso-agent.
 *
 * enrol, run, status, doctor, settings. Speaks to a technician: Vietnamese first, English beside it;
 * exit code 0 only when what was asked for has been done.
 */
import { parseArgs } from 'node:util';
import { loadOrMakeKey } from './adapters/keys.js';
import { doctorLines, statusJson } from './cli/report.js';
import { ConfigFault, loadConfig, settingsReference } from './config.js';
import { SETTINGS } from './core/settings.js';
import { EnrolFault, enrol, keyPath } from './enrol.js';
import { NotEnrolled, startAgent } from './main.js';

const USAGE = `loaso-agent enrol --server URL --code CODE --state DIR
loaso-agent run [--state DIR] [--output card|silent|file] [--output-file DIR]
loaso-agent status [--state DIR]
loaso-agent doctor [--state DIR]
loaso-agent settings
`;

const OPTIONS = {
  server: { type: 'string' },
  code: { type: 'string' },
  state: { type: 'string' },
  output: { type: 'string' },
  'output-file': { type: 'string' },
} as const;

type Flags = { readonly [K in keyof typeof OPTIONS]?: string | undefined };

/** Exit code of a program that was given the wrong words. */
const EXIT_USAGE = 64;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function enrolBox(flags: Flags): Promise<number> {
  if (flags.server === undefined || flags.code === undefined) return usage();
  const { state } = loadConfig({ state: flags.state });
  const { publicKey } = loadOrMakeKey(keyPath(state));
  const { agentVersion } = SETTINGS;
  const { server, code } = flags;
  const reply = await enrol({ server, code, state, agentVersion, publicKey });
  say(`Đã đăng ký ${reply.name} (${reply.dev}). Enrolled: ${reply.dev} of area ${reply.area}.`);
  return 0;
}

/** Runs until a signal; a second one does not wait. */
async function run(flags: Flags): Promise<number> {
  const { state, output } = flags;
  const config = loadConfig({ state, output, outputFile: flags['output-file'] });
  const ended = Promise.withResolvers<{ why: string; code: number }>();
  const agent = await startAgent(config, (why) => ended.resolve({ why, code: 1 }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => ended.resolve({ why: signal, code: 0 }));
  }
  const { why, code } = await ended.promise;
  await agent.stop(why);
  return code;
}

function usage(): number {
  process.stderr.write(USAGE);
  return EXIT_USAGE;
}

const COMMANDS: Readonly<Record<string, (flags: Flags) => number | Promise<number>>> = {
  enrol: enrolBox,
  run,
  status: async (flags) => {
    say(JSON.stringify(await statusJson(loadConfig({ state: flags.state })), null, 2));
    return 0;
  },
  doctor: async (flags) => {
    const { lines, healthy } = await doctorLines(loadConfig({ state: flags.state }));
    say(lines.join('\n'));
    return healthy ? 0 : 1;
  },
  settings: () => {
    say(settingsReference());
    return 0;
  },
};

async function main(args: string[]): Promise<number> {
  let parsed: { values: Flags; positionals: string[] };
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    return usage();
  }
  const [name, ...rest] = parsed.positionals;
  const command = name === undefined ? undefined : COMMANDS[name];
  if (command === undefined || rest.length > 0) return usage();
  try {
    return await command(parsed.values);
  } catch (cause) {
    const expected =
      cause instanceof ConfigFault || cause instanceof EnrolFault || cause instanceof NotEnrolled;
    if (!expected) throw cause;
    process.stderr.write(`${cause.message}\n`);
    return 1;
  }
}

process.exit(await main(process.argv.slice(2)));
