/**
 * Addresses of the door — địa chỉ vào và ra.
 *
 * The login has an address of its own; behind the question mark it keeps where the person wanted to go
 * and whether a session has just ended. Leads nowhere outside this site.
 */
import { forgetVisit } from './visits.js';

const PATH = '/dang-nhap';
const HOME = '/hom-nay';

/** `to`: inside this site; `ended`: a session was there before. */
export type Wish = { readonly to: string; readonly ended: boolean };

/** What the login's address asks for; a return address that makes no sense is dropped. */
export function wishIn(search: string): Wish {
  const values = new URLSearchParams(search);
  const to = values.get('toi') ?? '';
  return { to: /^\/(?![/\\\t\r\n])/.test(to) ? to : HOME, ended: values.get('het') === 'true' };
}

export const isLogin = (pathname: string): boolean => pathname === PATH;

export function loginAddress({ to, ended }: Wish): string {
  const values = new URLSearchParams(to === HOME || to === '/' ? {} : { toi: to });
  if (ended) values.set('het', 'true');
  const text = values.toString();
  return text === '' ? PATH : `${PATH}?${text}`;
}

/**
 * Goes to the login as to another page, so that nothing of this session stays in memory.
 *
 * @returns a promise that never settles: what waits for it waits until the page is gone
 */
export function leave(wish: Wish): Promise<never> {
  forgetVisit();
  window.location.replace(loginAddress(wish));
  return new Promise(() => undefined);
}

/** Where this page is, with all that the address says. */
export const here = (): string => {
  const { pathname, search, hash } = window.location;
  return `${pathname}${search}${hash}`;
};
