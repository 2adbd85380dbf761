/**
 * Proof — bằng chứng.
 *
 * One line a step while it goes, one JSON line at the end. A step that failed does not stop the others
 * unless they cannot go on without it.
 */
import type { People } from '../../demo/accounts.js';
import type { Box } from '../../demo/boxes.js';
import type { Vendor } from './releases.js';
import type { DebianRoot } from './root.js';
import type { Service } from './service.js';

export type Scene = {
  readonly root: DebianRoot;
  readonly service: Service;
  readonly vendor: Vendor;
  readonly people: People;
  readonly box: Box;
  readonly url: string;
  readonly trialS: number;
};

export type Step = (fact: string, holds: boolean, detail: string) => void;

export function createProof(): { readonly step: Step; readonly end: () => boolean } {
  const startedAt = performance.now();
  let passed = 0;
  const failed: string[] = [];
  return {
    step: (fact, holds, detail) => {
      if (holds) passed += 1;
      else failed.push(fact);
      const shown = holds ? detail.split('\n').at(-1)?.slice(0, 160) : detail;
      process.stdout.write(`${holds ? 'ok ' : 'NOT'} ${fact}: ${shown}\n`);
    },
    end: () => {
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const note =
        'no systemd runs in a folder: started and ended as the unit says, without sandbox and watchdog';
      process.stdout.write(
        `${JSON.stringify({ passed, failed, output: 'virtual', seconds, note })}\n`,
      );
      return failed.length === 0;
    },
  };
}
