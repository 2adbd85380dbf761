/**
 * Approval — điều được duyệt.
 *
 * What a person approves, as one canonical text: of a bulletin every file, its words, its place; of a
 * stream that lines relay its very address. The signer works out the hash again by itself and keeps it
 * with who wrote and who approved.
 */
import { z } from 'zod';
import { AreaId, RelaySourceId, Sha256 } from '../ids.js';
import { Origin } from '../priority.js';
import { RelayUrl } from '../wire/relay.js';

/** Files of one bulletin: one for each language it can be heard in. */
export const APPROVED_FILES_MAX = 32;
/** People who wrote parts of one bulletin. */
const WRITERS_MAX = 1_000;

/** A bulletin, or a person, by the name the server calls it. */
const named = z.string().min(1).max(80);
/** Everybody who made or changed the text of a bulletin, its readings or its sound; who entered a stream. */
const writtenBy = z.array(named).min(1).max(WRITERS_MAX);

const ApprovedBulletin = z.strictObject({
  bulletinId: named,
  areaId: AreaId,
  /** SHA-256 of everything that is read and said about it, see `contentText` of the server. */
  text: Sha256,
  audio: z.array(Sha256).min(1).max(APPROVED_FILES_MAX),
});
const ApprovedRelay = z.strictObject({
  sourceId: RelaySourceId,
  areaId: AreaId,
  url: RelayUrl,
  origin: Origin,
});
export type ApprovedContent = z.infer<typeof ApprovedBulletin> | z.infer<typeof ApprovedRelay>;

export const ApprovableBulletin = ApprovedBulletin.extend({ writtenBy });
export type ApprovableBulletin = z.infer<typeof ApprovableBulletin>;
export const ApprovableRelay = ApprovedRelay.extend({ writtenBy });
export type ApprovableRelay = z.infer<typeof ApprovableRelay>;
export const Approvable = z.union([ApprovableBulletin, ApprovableRelay]);
export type Approvable = z.infer<typeof Approvable>;

/** An approval of before there was a book of them. */
const before = { approvedBy: named };
export const ApprovedBefore = z.union([
  ApprovableBulletin.extend(before),
  ApprovableRelay.extend(before),
]);
export type ApprovedBefore = z.infer<typeof ApprovedBefore>;

/** An approval as it stands in the book. */
export const KnownApproval = z.strictObject({ id: named, contentHash: Sha256 });
export type KnownApproval = z.infer<typeof KnownApproval>;

/** Which approvals of before are still taken: relays came into the book after bulletins. */
export const BookOpenTo = z.strictObject({ bulletins: z.boolean(), relays: z.boolean() });
export type BookOpenTo = z.infer<typeof BookOpenTo>;

const given = {
  ...before,
  contentHash: Sha256,
  /** UTC milliseconds. */
  at: z.number(),
  /** With a code, by the word of the web process, by both confirmations of an order, from before. */
  by: z.enum(['code', 'word', 'order', 'before']),
};
const BulletinApproval = ApprovableBulletin.extend({ kind: z.literal('approved'), ...given });
const RelayApproval = ApprovableRelay.extend({ kind: z.literal('relay-approved'), ...given });
/** As one line of the log that the signer keeps. */
export type Approval = z.infer<typeof BulletinApproval> | z.infer<typeof RelayApproval>;

export const ApprovalLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('book'), v: z.literal(1) }),
  BulletinApproval,
  RelayApproval,
  /** Relays among them. */
  z.strictObject({ kind: z.literal('withdrawn'), bulletins: z.array(named) }),
  /** Approvals of before are taken no more. */
  z.strictObject({ kind: z.literal('shut') }),
  z.strictObject({ kind: z.literal('relays-shut') }),
]);
export type ApprovalLine = z.infer<typeof ApprovalLine>;

/** By what name the book calls it. */
export const approvedId = (one: ApprovedContent): string =>
  'sourceId' in one ? one.sourceId : one.bulletinId;

/** The text whose hash stands in the book: the same content in any order of files is the same. */
export function approvalContent(one: ApprovedContent): string {
  if ('sourceId' in one) {
    const { sourceId, areaId, url, origin } = one;
    return JSON.stringify({ v: 1, sourceId, areaId, url, origin });
  }
  const { bulletinId, areaId, text, audio } = one;
  return JSON.stringify({ v: 1, bulletinId, areaId, text, audio: [...new Set(audio)].sort() });
}
