/** The table of communes: read row by row, and written back as it was read. */
import { AreaId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { communeRows, readCommunes } from '#server/core/coverage/commune-file';
import { writeCsv } from '#server/core/coverage/csv';

const known = new Set(['21580', '21583'].map((code) => AreaId.parse(code)));
const HEAD = 'Mã xã;Tên xã;Loại;Khu vực;Áp dụng từ;Đến hết;Hình thành từ;Căn cứ';

describe('a table of communes', () => {
  it('says what each came from, and comes back as it went out', () => {
    const rows = [
      HEAD,
      '21583;Phường Quy Nhơn;;;01/07/2026;;21580 21583;Nghị quyết 237',
      '21599;Xã Nhơn Hải;xã;nông thôn;01/07/2026;31/12/2030;21583;',
    ];
    const read = readCommunes(rows.join('\n'), { known });
    expect(read.faults).to.deep.equal([]);
    expect(read.facts[0]).to.deep.equal({
      areaId: '21583',
      name: 'Phường Quy Nhơn',
      kind: 'phuong',
      urban: true,
      from: '2026-07-01',
      until: null,
      predecessors: ['21580', '21583'],
      source: 'Nghị quyết 237',
    });
    const again = readCommunes(writeCsv(communeRows(read.facts)), { known });
    expect(again.facts).to.deep.equal(read.facts);
  });

  it('names each wrong row, and takes none of them', () => {
    const rows = [
      HEAD,
      '2158;Xã A;;;01/07/2026;;;',
      '21583;Xã B;;;;;;',
      '21583;Xã C;;;01/07/2026;30/06/2026;;',
      '21599;Xã D;;;01/07/2026;;21598;',
    ];
    const read = readCommunes(rows.join('\n'), { known });
    expect(read.facts).to.deep.equal([]);
    expect(read.faults.map(({ line, column }) => [line, column])).to.deep.equal([
      [2, 'Mã xã'],
      [3, 'Áp dụng từ'],
      [4, 'Đến hết'],
      [5, 'Hình thành từ'],
    ]);
  });
});
