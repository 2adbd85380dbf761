/**
 * Navigation — các mục theo vai trò.
 *
 * Who sees which section. Only courtesy: the server decides every request by itself.
 */
import type { Role } from '@loaso/shared/wire/http/people';
import type { IconName } from '../parts/icon.js';

export type NavName =
  | 'today'
  | 'bulletins'
  | 'calendar'
  | 'map'
  | 'devices'
  | 'coverage'
  | 'incidents'
  | 'work'
  | 'reports'
  | 'lexicon'
  | 'hours'
  | 'relays'
  | 'software'
  | 'station'
  | 'people'
  | 'audit';

export type NavItem = { readonly name: NavName; readonly to: string; readonly icon: IconName };

const ITEMS: readonly (NavItem & { readonly roles: readonly Role[] | 'all' })[] = [
  { name: 'today', to: '/hom-nay', icon: 'today', roles: 'all' },
  { name: 'work', to: '/viec-hom-nay', icon: 'wrench', roles: ['technician'] },
  {
    name: 'bulletins',
    to: '/ban-tin',
    icon: 'bulletins',
    roles: ['administrator', 'official', 'approver', 'viewer'],
  },
  { name: 'calendar', to: '/lich-phat', icon: 'calendar', roles: 'all' },
  { name: 'devices', to: '/cum-loa', icon: 'devices', roles: 'all' },
  { name: 'map', to: '/ban-do', icon: 'map', roles: 'all' },
  { name: 'coverage', to: '/phu-song', icon: 'chart', roles: 'all' },
  { name: 'incidents', to: '/su-co', icon: 'warning', roles: 'all' },
  { name: 'reports', to: '/bao-cao', icon: 'report', roles: 'all' },
  {
    name: 'lexicon',
    to: '/tu-dien',
    icon: 'book',
    roles: ['administrator', 'official', 'approver', 'viewer'],
  },
  { name: 'hours', to: '/gio-phat', icon: 'clock', roles: 'all' },
  {
    name: 'relays',
    to: '/nguon-tiep-am',
    icon: 'link',
    roles: ['administrator', 'approver'],
  },
  { name: 'software', to: '/phan-mem', icon: 'download', roles: ['administrator'] },
  { name: 'station', to: '/cai-dat', icon: 'dials', roles: ['administrator', 'official'] },
  { name: 'people', to: '/nguoi-dung', icon: 'people', roles: ['administrator'] },
  { name: 'audit', to: '/nhat-ky', icon: 'audit', roles: ['administrator'] },
];

export const navFor = (role: Role): NavItem[] =>
  ITEMS.filter(({ roles }) => roles === 'all' || roles.includes(role));

/** How many sections fit the bottom bar of a phone beside "more". */
export const BOTTOM_ITEMS = 4;

export const may = {
  compose: (role: Role): boolean => role === 'official',
  writeHamlets: (role: Role): boolean => role === 'official' || role === 'administrator',
  teach: (role: Role): boolean => role === 'official' || role === 'administrator',
  hear: (role: Role): boolean =>
    role === 'official' || role === 'approver' || role === 'administrator',
  approve: (role: Role): boolean => role === 'approver',
  withdraw: (role: Role): boolean => role === 'official' || role === 'approver',
  remark: (role: Role): boolean => role !== 'technician',
  schedule: (role: Role): boolean => role === 'official',
  readContent: (role: Role): boolean => role !== 'technician',
  install: (role: Role): boolean => role === 'administrator' || role === 'technician',
  photograph: (role: Role): boolean =>
    role === 'technician' || role === 'official' || role === 'administrator',
  warn: (role: Role): boolean => role === 'official' || role === 'approver',
  stop: (role: Role): boolean => role !== 'viewer',
  govern: (role: Role): boolean => role === 'administrator',
  revoke: (role: Role): boolean => role === 'administrator',
} as const;
