/**
 * Report of a box — báo cáo của cụm.
 *
 * What a state folder holds, as data, read without touching anything: the agent may be running beside
 * it. What is missing and what to do about it is the doctor's matter.
 */
import { createDiskCache } from '../adapters/disk-cache.js';
import type { Config } from '../config.js';
import { loadIdentity } from '../enrol.js';
import { cacheFolder } from '../main.js';
import { durableOf } from './box-room.js';

/** What the folder holds, as the agent would find it at its next start. */
export async function statusJson({ state }: Config): Promise<Record<string, unknown>> {
  const identity = loadIdentity(state);
  if (identity === null) return { enrolled: false, state };
  const { durable, bytes, rotten } = durableOf(state, identity);
  const files = await createDiskCache(cacheFolder(state)).list();
  const sounding = [...durable.begun.values()].map(({ playId, fromMs }) => ({ playId, fromMs }));
  return {
    enrolled: true,
    dev: identity.dev,
    area: identity.area,
    name: identity.name,
    plan: durable.plan === null ? null : durable.mark,
    airings: durable.plan?.airings.length ?? 0,
    envelopeNum: durable.envelopeNum,
    files: files.length,
    bytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    nextSeq: durable.nextSeq,
    unsentRecords: durable.nextSeq - 1 - durable.receiptedSeq,
    sounding,
    journalBytes: bytes,
    rottenLines: rotten,
  };
}
