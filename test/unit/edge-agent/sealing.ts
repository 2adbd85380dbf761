/**
 * Seals for tests of the box — con dấu để thử cụm loa.
 *
 * A signature scheme of one hash: as binding as the tests need, a hundred times quicker than a real
 * one, and the same on every run. Real keys are tried in the integration tests.
 */
import { createHash } from 'node:crypto';
import { AreaId, DeviceId, Sha256 } from '@loaso/shared/ids';
import { type KeyRole, type SealedType, seal, type TrustRoot } from '@loaso/shared/trust/sealed';
import type { Tools } from '#edge-agent/core/tools';

export const DEV = DeviceId.parse('box-test-01');
export const AREA = AreaId.parse('21553');

export const sha = (text: string): Sha256 =>
  Sha256.parse(createHash('sha256').update(text).digest('hex'));

/** Public keys are names filled up to their length. */
const publicKeyOf = (kid: string): string => kid.padEnd(43, '_');
const signatureOf = (publicKey: string, message: string): string => sha(publicKey + message);

export const TOOLS: Tools = {
  verify: (publicKey, message, signature) => signature === signatureOf(publicKey, message),
  sha256: (text) => sha(text),
  seal: (type, body) => sealBy('own', type, body),
};

export const sealBy = (kid: string, type: SealedType, body: string): string =>
  seal(type, body, [{ kid, sign: (message) => signatureOf(publicKeyOf(kid), message) }]);

const ROLES: readonly KeyRole[] = [
  'root',
  'envelope',
  'plan',
  'urgent',
  'drill',
  'command',
  'server',
];

const keyOf = (role: KeyRole, revoked = false) => ({
  kid: `${role}-1`,
  role,
  publicKey: publicKeyOf(`${role}-1`),
  areas: ['*'],
  revoked,
});

export const ROOT: TrustRoot = {
  v: 1,
  num: 1,
  keys: ROLES.map((role) => keyOf(role)),
  thresholds: {},
};

/** The next root, which revokes the key of `role` and names a second one. */
export const rootWithout = (role: KeyRole): TrustRoot => ({
  ...ROOT,
  num: 2,
  keys: [
    ...ROLES.map((one) => keyOf(one, one === role)),
    { ...keyOf(role), kid: `${role}-2`, publicKey: publicKeyOf(`${role}-2`) },
  ],
});

/** Signs `body` by the first key of the role that may. */
export const sealAs = (role: KeyRole, type: SealedType, body: object): string =>
  sealBy(`${role}-1`, type, JSON.stringify(body));
