/** Templates of bulletins: a few words to change, none forgotten, nothing that the reader cannot read. */
import { expect } from 'chai';
import { blanksIn, TEMPLATES } from '#dashboard/screens/compose/templates';
import { normalise } from '#server/core/text/normalise';

const names = (text: string): string[] => blanksIn(text).map(({ name }) => name);
const filled = (text: string): string =>
  blanksIn(text).reduceRight(
    (now, { start, end }) => `${now.slice(0, start)}7${now.slice(end)}`,
    text,
  );

describe('dashboard/templates', () => {
  for (const { name, text } of TEMPLATES) {
    it(`${name} asks for a few words, and is read whole once they stand`, () => {
      expect(names(text).length).to.be.within(2, 7);
      expect(names(filled(text))).to.deep.equal([]);
      expect(normalise(filled(text)).uncertain).to.deep.equal([]);
    });
  }

  it('leads to the place itself', () => {
    const text = 'Họp lúc [giờ] tại [nơi họp].';
    const [first, second] = blanksIn(text);
    expect(text.slice(first?.start, first?.end)).to.equal('[giờ]');
    expect(text.slice(second?.start, second?.end)).to.equal('[nơi họp]');
  });

  it('lets the brackets of a pasted text be', () => {
    expect(names('Theo tài liệu [1] và [phụ lục kèm theo], lúc [giờ].')).to.deep.equal(['giờ']);
  });
});
