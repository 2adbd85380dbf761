/**
 * Doubts of the coming airings — cụm nào chưa chắc phát, vì sao.
 *
 * What the server knows of a box against what an airing needs of it: the newest plan, the files, the
 * right time, an output that sounds, contact. A box that nobody has heard of lately is not said to
 * sound and not said to be silent.
 */
import type { EntryId, Sha256 } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import type { DoubtKind } from '@loaso/shared/wire/http/week';
import type { Status } from '@loaso/shared/wire/status';
import type { Patient } from '../fleet/diagnose.js';
import {
  ALONE_MS,
  contactOf,
  holdsDesired,
  isFull,
  isSilenced,
  knowsTime,
  willSoundAlone,
} from '../fleet/presence.js';
import { selfHeardOf } from '../fleet/self-heard.js';
import { horizonFrom, PLAN_VALIDITY_MS } from '../plan/build.js';

/** A box as the preview sees it. */
export type BoxAhead = {
  readonly name: string;
  readonly patient: Patient;
  /** It holds a newer plan than this database knows: an older one was put back. */
  readonly ahead: boolean;
  /** Lines of changes that go in groups and have not reached it yet. */
  readonly waitsFor: ReadonlySet<EntryId>;
  /** Airings of its newest plan, as `airingKey` names them; null where nobody has looked. */
  readonly planned: ReadonlySet<string> | null;
  /** Its output leads to no loudspeaker, and should. */
  readonly hornless: boolean;
};

export type Needed = {
  readonly entryId: EntryId;
  readonly startAt: number;
  readonly durationMs: number;
  readonly sha256s: readonly Sha256[];
  readonly draft: boolean;
};

export const airingKey = ({ entryId, startAt }: Pick<Needed, 'entryId' | 'startAt'>): string =>
  `${entryId} ${startAt}`;

/** What goes away by itself, while nothing else happens. */
export const MENDS: ReadonlySet<DoubtKind> = new Set([
  'alone',
  'turn',
  'hours',
  'unsent',
  'plan-coming',
  'file-coming',
  'after-saving',
]);

/** Why `box` is not counted among those that will sound this airing; null where it is. */
export function doubtOf(box: BoxAhead, airing: Needed, now: number): DoubtKind | null {
  const { patient } = box;
  const { status } = patient;
  if (patient.state !== 'enrolled') return 'not-installed';
  const contact = contactOf(patient, now);
  if (status === null || contact === 'never') return 'never-heard';
  if (box.ahead) return 'ahead';
  if (contact === 'lost') return soundsAlone(box, status, { airing, now }) ? 'alone' : 'away';
  return faultOf(box, status) ?? lackOf(box, status, airing);
}

/** It holds all that this airing needs, and has been away for less than it is trusted to be. */
function soundsAlone(
  box: BoxAhead,
  status: Status,
  { airing, now }: { readonly airing: Needed; readonly now: number },
): boolean {
  const { patient } = box;
  const near = airing.startAt - (patient.lastSeenAt ?? 0) <= ALONE_MS;
  return (
    near &&
    willSoundAlone(patient, now) &&
    faultOf(box, status) === null &&
    lackOf(box, status, airing) === null
  );
}

/** What silences the box whatever it is to sound. */
function faultOf({ hornless }: BoxAhead, status: Status): DoubtKind | null {
  if (!status.output.healthy) return 'output';
  if (isSilenced(status) || selfHeardOf(status) === 'silent') return 'horns';
  if (hornless) return 'no-horn';
  if (status.trim?.percent === 0) return 'muted';
  if (status.diskFault !== undefined) return 'card';
  return knowsTime(status) ? null : 'clock';
}

/** What this one airing wants and the box has not. */
function lackOf(box: BoxAhead, status: Status, airing: Needed): DoubtKind | null {
  if (status.envelopeNum < box.patient.envelopeNum) return 'hours';
  if (airing.draft) return 'after-saving';
  if (box.waitsFor.has(airing.entryId)) return 'turn';
  return planDoubt(box, status, airing) ?? (lacksFile(status, airing) ? fileDoubt(status) : null);
}

function planDoubt(
  { patient: { desired, ack }, planned }: BoxAhead,
  status: Status,
  airing: Needed,
): DoubtKind | null {
  if (desired === null || planned?.has(airingKey(airing)) === false) return 'unsent';
  if (!holdsDesired(status, desired)) {
    const refused = ack?.what === 'plan' && ack.outcome === 'refused';
    return refused ? 'refused' : 'plan-coming';
  }
  const isOver = airing.startAt + airing.durationMs > endOf(desired.publishedAt);
  return isOver ? 'plan-over' : null;
}

/** A plan reaches no further than this, and is obeyed no longer. */
const endOf = (publishedAt: number): number =>
  Math.min(horizonFrom(instant(publishedAt)).endAt, publishedAt + PLAN_VALIDITY_MS);

/** A box names only its first missing files: beyond those, any file may be one of them. */
function lacksFile({ cache: { needed, have, missing } }: Status, { sha256s }: Needed): boolean {
  if (sha256s.length === 0 || have >= needed) return false;
  return needed - have > missing.length || sha256s.some((sha256) => missing.includes(sha256));
}

const fileDoubt = ({ cache }: Status): DoubtKind =>
  isFull(cache.freeBytes) ? 'file-full' : 'file-coming';
