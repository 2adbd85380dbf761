/** About how many people hear by a box, for putting repairs in order. */
import { AreaId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { peopleBehind } from '#server/core/fleet/people-behind';
import { boxId } from '../../../../support/plans.js';

const area = (id: string): AreaId => AreaId.parse(id);
const hamlet = (id: string, people: number) => ({
  areaId: area(id),
  communeId: area('21583'),
  people,
});
const box = (id: number, place: string) => ({ id: boxId(id), areaId: area(place) });

describe('the people behind a box', () => {
  it('are those of its hamlet, shared among its boxes; the rest belong to the boxes of the commune', () => {
    const boxes = [box(1, '21583-01'), box(2, '21583-01'), box(3, '21583'), box(4, '21607')];
    const hamlets = [hamlet('21583-01', 1_000), hamlet('21583-02', 300), hamlet('21583-03', 100)];
    expect([...peopleBehind(boxes, hamlets)]).to.deep.equal([
      [boxId(1), 500],
      [boxId(2), 500],
      [boxId(3), 400],
    ]);
  });

  it('are nobody known where nothing is said of the place', () => {
    expect([...peopleBehind([box(1, '21583')], [])]).to.deep.equal([]);
  });
});
