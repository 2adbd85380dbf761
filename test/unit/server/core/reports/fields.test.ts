/** Fields of an airing: each field has its own minutes, and no more than were played. */
import { expect } from 'chai';
import { type Heard, type LineContent, rowsWithParts } from '#server/core/reports/fields';

const LAW = { field: 'law', kind: 'text' } as const;
const NEWS = { field: 'general', kind: 'text' } as const;
/** A minute of news, two of law, a minute of news. */
const MIXED: LineContent = {
  source: 'province',
  turns: [
    {
      first: NEWS,
      parts: [
        { field: 'general', fromMs: 0, toMs: 60_000 },
        { field: 'law', fromMs: 60_000, toMs: 180_000 },
        { field: 'general', fromMs: 180_000, toMs: 240_000 },
      ],
    },
  ],
};
const SERIES: LineContent = {
  source: 'commune',
  turns: [NEWS, LAW].map((first) => ({
    first,
    parts: [{ field: first.field, fromMs: 0, toMs: 240_000 }],
  })),
};

const airing = (change: Partial<Heard> = {}): Heard => ({
  areaId: '21583',
  entryId: 'ent-1',
  title: 'Bản tin sáng',
  priority: 'normal',
  startAt: 1_780_000_000_000,
  durationMs: 240_000,
  state: 'played',
  playedMs: 240_000,
  virtual: false,
  pieces: [{ fromMs: 0, playedMs: 240_000 }],
  ...change,
});

const told = (content: LineContent, ...airings: Heard[]) =>
  rowsWithParts(airings, () => content).map(({ part, field, sums }) => [
    part,
    field,
    `${sums.aired}/${sums.interrupted}/${sums.missed}/${sums.unknown}/${sums.virtual}`,
    sums.airedMs,
  ]);

describe('an airing about several fields', () => {
  it('counts once as a whole, and each field for its own minutes', () => {
    expect(told(MIXED, airing())).to.deep.equal([
      ['', null, '1/0/0/0/0', 240_000],
      ['general', 'general', '1/0/0/0/0', 120_000],
      ['law', 'law', '1/0/0/0/0', 120_000],
    ]);
  });

  it('has of a field what was heard of it, where it was cut', () => {
    const cut = airing({
      state: 'interrupted',
      playedMs: 90_000,
      pieces: [{ fromMs: 0, playedMs: 90_000 }],
    });
    expect(told(MIXED, cut)).to.deep.equal([
      ['', null, '0/1/0/0/0', 90_000],
      ['general', 'general', '0/1/0/0/0', 60_000],
      ['law', 'law', '0/1/0/0/0', 30_000],
    ]);
    const early = { state: 'interrupted', playedMs: 50_000 } as const;
    const before = airing({ ...early, pieces: [{ fromMs: 0, playedMs: 50_000 }] });
    expect(told(MIXED, before)[2]).to.deep.equal(['law', 'law', '0/0/1/0/0', 0]);
    const late = airing({
      state: 'interrupted',
      playedMs: 180_000,
      pieces: [{ fromMs: 60_000, playedMs: 180_000 }],
    });
    expect(told(MIXED, late)[2]).to.deep.equal(['law', 'law', '1/0/0/0/0', 120_000]);
  });

  it('says of no field more than of the whole where no word has come', () => {
    const silent = airing({ state: 'unknown', playedMs: 0, pieces: [] });
    expect(told(MIXED, silent).map(([, , sums]) => sums)).to.deep.equal([
      '0/0/0/1/0',
      '0/0/0/1/0',
      '0/0/0/1/0',
    ]);
  });

  it('is, in a series, about what its turn is about', () => {
    expect(told(SERIES, airing({ title: 'Luật · kỳ 1/2' }))[0]?.[1]).to.equal('general');
    expect(told(SERIES, airing({ title: 'Luật · kỳ 2/2' }))[0]?.[1]).to.equal('law');
    expect(told(SERIES, airing({ title: 'Luật · kỳ 2/2' }))).to.have.length(1);
  });

  it('is about nothing where its bulletins are gone', () => {
    expect(told({ source: null, turns: [] }, airing())[0]?.[1]).to.equal(null);
  });
});
