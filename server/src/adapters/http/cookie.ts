/**
 * Login cookie — phiên đăng nhập của trình duyệt.
 *
 * Carries a random value and nothing else; HttpOnly, SameSite=Strict, and under the `__Host-` prefix
 * wherever the site is served over TLS, so that no other site can read, set or send it.
 */
import type { Request, Response } from 'express';
import type { CookieChange } from './route.js';

export type CookieRules = { readonly secure: boolean };

const nameOf = ({ secure }: CookieRules): string => (secure ? '__Host-loaso' : 'loaso');

/** Value of the login cookie of a header, or null. */
export function tokenFrom(header: string | undefined, rules: CookieRules): string | null {
  if (header === undefined || header.length > 4096) return null;
  const wanted = `${nameOf(rules)}=`;
  const pair = header
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(wanted));
  const value = pair?.slice(wanted.length) ?? '';
  return /^[A-Za-z0-9_-]{20,128}$/.test(value) ? value : null;
}

export function applyCookie(response: Response, change: CookieChange, rules: CookieRules): void {
  const ended = change === 'end';
  response.cookie(nameOf(rules), ended ? '' : change.token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: rules.secure,
    path: '/',
    ...(ended ? { maxAge: 0 } : { expires: new Date(change.expiresAt) }),
  });
}

/**
 * True when a changing request may come from our own pages or from a program, not from another site:
 * browsers state `Sec-Fetch-Site`, and all state `Origin` on a cross-origin post.
 */
export function sameSite(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.get('origin');
  if (origin === undefined || origin === 'null') return origin === undefined;
  return URL.canParse(origin) && new URL(origin).host === request.get('host');
}
