/** Text files — tệp văn bản: every charset an office still sends comes out as the same text. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { TEXT_FILE_MAX_BYTES, textFileIngest } from '#server/adapters/ingest/text-file';
import { composeScript } from '#server/core/script/compose';
import { toUnicode } from '#server/core/text/legacy-charset';

const { decode: decodeTextFile } = textFileIngest(toUnicode);

/** 'Привет, мир! Решение правительства' in KOI8-R. */
const RUSSIAN_KOI8 = Uint8Array.from([
  0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4, 0x2c, 0x20, 0xcd, 0xc9, 0xd2, 0x21, 0x20, 0xf2, 0xc5, 0xdb,
  0xc5, 0xce, 0xc9, 0xc5, 0x20, 0xd0, 0xd2, 0xc1, 0xd7, 0xc9, 0xd4, 0xc5, 0xcc, 0xd8, 0xd3, 0xd4,
  0xd7, 0xc1,
]);

const MOTTO = 'Cộng hòa Xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc';
const DECISION = readFileSync(
  new URL('../../../../../server/samples/qd-1462-ubnd-binh-dinh-2025.txt', import.meta.url),
);

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (ch) => ch.charCodeAt(0));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, swap: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return swap ? bytes.swap16() : bytes;
};
const textOf = (bytes: Uint8Array): string => {
  const decoded = decodeTextFile(bytes, 'van-ban.txt');
  if (!decoded.ok) throw new Error(decoded.error.code);
  return decoded.value.text.normalize('NFC');
};
const refusalOf = (bytes: Uint8Array): string => {
  const decoded = decodeTextFile(bytes, 'van-ban.txt');
  return decoded.ok ? 'accepted' : decoded.error.code;
};

describe('text files', () => {
  it('reads UTF-8 and UTF-16, with and without a mark, composed or not', () => {
    const body = `${MOTTO}\nĐiều 1. Phạm vi điều chỉnh`;
    expect(textOf(utf8(body))).to.equal(body);
    expect(textOf(utf8(`\uFEFF${body}`)).replace('\uFEFF', '')).to.equal(body);
    expect(textOf(utf8(body.normalize('NFD')))).to.equal(body);
    expect(textOf(utf16(`\uFEFF${body}`, false)).replace('\uFEFF', '')).to.equal(body);
    expect(textOf(utf16(`\uFEFF${body}`, true)).replace('\uFEFF', '')).to.equal(body);
    expect(textOf(utf16(body, false))).to.equal(body);
    expect(textOf(utf16(body, true))).to.equal(body);
  });

  it('reads TCVN3 and VNI, as bytes and as letters that were saved in UTF-8', () => {
    const tcvn3 = 'Céng hßa X· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc';
    const vni = 'Coäng hoøa Xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc';
    for (const written of [tcvn3, vni]) {
      expect(textOf(latin1(written))).to.equal(MOTTO);
      expect(textOf(utf8(written))).to.equal(MOTTO);
    }
    expect(textOf(latin1('QUYÕT §ÞNH ban hµnh KÕ ho¹ch, ng­êi d©n ®­îc h­ëng'))).to.equal(
      'QUYẾT ĐỊNH ban hành Kế hoạch, người dân được hưởng',
    );
  });

  it('reads Windows-1258 with its tones apart from the letters', () => {
    const bytes = Uint8Array.from(
      'U\u00D2y ban nh\u00E2n d\u00E2n xa\u00DE, nha\u0300 n\u00FD\u00F5\u00ECc, h\u00F4\u00F2i \u00F0\u00F4\u0300ng'.replaceAll(
        '\u0300',
        '\u00CC',
      ),
      (ch) => ch.charCodeAt(0),
    );
    expect(textOf(bytes)).to.equal('Ủy ban nhân dân xã, nhà nước, hội đồng');
  });

  it('refuses what was UTF-16 once and is no text any more', () => {
    for (const bytes of [
      [0xff, 0xfe, 0x00],
      [0xfe, 0xff, 0xd8, 0x00, 0x00, 0x41],
    ]) {
      const decoded = decodeTextFile(Uint8Array.from(bytes), 'a.txt');
      expect(!decoded.ok && decoded.error.code).to.equal('unknown-encoding');
    }
  });

  it('says in the repairs that a text was recoded', () => {
    const decoded = decodeTextFile(latin1('Céng hßa X· héi chñ nghÜa ViÖt Nam'), 'a.txt');
    expect(decoded.ok && decoded.value.repairs?.map((repair) => repair.from)).to.deep.equal([
      'TCVN3 (ABC)',
    ]);
  });

  it('gives the same script for the real decision in NFC, NFD and UTF-16', () => {
    const text = DECISION.toString('utf8');
    const { repairs: _, ...wanted } = composeScript(text);
    for (const bytes of [utf8(text.normalize('NFD')), utf16(`\uFEFF${text}`, false)]) {
      const { repairs, ...script } = composeScript(textOf(bytes));
      expect(script).to.deep.equal(wanted);
      expect(repairs).to.have.length(7);
    }
  });

  it('leaves Vietnamese and English Unicode texts as they are', () => {
    for (const text of [
      DECISION.toString('utf8'),
      'Plain English text, naïve café',
      'Ủy ban nhân dân xã',
    ]) {
      expect(textOf(utf8(text))).to.equal(text.normalize('NFC'));
    }
  });

  it('refuses what is no text and says what it is', () => {
    expect(refusalOf(new Uint8Array())).to.equal('empty');
    expect(refusalOf(utf8('  \n\t '))).to.equal('empty');
    expect(refusalOf(utf8('%PDF-1.7 ...'))).to.equal('pdf');
    expect(refusalOf(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0))).to.equal('zip');
    expect(refusalOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1))).to.equal('doc');
    expect(refusalOf(Uint8Array.from({ length: 900 }, (_, i) => (i * 7) % 29))).to.equal('binary');
    expect(refusalOf(new Uint8Array(TEXT_FILE_MAX_BYTES + 1).fill(97))).to.equal('too-large');
    expect(refusalOf(utf8('a\n'.repeat(200_001)))).to.equal('too-many-lines');
    expect(refusalOf(RUSSIAN_KOI8)).to.equal('unknown-encoding');
  });

  it('answers any bytes without throwing', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        (bytes) => typeof decodeTextFile(bytes, 'x').ok === 'boolean',
      ),
    );
  });
});
