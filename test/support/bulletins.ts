/**
 * Bulletins for tests — bản tin đã có tiếng, để thử.
 *
 * One bulletin with a clip, as its author has left it, and the same with the word of a second person.
 * What a test is about it says itself.
 */
import { type AreaId, BulletinId, type UserId } from '@loaso/shared/ids';
import { createHashing } from '#server/adapters/system/hashing';
import { approve } from '#server/core/bulletin/lifecycle';
import type { StoredBulletin } from '#server/ports/store-records';
import { sha } from './plans.js';

type Voiced = {
  /** Of which everything else is named. */
  readonly name: string;
  /** `b-` and the name where absent. */
  readonly id?: string;
  readonly areaId: AreaId;
  readonly createdBy: UserId;
  /** UTC milliseconds. */
  readonly now: number;
  readonly clip: { readonly durationMs: number; readonly sizeBytes: number };
};

export const voicedBulletin = (
  { name, id = `b-${name}`, areaId, createdBy, now, clip }: Voiced,
  change: Partial<StoredBulletin> = {},
): StoredBulletin => ({
  id: BulletinId.parse(id),
  areaId,
  title: `Bản tin ${name}`,
  field: 'law',
  priority: 'normal',
  state: 'voiced',
  script: {
    v: 1,
    title: name,
    rulesVersion: '1',
    sentences: [],
    dropped: [],
    repairs: [],
    expectedMs: clip.durationMs,
  },
  sourceName: 'a.txt',
  sourceSha256: sha(name),
  sourceText: name,
  clip: {
    sha256: sha(`clip ${name}`),
    sizeBytes: clip.sizeBytes,
    durationMs: clip.durationMs,
    codec: 'mp3',
    loudnessLufs: -16,
    truePeakDbtp: -1,
    voice: 'vi',
  },
  approval: null,
  rejectionReason: null,
  createdBy,
  writtenBy: [createdBy],
  createdAt: now,
  updatedAt: now,
  revision: 1,
  kind: 'text',
  recording: null,
  variants: [],
  ...change,
});

/** @throws when `approvedBy` may not approve it */
export function approvedBulletin(
  of: Voiced,
  approvedBy: UserId,
  change: Partial<StoredBulletin> = {},
): StoredBulletin {
  const by = { id: approvedBy, at: of.now };
  const submitted = voicedBulletin(of, { ...change, state: 'submitted' });
  const approved = approve(submitted, by, createHashing().sha256);
  if (!approved.ok) throw new Error(approved.error.code);
  return approved.value;
}
