/**
 * Tables as text — bảng như Excel lưu.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { CSV_ROWS_MAX, readCsv, writeCsv } from '#server/core/coverage/csv';

const cellsOf = (text: string) => {
  const read = readCsv(text);
  return read.ok ? read.rows.map(({ line, cells }) => [line, ...cells]) : [read.fault, read.line];
};

describe('A table as text', () => {
  it('is read with any separator, with marks, quotes and line breaks inside cells', () => {
    expect(cellsOf('\uFEFFMã;Tên\r\n1;"Thôn ""A"", xã B\nđội 2"\r\n\r\n3; C ')).to.deep.equal([
      [1, 'Mã', 'Tên'],
      [2, '1', 'Thôn "A", xã B\nđội 2'],
      [5, '3', 'C'],
    ]);
    expect(cellsOf('a,b\n1,2')).to.deep.equal([
      [1, 'a', 'b'],
      [2, '1', '2'],
    ]);
    expect(cellsOf('a\tb;c\td\n')).to.deep.equal([[1, 'a', 'b;c', 'd']]);
  });

  it('is refused when it is empty, broken, in another encoding or too large', () => {
    expect(cellsOf('')).to.deep.equal(['empty', 0]);
    expect(cellsOf('a;b\nM\uFFFD;1')).to.deep.equal(['not-utf8', 2]);
    expect(cellsOf('a;b\n"1;2\n3;4')).to.deep.equal(['open-quote', 2]);
    expect(cellsOf('a\n'.repeat(CSV_ROWS_MAX + 2))[0]).to.equal('too-many-rows');
    expect(cellsOf('a'.repeat(3_000_001))[0]).to.equal('too-long');
  });

  it('comes back as it was written, and nothing in it begins a formula', () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[\r\0\uFFFD]/g, ''));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
        const row = ['x', ...cells.map((one) => one.trim().normalize('NFC'))];
        const plain = row.filter((one) => !one.startsWith("'"));
        const text = writeCsv([plain]);
        const read = readCsv(text);
        expect(read.ok && read.rows[0]?.cells).to.deep.equal(plain);
      }),
    );
    expect(writeCsv([['=1+1', '-2', '@x', -2.5, null]])).to.equal("\uFEFF'=1+1;'-2;'@x;-2,5;\r\n");
  });
});
