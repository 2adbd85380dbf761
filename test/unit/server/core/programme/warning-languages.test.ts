/** In which languages boxes hear warnings: `server/core/programme/warning-languages`. */
import { AreaId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { languagesAt, warningLanguages } from '#server/core/programme/warning-languages';

const area = (id: string, level: 'province' | 'commune' | 'hamlet', parentId: string | null) => ({
  id: AreaId.parse(id),
  name: id,
  level,
  parentId: parentId === null ? null : AreaId.parse(parentId),
});
const AREAS = [
  area('21583-01', 'hamlet', '21583'),
  area('21583', 'commune', '52'),
  area('21607', 'commune', '52'),
  area('52', 'province', null),
];
const says = (id: string, languages: ('vi' | 'bdq' | 'jra')[]) => ({
  areaId: AreaId.parse(id),
  style: null,
  stationName: null,
  languages,
});

describe('languages of warnings', () => {
  it('are those of the commune and of all its hamlets, alike on every box of it', () => {
    const heard = warningLanguages(
      [says('21583', ['vi', 'jra']), says('21583-01', ['bdq'])],
      AREAS,
    );
    expect(heard.get(AreaId.parse('21583'))).to.deep.equal(['vi', 'jra', 'bdq']);
    expect(heard.get(AreaId.parse('21583-01'))).to.deep.equal(['vi', 'jra', 'bdq']);
    expect(heard.get(AreaId.parse('21607'))).to.deep.equal(['vi']);
  });

  it('of an order are those of all its places', () => {
    const heard = warningLanguages([says('52', ['vi']), says('21607', ['bdq', 'vi'])], AREAS);
    const places = ['21583-01', '21607'].map((id) => AreaId.parse(id));
    expect(languagesAt(heard, places)).to.deep.equal(['vi', 'bdq']);
  });
});
