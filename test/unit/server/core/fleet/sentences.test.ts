/** What the plain sentences of the fleet are made of. */
import { expect } from 'chai';
import { join, number, say, some } from '#server/core/fleet/sentences';

describe('a sentence of the fleet', () => {
  it('groups thousands as each language does', () => {
    expect([0, 999, 1_000, 1_234_567].map(number)).to.deep.equal([
      '0',
      '999',
      '1.000',
      '1.234.567',
    ]);
    expect(some(1_234, 'box', 'boxes')).to.equal('1,234 boxes');
  });

  it('has one of one thing and many of none', () => {
    expect(some(1, 'box', 'boxes')).to.equal('1 box');
    expect(some(0, 'box', 'boxes')).to.equal('0 boxes');
  });

  it('is joined of the parts that are there', () => {
    const all = join([say('Một.', 'One.'), null, say('Hai.', 'Two.')]);
    expect(all).to.deep.equal({ vi: 'Một. Hai.', en: 'One. Two.' });
    expect(join([null])).to.deep.equal({ vi: '', en: '' });
  });
});
