/**
 * Deciding in a province of small communes — duyệt và đổi thứ tiếng, cụm nhận theo đợt.
 *
 * The groups' room with the verbs about bulletins beside it, on the same store, the same signer and the
 * same way to the boxes: a test of staging goes through the door that a leader uses.
 */
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { createApprovals } from '#server/flows/approvals/approvals';
import { createContentFlows } from '#server/flows/content/content';
import type { FleetPorts } from '#server/flows/fleet/ports';
import type { Actor, ContentFlows } from '#server/flows/flows';
import type { StoredBulletin } from '#server/ports/store-records';
import { approvedBulletin, voicedBulletin } from './bulletins.js';
import { type GroupsRoom, openGroupsRoom } from './groups-room.js';
import { sha } from './plans.js';
import { createGate, fakeMastering, fakeSpeech, memoryUploads } from './stand-ins.js';
import { actorOf, PROVINCE } from './store.js';

export const leader: Actor = { ...actorOf('approver'), areaId: PROVINCE };

export type DecidingRoom = GroupsRoom & {
  readonly content: ContentFlows;
  /** New flows on the same store, as after a crash. */
  restarted(ports?: FleetPorts): void;
  /** A bulletin of the province that its boxes may sound, in these languages beside Vietnamese. */
  approved(name: string, change?: Partial<StoredBulletin>): Promise<StoredBulletin>;
  /** It waits for the leader again, and no box has it. */
  sentBack(bulletin: StoredBulletin): Promise<void>;
  /** Until nothing more is on its way. */
  settle(): Promise<void>;
};

export async function openDecidingRoom(): Promise<DecidingRoom> {
  const one = await openGroupsRoom();
  const { store } = one.room.stored;
  let content = contentOn(one, one.room.ports);
  const room = {
    restarted(ports: FleetPorts = one.room.ports) {
      one.restart(ports);
      content = contentOn(one, ports);
    },
    async approved(name: string, change: Partial<StoredBulletin> = {}) {
      const bulletin = approvedBulletin(madeAt(one, name), leader.userId, change);
      await store.content.addBulletin(bulletin);
      await one.room.approve(bulletin);
      return bulletin;
    },
    async sentBack({ id }: StoredBulletin) {
      const now = await store.content.bulletin(id);
      if (now === null) throw new Error('no bulletin');
      const revision = now.revision + 1;
      const next = { ...now, state: 'submitted' as const, approval: null, revision };
      await store.content.replaceBulletin(next);
      await one.room.signer.client.withdrawApprovals([id], 'test');
      await one.fleet.publish(one.ids(), 'sent back');
    },
    async settle() {
      for (let beat = 0; beat < 4; beat += 1) {
        for (const box of one.boxes) await one.takes(box);
        one.pass(100_000);
        await one.fleet.advancePublications();
      }
    },
  };
  return Object.defineProperties(Object.assign(one, room), {
    content: { get: () => content },
  }) as DecidingRoom;
}

const madeAt = ({ room }: GroupsRoom, name: string) => ({
  name,
  areaId: PROVINCE,
  createdBy: actorOf('official').userId,
  now: room.ports.clock.now(),
  clip: { durationMs: 60_000, sizeBytes: 1_000 },
});

/** The same words by another voice, as people record them. */
export function inLanguage(language: LanguageCode, name: string): StoredBulletin['variants'] {
  const { clip } = voicedBulletin({
    ...{ name: `${name}-${language}`, areaId: PROVINCE, now: 0 },
    createdBy: actorOf('official').userId,
    clip: { durationMs: 30_000, sizeBytes: 1_000 },
  });
  if (clip === null) throw new Error('no clip');
  const file = { name: 'loi.m4a', sizeBytes: 1, sha256: sha(name) };
  const sound = { durationMs: 30_000, loudnessLufs: -20 };
  const before = { container: 'wav', codec: 'pcm', sampleRate: 8_000, channels: 1, ...sound };
  const after = { codec: 'mp3' as const, truePeakDbtp: -1, ...sound };
  const told = { summary: '', repairs: [], by: actorOf('official').userId, at: 0 };
  const recording = { language, file, before, after, ...told };
  return [{ language, clip, recording }];
}

function contentOn(one: GroupsRoom, ports: FleetPorts): ContentFlows {
  const { room } = one;
  const store = { ...room.stored.store, ...ports.store };
  const shared = { ...ports, store };
  const { sha256 } = ports.hashing;
  return createContentFlows({
    ...shared,
    publish: (...asked) => one.fleet.publish(...asked),
    approvals: createApprovals({ ...shared, office: room.signer.client }),
    ingest: { decode: () => Promise.reject(new Error('nothing is imported here')) },
    speech: fakeSpeech(createGate()),
    mastering: fakeMastering(sha256),
    booth: { wav: () => Promise.resolve(Buffer.from('')) },
    uploads: memoryUploads(sha256),
    audioFiles: { adopt: () => Promise.resolve(), find: () => Promise.resolve(null) },
    clipDir: '',
    chimes: {},
  });
}
