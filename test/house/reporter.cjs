/**
 * Test reporter — báo cáo kiểm thử.
 *
 * Mocha's own `spec` output, plus the two totals and the names of what failed in a file, so that the
 * last lines of a whole run can be printed by the process that also ran the compiler. It judges nothing.
 */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

const firstLine = (error) => String(error?.message ?? error).split('\n', 1)[0];

class Totals extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    this.named = [];
    runner.on('test', (test) => this.write(test.fullTitle()));
    runner.on('hook', (hook) => this.write(hook.fullTitle()));
    runner.on('fail', (test, error) => this.named.push(`${test.fullTitle()}: ${firstLine(error)}`));
    runner.on('pending', (test) => this.named.push(`${test.fullTitle()}: was not run`));
  }

  /** Before each test too: a run that is stopped has passed what it passed, and stopped somewhere. */
  write(begun) {
    const { passes: passed, failures, pending } = this.stats;
    const path = this.options.reporterOptions?.totals;
    // A pending test is a test that was not run: it counts as failed.
    const failed = failures + pending;
    if (path) writeFileSync(path, JSON.stringify({ passed, failed, named: this.named, begun }));
  }

  done(failures, end) {
    this.write(null);
    end(failures);
  }
}

module.exports = Totals;
