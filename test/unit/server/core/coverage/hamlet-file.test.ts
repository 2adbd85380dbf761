/**
 * File of hamlets — tệp danh sách thôn, tổ dân phố; tên cột và cách viết của cán bộ.
 */
import { AreaId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { Cells, dayText, folded } from '#server/core/coverage/cells';
import { column, readTable } from '#server/core/coverage/columns';
import { writeCsv } from '#server/core/coverage/csv';
import { hamletRows, readHamlets } from '#server/core/coverage/hamlet-file';

const id = (code: string): AreaId => AreaId.parse(code);
const today = LocalDate.parse('2026-11-25');
const register = {
  communes: new Map([
    [id('21583'), { urban: true }],
    [id('21607'), { urban: false }],
  ]),
  owners: new Map([
    [id('21583-01'), id('21583')],
    [id('21910-04'), id('21910')],
  ]),
  today,
};

describe('Cells', () => {
  const cells = (value: string) => new Cells(7, new Map([['a', value]]), { a: 'Cột A' });

  it('read numbers and days the way officials type them', () => {
    for (const typed of ['1.234', '1 234', '1,234', '1234']) {
      expect(cells(typed).number('a', [0, 9_999], true), typed).to.equal(1_234);
    }
    expect(cells('13,7823').number('a', [8, 24])).to.equal(13.7823);
    const measured = 13.782_345_678_901_23;
    const typed = String(measured).replace('.', ',');
    expect(cells(typed).number('a', [8, 24])).to.equal(measured);
    for (const typed of ['1/7/2026', '01-07-2026', '01.07.2026', '2026-07-01']) {
      expect(cells(typed).day('a'), typed).to.equal('2026-07-01');
    }
    expect(dayText(LocalDate.parse('2026-07-01'))).to.equal('01/07/2026');
    expect(folded('Mã thôn (*)')).to.equal('ma thon');
  });

  it('say in words what cannot be read, and where', () => {
    const wrong = cells('30/02/2026');
    expect(wrong.day('a')).to.equal(null);
    expect(wrong.faults).to.deep.equal([
      {
        line: 7,
        column: 'Cột A',
        what: {
          vi: '“30/02/2026” không phải ngày có thật; viết như 01/07/2026',
          en: '“30/02/2026” is no day; write 01/07/2026',
        },
      },
    ]);
  });
});

describe('Columns', () => {
  const columns = [column('code', 'Mã thôn', ['Mã'], true), column('note', 'Ghi chú', [])];

  it('are found by their heads, in any order, and a head that is missing or doubled is said', () => {
    const { rows } = readTable('ghi chú;MÃ;lạ\nx;1;y', columns);
    expect([rows[0]?.text('code'), rows[0]?.text('note')]).to.deep.equal(['1', 'x']);
    const faults = (text: string) => readTable(text, columns).faults.map(({ what }) => what.en);
    expect(faults('Ghi chú\nx')).to.deep.equal(['this column is missing']);
    expect(faults('Mã;Mã thôn\n1;2')).to.deep.equal(['this column stands twice']);
  });
});

describe('A file of hamlets', () => {
  it('is read with what is usual where a cell is empty', () => {
    const { facts, faults } = readHamlets(
      'Mã;Tên;Dân số;Loại;Thứ tiếng;Hình thành từ\n21607-02;Làng Cát;512;làng;Ba Na, Gia Rai;\n21583-05;Khu vực 5;90;;;21583-01',
      register,
    );
    expect(faults).to.deep.equal([]);
    expect(facts[0]).to.deep.equal({
      areaId: '21607-02',
      communeId: '21607',
      name: 'Làng Cát',
      kind: 'thon',
      urban: false,
      people: 512,
      households: null,
      centre: null,
      radiusM: 300,
      from: today,
      until: null,
      predecessors: [],
      languages: ['bdq', 'jra'],
      source: '',
    });
    expect(facts[1]).to.deep.include({
      kind: 'to-dan-pho',
      urban: true,
      predecessors: ['21583-01'],
    });
    expect(readHamlets(writeCsv(hamletRows(facts)), register).facts).to.deep.equal(facts);
  });

  it('lets nobody end a hamlet of another area by naming it as a predecessor', () => {
    const { facts, faults } = readHamlets(
      'Mã;Tên;Số dân;Hình thành từ\n21583-07;A;1;21583-01 21910-04',
      register,
    );
    expect(facts).to.deep.equal([]);
    expect(faults.map(({ what }) => what.vi)).to.deep.equal([
      'thôn 21910-04 thuộc địa bàn khác; nhờ quản trị tỉnh nhập',
    ]);
  });

  it('names predecessors and languages nobody knows, and ends that lie before beginnings', () => {
    const { facts, faults } = readHamlets(
      'Mã;Tên;Số dân;Ngôn ngữ;Hình thành từ;Áp dụng từ;Đến hết\n21583-06;A;1;Anh;21583-99;01/07/2026;01/06/2026',
      register,
    );
    expect(facts).to.deep.equal([]);
    expect(faults.map(({ column: head, what }) => [head, what.vi])).to.deep.equal([
      ['Ngôn ngữ', 'không biết tiếng “Anh”'],
      ['Đến hết', 'trước ngày áp dụng'],
      ['Hình thành từ', 'không biết thôn 21583-99'],
    ]);
  });
});
