/**
 * Invitations for tests — mã mời để thử.
 *
 * Does what the command line does at the signer's machine, at an instant that a test chooses.
 */
import { createHash, randomBytes } from 'node:crypto';
import { invitationOf, invitationText, Warner } from '@loaso/shared/wire/warners';
import { writeWarner } from '#server/cli/warners-file';

const WEEK_MS = 7 * 86_400_000;

export type InvitationWish = {
  readonly name: string;
  readonly areas?: readonly string[];
  /** UTC milliseconds. */
  readonly at: number;
};

/** @returns the word that the person types */
export function inviteAt(dir: string, { name, areas = ['*'], at }: InvitationWish): string {
  const word = invitationOf(randomBytes(16));
  const hash = createHash('sha256').update(invitationText(name, word)).digest('hex');
  const invitation = { hash, areas, until: at + WEEK_MS };
  writeWarner(dir, Warner.parse({ name, at, invitation }));
  return word;
}

export const removeAt = (dir: string, name: string, at: number): void =>
  writeWarner(dir, Warner.parse({ name, at, invitation: null }));
