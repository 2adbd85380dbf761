/**
 * The whole test run — chạy toàn bộ kiểm thử.
 *
 * Compiles every room, then runs mocha, and ends with one line `N passed, N failed`; the compiler
 * counts as one test. Arguments choose test files (mocha would add them to any listed in its settings,
 * so the list of all stands here). A run that hangs is stopped and is a failure.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUN_MINUTES_MAX = 22;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a program of node_modules to its end; true when it ended well. */
async function run(title, program, args) {
  process.stdout.write(`\n── ${title}\n`);
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  const tooLong = setTimeout(() => {
    process.stdout.write(`── ${title}: stopped after ${RUN_MINUTES_MAX} minutes\n`);
    child.kill('SIGKILL');
  }, RUN_MINUTES_MAX * 60_000);
  const [code] = await once(child, 'exit');
  clearTimeout(tooLong);
  return code === 0;
}

/** What the reporter counted; a run that left no count is one failure. */
function totalsOf(path, endedWell) {
  try {
    const totals = JSON.parse(readFileSync(path, 'utf8'));
    return { ...totals, failed: totals.failed + (endedWell || totals.failed > 0 ? 0 : 1) };
  } catch {
    process.stdout.write('── mocha left no count\n');
    return { passed: 0, failed: 1 };
  }
}

const totalsPath = join(root, '.cache/test-totals.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(totalsPath, { force: true });

const chosen = process.argv.slice(2);
const compiled = await run('tsc -b', join(root, 'node_modules/typescript/bin/tsc'), ['-b']);
const tested = await run('mocha', join(root, 'node_modules/mocha/bin/mocha.js'), [
  '--reporter=test/house/reporter.cjs',
  `--reporter-option=totals=${totalsPath}`,
  ...(chosen.length > 0 ? chosen : ['test/**/*.test.ts']),
]);

const { passed, failed } = totalsOf(totalsPath, tested);
const all = { passed: passed + (compiled ? 1 : 0), failed: failed + (compiled ? 0 : 1) };
process.stdout.write(`\n${all.passed} passed, ${all.failed} failed\n`);
process.exitCode = all.failed === 0 ? 0 : 1;
