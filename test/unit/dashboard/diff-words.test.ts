/** Where a reading differs from the writing. */
import { expect } from 'chai';
import fc from 'fast-check';
import { diffWords, type Piece, readsDifferently } from '#dashboard/screens/bulletin/diff-words';

const joined = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join(' ');
const marked = (pieces: readonly Piece[]): string[] =>
  pieces.filter(({ different }) => different).map(({ text }) => text);
const sentence = fc
  .array(fc.constantFrom('xã', 'Xã,', '26/4', 'hai', 'mươi', 'UBND', '-', 'năm.'), {
    maxLength: 30,
  })
  .map((words) => words.join(' '));

describe('dashboard/diff-words', () => {
  it('marks the number on one side and its words on the other', () => {
    const [written, spoken] = diffWords('ngày 26 của UBND xã', 'ngày hai mươi sáu của UBND xã');
    expect(marked(written)).to.deep.equal(['26']);
    expect(marked(spoken)).to.deep.equal(['hai mươi sáu']);
  });

  it('does not mark case and punctuation, which nobody hears', () => {
    expect(readsDifferently('Xã “An Nhơn”;', 'xã An Nhơn.')).to.equal(false);
  });

  it('marks a changed tone, which everybody hears', () => {
    expect(readsDifferently('kỳ', 'kỷ')).to.equal(true);
  });

  it('loses no word of either side', () => {
    fc.assert(
      fc.property(sentence, sentence, (written, spoken) => {
        const [left, right] = diffWords(written, spoken);
        expect([joined(left), joined(right)]).to.deep.equal([written, spoken]);
      }),
    );
  });

  it('leaves the same words unmarked on both sides', () => {
    fc.assert(
      fc.property(sentence, sentence, (written, spoken) => {
        const plain = (pieces: readonly Piece[]): string =>
          pieces
            .filter(({ different }) => !different)
            .map(({ text }) => text)
            .join(' ')
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]+/gu, ' ')
            .trim();
        const [left, right] = diffWords(written, spoken);
        expect(plain(left)).to.equal(plain(right));
      }),
    );
  });

  it('takes a monstrous sentence as different as a whole', () => {
    const long = 'xã '.repeat(500).trim();
    expect(diffWords(long, 'xã')[0]).to.deep.equal([{ text: long, different: true }]);
  });
});
