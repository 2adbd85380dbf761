/** The same document in every format — một văn bản, mọi loại tệp, một lời đọc. */
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { expect } from 'chai';
import { composeScript } from '#server/core/script/compose';
import { createDocumentIngest } from '#server/main/ingest';
import { docxFrom } from '../../support/documents/docx-writer.js';
import {
  savedPage,
  thuvienPage,
  unknownPage,
  vbplPage,
} from '../../support/documents/html-pages.js';
import { tcvn3Bytes } from '../../support/documents/legacy-text.js';
import { readLegalText } from '../../support/documents/legal-text.js';
import { pdfFrom } from '../../support/documents/pdf-writer.js';

const TEXT = readLegalText('2.2');
const WRITTEN = TEXT.lines.join('\n');
const ingest = createDocumentIngest();

const heard = ({ kind, clause, spoken }: ScriptSentence): string => `${kind} [${clause}] ${spoken}`;

const scriptOf = async (bytes: Uint8Array): Promise<string[]> => {
  const decoded = await ingest.decode(bytes, 'van-ban');
  if (!decoded.ok) throw new Error(decoded.error.detail);
  return composeScript(decoded.value.text).sentences.map(heard);
};

/** Sentences that only one of the two has. */
const differences = (a: readonly string[], b: readonly string[]): string[] => [
  ...a.filter((line) => !b.includes(line)).map((line) => `- ${line}`),
  ...b.filter((line) => !a.includes(line)).map((line) => `+ ${line}`),
];

const EXPECTED = composeScript(WRITTEN).sentences.map(heard);

const FORMATS: readonly (readonly [string, () => Uint8Array])[] = [
  ['UTF-8 text', () => new TextEncoder().encode(WRITTEN)],
  ['text with combining marks', () => new TextEncoder().encode(WRITTEN.normalize('NFD'))],
  ['UTF-16 text', () => Buffer.from(`\uFEFF${WRITTEN}`, 'utf16le')],
  ['TCVN3 text', () => tcvn3Bytes(WRITTEN)],
  ['DOCX with automatic numbers', () => docxFrom(TEXT)],
  ['PDF', () => pdfFrom(TEXT)],
  ['page of vbpl', () => vbplPage(TEXT)],
  ['page of thuvienphapluat', () => thuvienPage(TEXT)],
  ['page of an unknown portal', () => unknownPage(TEXT)],
  ['page saved by an office program', () => savedPage(TEXT)],
];

describe('the same document in every format', () => {
  it('is an excerpt with articles, clauses, points and the beginning of the appendix', () => {
    expect(TEXT.lines.length).to.be.greaterThan(150);
    expect(EXPECTED.length).to.be.greaterThan(120);
    expect(TEXT.rows.length).to.be.greaterThan(6);
  });

  for (const [name, make] of FORMATS) {
    it(`reads ${name} as the same script`, async () => {
      const script = await scriptOf(make());
      expect(differences(EXPECTED, script)).to.deep.equal([]);
      expect(script).to.deep.equal(EXPECTED);
    });
  }
});
