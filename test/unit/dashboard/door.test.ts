/**
 * Door — cửa vào trang điều hành.
 *
 * Where a login leads: back to where one wanted to go, never out of this site.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { loginAddress, wishIn } from '../../../server/dashboard/src/door/addresses.js';

const searchOf = (address: string): string => address.slice('/dang-nhap'.length);

describe('dashboard/door/addresses', () => {
  it('leads back to the screen that was asked for, with all that its address says', () => {
    const to = '/lich-phat?tuan=2026-11-23&diaBan=21583#gio';
    expect(wishIn(searchOf(loginAddress({ to, ended: true })))).to.deep.equal({ to, ended: true });
  });

  it('leads home when nothing was asked for', () => {
    expect(loginAddress({ to: '/hom-nay', ended: false })).to.equal('/dang-nhap');
    expect(wishIn('')).to.deep.equal({ to: '/hom-nay', ended: false });
  });

  for (const outside of [
    'https://xau.vn',
    '//xau.vn',
    '/\\xau.vn',
    '/\t/xau.vn',
    'javascript:alert(1)',
    '',
  ]) {
    it(`never leads out by ${JSON.stringify(outside)}`, () => {
      const search = `?${new URLSearchParams({ toi: outside }).toString()}`;
      expect(wishIn(search).to).to.equal('/hom-nay');
    });
  }

  it('stays inside the site whatever the address says', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { to } = wishIn(`?${new URLSearchParams({ toi: text }).toString()}`);
        expect(new URL(to, 'http://loa.example').origin).to.equal('http://loa.example');
      }),
    );
  });
});
