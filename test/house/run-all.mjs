/**
 * The whole test run — chạy toàn bộ kiểm thử.
 *
 * Compiles every room, then runs mocha in parts, two of them side by side, and ends with one line
 * `N passed, N failed`, before it a line for each test that failed; the compiler counts as one test. Arguments choose test files (mocha would add
 * them to any listed in its settings, so the list of all stands here). A run that hangs is stopped
 * and is a failure.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Only what hangs is stopped: a slow machine takes twice the 20 minutes of a usual one. */
const RUN_MINUTES_MAX = 60;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** What runs now, each the leader of a group of its own, so that nothing it started outlives it. */
const running = new Set();
const endAll = () => {
  for (const { pid } of running) process.kill(-pid, 'SIGKILL');
};
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    endAll();
    process.exit(130);
  });
}

/**
 * Runs a program of node_modules to its end; true when it ended well. What is not `live` keeps its
 * lines until then: two runs side by side must not mix them.
 */
async function run(title, program, args, live = true) {
  process.stdout.write(`\n── ${title}${live ? '' : ', lines follow at its end'}\n`);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    stdio: ['ignore', live ? 'inherit' : 'pipe', 'inherit'],
    detached: true,
  });
  running.add(child);
  const lines = [];
  child.stdout?.on('data', (chunk) => lines.push(chunk));
  const tooLong = setTimeout(() => {
    process.stdout.write(`── ${title}: stopped after ${RUN_MINUTES_MAX} minutes\n`);
    process.kill(-child.pid, 'SIGKILL');
  }, RUN_MINUTES_MAX * 60_000);
  const [code] = await once(child, 'close');
  clearTimeout(tooLong);
  running.delete(child);
  if (!live) process.stdout.write(Buffer.concat([Buffer.from(`\n── ${title}\n`), ...lines]));
  return code === 0;
}

/** What the reporter counted; a run that broke off, or ended badly without a failure, is one failure more. */
function totalsOf(part, path, endedWell) {
  const totals = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { passed: 0, failed: 0, named: [], begun: 'nothing' };
  const { passed, failed, named, begun } = totals;
  const stray = endedWell || failed > 0 ? [] : [`${part}: mocha ended badly and named no test`];
  const faults = begun === null ? stray : [`${part}: broke off in ${begun}`];
  return { passed, failed: failed + faults.length, named: [...named, ...faults] };
}

/** Runs mocha over one part of the tests and counts it. */
async function runTests(part, files, { ignored = [], live = true } = {}) {
  const path = join(root, '.cache', `test-totals-${part}.json`);
  rmSync(path, { force: true });
  const endedWell = await run(
    `mocha, ${part}`,
    join(root, 'node_modules/mocha/bin/mocha.js'),
    [
      '--reporter=test/house/reporter.cjs',
      `--reporter-option=totals=${path}`,
      ...ignored.map((one) => `--ignore=${one}`),
      ...files,
    ],
    live,
  );
  return totalsOf(part, path, endedWell);
}

/**
 * The house goes first: it looks at the tree before the others write into it. Then, with nothing
 * beside it, sound that is held to the millisecond of a real clock. Whole runs of the product wait for real
 * time, the rest for the processor: two lanes side by side take little more than the longer of them, and are
 * of about the same length.
 */
async function runAll() {
  const house = 'test/house/**/*.test.ts';
  const sound = ['output', 'player', 'urgent'].map(
    (name) => `test/integration/edge-agent/${name}.test.ts`,
  );
  const whole = 'test/e2e/**/*.test.ts';
  const screens = 'test/integration/dashboard/**/*.test.ts';
  const first = [await runTests('house', [house]), await runTests('sound', sound)];
  const lanes = await Promise.all([
    runTests('whole runs', [whole], { live: false }).then((one) => [one]),
    runTests('parts', ['test/**/*.test.ts'], { ignored: [house, ...sound, whole, screens] }).then(
      async (parts) => [parts, await runTests('screens', [screens])],
    ),
  ]);
  return [...first, ...lanes.flat()];
}

mkdirSync(join(root, '.cache'), { recursive: true });
const chosen = process.argv.slice(2);
const compiled = await run('tsc -b', join(root, 'node_modules/typescript/bin/tsc'), ['-b']);
const counted = chosen.length > 0 ? [await runTests('chosen', chosen)] : await runAll();
const passed = counted.reduce((sum, part) => sum + part.passed, 0);
const failed = counted.reduce((sum, part) => sum + part.failed, 0);
const all = { passed: passed + (compiled ? 1 : 0), failed: failed + (compiled ? 0 : 1) };
for (const one of counted.flatMap(({ named }) => named)) process.stdout.write(`\nfailed: ${one}`);
process.stdout.write(`\n${all.passed} passed, ${all.failed} failed\n`);
process.exitCode = all.failed === 0 ? 0 : 1;
