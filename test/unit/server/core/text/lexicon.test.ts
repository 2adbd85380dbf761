/** A station's own readings: what they win over, how exactly they match, which area speaks. */
import { createHash } from 'node:crypto';
import { AreaId } from '@loaso/shared/ids';
import type { LexiconMatch } from '@loaso/shared/wire/http/lexicon';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type AreaReading,
  effectiveLexicon,
  readingsInForce,
} from '#server/core/text/effective-lexicon';
import { foldLetters } from '#server/core/text/lexicon';
import { normalise } from '#server/core/text/normalise';

const [hamlet, commune, province] = ['21583-01', '21583', '52'].map((id) => AreaId.parse(id)) as [
  AreaId,
  AreaId,
  AreaId,
];
const PATH = [hamlet, commune, province];
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const said = (text: string, written: string, match: LexiconMatch): string =>
  normalise(text, {
    lexicon: { version: '1', entries: [{ written, spoken: 'đắc đoa', match }] },
  }).text;

describe('an entry of the lexicon', () => {
  it('matches to the letter, but for case, or but for case and diacritics', () => {
    const texts = ['Đak Đoa', 'ĐAK ĐOA', 'Dak Doa'];
    const hits = (match: LexiconMatch) =>
      texts.filter((text) => said(text, 'Đak Đoa', match) === 'đắc đoa');
    expect(hits('exact')).to.deep.equal(['Đak Đoa']);
    expect(hits('any-case')).to.deep.equal(['Đak Đoa', 'ĐAK ĐOA']);
    expect(hits('any-marks')).to.deep.equal(texts);
  });

  it('matches whole words only, and the longest of several', () => {
    expect(said('Đak Đoan', 'Đak Đoa', 'any-marks')).to.equal(normalise('Đak Đoan').text);
    const entries = [
      { written: 'Kon', spoken: 'con' },
      { written: 'Kon Jang', spoken: 'công giang' },
    ];
    const { text } = normalise('Kon Jang và Kon', { lexicon: { version: '1', entries } });
    expect(text).to.equal('công giang và con');
  });

  it('wins over every rule', () => {
    const entries = [{ written: '7 giờ', spoken: 'sáng sớm' }];
    expect(normalise('lúc 7 giờ', { lexicon: { version: '1', entries } }).text).to.equal(
      'lúc sáng sớm',
    );
  });

  it('is folded letter for letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ĐđẮắỢợaBx7 -') }), (text) => {
        const folded = foldLetters(text);
        expect(folded).to.have.lengthOf(text.length);
        expect(foldLetters(folded)).to.equal(folded);
      }),
    );
  });
});

const readings: fc.Arbitrary<AreaReading[]> = fc.array(
  fc.record({
    areaId: fc.constantFrom(...PATH, AreaId.parse('21607')),
    written: fc.constantFrom('Kon', 'kon', 'Dak', 'Đak Đoa'),
    spoken: fc.constantFrom('con', 'công', 'đắc'),
    match: fc.constantFrom<LexiconMatch>('exact', 'any-case', 'any-marks'),
  }),
  { maxLength: 8 },
);
/** As the store keeps them: one per area and words. */
const kept = readings.map((all) => [
  ...new Map(all.map((one) => [`${one.areaId} ${one.written.toLowerCase()}`, one])).values(),
]);

describe('the lexicon in force', () => {
  it('has one reading of each words, of the nearest area', () => {
    fc.assert(
      fc.property(kept, (all) => {
        const inForce = readingsInForce(all, PATH);
        for (const one of all.filter(({ areaId }) => PATH.includes(areaId))) {
          const winners = inForce.filter(
            ({ written }) => written.toLowerCase() === one.written.toLowerCase(),
          );
          expect(winners).to.have.lengthOf(1);
          expect(PATH.indexOf(winners[0]!.areaId)).to.be.at.most(PATH.indexOf(one.areaId));
        }
      }),
    );
  });

  it('has a version that names what it says, whatever the order and the area it comes from', () => {
    fc.assert(
      fc.property(kept, (all) => {
        const { version, entries } = effectiveLexicon(all, PATH, hash);
        expect(effectiveLexicon([...all].reverse(), PATH, hash).version).to.equal(version);
        expect(version === '').to.equal(entries.length === 0);
        const moved = readingsInForce(all, PATH).map((one) => ({ ...one, areaId: hamlet }));
        expect(effectiveLexicon(moved, PATH, hash).version).to.equal(version);
        const changed = moved.map((one) => ({ ...one, spoken: `${one.spoken} mới` }));
        const other = effectiveLexicon(changed, PATH, hash).version;
        if (entries.length > 0) expect(other).to.not.equal(version);
      }),
    );
  });
});
