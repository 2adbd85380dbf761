/** Who must confirm, and for which places: `server/core/emergency/path`. */
import { AreaId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { communesOf, coversAll, pathOf, placesOf } from '#server/core/emergency/path';
import { AREAS, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../../support/store.js';

const HAMLET = AreaId.parse('21583-01');

describe('path of an order', () => {
  it('is A for what was prepared in one commune, else B, and C only where it was asked for', () => {
    const path = (prepared: boolean, communes: number, breakGlass: boolean) => {
      const answer = pathOf({ prepared, communes, breakGlass });
      return answer.ok ? answer.value : answer.error.code;
    };
    expect(path(true, 1, false)).to.equal('A');
    expect(path(true, 1, true)).to.equal('A');
    expect(path(true, 2, false)).to.equal('B');
    expect(path(false, 1, false)).to.equal('B');
    expect(path(false, 1, true)).to.equal('C');
    expect(path(false, 2, true)).to.equal('break-glass-wide');
    expect(path(false, 201, false)).to.equal('emergency-wide');
  });

  it('reaches the communes of a province, and a hamlet alone where its commune is not meant', () => {
    expect(placesOf(AREAS, [PROVINCE])).to.deep.equal(['21553', QUY_NHON, NHON_CHAU]);
    expect(placesOf(AREAS, [HAMLET])).to.deep.equal([HAMLET]);
    expect(placesOf(AREAS, [HAMLET, QUY_NHON])).to.deep.equal([QUY_NHON]);
    expect(placesOf(AREAS, [NHON_CHAU, HAMLET])).to.deep.equal([HAMLET, NHON_CHAU].sort());
    expect(placesOf(AREAS, [AreaId.parse('99')])).to.deep.equal([]);
  });

  it('counts hamlets by their commune', () => {
    expect(communesOf(AREAS, [HAMLET])).to.equal(1);
    expect(communesOf(AREAS, [HAMLET, NHON_CHAU])).to.equal(2);
    expect(communesOf(AREAS, [QUY_NHON, NHON_CHAU])).to.equal(2);
    const moved = AREAS.map((area) =>
      area.id === HAMLET ? { ...area, parentId: NHON_CHAU } : area,
    );
    expect(communesOf(moved, [HAMLET, NHON_CHAU])).to.equal(1);
  });

  it('is held by who works in every place of it', () => {
    expect(coversAll(new Set([QUY_NHON, NHON_CHAU]), [QUY_NHON])).to.equal(true);
    expect(coversAll(new Set([QUY_NHON]), [QUY_NHON, NHON_CHAU])).to.equal(false);
  });
});
