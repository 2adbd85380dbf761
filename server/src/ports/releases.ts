/**
 * Releases in the store — nơi giữ bản phần mềm và các đợt đưa xuống.
 *
 * One row for each signed release file, one for each rollout, one for each box it concerns. The files
 * themselves lie beside the audio, under their hashes.
 */
import type { AreaId, DeviceId, RolloutId, Sha256 } from '@loaso/shared/ids';
import type { ReleaseStep, RolloutHours, RolloutState } from '@loaso/shared/wire/http/releases';
import type { Release } from '@loaso/shared/wire/release';

export type StoredRelease = {
  readonly release: Release;
  /** The sealed manifest, as it goes to boxes. */
  readonly manifest: string;
  readonly signedBy: readonly string[];
  readonly addedAt: number;
  /** Account name. */
  readonly by: string;
};

export type StoredRollout = {
  readonly id: RolloutId;
  readonly num: number;
  readonly version: string;
  readonly by: string;
  readonly createdAt: number;
  readonly hours: RolloutHours;
  readonly faultsMax: number;
  readonly state: RolloutState;
  /** The group whose turn it is, from 1, of `stages`. */
  readonly stage: number;
  readonly stages: number;
  readonly stageAt: number;
  /** Failures that a person has looked at and accepted. */
  readonly accepted: number;
};

export type StoredRolloutBox = {
  readonly deviceId: DeviceId;
  readonly areaId: AreaId;
  readonly communeId: AreaId;
  readonly stage: number;
  readonly step: ReleaseStep;
  readonly detail: string;
  /** When it came to this step. */
  readonly at: number | null;
  readonly offers: number;
  readonly offeredAt: number | null;
};

export type ReleaseStore = {
  /** False when there is one with this number for this processor. */
  addRelease(release: StoredRelease): Promise<boolean>;
  /** Highest number first. */
  releases(): Promise<StoredRelease[]>;
  /** The rollout and its boxes, together. False when another one is open. */
  addRollout(rollout: StoredRollout, boxes: readonly StoredRolloutBox[]): Promise<boolean>;
  rollout(id: RolloutId): Promise<StoredRollout | null>;
  /** Newest first. */
  rollouts(limit: number): Promise<StoredRollout[]>;
  rolloutBoxes(id: RolloutId): Promise<StoredRolloutBox[]>;
  /** Writes `next` unless state or group are no more as in `seen`; false then. */
  moveRollout(
    seen: StoredRollout,
    next: Pick<StoredRollout, 'state' | 'stage' | 'stageAt' | 'accepted'>,
  ): Promise<boolean>;
  putRolloutBoxes(id: RolloutId, boxes: readonly StoredRolloutBox[]): Promise<void>;
  /** Numbers of the releases that this box has been offered, in rollouts that still go. */
  offeredTo(id: DeviceId): Promise<number[]>;
};

/** A release file as it came, and the store of what is in it. */
export type ReleaseFiles = {
  /** Its first line, unjudged, and what follows it; null where there is no such line. */
  head(path: string): Promise<{
    readonly manifest: string;
    readonly restFromByte: number;
    readonly restBytes: number;
  } | null>;
  /** Cuts one file out and keeps it under its hash; false when it hashes otherwise. */
  keep(
    path: string,
    part: { readonly fromByte: number; readonly sizeBytes: number; readonly sha256: Sha256 },
  ): Promise<boolean>;
};
