/** Areas that are no more: which they are, and where clusters still hang. */
import { AreaId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import type { Area } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import type { CommuneFact } from '#server/core/coverage/communes';
import { endedCommunes, toldEnded } from '#server/core/coverage/ended-areas';

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
  toldEnded(AREAS, endedCommunes(FACTS, LocalDate.parse(today)), new Set(standing.map(id)))
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

  it('say where a cluster still hangs, and that its commune has one', () => {
    expect(endedOn('2026-07-01', ['21580-02'])).to.deep.equal([
      '21580 2026-06-30 true',
      '21580-01 2026-06-30 false',
      '21580-02 2026-06-30 true',
    ]);
    expect(endedOn('2026-07-01', ['21580', '21583'])[0]).to.equal('21580 2026-06-30 true');
  });
});
