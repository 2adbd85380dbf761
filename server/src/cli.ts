/**
 * Command line of the server — dòng lệnh `loaso`.
 *
 * One verb per file under `cli/`, loaded only when asked for, so that `loaso speak` never waits for
 * a web server. Answers go to standard output, complaints to standard error, the exit code is true.
 */
export type Command = (args: readonly string[]) => Promise<number>;

type Entry = { readonly summary: string; readonly load: () => Promise<Command> };

const COMMANDS: Readonly<Record<string, Entry>> = {
  serve: { summary: 'run the server', load: async () => (await import('./cli/serve.js')).serve },
  signer: {
    summary: 'run the signer by itself, as another user than the server',
    load: async () => (await import('./cli/signer.js')).signer,
  },
  install: {
    summary: 'create the first administrator: --username NAME --full-name NAME [--password-stdin]',
    load: async () => (await import('./cli/install.js')).install,
  },
  speak: {
    summary: 'written lines in, spoken lines out: --lines [FILE]; score of a table: --score FILE',
    load: async () => (await import('./cli/speak.js')).speak,
  },
  import: {
    summary: 'structure and script of a document: FILE [--episodes MINUTES] [--json]',
    load: async () => (await import('./cli/import.js')).importFile,
  },
  voice: {
    summary: 'document to mastered audio: FILE -o OUT [--voice vi] [--speed 135]',
    load: async () => (await import('./cli/voice.js')).voiceFile,
  },
  doctor: {
    summary: 'what is installed, reachable, wrong, and what to do',
    load: async () => (await import('./cli/doctor.js')).doctor,
  },
  audit: {
    summary: 'verify the hash chain of the audit log',
    load: async () => (await import('./cli/audit.js')).audit,
  },
  keys: {
    summary: 'offline root keys, new keys, revoked keys: init-root, list, rotate, revoke, renew',
    load: async () => (await import('./cli/keys.js')).keys,
  },
  warners: {
    summary:
      'who may order warnings, at the signer: invite NAME --areas …|--all, list, remove NAME',
    load: async () => (await import('./cli/warners.js')).warners,
  },
  widenings: {
    summary:
      'what each box was given to sound, and what two people agreed to: [--area CODE] [--box ID]',
    load: async () => (await import('./cli/widenings.js')).widenings,
  },
  release: {
    summary:
      'a new agent for the boxes, signed with an offline key: keygen, trust, pack, show, add',
    load: async () => (await import('./cli/release.js')).release,
  },
  registry: {
    summary: 'hamlets and sites of clusters as tables: export, check, take hamlets|clusters [FILE]',
    load: async () => (await import('./cli/registry.js')).registry,
  },
  config: {
    summary: 'every setting with its default and meaning',
    load: async () => (await import('./cli/reference.js')).reference,
  },
};

const SIMULATE =
  'simulate   run server and boxes on a virtual clock: --boxes N --days D --seed S --faults none|all|kills';

async function main(): Promise<number> {
  const [name = 'help', ...args] = process.argv.slice(2);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    const lines = Object.entries(COMMANDS).map(
      ([key, { summary }]) => `  ${key.padEnd(10)} ${summary}`,
    );
    const usage = `loaso <command>\n${[...lines, `  ${SIMULATE}`].join('\n')}\n`;
    (name === 'help' || name === '--help' ? process.stdout : process.stderr).write(usage);
    return name === 'help' || name === '--help' ? 0 : 2;
  }
  const command = await entry.load();
  return command(args);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (cause: unknown) => {
    process.stderr.write(`loaso: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 1;
  },
);
