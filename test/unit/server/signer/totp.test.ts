/** One-time codes against the vectors of RFC 4648 and RFC 6238. */
import { expect } from 'chai';
import fc from 'fast-check';
import { base32, bytesOf, codeAt, newSecret, STEP_MS, stepOf } from '#server/signer/totp';

const RFC_SECRET = base32(Buffer.from('12345678901234567890'));

describe('one-time codes', () => {
  it('are those of RFC 6238, appendix B, cut to six digits', () => {
    const vectors: [number, string][] = [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_111_111_111, '050471'],
      [1_234_567_890, '005924'],
      [2_000_000_000, '279037'],
      [20_000_000_000, '353130'],
    ];
    for (const [second, code] of vectors) {
      expect(codeAt(RFC_SECRET, Math.floor(second / 30)), String(second)).to.equal(code);
    }
  });

  it('write secrets in base32 as RFC 4648 does, and read them back', () => {
    const vectors = {
      '': '',
      f: 'MY',
      fo: 'MZXQ',
      foo: 'MZXW6',
      foob: 'MZXW6YQ',
      fooba: 'MZXW6YTB',
    };
    for (const [plain, coded] of Object.entries(vectors)) {
      expect(base32(Buffer.from(plain))).to.equal(coded);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect([...bytesOf(base32(bytes))]).to.deep.equal([...bytes]);
      }),
    );
    expect(newSecret()).to.match(/^[A-Z2-7]{32}$/);
    expect(newSecret()).to.not.equal(newSecret());
  });

  it('hold from half a minute before to half a minute after, and never a used step', () => {
    const step = 57_000_000;
    const code = codeAt(RFC_SECRET, step);
    const at = (offset: number, usedStep = -1) =>
      stepOf(RFC_SECRET, code, { now: (step + offset) * STEP_MS + 7, usedStep });
    expect([-2, -1, 0, 1, 2].map((offset) => at(offset))).to.deep.equal([
      null,
      step,
      step,
      step,
      null,
    ]);
    expect(at(0, step)).to.equal(null);
    expect(at(0, step - 1)).to.equal(step);
  });
});
