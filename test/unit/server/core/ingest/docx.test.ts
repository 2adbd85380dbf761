/** Text of a DOCX — chữ của tệp Word: what a reader of the page sees, numbers and letters included. */
import { expect } from 'chai';
import { docxText } from '#server/core/ingest/docx-text';
import { labelOf } from '#server/core/ingest/list-labels';
import {
  abstractList,
  cell,
  inList,
  listOf,
  paragraph,
  run,
  table,
} from '../../../../support/documents/docx-writer.js';
import { tcvn3Letters } from '../../../../support/documents/legacy-text.js';

type Parts = { readonly body: string; readonly numbering?: string; readonly styles?: string };

const decoded = ({ body, numbering, styles }: Parts) =>
  docxText({
    document: `<w:document><w:body>${body}</w:body></w:document>`,
    numbering: numbering === undefined ? undefined : `<w:numbering>${numbering}</w:numbering>`,
    styles: styles === undefined ? undefined : `<w:styles>${styles}</w:styles>`,
  });
const textOf = (parts: Parts): string[] => decoded(parts).text.split('\n');
const item = (text: string, list: number, level = 0): string =>
  paragraph(run(text), inList(list, level));
const styled = (text: string, style: string): string =>
  paragraph(run(text), `<w:pStyle w:val="${style}"/>`);
const levels = (...texts: readonly (readonly [string, string, string?])[]) =>
  texts.map(([format, text, more]) => ({ format, text, ...(more !== undefined && { more }) }));

describe('automatic numbers of a DOCX', () => {
  it('come back as Word draws them: Chương, Điều, khoản, điểm', () => {
    const numbering =
      abstractList(
        0,
        levels(
          ['upperRoman', 'Chương %1'],
          ['decimal', 'Điều %2.', '<w:lvlRestart w:val="0"/>'],
          ['decimal', '%3.'],
          ['lowerLetter', '%4)'],
        ),
      ) + listOf(1, 0);
    const body =
      item('NHỮNG QUY ĐỊNH CHUNG', 1, 0) +
      item('Phạm vi', 1, 1) +
      item('Một', 1, 2) +
      item('Việc này', 1, 3) +
      item('Việc kia', 1, 3) +
      item('Hai', 1, 2) +
      item('Việc khác', 1, 3) +
      item('TỔ CHỨC', 1, 0) +
      item('Hiệu lực', 1, 1) +
      item('Ba', 1, 2);
    expect(textOf({ body, numbering })).to.deep.equal([
      'Chương I NHỮNG QUY ĐỊNH CHUNG',
      'Điều 1. Phạm vi',
      '1. Một',
      'a) Việc này',
      'b) Việc kia',
      '2. Hai',
      'a) Việc khác',
      'Chương II TỔ CHỨC',
      'Điều 2. Hiệu lực',
      '1. Ba',
    ]);
  });

  it('count on through plain paragraphs and start again where a list says so', () => {
    const numbering =
      abstractList(0, levels(['decimal', '%1.'], ['decimal', '%1.%2'])) +
      listOf(1, 0) +
      listOf(2, 0) +
      listOf(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>');
    const body =
      item('a', 1) +
      paragraph(run('giữa')) +
      item('b', 1) +
      item('c', 1, 1) +
      item('d', 2) +
      item('e', 3) +
      item('f', 3) +
      item('g', 3, 1);
    expect(textOf({ body, numbering })).to.deep.equal([
      '1. a',
      'giữa',
      '2. b',
      '2.1 c',
      '3. d',
      '7. e',
      '8. f',
      '8.1 g',
    ]);
  });

  it('follow overridden levels, legal decimals, no suffix and number formats', () => {
    const own =
      '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalZero"/><w:lvlText w:val="(%1)"/></w:lvl></w:lvlOverride>';
    const numbering =
      abstractList(0, levels(['upperRoman', '%1'], ['decimal', '%1.%2', '<w:isLgl/>'])) +
      abstractList(1, levels(['bullet', '\uF0B7'])) +
      abstractList(2, levels(['ordinalText', 'Phần thứ %1:', '<w:suff w:val="space"/>'])) +
      listOf(1, 0) +
      listOf(2, 0, own) +
      listOf(3, 1) +
      listOf(4, 2);
    const body = item('a', 1) + item('b', 1, 1) + item('c', 3) + paragraph(run('d'), inList(0, 0));
    expect(textOf({ body, numbering })).to.deep.equal(['I a', '1.1 b', '- c', 'd']);
    expect(textOf({ body: item('a', 2), numbering })).to.deep.equal(['(03) a']);
    const [part] = textOf({ body: item('x', 4), numbering });
    expect(part).to.equal('Phần thứ thứ nhất: x');
  });

  it('come through styles, styles of styles, and definitions that point at a style', () => {
    const numbering =
      abstractList(
        0,
        levels(
          ['decimal', 'Điều %1.', '<w:pStyle w:val="Dieu"/>'],
          ['decimal', '%2.', '<w:pStyle w:val="Khoan"/>'],
        ),
      ) +
      '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="KieuSo"/></w:abstractNum>' +
      listOf(1, 0) +
      listOf(2, 5);
    const style = (id: string, inner: string, type = 'paragraph') =>
      `<w:style w:type="${type}" w:styleId="${id}">${inner}</w:style>`;
    const num = (id: number): string =>
      `<w:pPr><w:numPr><w:numId w:val="${id}"/></w:numPr></w:pPr>`;
    const styles =
      style('Dieu', num(1)) +
      style('Khoan', num(1)) +
      style('DieuDam', '<w:basedOn w:val="Dieu"/>') +
      style('KieuSo', num(1), 'numbering') +
      style('Vong', '<w:basedOn w:val="Vong"/>');
    const body =
      styled('a', 'Dieu') +
      styled('b', 'Khoan') +
      styled('c', 'DieuDam') +
      styled('d', 'Vong') +
      item('e', 2);
    expect(textOf({ body, numbering, styles })).to.deep.equal([
      'Điều 1. a',
      '1. b',
      'Điều 2. c',
      'd',
      'Điều 3. e',
    ]);
  });

  it('run a b c d e as Word draws them, and a b c d đ e when the text itself cites its point đ', () => {
    const numbering = abstractList(0, levels(['lowerLetter', '%1)'])) + listOf(1, 0);
    const six = 'một hai ba bốn năm sáu'
      .split(' ')
      .map((text) => item(text, 1))
      .join('');
    const heads = (body: string): string[] =>
      textOf({ body, numbering }).map((line) => line.slice(0, 2));
    expect(heads(six)).to.deep.equal(['a)', 'b)', 'c)', 'd)', 'e)', 'f)']);
    const citing = paragraph(run('2. Trường hợp tại điểm đ khoản 1 Điều này.'));
    expect(heads(six + citing).slice(0, 6)).to.deep.equal(['a)', 'b)', 'c)', 'd)', 'đ)', 'e)']);
  });

  it('write every format', () => {
    const plain = { vietnameseLetters: false };
    const legal = { vietnameseLetters: true };
    expect([4, 9, 40, 1994].map((value) => labelOf(value, 'upperRoman', plain))).to.deep.equal([
      'IV',
      'IX',
      'XL',
      'MCMXCIV',
    ]);
    expect([1, 26, 27].map((value) => labelOf(value, 'upperLetter', plain))).to.deep.equal([
      'A',
      'Z',
      'AA',
    ]);
    const letters = Array.from({ length: 16 }, (_, i) => labelOf(i + 1, 'lowerLetter', legal));
    expect(letters.join('')).to.equal('abcdđeghiklmnopq');
    expect(labelOf(0, 'lowerLetter', legal)).to.equal('0');
    expect(labelOf(5000, 'lowerRoman', plain)).to.equal('5000');
    expect(labelOf(3, 'none', plain)).to.equal('');
  });
});

describe('what a DOCX does not show', () => {
  it('is left out: deletions, hidden text, fields, notes, contents, drawings', () => {
    const hidden = run('ẩn', '<w:vanish/>');
    const body =
      paragraph(
        `${run('Giữ')}<w:del>${'<w:r><w:delText>xóa</w:delText></w:r>'}</w:del><w:ins>${run(' thêm')}</w:ins>${hidden}`,
      ) +
      paragraph('<w:del><w:r><w:delText>x</w:delText></w:r></w:del>', '<w:rPr><w:del/></w:rPr>') +
      paragraph(
        `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>${run('Trường')}`,
      ) +
      paragraph(
        `${run('Chú')}<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>`,
      ) +
      styled('Điều 1 ........ 5', 'TOC1') +
      `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${paragraph(run('Mục lục'))}</w:sdtContent></w:sdt>` +
      paragraph(`<w:r><w:drawing><w:t>hình</w:t></w:drawing></w:r>${run('Sau hình')}`) +
      paragraph(
        `<w:hyperlink>${run('liên kết')}</w:hyperlink><w:smartTag>${run(' thẻ')}</w:smartTag>`,
      );
    expect(textOf({ body })).to.deep.equal([
      'Giữ thêm',
      'Trường',
      'Chú',
      'Sau hình',
      'liên kết thẻ',
    ]);
  });

  it('is drawn: capitals by style, tabs, line breaks, hyphens that may not break', () => {
    const styles = '<w:style w:type="character" w:styleId="Hoa"><w:rPr><w:caps/></w:rPr></w:style>';
    const body =
      paragraph(run('quyết định', '<w:rStyle w:val="Hoa"/>') + run(' số', '<w:caps w:val="0"/>')) +
      paragraph(
        '<w:r><w:t>Điều 1.</w:t><w:tab/><w:t>Tên</w:t><w:br/><w:t>NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r>',
      ) +
      paragraph('<w:r><w:t>pháp</w:t><w:softHyphen/><w:t> lu\u00ADật</w:t></w:r>');
    expect(textOf({ body, styles })).to.deep.equal([
      'QUYẾT ĐỊNH số',
      'Điều 1. Tên',
      'NĐ-CP',
      'pháp luật',
    ]);
  });
});

describe('old fonts in a DOCX', () => {
  const font = (name: string): string => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;

  it('are read by what each run was typed in', () => {
    const body =
      paragraph(run(tcvn3Letters('Uỷ ban nhân dân tỉnh được hưởng'), font('.VnTime'))) +
      paragraph(run(tcvn3Letters('quyết định'), font('.VnTimeH'))) +
      paragraph(
        run('Coäng hoøa xaõ hoäi chu', font('VNI-Times')) + run('û nghóa', font('VNI-Times')),
      ) +
      paragraph(run('Độc lập - Tự do'));
    const { text, repairs } = decoded({ body });
    expect(text.normalize('NFC').split('\n')).to.deep.equal([
      'Uỷ ban nhân dân tỉnh được hưởng',
      'QUYẾT ĐỊNH',
      'Cộng hòa xã hội chủ nghĩa',
      'Độc lập - Tự do',
    ]);
    expect(repairs.map(({ from }) => from)).to.deep.equal(['.VnTime (TCVN3)', 'VNI']);
  });

  it('leave Unicode alone that somebody typed in them', () => {
    const body = paragraph(run('Ủy ban nhân dân là cơ quan hành chính', font('.VnTime')));
    const { text, repairs } = decoded({ body });
    expect(text).to.equal('Ủy ban nhân dân là cơ quan hành chính');
    expect(repairs).to.deep.equal([]);
  });
});

describe('tables of a DOCX', () => {
  it('become one marked line a row, merged cells filled in', () => {
    const merged = (kind: string): string =>
      kind === '' ? '<w:vMerge/>' : `<w:vMerge w:val="${kind}"/>`;
    const body = table([
      [cell(['TT']), cell(['Việc']), cell(['Cơ quan'], '<w:gridSpan w:val="2"/>')],
      [cell(['']), cell(['']), cell(['Chủ trì']), cell(['Phối hợp'])],
      [cell(['1']), cell(['Nâng cao nhận thức'], '<w:gridSpan w:val="3"/>')],
      [
        cell(['a']),
        cell(['Tập huấn | bồi dưỡng']),
        cell(['Sở Tư pháp'], merged('restart')),
        cell(['- Công an', '- Quân đội']),
      ],
      [cell(['b']), cell(['Biên soạn']), cell([], merged('')), cell([])],
    ]);
    expect(textOf({ body })).to.deep.equal([
      '| TT | Việc | Cơ quan Chủ trì | Cơ quan Phối hợp |',
      '| 1 | Nâng cao nhận thức | | |',
      '| a | Tập huấn / bồi dưỡng | Sở Tư pháp | - Công an ¶ - Quân đội |',
      '| b | Biên soạn | Sở Tư pháp | |',
    ]);
  });

  it('become paragraphs when they only place things on the page', () => {
    const body = table([
      [cell(['Nơi nhận:', '- Như Điều 2;']), cell(['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'])],
    ]);
    expect(textOf({ body })).to.deep.equal([
      'Nơi nhận:',
      '- Như Điều 2;',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
    ]);
  });
});
