/**
 * Releases over HTTP — bản phần mềm của cụm và các đợt đưa xuống.
 *
 * What the server holds of signed releases, which version runs where, and how far a rollout has come.
 * The server can show, offer and stop a release; it can sign none.
 */
import { z } from 'zod';
import { DeviceId, RolloutId } from '../../ids.js';
import { RELEASE_FILE_BYTES_MAX, ReleaseArch } from '../release.js';

const Words = z.object({ vi: z.string(), en: z.string() });

/** Two files and the line above them. */
export const RELEASE_UPLOAD_BYTES_MAX = 2 * RELEASE_FILE_BYTES_MAX + 100_000;

/** Đang đưa / tạm dừng bởi người / tự dừng vì cụm hỏng / xong / đã bỏ. */
export const RolloutState = z.enum(['running', 'paused', 'halted', 'done', 'given-up']);
export type RolloutState = z.infer<typeof RolloutState>;

/** Ban đêm, ngoài khung giờ phát / bất cứ lúc nào cụm rảnh. */
export const RolloutHours = z.enum(['night', 'any']);
export type RolloutHours = z.infer<typeof RolloutHours>;

/**
 * Chờ đợt sau / chờ lúc rảnh hoặc có mạng / đã mời / đang tải / đã tải, chờ im tiếng / chạy thử / ở lại /
 * quay về bản cũ / từ chối / mất liên lạc sau khi nhận.
 */
export const ReleaseStep = z.enum([
  'held',
  'waiting',
  'offered',
  'fetching',
  'staged',
  'on-trial',
  'stays',
  'went-back',
  'refused',
  'lost',
]);
export type ReleaseStep = z.infer<typeof ReleaseStep>;

export const HeldRelease = z.object({
  num: z.int(),
  version: z.string(),
  downgrade: z.boolean(),
  notes: z.string(),
  files: z.array(z.object({ arch: ReleaseArch, sizeBytes: z.int() })),
  /** Key ids of the signatures. */
  signedBy: z.array(z.string()),
  /** The first of its files that expires. */
  exp: z.number(),
  addedAt: z.number(),
  by: z.string(),
  /** May it be offered now? */
  offerable: z.boolean(),
});
export type HeldRelease = z.infer<typeof HeldRelease>;

/** Null: boxes that have never said. */
export const RunningVersion = z.object({
  version: z.string().nullable(),
  boxes: z.int(),
  online: z.int(),
  communes: z.int(),
});
export type RunningVersion = z.infer<typeof RunningVersion>;

export const ReleaseRollout = z.object({
  id: RolloutId,
  num: z.int(),
  version: z.string(),
  by: z.string(),
  createdAt: z.number(),
  state: RolloutState,
  hours: RolloutHours,
  /** More failures than this stop it; in the first group one is enough. */
  faultsMax: z.int(),
  /** The group whose turn it is, from 1. */
  stage: z.int(),
  stages: z.int(),
  boxes: z.int(),
  counts: z.record(ReleaseStep, z.int()),
  /** 'Đã chạy bản mới: 12/400 cụm. …' */
  sentence: Words,
  /** What happens next, or why it stopped; null when nothing is left to say. */
  next: Words.nullable(),
});
export type ReleaseRollout = z.infer<typeof ReleaseRollout>;

export const ReleaseDesk = z.object({
  running: z.array(RunningVersion),
  releases: z.array(HeldRelease),
  rollouts: z.array(ReleaseRollout),
  /** Keys that may sign a release here; none: `loaso release trust` comes first. */
  trustedKeys: z.array(z.string()),
});
export type ReleaseDesk = z.infer<typeof ReleaseDesk>;

export const ReleaseBox = z.object({
  deviceId: DeviceId,
  name: z.string(),
  areaName: z.string(),
  stage: z.int(),
  step: ReleaseStep,
  words: Words,
  /** What it runs by its own word. */
  version: z.string().nullable(),
  at: z.number().nullable(),
});
export type ReleaseBox = z.infer<typeof ReleaseBox>;

export const ReleaseRolloutDetail = ReleaseRollout.extend({
  /** Those that need somebody first. */
  boxList: z.array(ReleaseBox),
});
export type ReleaseRolloutDetail = z.infer<typeof ReleaseRolloutDetail>;

export const NewRollout = z.strictObject({
  num: z.int().positive(),
  hours: RolloutHours,
  faultsMax: z.int().min(0).max(100),
});
export type NewRollout = z.infer<typeof NewRollout>;

/** What starting would do, before it is started. */
export const RolloutForecast = z.object({
  boxes: z.int(),
  /** Boxes of each group. */
  groups: z.array(z.int()),
  words: Words,
});
export type RolloutForecast = z.infer<typeof RolloutForecast>;
