/**
 * Warners — sổ người được ra lệnh khẩn.
 *
 * Who may be given a secret for one-time codes and where they may warn: a file in the folder of the
 * signer, written by hands at its own machine and read by the signer alone. The server can neither
 * read nor write it. An invitation is known by the hash of its word, which is shown once.
 */
import { z } from 'zod';
import { AreaId, Sha256 } from '../ids.js';

/** In the folder of the signer. */
export const WARNERS_FILE = 'warners.json';
export const WARNERS_MAX = 2_000;

/** Eighty bits in signs that are not taken for one another. */
export const INVITATION_SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const INVITATION_LENGTH = 16;

/** Mã mời: shown in groups of four, typed with or without gaps, in any case. */
export const InvitationWord = z.string().regex(/^[A-HJ-NP-Z2-9]{16}$/);

/** 'abcd-EFGH 2345' → 'ABCDEFGH2345': what was typed or pasted, as the signer wants it. */
export const invitationTyped = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, INVITATION_LENGTH);

/** @param bytes sixteen random ones */
export const invitationOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => INVITATION_SIGNS.charAt(byte % INVITATION_SIGNS.length)).join('');

/** What is hashed: a word is good for the one person it was made for. */
export const invitationText = (name: string, word: string): string =>
  JSON.stringify(['loaso-invitation-1', name, word]);

/** Login of a person, as the server knows it. */
const name = z.string().min(1).max(80);

/** '*' for everywhere, or communes and hamlets. */
export const WarnerAreas = z.union([
  z.tuple([z.literal('*')]),
  z
    .array(AreaId.refine((area) => area.length >= 5, 'a commune or a hamlet'))
    .min(1)
    .max(200),
]);
export type WarnerAreas = z.infer<typeof WarnerAreas>;

export const Invitation = z.strictObject({
  /** SHA-256 of `invitationText`; also its name. */
  hash: Sha256,
  areas: WarnerAreas,
  /** Opens no secret from then on, UTC milliseconds; one that it opened before goes on. */
  until: z.int().positive(),
});
export type Invitation = z.infer<typeof Invitation>;

export const Warner = z.strictObject({
  name,
  /** Of the last word about this person, UTC milliseconds. */
  at: z.int().nonnegative(),
  /** Null once the person was taken off: no code of theirs counts. */
  invitation: Invitation.nullable(),
});
export type Warner = z.infer<typeof Warner>;

export const Warners = z
  .strictObject({ v: z.literal(1), warners: z.array(Warner).max(WARNERS_MAX) })
  .refine(
    ({ warners }) => new Set(warners.map((one) => one.name)).size === warners.length,
    'a person twice',
  );
export type Warners = z.infer<typeof Warners>;

/** One line of the signer's own `factors.log`: what became of whose secret. */
export const FactorLine = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('begin'),
    user: name,
    secret: z.string().min(1).max(64),
    areas: z.array(z.string().max(16)).max(200),
    /** Hash of the invitation; none where it was given out before there were any. */
    invitation: Sha256.optional(),
  }),
  z.strictObject({ kind: z.literal('active'), user: name }),
  z.strictObject({ kind: z.literal('used'), user: name, step: z.int() }),
  /** Written by servers of before: the phone was lost. */
  z.strictObject({ kind: z.literal('forget'), user: name }),
]);
export type FactorLine = z.infer<typeof FactorLine>;
