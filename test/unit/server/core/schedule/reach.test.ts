/** Whom a line means. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { areaPaths, reaches } from '#server/core/schedule/reach';

const id = (text: string) => AreaId.parse(text);
const tree = [
  { id: id('52'), parentId: null },
  { id: id('21553'), parentId: id('52') },
  { id: id('21553-03'), parentId: id('21553') },
];
const box = DeviceId.parse('loa-00001');

describe('reach', () => {
  it('walks from an area up to the province', () => {
    expect(areaPaths(tree).get(id('21553-03'))).to.deep.equal(['21553-03', '21553', '52']);
  });

  it('ends a walk in a tree that was tied into a ring', () => {
    const ring = [
      { id: id('52'), parentId: id('53') },
      { id: id('53'), parentId: id('52') },
    ];
    expect(areaPaths(ring).get(id('52'))).to.have.length(8);
  });

  it('reaches a box by its own name or by any area above it, and no other', () => {
    const path = areaPaths(tree).get(id('21553-03')) ?? [];
    expect(reaches({ areaIds: [id('52')], deviceIds: [] }, box, path)).to.equal(true);
    expect(reaches({ areaIds: [], deviceIds: [box] }, box, path)).to.equal(true);
    expect(reaches({ areaIds: [id('21556')], deviceIds: [] }, box, path)).to.equal(false);
    expect(reaches({ areaIds: [id('21553-03')], deviceIds: [] }, box, [id('21553')])).to.equal(
      false,
    );
  });
});
