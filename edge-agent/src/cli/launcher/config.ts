/**
 * Settings of the launcher — thông số của bộ khởi động.
 *
 * The little it must know before the program is loaded, read without the schema language; and what it
 * tells the program, through the environment of the process that both share.
 */

const STATE_FOLDER = '/var/lib/loaso-agent';
/** As in the settings of the agent. */
const TRIAL_S = 600;
const GRACE_S = 5;

/** `--state DIR` or `--state=DIR`, then the environment, then the place of the package. */
export function stateFolder(argv: readonly string[]): string {
  const joined = argv.find((word) => word.startsWith('--state='))?.slice('--state='.length);
  const next = argv.includes('--state') ? argv[argv.indexOf('--state') + 1] : undefined;
  return joined ?? next ?? process.env['LOASO_AGENT_STATE'] ?? STATE_FOLDER;
}

/** From CacheDirectory of systemd; undefined lets Node choose. */
export const cacheFolder = (): string | undefined => process.env['CACHE_DIRECTORY'];

export function announce(release: {
  readonly target: string;
  readonly version: string;
  readonly packaged: string;
  readonly onTrial: boolean;
}): void {
  process.env['LOASO_AGENT_RELEASE'] = release.target;
  process.env['LOASO_AGENT_VERSION'] = release.version;
  process.env['LOASO_AGENT_PACKAGED'] = release.packaged;
  process.env['LOASO_AGENT_ON_TRIAL'] = String(release.onTrial);
}

export const announced = (): { target: string | undefined; onTrial: boolean } => ({
  target: process.env['LOASO_AGENT_RELEASE'],
  onTrial: process.env['LOASO_AGENT_ON_TRIAL'] === 'true',
});

export const environment = (): Readonly<Record<string, string | undefined>> => process.env;

/**
 * When a release on trial that says nothing is given up, milliseconds: somewhat after the time that
 * a release gives itself, in case it is too broken to watch its own health.
 */
export function trialDeadlineMs(): number {
  const seconds = Number(process.env['LOASO_AGENT_TRIAL_S'] ?? TRIAL_S);
  return ((Number.isFinite(seconds) ? seconds : TRIAL_S) * 1.2 + GRACE_S) * 1_000;
}
