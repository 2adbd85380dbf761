/** Versions are compared as numbers, part by part. */
import { compareVersions } from '@loaso/shared/version';
import { expect } from 'chai';

describe('versions', () => {
  it('are ordered by their first differing number', () => {
    const ordered = ['0.9.9', '0.10.0', '1.0.0', '1.0.2', '1.0.10', '10.0.0'];
    const shuffled = ['1.0.10', '0.10.0', '10.0.0', '0.9.9', '1.0.2', '1.0.0'];
    expect(shuffled.sort(compareVersions)).to.deep.equal(ordered);
    expect(compareVersions('1.2.3', '1.2.3')).to.equal(0);
  });
});
