/** Airings of a line: what plans hold, and what a preview adds because it must say why. */
import { BulletinId, Sha256 } from '@loaso/shared/ids';
import { addDays, type Instant, instantAt } from '@loaso/shared/time';
import { expect } from 'chai';
import { aheadLines } from '#server/core/plan/ahead-wishes';
import { airableOf, type PlanSources } from '#server/core/plan/airable';
import { airingsOf, titleOfTurn } from '#server/core/plan/line-airings';
import { clipOf, DAY, daily, NOW, provinceOf } from './world.js';

const at = (days: number, minute: number): Instant => instantAt(addDays(DAY, days), minute);
const window = { startAt: NOW, endAt: at(4, 0) };
const nameOf = (id: BulletinId): string => `tên ${id}`;

/** Three bulletins in turn, the second not approved. */
function series(): PlanSources {
  const input = provinceOf([
    { name: 'loat', rule: daily(1020), series: { atEnd: 'again', start: 0 }, createdAt: at(0, 0) },
  ]);
  const names = ['mot', 'hai', 'ba'];
  const episodes = names.map((name) => ({
    bulletinId: BulletinId.parse(`b-${name}`),
    parts: [{ sha256: clipOf(name).sha256, offsetMs: 0 }],
    durationMs: 60_000,
  }));
  return {
    ...input,
    programmes: input.programmes.map((one) => ({
      ...one,
      bulletinIds: episodes.map(({ bulletinId }) => bulletinId),
      parts: episodes.flatMap(({ parts }) => parts),
      episodes,
    })),
    approved: new Map(['mot', 'ba'].map((name) => [BulletinId.parse(`b-${name}`), [clipOf(name)]])),
  };
}

describe('airings of a line', () => {
  it('name the turn of a series, and never grow past what a title may be', () => {
    expect(titleOfTurn('Luật Đất đai', 1, 5)).to.equal('Luật Đất đai · kỳ 2/5');
    expect(titleOfTurn('Luật Đất đai', null, 1)).to.equal('Luật Đất đai');
    expect(titleOfTurn('x'.repeat(200), 9, 12)).to.have.length(200);
  });

  it('leave the turn of an unapproved bulletin out and keep the days of the others', () => {
    const [line] = airableOf(series());
    const airings = airingsOf(line!, window).map(({ startAt, title }) => [startAt, title]);
    expect(airings).to.deep.equal([
      [at(0, 1020), 'Bản tin loat · kỳ 1/3'],
      [at(2, 1020), 'Bản tin loat · kỳ 3/3'],
      [at(3, 1020), 'Bản tin loat · kỳ 1/3'],
    ]);
  });

  it('are told ahead with the bulletin that keeps them silent', () => {
    const [line] = aheadLines(series(), window, nameOf);
    expect(line?.wishes.map(({ title, unapproved }) => [title, unapproved])).to.deep.equal([
      ['Bản tin loat · kỳ 1/3', []],
      ['Bản tin loat · kỳ 2/3', ['tên b-hai']],
      ['Bản tin loat · kỳ 3/3', []],
      ['Bản tin loat · kỳ 1/3', []],
    ]);
    expect(line?.wishes[0]?.sha256s).to.deep.equal([clipOf('mot').sha256]);
  });

  it('are silent when the approved recording is another than the one that had room', () => {
    const input = provinceOf([{ name: 'cu', rule: daily(1020) }]);
    const stale = new Map([[BulletinId.parse('b-cu'), [clipOf('moi')]]]);
    const [line] = aheadLines({ ...input, approved: stale }, window, nameOf);
    expect(line?.wishes[0]).to.deep.include({ unapproved: [], outgrown: true });
    expect(Sha256.safeParse(line?.wishes[0]?.sha256s[0]).success).to.equal(true);
  });

  it('leave cancelled lines out', () => {
    const input = provinceOf([{ name: 'bo', state: 'cancelled' }]);
    expect(aheadLines(input, window, nameOf)).to.deep.equal([]);
  });
});
