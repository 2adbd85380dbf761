/**
 * Test reporter — báo cáo kiểm thử.
 *
 * Mocha's own `spec` output, plus the two totals in a file, so that the last line of a whole run
 * can be printed by the process that also ran the compiler. It judges nothing.
 */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

class Totals extends reporters.Spec {
  done(failures, end) {
    const { passes, pending } = this.stats;
    const path = this.options.reporterOptions?.totals;
    // A pending test is a test that was not run: it counts as failed.
    if (path) writeFileSync(path, JSON.stringify({ passed: passes, failed: failures + pending }));
    end(failures);
  }
}

module.exports = Totals;
