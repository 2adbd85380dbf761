/**
 * Audio sample tests — kiểm thử nhạc hiệu.
 *
 * The committed tones are the ones that were meant: right sums, right levels, small.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { measure } from './measure.js';

const SAMPLES = join(import.meta.dirname, '../../../audio-samples');

describe('the audio samples', () => {
  it('match their sums, none missing and none without', async () => {
    const listed = (await readFile(join(SAMPLES, 'SHA256SUMS'), 'utf8')).trim().split('\n');
    const names = (await readdir(SAMPLES)).filter((name) => name.endsWith('.flac')).sort();
    const found: string[] = [];
    for (const name of names) {
      const bytes = await readFile(join(SAMPLES, name));
      found.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}`);
      expect(bytes.length).to.be.below(200_000);
    }
    expect(found).to.deep.equal(listed);
  });

  it('are as loud as speech and never near clipping, but for the quieter test tone', async () => {
    for (const name of ['chime-open', 'chime-close', 'warning-tone', 'drill-tone']) {
      const heard = await measure(join(SAMPLES, `${name}.flac`));
      expect(heard.loudnessLufs, name).to.be.closeTo(-16, 1);
      expect(heard.truePeakDbtp, name).to.be.below(-4);
    }
    const test = await measure(join(SAMPLES, 'test-tone.flac'));
    expect(test.truePeakDbtp).to.be.closeTo(-20, 0.2);
  }).timeout(10_000);
});
