/** Parts of a script — các phần của kịch bản: heads, broken lines, front matter, tables, clauses as said. */
import { expect } from 'chai';
import { clauseAsSaid } from '#server/core/script/clause';
import { flatTableAt } from '#server/core/script/flat-table';
import { readFrontMatter } from '#server/core/script/front-matter';
import {
  appendixOf,
  documentKindOf,
  headOf,
  isCapitals,
  isHeading,
} from '#server/core/script/legal-heads';
import { readRows } from '#server/core/script/row-sentences';
import { unwrap } from '#server/core/script/unwrap';

describe('heads of lines', () => {
  const labels = (line: string): string =>
    `${headOf(line)?.level ?? '-'} ${headOf(line)?.label ?? ''}`.trim();

  it('know every level of a legal text', () => {
    const rows: [string, string][] = [
      ['Phần thứ nhất', 'part Phần thứ nhất'],
      ['CHƯƠNG II', 'chapter Chương II'],
      ['Mục 3. TÊN', 'section Mục 3'],
      ['Điều 12a. Tên', 'article Điều 12a'],
      ['IV. TÊN', 'roman IV'],
      ['2.1. Tên', 'number 2.1'],
      ['3. Tên', 'number 3'],
      ['đ) tên', 'letter đ)'],
      ['- tên', 'bullet -'],
      ['Điều kiện kinh doanh', '-'],
      ['Mục tiêu cụ thể', '-'],
      ['Phần lớn hộ dân', '-'],
      ['1.204 hộ nghèo', '-'],
      ['Ủy ban', '-'],
    ];
    for (const [line, label] of rows) expect(labels(line), line).to.equal(label);
  });

  it('know an appendix, a kind of document, capitals and a heading', () => {
    expect(appendixOf('PHỤ LỤC II')).to.equal('Phụ lục II');
    expect(appendixOf('Phụ lục này gồm')).to.equal(undefined);
    expect(documentKindOf('KẾ HOẠCH')).to.equal('KẾ HOẠCH');
    expect(documentKindOf('KẾ HOẠCH này')).to.equal(undefined);
    expect([isCapitals('ĐỀ ÁN “SỐ”'), isCapitals('Đề án')]).to.deep.equal([true, false]);
    expect([isHeading('Mục tiêu chung'), isHeading('Phạt tiền;')]).to.deep.equal([true, false]);
  });

  it('are said with the noun of their level', () => {
    expect(clauseAsSaid('Kế hoạch, III, 4, đ)')).to.equal('Kế hoạch, phần III, mục 4, điểm đ');
    expect(clauseAsSaid('Điều 5, khoản 2, a)')).to.equal('Điều 5, khoản 2, điểm a');
  });
});

describe('broken lines', () => {
  const joined = (...lines: string[]): string[] => unwrap(lines).map(({ text }) => text);

  it('are joined when the next begins in the middle of a sentence', () => {
    expect(joined('Người dân và doanh nghiệp', 'trên địa bàn tỉnh.')).to.deep.equal([
      'Người dân và doanh nghiệp trên địa bàn tỉnh.',
    ]);
  });

  it('are not joined over heads, bullets, capitals or empty lines', () => {
    const apart = [
      '1. Phạm vi điều chỉnh của nghị định',
      'a) cá nhân vi phạm hành chính',
      '- tổ chức vi phạm hành chính',
      'QUYẾT ĐỊNH',
      '',
      'và các đơn vị',
    ];
    expect(joined(...apart)).to.deep.equal(apart.filter((line) => line !== ''));
  });
});

describe('front matter', () => {
  it('gives kind, number, date and subject in ordinary letters', () => {
    const { front, rest } = readFrontMatter([
      'Số: 45/KH-UBND',
      'Phù Mỹ, ngày 02 tháng 6 năm 2025',
      'KẾ HOẠCH',
      'TUYÊN TRUYỀN PHÁP LUẬT XÃ PHÙ MỸ',
      'Thực hiện chỉ đạo của xã Phù Mỹ, các thôn triển khai.',
    ]);
    expect(front).to.deep.equal({
      kind: 'Kế hoạch',
      number: '45/KH-UBND',
      date: 'ngày 02 tháng 6 năm 2025',
      issuer: '',
      subject: 'tuyên truyền pháp luật xã Phù Mỹ',
    });
    expect(rest.filter((line) => line !== '')).to.have.length(1);
  });

  it('invents nothing for a text without any', () => {
    const { front, rest } = readFrontMatter(['Kính thưa bà con.', 'Hôm nay họp thôn.']);
    expect(front).to.deep.equal({ kind: '', number: '', date: '', issuer: '', subject: '' });
    expect(rest).to.deep.equal(['Kính thưa bà con.', 'Hôm nay họp thôn.']);
  });
});

const TABLE = [
  'STT',
  'Nhiệm vụ',
  'Cơ quan chủ trì',
  'Thời gian',
  '1',
  'Tuyên truyền',
  'a.',
  'Phát thanh pháp luật',
  'Sở Tư pháp; các hội, đoàn thể của tỉnh; UBND các xã, phường',
  'Hằng năm',
  'b.',
  'Tập huấn',
  '- Các hội, đoàn thể của tỉnh',
  '- UBND các xã, phường',
  'c.',
  'Tổng kết',
  '2026',
];

describe('flattened tables', () => {
  it('get their rows and cells back, a missing cell left empty', () => {
    const table = flatTableAt(TABLE, 0);
    expect(table?.columns).to.deep.equal(['Cơ quan chủ trì', 'Thời gian']);
    expect(table?.rows.map(({ number, task, cells }) => [number, task, ...cells])).to.deep.equal([
      ['1', 'Tuyên truyền'],
      [
        'a',
        'Phát thanh pháp luật',
        'Sở Tư pháp; các hội, đoàn thể của tỉnh; UBND các xã, phường',
        'Hằng năm',
      ],
      ['b', 'Tập huấn', 'Các hội, đoàn thể của tỉnh; UBND các xã, phường', ''],
      ['c', 'Tổng kết', '', '2026'],
    ]);
    expect(table?.end).to.equal(TABLE.length);
    expect(flatTableAt(['STT', 'một dòng thường'], 0)).to.equal(undefined);
  });

  it('are read as sentences, a list already heard named instead of repeated', () => {
    const table = flatTableAt(TABLE, 0);
    if (table === undefined) throw new Error('no table');
    const { rows, dropped } = readRows(table);
    expect(rows[1]?.sentences).to.deep.equal([
      'a) Phát thanh pháp luật.',
      'Chủ trì: Sở Tư pháp; các hội, đoàn thể của tỉnh; UBND các xã, phường.',
      'Thời gian: Hằng năm.',
    ]);
    expect(rows[2]?.sentences[1]).to.equal(
      'Chủ trì: các cơ quan, đoàn thể, địa phương như đã nêu.',
    );
    expect(dropped.at(-1)?.reason).to.equal('danh sách cơ quan lặp lại, đọc gọn');
    expect(readRows(table, 'full').rows[2]?.sentences[1]).to.equal(
      'Chủ trì: Các hội, đoàn thể của tỉnh; UBND các xã, phường.',
    );
  });
});
