/** A workbook as a person sees it: values, days, rows at their own numbers. */
import { expect } from 'chai';
import { columnLetters, sheetFault, sheetText } from '#server/core/coverage/sheet-text';
import { xlsxRows } from '#server/core/ingest/xlsx-rows';

const BOOK = `<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="Thôn" sheetId="4" r:id="rId7"/><sheet name="khác" r:id="rId8"/></sheets></workbook>`;
const LINKS = `<Relationships><Relationship Id="rId8" Target="worksheets/sheet2.xml"/><Relationship Id="rId7" Target="worksheets/sheet9.xml"/></Relationships>`;
const STYLES = `<styleSheet><numFmts><numFmt numFmtId="165" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="166" formatCode="0.0 &quot;ngày&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`;
const STRINGS = `<sst><si><t>Mã thôn</t></si><si><r><t xml:space="preserve">Tổ dân </t></r><r><t>phố 1</t></r><rPh><t>bỏ</t></rPh></si><si><t>a_x000D_b</t></si></sst>`;

const rowsOf = (sheet: string, more: Readonly<Record<string, string>> = {}): string[][] =>
  xlsxRows(
    (name) =>
      ({
        'xl/workbook.xml': BOOK,
        'xl/_rels/workbook.xml.rels': LINKS,
        'xl/styles.xml': STYLES,
        'xl/sharedStrings.xml': STRINGS,
        'xl/worksheets/sheet9.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
        ...more,
      })[name],
  );

describe('the rows of a workbook', () => {
  it('are the values of the first sheet, whatever their kind', () => {
    const cells = [
      '<c r="A1" t="s"><v>0</v></c>',
      '<c r="B1" t="s"><v>1</v></c>',
      '<c r="C1"><v>13.7823</v></c>',
      '<c r="D1" s="3"><v>2.5</v></c>',
      '<c r="E1" s="1"><v>46204</v></c>',
      '<c r="F1" s="2"><v>46204.75</v></c>',
      '<c r="G1" t="inlineStr"><is><t>=1+1</t></is></c>',
      '<c r="H1"><f>SUM(A1:A9)</f><v>1200</v></c>',
      '<c r="I1" t="str"><f>A1&amp;"x"</f><v>21583-01</v></c>',
      '<c r="J1" t="e"><v>#REF!</v></c>',
      '<c r="K1" t="b"><v>1</v></c>',
      '<c r="L1" t="d"><v>2026-07-01T00:00:00</v></c>',
    ];
    expect(rowsOf(`<row r="1">${cells.join('')}</row>`)).to.deep.equal([
      [
        'Mã thôn',
        'Tổ dân phố 1',
        '13,7823',
        '2,5',
        '01/07/2026',
        '01/07/2026',
        '=1+1',
        '1200',
        '21583-01',
        '#REF!',
        'TRUE',
        '2026-07-01',
      ],
    ]);
  });

  it('stand at their own numbers and columns, without the empty ones at the end', () => {
    expect(
      rowsOf('<row r="3"><c r="C3"><v>1</v></c></row><row r="4"><c r="A4"><v></v></c></row>'),
    ).to.deep.equal([[], [], ['', '', '1']]);
    expect(rowsOf('<row><c><v>1</v></c><c><v>2</v></c></row>')).to.deep.equal([['1', '2']]);
    const [row] = rowsOf('<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>9</v></c></row>');
    expect(row).to.deep.equal(['1']);
  });

  it('know the days of old Macintoshes, and prefixes of other writers', () => {
    const mac = {
      'xl/workbook.xml': BOOK.replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
    };
    expect(rowsOf('<row r="1"><c r="A1" s="1"><v>44742</v></c></row>', mac)).to.deep.equal([
      ['01/07/2026'],
    ]);
    const prefixed = {
      'xl/worksheets/sheet9.xml':
        '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    };
    expect(rowsOf('', prefixed)).to.deep.equal([['7']]);
  });

  it('are refused where they are too many, twisted, outside, or none', () => {
    expect(() => rowsOf('<row r="20002"><c r="A20002"><v>1</v></c></row>')).to.throw('too-many');
    const back = '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>';
    expect(() => rowsOf(back)).to.throw('damaged');
    const outside = {
      'xl/_rels/workbook.xml.rels': LINKS.replace(
        'Target="worksheets/sheet9.xml"',
        'TargetMode="External" Target="file:///etc/passwd"',
      ),
    };
    expect(() => rowsOf('', outside)).to.throw('unsafe');
    expect(() => rowsOf('', { 'xl/workbook.xml': `<!DOCTYPE a>${BOOK}` })).to.throw('unsafe');
    expect(() => xlsxRows(() => undefined)).to.throw('damaged');
  });
});

describe('a workbook as a table', () => {
  it('keeps each row on one line, and quotes what is in a cell', () => {
    expect(sheetText([['a;"b"', 'c\nd'], [], ['1']])).to.equal('"a;""b""";"c d"\n\n"1"');
  });

  it('names columns as Excel does, and says what cannot be read', () => {
    expect([0, 1, 25, 26, 39].map(columnLetters)).to.deep.equal(['A', 'B', 'Z', 'AA', 'AN']);
    expect(sheetFault('password').vi).to.match(/mật khẩu/);
    expect(sheetFault('image').vi).to.match(/\.xlsx/);
  });
});
