/**
 * Flows in a browser — các luồng việc đã kê.
 *
 * docs/flows.md tells what people's tasks run in a real browser: whatever it lists is there, and what
 * was promised is among it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FLOWS = join(ROOT, 'test', 'e2e');
const FLOWS_MIN = 25;

const names = readdirSync(FLOWS)
  .filter((file) => /^browser.*\.test\.ts$/.test(file))
  .flatMap((file) => [...readFileSync(join(FLOWS, file), 'utf8').matchAll(/\bit\(\s*'([^']+)'/g)])
  .map(([, name = '']) => name)
  .filter((name) => !name.endsWith('page complain'));
const listed = [...readFileSync(join(ROOT, 'docs', 'flows.md'), 'utf8').matchAll(/^- (.+)$/gm)].map(
  ([, name = '']) => name,
);

/** Named in the task: from text to heard; two persons and STOP; reject and mend; copy; gone and back. */
const PROMISED = [
  'brings a pasted text to a voice that can be heard, and submits it',
  'lets the leader hear and approve it',
  'schedules it by the calendar form, with a preview before saving',
  'shows the official and the viewer that it was played',
  'sounds a prepared message at the speaker, and one tap stops it',
  'sounds typed words only after a second person has heard and confirmed them',
  'lets the leader give it back with a reason',
  'shows the official the reason, who mends the sentence and sends it again',
  'copies a week after saying what would be added',
  'shows the technician in the yard a speaker that is gone, and its return',
  'takes work from the list of the day with one tap',
  'reads why a speaker is silent, and what came before',
  'gives the table of the screen home, with the same figures',
];

describe('docs/flows.md', () => {
  it('lists no flow that no test runs', () => {
    expect(listed.filter((name) => !names.includes(name))).to.deep.equal([]);
  });

  it('lists at least twenty-five, and among them what was promised', () => {
    expect(new Set(listed).size).to.be.at.least(FLOWS_MIN);
    expect(listed).to.include.members(PROMISED);
  });
});
