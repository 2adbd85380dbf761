/**
 * A fleet with a vendor for tests — một đội loa và nhà phát hành phần mềm.
 *
 * The room of small communes with one box each, the verbs about releases beside it, and an offline key
 * that the boxes trust. Boxes say what a test makes them say of their updates.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ok } from '@loaso/shared/result';
import type { UpdateReport, UpdateStep } from '@loaso/shared/wire/release';
import type { Status } from '@loaso/shared/wire/status';
import { createAudioFiles } from '#server/adapters/system/audio-files';
import { createReleaseFiles } from '#server/adapters/system/release-files';
import { createUploads } from '#server/adapters/system/uploads';
import type { ReleasePorts } from '#server/flows/releases/ports';
import { createReleaseFlows, type ReleaseService } from '#server/flows/releases/releases';
import type { Upload } from '#server/ports/uploads';
import type { TestBox } from './fleet-room.js';
import { statusOf } from './fleet-status.js';
import { type GroupsRoom, openGroupsRoom } from './groups-room.js';
import { hashOf, manifestOf, type ReleaseSigner, releaseSigner, sealRelease } from './release.js';

const DAY_MS = 86_400_000;

export type ReleaseRoom = {
  readonly groups: GroupsRoom;
  readonly flows: ReleaseService;
  readonly ports: ReleasePorts;
  readonly vendor: ReleaseSigner;
  /** A release file as `loaso release pack` makes it; whatever `change` says of its manifest. */
  file(change?: object, signers?: readonly ReleaseSigner[]): Buffer;
  upload(bytes: Buffer): Upload;
  /** New flows on the same store, as after a crash. */
  restart(): void;
  /** The box is on line and says this of its updates. */
  says(box: TestBox, last: Told | null, change?: Partial<Status>): Promise<void>;
  /** Boxes that were offered something so far, in order. */
  offered(): TestBox[];
  close(): Promise<void>;
};

export type Told = {
  readonly step: UpdateStep;
  readonly code?: string;
  readonly detail?: string;
  readonly num?: number;
};

export async function openReleaseRoom(): Promise<ReleaseRoom> {
  const groups = await openGroupsRoom();
  const folder = mkdtempSync(join(tmpdir(), 'loaso-releases-'));
  const vendor = releaseSigner('release-1');
  const ports = portsOf(groups, folder, vendor);
  let flows = createReleaseFlows(ports);
  const { room, boxes } = groups;
  const one: ReleaseRoom = {
    groups,
    get flows() {
      return flows;
    },
    ports,
    vendor,
    file: (change = {}, signers = [vendor]) => fileOf(ports.clock.now(), change, signers),
    upload: (bytes) => ({
      bytes: Readable.from([bytes.subarray(0, 1_000), bytes.subarray(1_000)]),
      sizeBytes: bytes.length,
      signal: new AbortController().signal,
    }),
    restart: () => {
      flows = createReleaseFlows(ports);
    },
    async says(box, last, change = {}) {
      const at = ports.clock.now();
      const update = reportOf(last);
      await room.flows.connected(box.id);
      await box.say('status', statusOf(box.id, { at, update, ...change }));
    },
    offered: () =>
      room.sent
        .filter(({ name }) => name === 'release')
        .flatMap(({ device }) => boxes.filter(({ id }) => id === device)),
    async close() {
      await room.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (const box of boxes) await one.says(box, null);
  return one;
}

function portsOf({ room }: GroupsRoom, folder: string, vendor: ReleaseSigner): ReleasePorts {
  return {
    ...room.ports,
    signer: {
      root: async () => {
        const root = await room.ports.signer.root();
        return root.ok ? ok({ ...root.value, keys: [...root.value.keys, vendor.key] }) : root;
      },
    },
    uploads: createUploads(join(folder, 'uploads')),
    releaseFiles: createReleaseFiles(createAudioFiles(join(folder, 'audio'))),
    settleMs: 600_000,
  };
}

const PROGRAM = Buffer.from(`export const agent = '${'new '.repeat(2_000)}';\n`);

function fileOf(now: number, change: object, signers: readonly ReleaseSigner[]): Buffer {
  const file = { name: 'agent.mjs', sha256: hashOf(PROGRAM), sizeBytes: PROGRAM.length };
  const life = { iat: now, exp: now + 90 * DAY_MS };
  const manifest = manifestOf({ version: '9.1.0', files: [file], ...life, ...change });
  return Buffer.concat([Buffer.from(`${sealRelease(manifest, signers)}\n`), PROGRAM]);
}

const reportOf = (last: Told | null): UpdateReport => ({
  arch: 'arm64',
  able: true,
  highestNum: 0,
  last: last === null ? null : { num: 1, detail: '', ...last },
});
