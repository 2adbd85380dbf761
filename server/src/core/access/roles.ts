/**
 * Roles — vai trò và quyền.
 *
 * One closed table: what may be done, and by whom. A permission that is not in it does not exist,
 * so nothing is permitted by being forgotten. Where it may be done is `scope`.
 */
import type { Role } from '@loaso/shared/wire/http/people';

const EVERYONE: readonly Role[] = ['administrator', 'official', 'approver', 'viewer', 'technician'];
const READERS: readonly Role[] = ['administrator', 'official', 'approver', 'viewer'];

const ROLES_WITH = {
  'see-areas': EVERYONE,
  'see-overview': EVERYONE,
  'see-calendar': EVERYONE,
  'see-airings': EVERYONE,
  'see-devices': EVERYONE,
  'see-publications': EVERYONE,
  'see-bulletins': READERS,
  'see-entries': READERS,
  'hear-audio': READERS,
  'try-reading': ['official', 'approver', 'administrator'],
  'see-lexicon': READERS,
  'write-lexicon': ['official', 'administrator'],
  'see-settings': READERS,
  'write-settings': ['official', 'administrator'],
  'write-bulletin': ['official'],
  'voice-bulletin': ['official'],
  'submit-bulletin': ['official'],
  'decide-bulletin': ['approver'],
  'withdraw-bulletin': ['official', 'approver'],
  'write-entry': ['official'],
  /** Which days of a place are holidays. */
  'write-days': ['official'],
  'see-relays': READERS,
  'write-relays': ['administrator'],
  'try-relay': ['administrator', 'official', 'approver'],
  'decide-relay': ['approver'],
  'withdraw-relay': ['administrator', 'approver'],
  'see-sound-rules': EVERYONE,
  'write-sound-rules': ['administrator', 'official'],
  /** The second person of a rule that lets more sound. */
  'decide-sound-rules': ['administrator', 'approver'],
  'register-device': ['administrator', 'technician'],
  'command-device': ['administrator', 'technician'],
  /** What the yearly report of one's own area says besides its figures. */
  'write-remarks': READERS,
  'see-coverage': EVERYONE,
  'write-hamlets': ['administrator', 'official'],
  /** Reforms of areas: a statement about communes is one about the whole province. */
  'write-communes': ['administrator'],
  'write-sites': ['administrator', 'technician'],
  /** Of a cluster: the commune sees its poles more often than the technician. */
  'write-photos': ['administrator', 'technician', 'official'],
  'see-emergencies': EVERYONE,
  /** Order a warning, or confirm one as the second person. */
  warn: ['official', 'approver'],
  'stop-device': ['official', 'approver', 'technician', 'administrator'],
  'release-hold': ['administrator'],
  'steer-publication': ['administrator'],
  'steer-releases': ['administrator'],
  'revoke-device': ['administrator'],
  'manage-users': ['administrator'],
  'write-contacts': ['administrator'],
  'read-audit': ['administrator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof ROLES_WITH;

export const PERMISSIONS = Object.keys(ROLES_WITH) as readonly Permission[];

/** Who may, the words of a refusal need it. */
export const rolesWith = (permission: Permission): readonly Role[] => ROLES_WITH[permission];

export const may = (role: Role, permission: Permission): boolean =>
  rolesWith(permission).includes(role);
