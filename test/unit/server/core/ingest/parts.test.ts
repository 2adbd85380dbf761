/** Parts of ingest — từng phần của bộ nhận văn bản. */
import { expect } from 'chai';
import fc from 'fast-check';
import { docText } from '#server/core/ingest/doc-text';
import { ListCounter } from '#server/core/ingest/docx-lists';
import { DocxStyles } from '#server/core/ingest/docx-styles';
import { convertRuns, markedRun } from '#server/core/ingest/font-runs';
import { Refused, refusalCodeOf, refusalDetail } from '#server/core/ingest/refusals';
import { sniff, sniffZip } from '#server/core/ingest/sniff';
import { tabTables } from '#server/core/ingest/tab-tables';
import { type GridRow, tableLines } from '#server/core/ingest/table-lines';
import { childOf, readXml, valOf } from '#server/core/ingest/xml';
import { composeScript } from '#server/core/script/compose';
import { isMarkedRow, markedTableAt } from '#server/core/script/marked-table';

const row = (...texts: readonly string[]): GridRow =>
  texts.map((text, column) => ({
    column,
    span: 1,
    continued: false,
    lines: text === '' ? [] : [text],
  }));

describe('server/core/ingest/xml', () => {
  it('reads elements, attributes, entities, CDATA, comments', () => {
    const root = readXml(
      '<?xml version="1.0"?><!-- a --><w:a b="1 &gt; 0" c=\'&#x110;\'>x&amp;<![CDATA[<y>]]><w:d w:val="7"/></w:a>',
    );
    const node = childOf(root, 'w:a');
    expect([...(node?.attributes ?? [])]).to.deep.equal([
      ['b', '1 > 0'],
      ['c', 'Đ'],
    ]);
    expect(node?.children.map(({ text }) => text).join('')).to.equal('x&<y>');
    expect(valOf(node, 'w:d')).to.equal('7');
  });

  it('gives back what was escaped, or refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const escaped = text.replace(/[&<>\u0000-\u001f]/g, (sign) => `&#${sign.charCodeAt(0)};`);
        const node = childOf(readXml(`<a>${escaped}</a>`), 'a');
        expect(node?.children.map((child) => child.text).join('')).to.equal(
          text.replaceAll('\u0000', ''),
        );
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (xml) => {
        try {
          readXml(xml);
        } catch (error) {
          expect(error).to.be.instanceOf(Refused);
        }
      }),
    );
  });
});

describe('server/core/ingest/refusals', () => {
  it('say what to do, and call whatever a parser threw damage', () => {
    expect(refusalDetail('scan')).to.include('nhận dạng chữ');
    expect(refusalCodeOf(new Refused('password'))).to.equal('password');
    expect(refusalCodeOf(new RangeError('stack'))).to.equal('damaged');
    expect(refusalCodeOf('x')).to.equal('damaged');
  });
});

describe('server/core/ingest/sniff', () => {
  const kindOf = (text: string): string => {
    const sniffed = sniff(Buffer.from(text, 'latin1'));
    return sniffed.kind === 'refused' ? sniffed.code : sniffed.kind;
  };

  it('tells pages from texts', () => {
    expect(kindOf('<!DOCTYPE html><p>')).to.equal('html');
    expect(kindOf('\u00ef\u00bb\u00bf<!-- a --><HTML>')).to.equal('html');
    expect(kindOf('<\u0000h\u0000t\u0000m\u0000l\u0000>\u0000')).to.equal('html');
    expect(kindOf('<Điều 1> Phạm vi')).to.equal('text');
    expect(kindOf('rác\n%PDF-1.4')).to.equal('pdf');
    expect(sniffZip(['word/document.xml'])).to.equal('docx');
    expect(sniffZip([])).to.equal('archive');
  });
});

describe('server/core/ingest/docx-lists, docx-styles', () => {
  it('answer nothing for lists and styles that are not there', () => {
    const counter = new ListCounter(undefined, () => undefined, { vietnameseLetters: false });
    expect(counter.next({ list: '1', level: 0 })).to.equal('');
    expect(counter.levelOfStyle('1', 'a')).to.equal(undefined);
    const styles = new DocxStyles(undefined);
    expect(styles.look('a', 'b')).to.deep.equal({
      font: undefined,
      hidden: undefined,
      capitals: undefined,
    });
    expect(styles.listOf('a')).to.equal(undefined);
  });
});

describe('server/core/ingest/font-runs', () => {
  it('join a letter and its mark that stand in two runs', () => {
    const look = { font: 'VNI-Times', capitals: false };
    const marked = markedRun('Vie', look) + markedRun('ät Nam', look);
    expect(convertRuns(marked).text).to.equal('Việt Nam');
  });

  it('let no private sign of a document pass for a mark', () => {
    expect(
      convertRuns(markedRun('\uE001a\uE000b', { font: undefined, capitals: false })).text,
    ).to.equal('ab');
  });
});

describe('server/core/ingest/table-lines', () => {
  it('leave out a row that only numbers the columns, and need no titles', () => {
    expect(
      tableLines([row('TT', 'Việc', 'Ai'), row('(1)', '(2)', '(3)'), row('1', 'a', 'b')]),
    ).to.deep.equal(['| TT | Việc | Ai |', '| 1 | a | b |']);
    expect(tableLines([row('1', 'a', 'b'), row('2', 'c', 'd')])).to.deep.equal([
      '| 1 | a | b |',
      '| 2 | c | d |',
    ]);
  });

  it('are paragraphs for a table of one column', () => {
    expect(tableLines([row('Điều 1.'), row('Điều 2.')])).to.deep.equal(['Điều 1.', 'Điều 2.']);
  });
});

describe('server/core/ingest/doc-text', () => {
  it('turns lines of cells into rows and tells the editor about numbers', () => {
    const { text, repairs } = docText('Mở đầu\nTT\tViệc\tAi\t\n1\tTập huấn\tSở Tư pháp\t\nKết');
    expect(text.split('\n')).to.deep.equal([
      'Mở đầu',
      '| TT | Việc | Ai |',
      '| 1 | Tập huấn | Sở Tư pháp |',
      'Kết',
    ]);
    expect(repairs.map(({ why }) => why).join()).to.include('hãy lưu thành DOCX');
  });
});

describe('server/core/ingest/tab-tables', () => {
  it('find tables copied out of an office program and leave other tabs alone', () => {
    const pasted = 'a\tb\tc\nMở đầu\nTT\tViệc\tAi\n1\tTập huấn\t\n2\t\tSở Tư pháp\n\tKết';
    expect(tabTables(pasted).split('\n')).to.deep.equal([
      'a\tb\tc',
      'Mở đầu',
      '| TT | Việc | Ai |',
      '| 1 | Tập huấn | |',
      '| 2 | | Sở Tư pháp |',
      '\tKết',
    ]);
  });
});

describe('server/core/script/marked-table', () => {
  const LINES = [
    '| TT | Việc | Chủ trì | Thời gian |',
    '| 1 | Tập huấn | | |',
    '| a) | Mở lớp | - Sở A. ¶ - Sở B | Hàng năm |',
  ];

  it('is a table of certain cells', () => {
    expect(isMarkedRow(LINES[0] ?? '')).to.equal(true);
    expect(isMarkedRow('a | b | c')).to.equal(false);
    expect(markedTableAt(LINES, 0)).to.deep.equal({
      columns: ['Chủ trì', 'Thời gian'],
      titleLines: ['TT', 'Việc', 'Chủ trì', 'Thời gian'],
      rows: [
        { number: '1', task: 'Tập huấn', cells: [] },
        { number: 'a', task: 'Mở lớp', cells: ['Sở A; Sở B', 'Hàng năm'] },
      ],
      end: 3,
    });
    expect(markedTableAt(['x'], 0)).to.equal(undefined);
  });

  it('is heard as sentences, with and without numbers', () => {
    const heard = (lines: readonly string[]): string[] =>
      composeScript(lines.join('\n'), { formulas: false }).sentences.map(({ spoken }) => spoken);
    expect(heard(LINES)).to.deep.equal([
      'mục một: tập huấn.',
      'điểm a: mở lớp.',
      'chủ trì: sở a; sở bê.',
      'thời gian: hàng năm.',
    ]);
    expect(
      heard([
        '| Họ tên | Chức vụ |',
        '| Nguyễn Văn An | Trưởng thôn |',
        '| Lê Thị Bình | Phó thôn |',
      ]),
    ).to.deep.equal([
      'nguyễn văn an.',
      'chức vụ: trưởng thôn.',
      'lê thị bình.',
      'chức vụ: phó thôn.',
    ]);
  });
});
