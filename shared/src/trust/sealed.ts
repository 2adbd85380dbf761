/**
 * Sealed message — gói tin đã ký.
 *
 * The one wrapper of everything on the wire, in both directions. Signatures cover the type and the
 * exact text of the body, never a re-serialised object (the DSSE way), so verify comes before parse.
 * Knows no key material and no crypto library: the verifier is an argument.
 */
import { z } from 'zod';
import { err, ok, type Result } from '../result.js';

export const SealedType = z.enum([
  'root',
  'envelope',
  'plan',
  'urgent',
  'drill',
  'stop',
  'command',
  'release',
  'time',
  'receipt',
  'ack',
  'status',
  'records',
  'result',
  'ask',
  'gone',
]);
export type SealedType = z.infer<typeof SealedType>;

/**
 * Who may sign what. `device` is a box's own key; `server` the online key for time and receipts;
 * `release` an offline key for new agents, held by no machine of the province.
 */
export const KeyRole = z.enum([
  'root',
  'envelope',
  'plan',
  'urgent',
  'drill',
  'command',
  'release',
  'server',
  'device',
]);
export type KeyRole = z.infer<typeof KeyRole>;

export const ROLE_OF: Readonly<Record<SealedType, KeyRole>> = {
  root: 'root',
  envelope: 'envelope',
  plan: 'plan',
  urgent: 'urgent',
  drill: 'drill',
  stop: 'command',
  command: 'command',
  release: 'release',
  time: 'server',
  receipt: 'server',
  ack: 'device',
  status: 'device',
  records: 'device',
  result: 'device',
  ask: 'device',
  gone: 'device',
};

/** Largest body, characters; a plan of 840 airings is about 230 kB. */
export const SEALED_BODY_MAX = 262_144;
/** Largest message on the wire, bytes. */
export const SEALED_BYTES_MAX = 600_000;

export const Sealed = z.strictObject({
  v: z.literal(1),
  type: SealedType,
  body: z.string().min(2).max(SEALED_BODY_MAX),
  sigs: z
    .array(z.strictObject({ kid: z.string().min(1).max(64), sig: z.string().min(1).max(128) }))
    .min(1)
    .max(4),
});
export type Sealed = z.infer<typeof Sealed>;

/** Public key: Ed25519, raw 32 bytes in base64url. */
export const TrustedKey = z.strictObject({
  kid: z.string().min(1).max(64),
  role: KeyRole,
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Area codes the key may speak for; '*' for all. */
  areas: z.array(z.string().max(16)).min(1).max(200),
  revoked: z.boolean(),
});
export type TrustedKey = z.infer<typeof TrustedKey>;

/** What a box (or the server) trusts: numbered, so that a revocation cannot be taken back. */
export const TrustRoot = z.strictObject({
  v: z.literal(1),
  num: z.int().positive(),
  /** Revoked keys stay in it for ever: room for thirty years of yearly renewals. */
  keys: z.array(TrustedKey).min(1).max(256),
  /** Distinct keys needed per role; 1 where absent. */
  thresholds: z.partialRecord(KeyRole, z.int().min(1).max(4)),
});
export type TrustRoot = z.infer<typeof TrustRoot>;

/** True when `signature` (base64url) by `publicKey` covers the UTF-8 of `message`. Must not throw. */
export type Verify = (publicKey: string, message: string, signature: string) => boolean;

export type SealRefusal =
  | { readonly code: 'malformed'; readonly detail: string }
  | { readonly code: 'wrong-type'; readonly detail: string }
  | { readonly code: 'unknown-key'; readonly detail: string }
  | { readonly code: 'revoked-key'; readonly detail: string }
  | { readonly code: 'bad-signature'; readonly detail: string }
  | { readonly code: 'too-few-signatures'; readonly detail: string };

/** The exact text that is signed for a body of a type. */
export const signedText = (type: SealedType, body: string): string =>
  `loaso-sealed-1\n${type}\n${body.length}\n${body}`;

/** Parses the wrapper only; says nothing of trust. */
export function parseSealed(raw: string): Result<Sealed, SealRefusal> {
  if (raw.length > SEALED_BYTES_MAX) return err({ code: 'malformed', detail: 'message too long' });
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch (cause) {
    return err({ code: 'malformed', detail: cause instanceof Error ? cause.message : 'not JSON' });
  }
  const parsed = Sealed.safeParse(json);
  return parsed.success
    ? ok(parsed.data)
    : err({ code: 'malformed', detail: issueText(parsed.error) });
}

/**
 * Checks that `raw` is a message of `type` signed by enough trusted, unrevoked keys of its role.
 *
 * @returns the body text, still unparsed, and the keys that signed it
 */
export function openSealed(
  raw: string,
  type: SealedType,
  root: TrustRoot,
  verify: Verify,
): Result<{ body: string; keys: TrustedKey[] }, SealRefusal> {
  const parsed = parseSealed(raw);
  if (!parsed.ok) return parsed;
  const sealed = parsed.value;
  if (sealed.type !== type) return err({ code: 'wrong-type', detail: `${sealed.type} on ${type}` });
  const role = ROLE_OF[type];
  const message = signedText(type, sealed.body);
  const signers = new Map<string, TrustedKey>();
  for (const { kid, sig } of sealed.sigs) {
    const key = root.keys.find((one) => one.kid === kid && one.role === role);
    if (key === undefined) return err({ code: 'unknown-key', detail: `${kid} is no ${role} key` });
    if (key.revoked) return err({ code: 'revoked-key', detail: kid });
    if (!verify(key.publicKey, message, sig)) return err({ code: 'bad-signature', detail: kid });
    signers.set(key.publicKey, key);
  }
  const needed = root.thresholds[role] ?? 1;
  if (signers.size < needed) {
    return err({ code: 'too-few-signatures', detail: `${signers.size} of ${needed}` });
  }
  return ok({ body: sealed.body, keys: [...signers.values()] });
}

/** One signing key at work; the key itself stays where it is kept. */
export type Sign = { readonly kid: string; readonly sign: (message: string) => string };

/** Wraps `body` (already the final JSON text) and signs it with every key of `signers`. */
export function seal(type: SealedType, body: string, signers: readonly Sign[]): string {
  const message = signedText(type, body);
  const sigs = signers.map(({ kid, sign }) => ({ kid, sig: sign(message) }));
  return JSON.stringify({ v: 1, type, body, sigs } satisfies Sealed);
}

/** Parses the body of an opened message by its schema; the one place where JSON text becomes data. */
export function readBody<T>(body: string, schema: z.ZodType<T>): Result<T, SealRefusal> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    return err({ code: 'malformed', detail: cause instanceof Error ? cause.message : 'not JSON' });
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? ok(parsed.data)
    : err({ code: 'malformed', detail: issueText(parsed.error) });
}

/** First problem of a zod error, as one short English line. */
export function issueText(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'invalid' : `${issue.path.join('.') || 'message'}: ${issue.message}`;
}
