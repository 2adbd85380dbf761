/**
 * Reports for the technician — báo cáo cho kỹ thuật viên.
 *
 * What a state folder holds (`status`) and what this machine lacks (`doctor`), read without touching
 * anything: the agent may be running beside it. Words in Vietnamese and English, with the next step.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createDiskCache } from '../adapters/disk-cache.js';
import { linesOf } from '../adapters/journal/line-format.js';
import { createVerify, loadKey, sha256Hex } from '../adapters/keys.js';
import type { Config } from '../config.js';
import { replay } from '../core/journal-replay.js';
import { keyPath, loadIdentity } from '../enrol.js';
import { cacheFolder, journalPath } from '../main.js';

const TOOL_MS_MAX = 5_000;

const readOnlyTools = {
  verify: createVerify(),
  sha256: sha256Hex,
  seal: () => {
    throw new Error('a report signs nothing');
  },
};

/** What the folder holds, as the agent would find it at its next start. */
export async function statusJson({ state }: Config): Promise<Record<string, unknown>> {
  const identity = loadIdentity(state);
  if (identity === null) return { enrolled: false, state };
  const path = journalPath(state);
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const { entries, rotten } = linesOf(bytes);
  const durable = replay(identity.root, entries, identity.dev, readOnlyTools);
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
    journalBytes: bytes.length,
    rottenLines: rotten,
  };
}

type Finding = { readonly good: boolean; readonly line: string };

const finding = (good: boolean, name: string, detail: string, next: string): Finding => ({
  good,
  line: `${good ? 'tốt ok  ' : 'lỗi bad '} ${name}: ${detail}${good ? '' : ` → ${next}`}`,
});

/** First line that a program prints of itself, or null where it is not installed. */
const versionOf = (program: string): Promise<string | null> =>
  new Promise((resolve) => {
    execFile(program, ['--version'], { timeout: TOOL_MS_MAX }, (cause, stdout, stderr) => {
      const missing = cause !== null && 'code' in cause && cause.code === 'ENOENT';
      resolve(missing ? null : (`${stdout}${stderr}`.split('\n')[0] ?? '').slice(0, 80));
    });
  });

/** @returns one line a finding; `healthy` when this machine can be a box */
export async function doctorLines(config: Config): Promise<{ lines: string[]; healthy: boolean }> {
  const decoder = await versionOf(config.decoder);
  const findings = [
    enrolmentFinding(config),
    folderFinding(config),
    finding(
      decoder !== null,
      'giải mã decoder',
      decoder ?? config.decoder,
      'apt-get install ffmpeg',
    ),
    ...(config.output === 'card' ? await cardFindings(config) : []),
  ];
  return { lines: findings.map(({ line }) => line), healthy: findings.every(({ good }) => good) };
}

function enrolmentFinding({ state }: Config): Finding {
  const identity = loadIdentity(state);
  const enrolled = identity !== null && loadKey(keyPath(state)) !== null;
  const detail = enrolled ? `${identity.dev} (${identity.name})` : state;
  return finding(enrolled, 'đăng ký enrolment', detail, 'loaso-agent enrol --server … --code …');
}

function folderFinding({ state }: Config): Finding {
  const next = `mkdir -p ${state} && chown loaso-agent ${state}`;
  try {
    accessSync(state, constants.W_OK);
    return finding(true, 'thư mục folder', state, next);
  } catch (cause) {
    return finding(false, 'thư mục folder', cause instanceof Error ? cause.message : state, next);
  }
}

async function cardFindings(config: Config): Promise<Finding[]> {
  const player = await versionOf(config.player);
  const cards = existsSync(`${config.soundStatus}/cards`)
    ? readFileSync(`${config.soundStatus}/cards`, 'utf8').trim()
    : '';
  const found = cards !== '' && !cards.includes('no soundcards');
  const first = cards.split('\n')[0]?.trim() ?? '';
  return [
    finding(player !== null, 'phát player', player ?? config.player, 'apt-get install alsa-utils'),
    finding(
      found,
      'thẻ âm thanh card',
      found ? first : 'none',
      '--output silent, or plug a card in',
    ),
  ];
}
