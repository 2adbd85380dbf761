/**
 * Signer protocol — giao thức với tiến trình ký.
 *
 * One JSON line per message over a Unix socket between the server and the process that holds the
 * keys. A publication comes in parts (begin, plans, end) and is answered once: all of its
 * signatures or none. Only signatures travel back; the bodies stay where they were written.
 */
import { z } from 'zod';
import { AreaId, DeviceId, EntryId, Sha256 } from '../ids.js';
import { Approvable, ApprovedBefore, BookOpenTo, KnownApproval } from '../trust/approval.js';
import { SEALED_BODY_MAX, SEALED_BYTES_MAX, TrustedKey, TrustRoot } from '../trust/sealed.js';
import { SoundBounds } from '../trust/sound-limits.js';
import { Widening } from '../trust/widening.js';
import { SignerRefusalCode } from './signer-refusal.js';
import { InvitationWord } from './warners.js';

/** Longest line, characters: one plan of the largest size with its JSON escapes. */
export const SIGNER_LINE_MAX = 1_500_000;
/** Plans in one line, at most. */
export const SIGNER_PART_MAX = 200;
/** Approvals in one answer. */
export const APPROVALS_PART = 2_000;
/** Plans in one publication, at most, whatever the settings say. */
export const SIGNER_PUBLICATION_MAX = 200_000;

/** Ai được ra lệnh khẩn: A prepared message, B two people, C one person and a minute for a veto. */
export const UrgentPath = z.enum(['A', 'B', 'C']);
export type UrgentPath = z.infer<typeof UrgentPath>;
/** How long path C waits for a veto, milliseconds. */
export const BREAK_GLASS_MS = 60_000;
/** An order of path B waits for its second person this long, milliseconds. */
export const SECOND_PERSON_MS_MAX = 30 * 60_000;

/** Six digits of a one-time code (RFC 6238, SHA-1, 30 s). */
export const OneTimeCode = z.string().regex(/^\d{6}$/);
const user = z.string().min(1).max(80);

/** What the first person confirms. `areas`: '*' or the communes it reaches. */
export const UrgentOrder = z.strictObject({
  urgentId: EntryId,
  drill: z.boolean(),
  path: UrgentPath,
  /** SHA-256 of `urgentContent`. */
  contentHash: Sha256,
  communes: z.array(AreaId).min(1).max(200),
});
export type UrgentOrder = z.infer<typeof UrgentOrder>;

const body = z.string().min(2).max(SEALED_BODY_MAX);
const id = z.int().nonnegative();

/** Roles whose keys the signer makes and holds. */
export const SignerKeyRole = z.enum(['plan', 'command', 'envelope', 'server', 'urgent', 'drill']);
export type SignerKeyRole = z.infer<typeof SignerKeyRole>;

/** In the folder of the signer: public halves of the offline root keys, and how many must sign. */
export const ROOT_KEYS_FILE = 'root-keys.json';
export const RootKeys = z.strictObject({
  v: z.literal(1),
  threshold: z.int().min(1).max(4),
  keys: z
    .array(TrustedKey.pick({ kid: true, publicKey: true }).strict())
    .min(1)
    .max(8),
});
export type RootKeys = z.infer<typeof RootKeys>;

/** How the next root differs. `renew`: only by what lies in the folder of the signer. */
export const RootChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rotate'), role: SignerKeyRole }),
  z.strictObject({ kind: z.literal('revoke'), kid: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('renew') }),
]);
export type RootChange = z.infer<typeof RootChange>;

export const SignerRequest = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('root'), id }),
  /** The sealed roots above `after`, oldest first, as far as one follows from the other. */
  z.strictObject({ op: z.literal('roots'), id, after: z.int().nonnegative() }),
  /** The next root, to be signed by root keys; the last draft alone counts. */
  z.strictObject({ op: z.literal('root-draft'), id, change: RootChange }),
  z.strictObject({ op: z.literal('root-store'), id, sealed: z.string().max(SEALED_BYTES_MAX) }),
  /** A server takes the pen: `epoch` null for a new one, or the one it holds, after a reconnect. */
  z.strictObject({
    op: z.literal('lease'),
    id,
    instance: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    epoch: z.int().positive().nullable(),
  }),
  /** The highest number ever signed, per box. */
  z.strictObject({
    op: z.literal('numbers'),
    id,
    of: z.enum(['plan', 'envelope']).default('plan'),
    devices: z.array(DeviceId).max(20_000),
  }),
  z.strictObject({
    op: z.literal('begin'),
    id,
    count: z.int().min(1).max(SIGNER_PUBLICATION_MAX),
    why: z.string().max(200),
  }),
  z.strictObject({ op: z.literal('plans'), id, bodies: z.array(body).min(1).max(SIGNER_PART_MAX) }),
  z.strictObject({ op: z.literal('end'), id }),
  /** All of them or none. */
  z.strictObject({
    op: z.literal('envelopes'),
    id,
    bodies: z.array(body).min(1).max(SIGNER_PART_MAX),
  }),
  /** Newest envelopes, sealed, of boxes whose bounds the signer did not keep when it signed them. */
  z.strictObject({
    op: z.literal('envelopes-show'),
    id,
    sealed: z.array(z.string().max(SEALED_BYTES_MAX)).min(1).max(SIGNER_PART_MAX),
  }),
  /** Which of these boxes it would have to be shown. */
  z.strictObject({
    op: z.literal('envelopes-unshown'),
    id,
    devices: z.array(DeviceId).max(20_000),
  }),
  /** Which of these envelopes it would not sign for want of a second person. */
  z.strictObject({
    op: z.literal('envelopes-unagreed'),
    id,
    bodies: z.array(body).min(1).max(SIGNER_PART_MAX),
  }),
  /** The second person agrees to more sound. */
  z.strictObject({
    op: z.literal('widen'),
    id,
    user,
    code: OneTimeCode.optional(),
    widening: Widening,
  }),
  z.strictObject({ op: z.literal('command'), id, type: z.enum(['command', 'stop']), body }),
  /** Stops for many boxes at once. */
  z.strictObject({
    op: z.literal('stops'),
    id,
    bodies: z.array(body).min(1).max(SIGNER_PART_MAX),
  }),
  /** A secret for one-time codes, for the places of the invitation. */
  z.strictObject({
    op: z.literal('factor-begin'),
    id,
    user,
    /** A code of the secret in force, where there is one. */
    code: OneTimeCode.optional(),
    /** The word of an invitation, where there is none. */
    invitation: InvitationWord.optional(),
  }),
  z.strictObject({ op: z.literal('factor-confirm'), id, user, code: OneTimeCode }),
  z.strictObject({ op: z.literal('factor-states'), id, users: z.array(user).max(2000) }),
  /** Who was invited and who has a secret, by name above `after`, so many at a time. */
  z.strictObject({ op: z.literal('warners'), id, after: z.string().max(80) }),
  z.strictObject({ op: z.literal('urgent-open'), id, order: UrgentOrder, user, code: OneTimeCode }),
  z.strictObject({
    op: z.literal('urgent-second'),
    id,
    urgentId: EntryId,
    user,
    code: OneTimeCode,
  }),
  z.strictObject({ op: z.literal('urgent-veto'), id, urgentId: EntryId, user }),
  z.strictObject({
    op: z.literal('urgent-sign'),
    id,
    urgentId: EntryId,
    bodies: z.array(body).min(1).max(SIGNER_PART_MAX),
  }),
  z.strictObject({ op: z.literal('server'), id, type: z.enum(['time', 'receipt']), body }),
  /** All of them or none; one code for all, or both confirmations of an order. */
  z.strictObject({
    op: z.literal('approve'),
    id,
    user,
    approvals: z.array(Approvable).min(1).max(SIGNER_PART_MAX),
    code: OneTimeCode.optional(),
    urgentId: EntryId.optional(),
  }),
  /** What stands in the book of approvals after one, by name. */
  z.strictObject({ op: z.literal('approvals'), id, after: z.string().max(80) }),
  z.strictObject({
    op: z.literal('approvals-withdraw'),
    id,
    ids: z.array(z.string().min(1).max(80)).min(1).max(SIGNER_PART_MAX),
    why: z.string().max(200),
  }),
  /** Approvals of before there was a book, taken until it is shut. */
  z.strictObject({
    op: z.literal('approvals-before'),
    id,
    approvals: z.array(ApprovedBefore).min(1).max(SIGNER_PART_MAX),
  }),
  z.strictObject({ op: z.literal('approvals-shut'), id }),
]);
export type SignerRequest = z.infer<typeof SignerRequest>;

/** Chưa có / chờ xác nhận / đang dùng. */
export const FactorState = z.enum(['none', 'pending', 'active']);
export type FactorState = z.infer<typeof FactorState>;

/** People in one answer to `warners`. */
export const WARNERS_PART = 200;
/** One who may warn, or may scan. `until`: of an invitation that is still open. */
const ListedWarner = z.strictObject({
  user,
  areas: z.array(z.string().max(16)).max(200),
  state: FactorState,
  until: z.int().positive().nullable(),
});
export type ListedWarner = z.infer<typeof ListedWarner>;

const Signature = z.strictObject({ kid: z.string(), sig: z.string() });
export type Signature = z.infer<typeof Signature>;

export const SignerReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('root'), id, root: TrustRoot }),
  /** One sealed root a line; the last line has none. */
  z.strictObject({ kind: z.literal('roots'), id, sealed: z.string().nullable() }),
  /** What root keys must sign, and the signatures that are there already. */
  z.strictObject({ kind: z.literal('draft'), id, body, sigs: z.array(Signature).max(1) }),
  z.strictObject({ kind: z.literal('lease'), id, epoch: z.int().positive() }),
  z.strictObject({
    kind: z.literal('numbers'),
    id,
    numbers: z.record(z.string(), z.int().nonnegative()),
  }),
  /** Signatures in the order of the bodies; `last` closes the answer. */
  z.strictObject({ kind: z.literal('signed'), id, sigs: z.array(Signature), last: z.boolean() }),
  /** Of those that were asked about. */
  z.strictObject({ kind: z.literal('devices'), id, devices: z.array(DeviceId).max(20_000) }),
  /** Nothing to give back but that it was done. */
  z.strictObject({ kind: z.literal('done'), id }),
  /** A new secret, base32, shown once. */
  z.strictObject({ kind: z.literal('secret'), id, secret: z.string().min(16).max(64) }),
  z.strictObject({
    kind: z.literal('factors'),
    id,
    states: z.record(z.string(), FactorState),
  }),
  /** Fewer than `APPROVALS_PART`: these are the last. `open`: approvals of before are still taken. */
  z.strictObject({
    kind: z.literal('approvals'),
    id,
    open: BookOpenTo,
    approvals: z.array(KnownApproval).max(APPROVALS_PART),
  }),
  z.strictObject({
    kind: z.literal('warners'),
    id,
    warners: z.array(ListedWarner).max(WARNERS_PART),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    id,
    code: SignerRefusalCode,
    detail: z.string().max(400),
    /** With `factor-wait`: seconds until the next try. */
    retryAfterS: z.int().min(1).max(60).optional(),
  }),
]);
export type SignerReply = z.infer<typeof SignerReply>;

const positive = z.int().positive();

/** What an installation may set; everything has a default but the folder and the socket. */
export const SignerSettings = z.strictObject({
  /** Folder of keys, numbers and audit; made with mode 0700. */
  dir: z.string().min(1),
  /** Unix socket, at most 100 bytes long. */
  socketPath: z.string().min(1).max(100),
  /** The group of this process may open the socket too, not only its user: the server is another one. */
  forGroup: z.boolean().default(false),
  /** Ends when its standard input closes: started as a child of the server. */
  tied: z.boolean().default(false),
  boxesPerPublicationMax: positive.default(10_000),
  boxesPerMinuteMax: positive.default(30_000),
  itemsPerDayMax: positive.default(200),
  commandsPerMinuteMax: positive.default(600),
  stopsPerMinuteMax: positive.default(6_000),
  /** Communes in one order of path B; A and C never leave one commune. */
  urgentCommunesMax: positive.default(200),
  /** True: nobody approves without a one-time code, also who has no secret yet. */
  approvalCodes: z.boolean().default(false),
  /** What no envelope may exceed; without it only what an envelope may hold at all. */
  bounds: SoundBounds.nullable().default(null),
  /** How far the times in a body may differ from this process's clock, milliseconds. */
  clockToleranceMs: positive.default(60_000),
});
export type SignerSettings = z.infer<typeof SignerSettings>;
