/**
 * loaso doctor — khám máy.
 *
 * Looks at what the server needs on this machine and says, line by line, what is well, what is wrong
 * and what to do next. Changes nothing but what the server remembers of its voices. Exit code 1 when
 * something is wrong.
 */
import { execFile } from 'node:child_process';
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Config, placesIn, readConfig } from '../config.js';
import { createWorkshop, ROOT, voiceSettingsOf } from '../main/workshop.js';

const run = promisify(execFile);

/** `next` is what the person should do; null when all is well. */
export type Finding = {
  readonly what: string;
  readonly found: string;
  readonly next: string | null;
};

const well = (what: string, found: string): Finding => ({ what, found, next: null });
const wrong = (what: string, found: string, next: string): Finding => ({ what, found, next });

const NODE_MAJOR_MIN = 22;
const FREE_BYTES_MIN = 2_000_000_000;
/** This program was written in 2026: an earlier clock is a dead battery. */
const YEAR_MIN = 2026;

export async function doctor(): Promise<number> {
  const config = readConfig(null);
  const findings = await examine(config);
  for (const { what, found, next } of findings) {
    process.stdout.write(`${next === null ? 'ok   ' : 'WRONG'} ${what}: ${found}\n`);
    if (next !== null) process.stdout.write(`      next: ${next}\n`);
  }
  const bad = findings.filter(({ next }) => next !== null).length;
  process.stdout.write(bad === 0 ? 'All is well.\n' : `${bad} thing(s) to mend.\n`);
  return bad === 0 ? 0 : 1;
}

export async function examine(config: Config): Promise<Finding[]> {
  return [
    nodeVersion(),
    clock(),
    await program('ffmpeg', ['-version'], 'ffmpeg'),
    await vietnameseVoice(),
    ...(await voices(config)),
    await dataFolder(config.dataDir),
    await built('dashboard', join(ROOT, 'server', 'dashboard', 'dist', 'index.html')),
    await built('chimes', join(ROOT, 'audio-samples', 'chime-open.flac')),
    await web(config),
    await port('message broker', config.brokerHost, config.brokerPort),
  ];
}

function nodeVersion(): Finding {
  const { node } = process.versions;
  const good = Number.parseInt(node, 10) >= NODE_MAJOR_MIN;
  return good
    ? well('Node', node)
    : wrong('Node', node, 'run make setup: it brings a Node of its own');
}

function clock(): Finding {
  const now = new Date();
  const text = now.toISOString();
  return now.getUTCFullYear() >= YEAR_MIN
    ? well('clock', text)
    : wrong('clock', text, 'set the time of this machine (timedatectl set-ntp true)');
}

async function program(
  name: string,
  args: readonly string[],
  packageName: string,
): Promise<Finding> {
  try {
    const { stdout } = await run(name, [...args], { timeout: 5000 });
    return well(name, stdout.split('\n')[0] ?? 'present');
  } catch (cause) {
    return wrong(name, reason(cause), `install it: apt-get install ${packageName}`);
  }
}

async function vietnameseVoice(): Promise<Finding> {
  try {
    const { stdout } = await run('espeak-ng', ['--voices=vi'], { timeout: 5000 });
    const voices = stdout.split('\n').filter((line) => /\svi(-|\s)/.test(line)).length;
    return voices > 0
      ? well('espeak-ng', `${voices} Vietnamese voice(s)`)
      : wrong(
          'espeak-ng',
          'no Vietnamese voice',
          'install the data: apt-get install espeak-ng-data',
        );
  } catch (cause) {
    return wrong('espeak-ng', reason(cause), 'install it: apt-get install espeak-ng');
  }
}

/** Every voice of the machine, the folder and the services, found and tone-tested as the server does. */
async function voices(config: Config): Promise<Finding[]> {
  const { work: workDir, speechCache: cacheDir } = placesIn(config.dataDir);
  const workshop = createWorkshop({ workDir, cacheDir }, voiceSettingsOf(config));
  await workshop.voices.start();
  const listed = workshop.speech.voices();
  await workshop.voices.stop();
  return listed.map(({ id, label, engine, licence, standing = { state: 'ready' }, suits }) => {
    const what = `voice ${id}`;
    if (standing.state !== 'ready') return wrong(what, `${label} (${engine})`, standing.why);
    const speed = suits === undefined ? '' : `, ${suits.wordsPerMinute} words a minute`;
    return well(what, `${label} (${engine}${speed}; ${licence.split('\n')[0] ?? ''})`);
  });
}

async function dataFolder(dataDir: string): Promise<Finding> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const found = `${dataDir}, ${(free / 1e9).toFixed(1)} GB free`;
    return free >= FREE_BYTES_MIN
      ? well('data folder', found)
      : wrong('data folder', found, 'free at least 2 GB, or set dataDir to a larger disk');
  } catch (cause) {
    return wrong('data folder', reason(cause), `make ${dataDir} writable for this user`);
  }
}

async function built(what: string, file: string): Promise<Finding> {
  try {
    await access(file, constants.R_OK);
    return well(what, 'present');
  } catch {
    return wrong(what, `${file} is missing`, 'run make setup');
  }
}

async function web(config: Config): Promise<Finding> {
  const url = `http${config.tlsCertFile === '' ? '' : 's'}://${config.httpHost}:${config.httpPort}/healthz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
    const body: unknown = await response.json();
    const ours = response.ok && typeof body === 'object' && body !== null && 'version' in body;
    return ours
      ? well('web server', `runs at ${url}`)
      : wrong('web server', `another program answers at ${url}`, 'choose another httpPort');
  } catch {
    return well('web server', `not running; ${config.httpHost}:${config.httpPort} is free for it`);
  }
}

function port(what: string, host: string, number: number): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port: number, timeout: 2000 });
    const end = (found: string): void => {
      socket.destroy();
      resolve(well(what, `${host}:${number} ${found}`));
    };
    socket.once('connect', () => end('is listening'));
    socket.once('error', () => end('is free'));
    socket.once('timeout', () => end('does not answer'));
  });
}

const reason = (cause: unknown): string =>
  cause instanceof Error ? (cause.message.split('\n')[0] ?? 'failed') : String(cause);
