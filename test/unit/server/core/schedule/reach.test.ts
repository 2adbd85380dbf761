/** Whom a line means. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { areaPaths, type ReachTarget, reaches } from '#server/core/schedule/reach';

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
    const line = (target: ReachTarget) => ({ areaId: id('52'), target });
    expect(reaches(line({ areaIds: [id('52')], deviceIds: [] }), box, path)).to.equal(true);
    expect(reaches(line({ areaIds: [], deviceIds: [box] }), box, path)).to.equal(true);
    expect(reaches(line({ areaIds: [id('21556')], deviceIds: [] }), box, path)).to.equal(false);
    const hamlet = line({ areaIds: [id('21553-03')], deviceIds: [] });
    expect(reaches(hamlet, box, [id('21553')])).to.equal(false);
  });

  it('leaves a box that is named behind when it stands elsewhere', () => {
    const targets = [
      { areaIds: [], deviceIds: [box] },
      { areaIds: [], deviceIds: [], memberIds: [box] },
    ];
    for (const target of targets) {
      const line = { areaId: id('21553'), target };
      expect(reaches(line, box, [id('21553-03'), id('21553'), id('52')])).to.equal(true);
      expect(reaches(line, box, [id('21556'), id('52')])).to.equal(false);
      expect(reaches({ ...line, areaId: id('52') }, box, [id('21556'), id('52')])).to.equal(true);
    }
  });
});
