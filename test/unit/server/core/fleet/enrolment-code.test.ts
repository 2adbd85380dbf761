/** Enrolment codes: 128 bits that a person can read aloud and type. */
import { EnrolmentCode } from '@loaso/shared/wire/enrol';
import { expect } from 'chai';
import fc from 'fast-check';
import { enrolLineOf, enrolmentCodeOf, readEnrolmentCode } from '#server/core/fleet/enrolment-code';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
const tokenOf = (array: Uint8Array): string => Buffer.from(array).toString('base64url');

describe('an enrolment code', () => {
  it('is the 128 bits of its token in base 32', () => {
    fc.assert(
      fc.property(bytes, (array) => {
        const value = BigInt(`0x${Buffer.from(array).toString('hex')}`);
        const plain = enrolmentCodeOf(tokenOf(array)).replaceAll('-', '');
        const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        let back = 0n;
        for (const sign of plain) back = back * 32n + BigInt(signs.indexOf(sign));
        expect(back).to.equal(value);
        expect(EnrolmentCode.safeParse(enrolmentCodeOf(tokenOf(array))).success).to.equal(true);
      }),
    );
  });

  it('is read back from what people type', () => {
    const code = enrolmentCodeOf(tokenOf(new Uint8Array(16).fill(0)));
    expect(code).to.equal('0000-0000-0000-0000-0000-0000-00');
    expect(readEnrolmentCode('oooo oooo-OOOO 0000 0000 0000 0O')).to.equal('0'.repeat(26));
    expect(readEnrolmentCode('Il11 1111 1111 1111 1111 1111 11')).to.equal('1'.repeat(26));
    expect(readEnrolmentCode('1234')).to.equal(null);
    expect(readEnrolmentCode(`${'0'.repeat(25)}U`)).to.equal(null);
  });

  it('stands in one line with the server, as it is typed at the box', () => {
    const code = 'K7QM-4ZTA-9XHC-2RVB-PW3N-6J';
    expect(enrolLineOf(code, 'https://loaso.gialai.gov.vn')).to.equal(
      `loaso-agent enrol ${code} --server https://loaso.gialai.gov.vn`,
    );
  });
});
