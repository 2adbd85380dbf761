/**
 * Launcher — bộ khởi động của cụm.
 *
 * What the package starts. Asks the planner which release runs, counts the starts of one on trial,
 * and hands over to it. Small on purpose: it is the one program that no update replaces, and it loads
 * no library. Where the shelf cannot be read or written, the packaged release runs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { confirmedTarget, planBack, planBoot, type Target } from '../../update/planner.js';
import { realReleaseDisk } from '../../update/release-disk.js';
import { createShelf, releasesFolder, type Shelf } from '../../update/shelf.js';
import {
  announce,
  announced,
  cacheFolder,
  environment,
  stateFolder,
  trialDeadlineMs,
} from './config.js';

const PACKAGE = dirname(fileURLToPath(import.meta.url));
const RELEASE_FILE = join(PACKAGE, 'release.json');
const PROGRAM = 'agent.mjs';
/** Until then the program has loaded what it needs at every start. */
const CACHE_AFTER_MS = 20_000;

const say = (event: string, fields: Readonly<Record<string, string>>): void => {
  const line = { level: 40, time: new Date().toISOString(), event, ...fields };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const wordOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message.slice(0, 200) : String(cause);

type Choice = { readonly target: Target; readonly onTrial: boolean };

/** Only `run` counts as a start of a release on trial: a report beside it is none. */
async function choose(shelf: Shelf, packaged: string, running: boolean): Promise<Choice> {
  try {
    if (!running) {
      return { target: await shelf.decide(packaged, confirmedTarget), onTrial: false };
    }
    const { steps, run, onTrial } = await shelf.decide(packaged, planBoot);
    await shelf.carryOut(steps);
    if (steps.length > 0) say('release-chosen', { run, trial: String(onTrial) });
    return { target: run, onTrial };
  } catch (cause) {
    say('release-shelf-fault', { detail: wordOf(cause) });
    return { target: 'packaged', onTrial: false };
  }
}

const versionIn = (path: string): string =>
  (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;

function manifestVersion(path: string): string {
  const { body } = JSON.parse(readFileSync(path, 'utf8')) as { body: string };
  return (JSON.parse(body) as { version: string }).version;
}

async function handOver(
  shelf: Shelf,
  { target, onTrial }: Choice,
  packaged: string,
): Promise<void> {
  const at = (name: string): string =>
    target === 'packaged' ? join(PACKAGE, name) : shelf.pathOf(target, name);
  const version = target === 'packaged' ? packaged : manifestVersion(at('manifest.json'));
  announce({ target, version, packaged, onTrial });
  if (target !== 'packaged' && existsSync(at('node')) && process.execPath !== at('node')) {
    replaceProcess(at('node'));
  }
  if (onTrial) armDeadline(shelf, packaged);
  enableCompileCache(cacheFolder());
  setTimeout(() => flushCompileCache(), CACHE_AFTER_MS).unref();
  process.argv[1] = at(PROGRAM);
  await import(pathToFileURL(at(PROGRAM)).href);
}

/** This file again, in the same process, under the runtime of the release. */
function replaceProcess(runtime: string): void {
  if (process.execve === undefined) throw new Error('this Node cannot start another one');
  const words = [runtime, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(runtime, words, environment());
}

/** The choice that this process made before it changed its runtime: it is not made, or counted, twice. */
function madeBefore(shelf: Shelf): Choice | null {
  const { target, onTrial } = announced();
  const changed =
    (target === 'a' || target === 'b') && process.execPath === shelf.pathOf(target, 'node');
  return changed ? { target, onTrial } : null;
}

async function giveUp(shelf: Shelf, packaged: string, why: string): Promise<void> {
  await shelf.carryOut(planBack(await shelf.look(packaged), why));
  say('release-given-up', { why });
}

/** A release may be alive and do nothing: then nobody but the launcher ends its trial. */
function armDeadline(shelf: Shelf, packaged: string): void {
  const deadlineMs = trialDeadlineMs();
  const timer = setTimeout(() => {
    void (async () => {
      const { trial } = (await shelf.look(packaged)).state;
      if (trial === null) return;
      await giveUp(shelf, packaged, `no word of its health within ${deadlineMs / 1_000} s`);
      process.exit(1);
    })();
  }, deadlineMs);
  timer.unref();
}

const packaged = versionIn(RELEASE_FILE);
const folder = releasesFolder(stateFolder(process.argv));
const shelf = createShelf(folder, realReleaseDisk);
const running = process.argv[2] === 'run';
const choice = madeBefore(shelf) ?? (await choose(shelf, packaged, running));
try {
  await handOver(shelf, choice, packaged);
} catch (cause) {
  say('release-does-not-start', { target: choice.target, detail: wordOf(cause) });
  // The next start runs the one before; without this it would be tried twice more.
  if (choice.onTrial) await giveUp(shelf, packaged, wordOf(cause));
  process.exit(1);
}
