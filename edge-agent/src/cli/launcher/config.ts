/**
 * Settings of the launcher — thông số của bộ khởi động.
 *
 * The little it must know before the program is loaded, read without the schema language; and what it
 * tells the program, through the environment of the process that both share.
 */

const STATE_FOLDER = '/var/lib/loaso-agent';

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
}): void {
  process.env['LOASO_AGENT_RELEASE'] = release.target;
  process.env['LOASO_AGENT_VERSION'] = release.version;
  process.env['LOASO_AGENT_PACKAGED'] = release.packaged;
}

export const environment = (): Readonly<Record<string, string | undefined>> => process.env;
