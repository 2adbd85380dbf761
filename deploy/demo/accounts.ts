/**
 * Demo accounts — tài khoản trình diễn.
 *
 * The four kinds of people in two communes of Gia Lai, each with a password made at this start and
 * printed once; nothing is written in the code.
 */
import { randomBytes } from 'node:crypto';
import { call, login, type Session } from './client.js';

export const PROVINCE = '52';
export const QUY_NHON = '21583';
export const AN_NHON = '21910';

export type Account = {
  readonly username: string;
  readonly fullName: string;
  readonly role: 'administrator' | 'official' | 'approver' | 'viewer' | 'technician';
  readonly areaId: string;
  readonly where: string;
  readonly password: string;
};

/** Sixteen characters that are easy to type from a printed line. */
const password = (): string =>
  randomBytes(10)
    .toString('hex')
    .replace(/(.{5})(?=.)/g, '$1-');

export const account = (
  [username, fullName]: [string, string],
  role: Account['role'],
  areaId: string,
  where: string,
): Account => ({ username, fullName, role, areaId, where, password: password() });

export type Accounts = {
  readonly admin: Account;
  readonly official: Account;
  readonly approver: Account;
  readonly otherOfficial: Account;
  readonly otherApprover: Account;
  readonly viewer: Account;
  readonly technician: Account;
};

export function makeAccounts(): Accounts {
  return {
    admin: account(['quantri', 'Nguyễn Quản Trị'], 'administrator', PROVINCE, 'tỉnh Gia Lai'),
    official: account(
      ['canbo.quynhon', 'Trần Thị Cán Bộ'],
      'official',
      QUY_NHON,
      'phường Quy Nhơn',
    ),
    approver: account(
      ['lanhdao.quynhon', 'Lê Văn Lãnh Đạo'],
      'approver',
      QUY_NHON,
      'phường Quy Nhơn',
    ),
    otherOfficial: account(['canbo.annhon', 'Phạm Thị Mai'], 'official', AN_NHON, 'phường An Nhơn'),
    otherApprover: account(
      ['lanhdao.annhon', 'Võ Văn Hùng'],
      'approver',
      AN_NHON,
      'phường An Nhơn',
    ),
    viewer: account(['so.vhttdl', 'Đặng Thị Sở'], 'viewer', PROVINCE, 'Sở VHTTDL Gia Lai'),
    technician: account(['kythuat', 'Hồ Văn Kỹ Thuật'], 'technician', PROVINCE, 'tỉnh Gia Lai'),
  };
}

export type People = { readonly [K in keyof Accounts]: Session };

/** Creates everybody but the administrator, then logs all of them in. */
export async function bringIn(url: string, accounts: Accounts): Promise<People> {
  const admin = await login(url, accounts.admin.username, accounts.admin.password);
  const { admin: _made, ...others } = accounts;
  for (const { where: _where, ...person } of Object.values(others)) {
    await call(admin, 'POST', '/api/users', person);
  }
  const enter = (who: Account): Promise<Session> => login(url, who.username, who.password);
  return {
    admin,
    official: await enter(accounts.official),
    approver: await enter(accounts.approver),
    otherOfficial: await enter(accounts.otherOfficial),
    otherApprover: await enter(accounts.otherApprover),
    viewer: await enter(accounts.viewer),
    technician: await enter(accounts.technician),
  };
}

const KIND: Record<Account['role'], string> = {
  administrator: 'Quản trị',
  official: 'Cán bộ soạn tin',
  approver: 'Lãnh đạo duyệt',
  viewer: 'Sở theo dõi',
  technician: 'Kỹ thuật viên',
};

export const printable = (accounts: readonly Account[]): string =>
  accounts
    .map(
      (one) =>
        `  ${KIND[one.role].padEnd(16)} ${one.username.padEnd(18)} ${one.password}   (${one.where})`,
    )
    .join('\n');
