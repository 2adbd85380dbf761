/** Reading cases — bộ câu đọc mẫu: every written text is read in one of its accepted ways. */
import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { speakLine } from '#server/core/text/speak-line';
import { accepts, readCases } from './speech-fold.js';

const FOLDER = new URL('./cases/', import.meta.url);
const DEV = new URL('./vi-legal-speech.dev.tsv', import.meta.url);

const failuresIn = (file: URL): string[] =>
  readCases(file)
    .filter((each) => !accepts(speakLine(each.written), each.readings))
    .map((each) => `${each.category}: ${each.written} → ${speakLine(each.written)}`);

describe('reading cases', () => {
  it('reads every development case in an accepted way', () => {
    expect(readCases(DEV)).to.have.length(64);
    expect(failuresIn(DEV)).to.deep.equal([]);
  });

  for (const name of readdirSync(FOLDER).sort()) {
    it(`reads every case of ${name} in an accepted way`, () => {
      expect(failuresIn(new URL(name, FOLDER))).to.deep.equal([]);
    });
  }

  it('refuses a reading with a digit left or a word missing', () => {
    expect(accepts('khoản 2', ['khoản hai'])).to.equal(false);
    expect(accepts('khoản', ['khoản hai'])).to.equal(false);
    expect(accepts('Khoản hai.', ['khoản hai'])).to.equal(true);
  });
});
