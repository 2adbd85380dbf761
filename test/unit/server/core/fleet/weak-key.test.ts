/** Public keys that would let anybody speak for a box. */
import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { isWeakKey } from '#server/core/fleet/weak-key';

const keyOf = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');

describe('a weak key', () => {
  it('is a point of small order, in any of its spellings', () => {
    const points = [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      `ec${'ff'.repeat(30)}7f`,
      `ec${'ff'.repeat(31)}`,
      `ed${'ff'.repeat(30)}7f`,
      `ee${'ff'.repeat(30)}7f`,
    ];
    expect(points.filter((point) => !isWeakKey(keyOf(point)))).to.deep.equal([]);
  });

  it('is anything that is no key', () => {
    expect(['', 'abc', 'A'.repeat(44), '!'.repeat(43)].every(isWeakKey)).to.equal(true);
  });

  it('is no key that was honestly made', () => {
    for (let count = 0; count < 50; count += 1) {
      const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
      expect(isWeakKey(x ?? '')).to.equal(false);
    }
  });
});
