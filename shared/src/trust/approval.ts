/**
 * Approval — điều được duyệt.
 *
 * What a person approves of a bulletin, as one canonical text: every file of it, its words, its place.
 * The signer works out the hash again by itself and keeps it with who wrote and who approved.
 */
import { z } from 'zod';
import { AreaId, Sha256 } from '../ids.js';

/** Files of one bulletin: one for each language it can be heard in. */
export const APPROVED_FILES_MAX = 32;
/** People who wrote parts of one bulletin. */
const WRITERS_MAX = 1_000;

/** A bulletin, or a person, by the name the server calls it. */
const named = z.string().min(1).max(80);

export const ApprovedContent = z.strictObject({
  bulletinId: named,
  areaId: AreaId,
  /** SHA-256 of everything that is read and said about it, see `contentText` of the server. */
  text: Sha256,
  audio: z.array(Sha256).min(1).max(APPROVED_FILES_MAX),
});
export type ApprovedContent = z.infer<typeof ApprovedContent>;

/** With everybody who made or changed its text, its readings or its sound. */
export const Approvable = ApprovedContent.extend({
  writtenBy: z.array(named).min(1).max(WRITERS_MAX),
});
export type Approvable = z.infer<typeof Approvable>;

/** An approval of before there was a book of them. */
export const ApprovedBefore = Approvable.extend({ approvedBy: named });
export type ApprovedBefore = z.infer<typeof ApprovedBefore>;

/** An approval as it stands in the book. */
export const KnownApproval = z.strictObject({ bulletinId: named, contentHash: Sha256 });
export type KnownApproval = z.infer<typeof KnownApproval>;

/** As one line of the log that the signer keeps. */
export const Approval = ApprovedBefore.extend({
  kind: z.literal('approved'),
  contentHash: Sha256,
  /** UTC milliseconds. */
  at: z.number(),
  /** With a code, by the word of the web process, by both confirmations of an order, from before. */
  by: z.enum(['code', 'word', 'order', 'before']),
});
export type Approval = z.infer<typeof Approval>;

export const ApprovalLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('book'), v: z.literal(1) }),
  Approval,
  z.strictObject({ kind: z.literal('withdrawn'), bulletins: z.array(named) }),
  /** Approvals of before are taken no more. */
  z.strictObject({ kind: z.literal('shut') }),
]);
export type ApprovalLine = z.infer<typeof ApprovalLine>;

/** The text whose hash stands in the book: the same content in any order of files is the same. */
export const approvalContent = ({ bulletinId, areaId, text, audio }: ApprovedContent): string =>
  JSON.stringify({ v: 1, bulletinId, areaId, text, audio: [...new Set(audio)].sort() });
