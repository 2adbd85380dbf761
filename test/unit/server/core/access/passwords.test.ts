/** Which passwords are guessed first: core/access/passwords. */
import { expect } from 'chai';
import fc from 'fast-check';
import { COMMON_PASSWORDS } from '#server/core/access/common-passwords';
import { passwordWeakness } from '#server/core/access/passwords';

describe('A password that is easy to guess', () => {
  const weakness = (password: string) =>
    passwordWeakness(password, ['lan.nguyen', 'Nguyễn Thị Lan']);

  it('is a common word with the usual ornaments, in Vietnamese too', () => {
    for (const password of [
      'passwordpassword',
      'Matkhau@123456',
      'Mật khẩu 2025!',
      'M@tKh4u!!!!!!',
      'QuyNhon123456',
      'Anh yêu em mãi mãi',
      'viet nam vo dich',
      '123456matkhau!!',
      'Phát thanh 2025@',
      'quynhonbinhdinh',
    ]) {
      expect(weakness(password), password).to.equal('common');
    }
  });

  it('is a pattern of the keyboard or of the hand', () => {
    for (const password of ['123456789012', 'zzzzzzzzzzzzzz', 'xy1xy1xy1xy1xy', '0987654321ab']) {
      expect(weakness(password), password).to.equal('pattern');
    }
  });

  it('is built on the own name', () => {
    expect(weakness('Nguyễn Thị Lan kính chào')).to.equal('own-name');
    expect(weakness('xx-LAN.NGUYEN-7319')).to.equal('own-name');
  });

  it('is not a sentence of one’s own', () => {
    for (const password of [
      'mưa rào trên bến sông Côn',
      'bốn con trâu ngủ trưa',
      'k7Qf-92xW-mmTe',
      'cà phê không đường lúc 5 giờ',
    ]) {
      expect(weakness(password), password).to.equal(null);
    }
  });

  it('is found whatever its case, digits behind it and signs around it', () => {
    const words = [...COMMON_PASSWORDS].filter((word) => word.length > 4);
    const ornament = fc.string({ unit: fc.constantFrom(...'0123456789-.! '), maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...words), ornament, fc.boolean(), (word, behind, loud) => {
        const written = (loud ? word.toUpperCase() : word) + behind;
        return passwordWeakness(written, []) === 'common';
      }),
    );
  });
});
