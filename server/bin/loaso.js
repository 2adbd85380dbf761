#!/usr/bin/env node
/**
 * Start file of the server's command line — tệp khởi động máy chủ.
 *
 * Native packages crash the process without a word on an old Node, so the version is checked here,
 * before anything is imported. On an old Node the one that `npm ci` brought is started instead.
 * It knows where the programs lie and nothing of what they do.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR_MIN = 22;
const root = new URL('../../', import.meta.url);

/** The programs of this room. The simulator sees both rooms, so it is built with the tests. */
function programFor(command) {
  return command === 'simulate'
    ? new URL('.cache/build-test/test/simulation/cli.js', root)
    : new URL('server/dist/cli.js', root);
}

/** Runs this file again under the Node of this repository; answers only when there is none. */
async function restartWithOwnNode() {
  const own = [`node_modules/node-linux-${process.arch}/bin/node`, 'node_modules/.bin/node']
    .map((path) => fileURLToPath(new URL(path, root)))
    .find((path) => existsSync(path));
  if (own === undefined) return;
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    // A terminal sends ^C to the whole group, so passing it on would deliver it twice.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
  }
  const [code] = await once(child, 'exit');
  process.exit(code ?? 1);
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR_MIN) {
  await restartWithOwnNode();
  refuse(
    `Cần Node ${NODE_MAJOR_MIN} trở lên (đang chạy ${process.versions.node}). Hãy chạy: make setup\n` +
      `Node ${NODE_MAJOR_MIN} or newer is needed (this is ${process.versions.node}). Run: make setup`,
  );
}

const program = programFor(process.argv[2]);
if (!existsSync(program)) {
  refuse('Chương trình chưa được dựng. Hãy chạy: make setup\nNot built yet. Run: make setup');
}
await import(program.href);
