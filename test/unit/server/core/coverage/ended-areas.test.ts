/** Areas that are no more: which they are, and where clusters still hang. */
import { AreaId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import type { Area } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import type { CommuneFact } from '#server/core/coverage/communes';
import {
  clustersIn,
  endedCommunes,
  endedPlaces,
  toldEnded,
} from '#server/core/coverage/ended-areas';

const id = (text: string): AreaId => AreaId.parse(text);
const area = (code: string, parent: string | null, level: Area['level']): Area => ({
  ...{ id: id(code), parentId: parent === null ? null : id(parent), name: code, level },
  ...{ kind: level === 'hamlet' ? 'thon' : 'xa', urban: false },
});
const AREAS = [
  area('52', null, 'province'),
  area('21580', '52', 'commune'),
  area('21580-01', '21580', 'hamlet'),
  area('21580-02', '21580', 'hamlet'),
  area('21583', '52', 'commune'),
];
const FACTS: CommuneFact[] = [
  {
    ...{ areaId: id('21583'), name: 'Mới', kind: 'xa', urban: false, until: null, source: '' },
    from: LocalDate.parse('2026-07-01'),
    predecessors: [id('21580')],
  },
];
const endedOn = (today: string, standing: readonly string[] = []) =>
  toldEnded(
    AREAS,
    endedCommunes(FACTS, LocalDate.parse(today)),
    clustersIn(
      AREAS,
      standing.map((code) => ({ areaId: id(code) })),
    ),
  )
    .filter(({ ended }) => ended !== undefined)
    .map(({ id: code, ended }) => `${code} ${ended?.on} ${ended?.clusters}`);

describe('ended areas', () => {
  it('are a commune that became another, from the day after its last, with its hamlets', () => {
    expect(endedOn('2026-06-30')).to.deep.equal([]);
    expect(endedOn('2026-07-01')).to.deep.equal([
      '21580 2026-06-30 false',
      '21580-01 2026-06-30 false',
      '21580-02 2026-06-30 false',
    ]);
  });

  it('name what is in their place today, over two reforms and where it was divided', () => {
    const later = { ...FACTS[0]!, from: LocalDate.parse('2027-01-01') };
    const divided = ['21590', '21591'].map((code) => ({
      ...later,
      areaId: id(code),
      name: `Mới ${code}`,
      predecessors: [id('21583')],
    }));
    const asked = (today: string, facts: CommuneFact[]) =>
      endedPlaces(AREAS, facts, {
        ids: ['52', '21583', '21580-02'].map(id),
        today: LocalDate.parse(today),
      });
    const end = LocalDate.parse('2026-06-30');
    const successors = ['Mới 21590', 'Mới 21591'];
    expect(asked('2026-06-30', FACTS)).to.deep.equal([]);
    expect(asked('2026-07-01', FACTS)).to.deep.equal([
      { id: '21580-02', name: '21580-02', on: end, successors: ['Mới'] },
    ]);
    expect(asked('2027-01-01', [...FACTS, ...divided])).to.deep.equal([
      { id: '21583', name: '21583', on: '2026-12-31', successors },
      { id: '21580-02', name: '21580-02', on: end, successors },
    ]);
  });

  it('say where a cluster still hangs, and that its commune has one', () => {
    expect(endedOn('2026-07-01', ['21580-02'])).to.deep.equal([
      '21580 2026-06-30 true',
      '21580-01 2026-06-30 false',
      '21580-02 2026-06-30 true',
    ]);
    expect(endedOn('2026-07-01', ['21580', '21583'])[0]).to.equal('21580 2026-06-30 true');
  });
});
