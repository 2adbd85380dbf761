/** Numbers rise above everything signed; what was signed and is not remembered holds everything. */
import { DeviceId, Sha256 } from '@loaso/shared/ids';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  answerTo,
  isAhead,
  isBeyond,
  isNewest,
  nextNumbers,
  rememberedNum,
} from '#server/core/fleet/numbering';

const BOXES = [1, 2, 3].map((n) => DeviceId.parse(`loa-cum-${n}`));
const num = fc.nat({ max: 4 });
const numbers = fc
  .tuple(num, num, num)
  .map((nums) => new Map(BOXES.map((id, index) => [id, nums[index] ?? 0])));

describe('numbers of plans', () => {
  it('rise above what is stored and what was signed, or hold for a box that is ahead', () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (stored, signed, asked) => {
        const next = nextNumbers(stored, { signed, asked });
        const ahead = BOXES.filter((id) =>
          isAhead({
            signed: signed.get(id) ?? 0,
            remembered: rememberedNum(stored.get(id) ?? 0, asked.get(id)),
          }),
        );
        expect(next.ok).to.equal(ahead.length === 0);
        if (!next.ok) expect(next.error.id).to.equal(ahead[0]);
        else
          for (const [id, chosen] of next.value)
            expect(chosen).to.equal(Math.max(stored.get(id) ?? 0, signed.get(id) ?? 0) + 1);
      }),
    );
  });

  it('are let go by a person who has taken note of what was signed', () => {
    fc.assert(
      fc.property(numbers, numbers, (stored, signed) => {
        expect(nextNumbers(stored, { signed, asked: signed }).ok).to.equal(true);
      }),
    );
  });

  it('leave a stored plan behind where a higher one was given out', () => {
    expect([isNewest(3, undefined), isNewest(3, 3), isNewest(3, 4)]).to.deep.equal([
      ...[true, true, false],
    ]);
  });

  it('send a box no plan that it has or that is older than its own', () => {
    const mark = (epoch: number, one: number) => ({
      ...{ epoch, num: one },
      hash: Sha256.parse(`${epoch}${one}`.padStart(64, '0')),
    });
    const desired = mark(1, 5);
    expect(answerTo(null, desired)).to.equal('send');
    expect(answerTo(mark(1, 4), desired)).to.equal('send');
    expect(answerTo(desired, desired)).to.equal('same');
    expect(answerTo(mark(1, 6), desired)).to.equal('ahead');
    expect(answerTo(mark(2, 6), desired)).to.equal('send');
    expect(isBeyond(null, desired)).to.equal(false);
  });
});
