/**
 * Life of a bulletin — vòng đời bản tin.
 *
 * draft → voiced → submitted → approved / rejected, approved → withdrawn. Promises that only an
 * approval by somebody who wrote no part of it, of exactly the present content, makes a bulletin fit
 * to air, and that any change takes it away again and is known by who made it. Knows no store, no clock and no roles.
 */
import type { Sha256, UserId } from '@loaso/shared/ids';
import type { Priority } from '@loaso/shared/priority';
import { err, ok, type Result } from '@loaso/shared/result';
import type { BulletinState, Clip, Field } from '@loaso/shared/wire/http/content';
import type { Script } from '@loaso/shared/wire/script';
import { type BulletinContent, contentText, saysSomething, speechText } from './content.js';

export type Approval = {
  readonly approvedBy: UserId;
  readonly approvedAt: number;
  readonly contentHash: Sha256;
};

/** What the life cycle reads and writes of a bulletin. */
export type LivingBulletin = BulletinContent & {
  readonly field: Field;
  readonly priority: Priority;
  readonly state: BulletinState;
  readonly approval: Approval | null;
  readonly rejectionReason: string | null;
  /** Everybody who made or changed its text, its readings or its sound; nobody ever leaves it. */
  readonly writtenBy: readonly UserId[];
};

export type LifecycleRefusal =
  | { readonly code: 'wrong-state'; readonly state: BulletinState; readonly needs: string }
  | { readonly code: 'nothing-to-read' }
  | { readonly code: 'own-approval' }
  | { readonly code: 'changed-meanwhile' };

/** A change by an editor; absent means unchanged. */
export type Edit = {
  readonly title?: string | undefined;
  readonly field?: Field | undefined;
  readonly priority?: Priority | undefined;
  readonly script?: Script | undefined;
};

export type Hash = (text: string) => Sha256;

type Outcome<B> = Result<B, LifecycleRefusal>;

/**
 * A changed bulletin has to be approved anew: with its clip where the spoken text stayed the same
 * (`voiced`), without it where the words changed (`draft`). A change that changes nothing keeps all.
 *
 * @param by whose change it is; nobody's where only the rules of reading have moved
 */
export function edit<B extends LivingBulletin>(
  bulletin: B,
  change: Edit,
  by: readonly UserId[],
): Outcome<B> {
  if (bulletin.state === 'withdrawn') return wrongState(bulletin, 'draft');
  const script = change.script ?? bulletin.script;
  const next = {
    ...bulletin,
    title: change.title ?? bulletin.title,
    field: change.field ?? bulletin.field,
    priority: change.priority ?? bulletin.priority,
    script,
  };
  const sameWords = speechText(script) === speechText(bulletin.script);
  const sameLabels =
    next.title === bulletin.title &&
    next.field === bulletin.field &&
    next.priority === bulletin.priority;
  if (sameWords && sameLabels) return ok(bulletin);
  return ok(unapproved(next, sameWords ? bulletin.clip : null, by));
}

/** Takes a finished clip of `voicedText` (see {@link speechText}); the same clip again is no change. */
export function attachClip<B extends LivingBulletin>(
  bulletin: B,
  { clip, by }: { readonly clip: Clip; readonly by: UserId },
  voicedText: string,
): Outcome<B> {
  if (bulletin.state === 'withdrawn') return wrongState(bulletin, 'draft');
  if (speechText(bulletin.script) !== voicedText) return err({ code: 'changed-meanwhile' });
  const same = bulletin.clip?.sha256 === clip.sha256 && bulletin.clip.voice === clip.voice;
  return ok(same ? bulletin : unapproved(bulletin, clip, [by]));
}

/** Other languages than before: an approval bound all of them, so it is lost. */
export function withVariants<B extends LivingBulletin>(
  bulletin: B,
  variants: NonNullable<B['variants']>,
  by: UserId,
): Outcome<B> {
  if (bulletin.state === 'withdrawn') return wrongState(bulletin, 'draft');
  const next: B = { ...bulletin, variants };
  return ok(
    contentText(next) === contentText(bulletin) ? bulletin : unapproved(next, bulletin.clip, [by]),
  );
}

export function submit<B extends LivingBulletin>(bulletin: B): Outcome<B> {
  const may = bulletin.state === 'voiced' || bulletin.state === 'rejected';
  if (!may || bulletin.clip === null) return wrongState(bulletin, 'voiced');
  const mute = bulletin.kind !== 'recorded' && !saysSomething(bulletin.script);
  if (mute) return err({ code: 'nothing-to-read' });
  return ok({ ...bulletin, state: 'submitted', approval: null, rejectionReason: null });
}

/** Binds the approval of `approver` to the present content; never by one of its writers. */
export function approve<B extends LivingBulletin>(
  bulletin: B,
  approver: { readonly id: UserId; readonly at: number },
  hash: Hash,
): Outcome<B> {
  if (bulletin.state !== 'submitted' || bulletin.clip === null) {
    return wrongState(bulletin, 'submitted');
  }
  if (bulletin.writtenBy.includes(approver.id)) return err({ code: 'own-approval' });
  const approval = {
    approvedBy: approver.id,
    approvedAt: approver.at,
    contentHash: hash(contentText(bulletin)),
  };
  return ok({ ...bulletin, state: 'approved', approval, rejectionReason: null });
}

export function reject<B extends LivingBulletin>(bulletin: B, reason: string): Outcome<B> {
  if (bulletin.state !== 'submitted') return wrongState(bulletin, 'submitted');
  return ok({ ...bulletin, state: 'rejected', approval: null, rejectionReason: reason });
}

/** Off the air for good. */
export function withdraw<B extends LivingBulletin>(bulletin: B): Outcome<B> {
  if (bulletin.state !== 'approved') return wrongState(bulletin, 'approved');
  return ok({ ...bulletin, state: 'withdrawn', approval: null });
}

/** Only what was never approved or sent for approval may vanish without trace. */
export const removable = (bulletin: LivingBulletin): boolean =>
  bulletin.state === 'draft' || bulletin.state === 'voiced';

/**
 * May this bulletin sound: approved, by somebody who wrote no part of it, and still the very content
 * that was approved. Every planner asks this and nothing less.
 */
export function fitToAir(bulletin: LivingBulletin, hash: Hash): boolean {
  const { approval, clip } = bulletin;
  if (bulletin.state !== 'approved' || approval === null || clip === null) return false;
  if (bulletin.writtenBy.includes(approval.approvedBy)) return false;
  return approval.contentHash === hash(contentText(bulletin));
}

/** In the order in which they came. */
export const withWriters = (writers: readonly UserId[], by: readonly UserId[]): UserId[] => [
  ...new Set([...writers, ...by]),
];

function unapproved<B extends LivingBulletin>(
  bulletin: B,
  clip: Clip | null,
  by: readonly UserId[],
): B {
  const state: BulletinState = clip === null ? 'draft' : 'voiced';
  const writtenBy = withWriters(bulletin.writtenBy, by);
  return { ...bulletin, clip, state, approval: null, rejectionReason: null, writtenBy };
}

const wrongState = (bulletin: LivingBulletin, needs: BulletinState): Outcome<never> =>
  err({ code: 'wrong-state', state: bulletin.state, needs });
