/** Rows of a table that name clusters nobody has registered yet. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Ground } from '#server/core/coverage/new-clusters';
import { readSites } from '#server/core/coverage/site-file';
import { AREAS, NHON_CHAU, QUY_NHON } from '../../../../support/store.js';

const today = LocalDate.parse('2026-11-25');
const ID = DeviceId.parse('cum-cho-lon');
const HEAD = 'Tên cụm;Địa bàn;Vĩ độ;Kinh độ';
const ground: Ground = {
  places: AREAS,
  ended: new Map(),
  standing: [{ id: ID, name: 'Cụm loa Chợ Lớn', areaId: QUY_NHON }],
};
const read = (rows: readonly string[], head = HEAD, change: Partial<Ground> = {}) =>
  readSites([head, ...rows].join('\n'), {
    known: new Set([ID]),
    today,
    ground: { ...ground, ...change },
  });
const faultsOf = (rows: readonly string[], head = HEAD) =>
  read(rows, head).faults.map(({ line, column, what }) => `${line} ${column}: ${what.vi}`);

describe('New clusters of a table', () => {
  it('are named by name, area and place, the area by code or by its name', () => {
    const { fresh, faults, rows } = read([
      'Cụm loa Hải Cảng;21583;13,7705;109,2235',
      'Cụm loa bến cá;xã nhơn châu;13.62;109.35',
      'Cụm loa tổ 1;21583-01;13,77;109,22',
    ]);
    expect(faults).to.deep.equal([]);
    expect(rows).to.equal(3);
    expect(fresh[0]).to.deep.equal({
      line: 2,
      name: 'Cụm loa Hải Cảng',
      areaId: QUY_NHON,
      position: { lat: 13.7705, lng: 109.2235 },
      sites: [],
      placeKind: null,
    });
    expect(fresh.map(({ areaId }) => areaId)).to.deep.equal([
      QUY_NHON,
      NHON_CHAU,
      AreaId.parse('21583-01'),
    ]);
  });

  it('are not new where one of that name stands in that area, however it is written', () => {
    const again = read(['CỤM LOA  chợ lớn;21583;13,7;109,2']);
    expect([again.fresh, again.already, again.facts]).to.deep.equal([[], 1, []]);
    const elsewhere = read(['Cụm loa Chợ Lớn;21607;13,7;109,2']);
    expect([elsewhere.fresh.length, elsewhere.already]).to.deep.equal([1, 0]);
  });

  it('are one where several rows name one, with all its kinds of horns', () => {
    const head = `${HEAD};Số loa;Công suất;Độ cao;SIM`;
    const { fresh } = read(
      ['Cụm A;21583;13,7;109,2;2;25;8;0901', 'cụm a;21583;13,7;109,2;1;50;8;'],
      head,
    );
    expect(fresh.map(({ name, line }) => [name, line])).to.deep.equal([['Cụm A', 2]]);
    const [site] = fresh[0]?.sites ?? [];
    expect(site?.horns.map(({ powerW }) => powerW)).to.deep.equal([25, 50]);
    expect([site?.sim, site?.from, site?.position]).to.deep.equal([
      '0901',
      today,
      { lat: 13.7, lng: 109.2 },
    ]);
  });

  it('say what is wrong with a row, once, and are not taken with it', () => {
    expect(
      faultsOf([
        'Cụm A;99999;13,7;109,2',
        'Cụm B;21583;;',
        'Cụm C;21583;48,8;109,2',
        ';21583;13,7;109,2',
        'Cụm D;;13,7;109,2',
        'D;21583;13,7;109,2',
        'Cụm E;52;13,7;109,2',
      ]),
    ).to.deep.equal([
      '2 Địa bàn: “99999” không có trong địa bàn của bạn; ghi mã hoặc tên xã, mã thôn',
      '3 Vĩ độ: cụm mới cần vĩ độ và kinh độ; chưa đo thì khai báo ở trang Cụm loa',
      '4 Vĩ độ: 48,8 ngoài khoảng 8 đến 24',
      '5 Tên cụm: đang để trống',
      '6 Địa bàn: đang để trống',
      '7 Tên cụm: ngắn quá',
      '8 Địa bàn: “52” không có trong địa bàn của bạn; ghi mã hoặc tên xã, mã thôn',
    ]);
  });

  it('ask for the code where several places have the name, or several clusters', () => {
    const twins = AREAS.map((one) =>
      one.id === NHON_CHAU ? { ...one, name: 'Phường Quy Nhơn' } : one,
    );
    const both = read(['Cụm A;Phường Quy Nhơn;13,7;109,2'], HEAD, { places: twins });
    expect(both.faults[0]?.what.vi).to.equal('có nhiều nơi tên “Phường Quy Nhơn”; ghi mã');
    const standing = [
      ...ground.standing,
      { ...ground.standing[0]!, id: DeviceId.parse('cum-hai-2') },
    ];
    const same = read(['Cụm loa Chợ Lớn;21583;13,7;109,2'], HEAD, { standing });
    expect(same.faults[0]?.what.vi).to.match(/nhiều cụm cùng tên/);
  });

  it('are refused in a commune that is no more, which says what it is now', () => {
    const ended = new Map([[AreaId.parse('21583'), ['Phường Mới']]]);
    const rows = ['Cụm A;21583;13,7;109,2', 'Cụm loa Chợ Lớn;21583;13,7;109,2'];
    const read21583 = read(rows, HEAD, { ended });
    expect(read21583.faults.map(({ what }) => what.vi)).to.deep.equal([
      'nơi này không còn nữa, nay là Phường Mới; ghi nơi thay nó',
    ]);
    expect([read21583.fresh.length, read21583.already]).to.deep.equal([0, 1]);
  });

  it('stand among rows of known clusters, where the cell of the id is empty', () => {
    const head = 'Mã cụm;Tên cụm;Địa bàn;Vĩ độ;Kinh độ;Công suất;Độ cao';
    const all = read([`${ID};Cụm loa Chợ Lớn;21583;;;25;8`, ';Cụm F;21583;13,7;109,2;;'], head);
    expect(all.faults).to.deep.equal([]);
    expect([all.facts.length, all.fresh.length, all.already]).to.deep.equal([1, 1, 0]);
  });

  it('are nobody’s to register who may not, and need their columns', () => {
    const text = `${HEAD}\nCụm A;21583;13,7;109,2`;
    const refused = readSites(text, { known: new Set([ID]), today, ground: null });
    expect([refused.fresh, refused.faults[0]?.column]).to.deep.equal([[], 'Mã cụm']);
    expect(faultsOf(['Cụm A;13,7'], 'Tên cụm;Vĩ độ')).to.deep.equal([
      '1 Địa bàn: không thấy cột này',
      '1 Kinh độ: không thấy cột này',
    ]);
    expect(faultsOf([`${ID};25`], 'Mã cụm;Công suất')).to.deep.equal([
      '1 Độ cao (m): không thấy cột này',
    ]);
  });

  it('are all known when the same file comes again', () => {
    const row = fc.record({
      name: fc.stringMatching(/^[A-Za-z]{2,8}$/),
      area: fc.constantFrom('21583', '21607', '21583-01'),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const lines = rows.map(({ name, area }) => `Cụm ${name};${area};13,7;109,2`);
        const { fresh } = read(lines, HEAD, { standing: [] });
        const standing = fresh.map(({ name, areaId }, n) => ({
          id: DeviceId.parse(`cum-moi-${n}`),
          name,
          areaId,
        }));
        const again = read(lines, HEAD, { standing });
        expect([again.fresh, again.already]).to.deep.equal([[], rows.length]);
      }),
    );
  });
});
