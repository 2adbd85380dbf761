/**
 * Running a rollout — chạy đợt đưa bản phần mềm.
 *
 * One look every few seconds: what the boxes say, whether the next group may follow, whom to offer the
 * release now. All that it knows is in the store, so that it goes on after a crash where it was; an
 * offer is written down before it is sent, and a box takes the same offer twice for one.
 */
import { type DueBox, dueBoxes, judgeRollout } from '../../core/fleet/release-judge.js';
import { isFailed, stepOf } from '../../core/fleet/release-step.js';
import { limitsAt } from '../../core/schedule/policy.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { StoredRelease, StoredRollout, StoredRolloutBox } from '../../ports/releases.js';
import type { StoredArea, StoredReport } from '../../ports/store-records.js';
import { OPEN_STATES } from '../emergency/boards.js';
import { policyNow } from '../policy-now.js';
import { releaseFor } from './candidates.js';
import { announceRollout, auditRelease, type ReleasePorts } from './ports.js';

type Words = ReadonlyMap<StoredReport['deviceId'], StoredReport>;

/**
 * @param since when this server began to listen: who has not been heard since may not be there
 * @returns rollouts that were looked at
 */
export async function advanceRollouts(ports: ReleasePorts, since: number): Promise<number> {
  const { store, lease } = ports;
  if (lease?.lost() === true) return 0;
  const newest = await store.releases.rollouts(1);
  const open = newest.filter(({ state }) => OPEN.includes(state));
  for (const rollout of open) await advance(ports, rollout, since);
  return open.length;
}

const OPEN: readonly StoredRollout['state'][] = ['running', 'paused', 'halted'];

async function advance(ports: ReleasePorts, rollout: StoredRollout, since: number): Promise<void> {
  const { store } = ports;
  const areas = await store.areas.areas();
  const before = await store.releases.rolloutBoxes(rollout.id);
  const reports = await store.fleet.reports(before.map(({ deviceId }) => deviceId));
  const words: Words = new Map(reports.map((report) => [report.deviceId, report]));
  const boxes = await follow(ports, rollout, { before, words });
  if (boxes !== before) announceRollout(ports, areas, rollout);
  if (rollout.state !== 'running') return;
  if (await isExpired(ports, rollout)) {
    const next = { ...rollout, state: 'done' as const };
    await moveRollout(ports, rollout, { next, by: 'server', act: 'done', areas });
    return;
  }
  const judged = await judge(ports, rollout, { boxes, words, areas });
  if (judged !== null) await offer(ports, judged, { boxes, words: heardOf(words, since), areas });
}

/** As the store has it, without those that only the server before this one has heard. */
const heardOf = (words: Words, since: number): Words =>
  new Map([...words].filter(([, { lastSeenAt }]) => (lastSeenAt ?? 0) >= since));

/** Nobody takes it any more; boxes that never came wait for the next release. */
async function isExpired({ store, clock }: ReleasePorts, { num }: StoredRollout): Promise<boolean> {
  const files = (await store.releases.releases()).filter(({ release }) => release.num === num);
  return files.every(({ release }) => release.exp <= clock.now());
}

type Seen = {
  readonly boxes: readonly StoredRolloutBox[];
  readonly words: Words;
  readonly areas: readonly StoredArea[];
};

/** Notes what the boxes say now; the same list where nothing has changed. */
async function follow(
  { store, clock }: ReleasePorts,
  { id, num, version, stage }: StoredRollout,
  { before, words }: { readonly before: readonly StoredRolloutBox[]; readonly words: Words },
): Promise<readonly StoredRolloutBox[]> {
  const now = clock.now();
  const changed: StoredRolloutBox[] = [];
  const boxes = before.map((box) => {
    const due: StoredRolloutBox =
      box.step === 'held' && box.stage <= stage ? { ...box, step: 'waiting' } : box;
    if (due.step === 'held') return box;
    const offer = { num, version };
    const next = stepOf(due, { words: words.get(box.deviceId) ?? null, offer, now });
    if (next.step === box.step && next.detail === box.detail) return box;
    const moved = { ...due, ...next, at: next.step === box.step ? box.at : now };
    changed.push(moved);
    return moved;
  });
  if (changed.length === 0) return before;
  await store.releases.putRolloutBoxes(id, changed);
  return boxes;
}

/** @returns the rollout as it goes on; null where it does not */
async function judge(
  ports: ReleasePorts,
  rollout: StoredRollout,
  { boxes, words, areas }: Seen,
): Promise<StoredRollout | null> {
  const { settleMs } = ports;
  const now = ports.clock.now();
  const seen = boxes.map((box) => ({
    ...box,
    online: words.get(box.deviceId)?.online === true,
  }));
  switch (judgeRollout(seen, { ...rollout, settleMs }, now)) {
    case 'wait':
      return rollout;
    case 'go-on': {
      const next = { ...rollout, stage: rollout.stage + 1, stageAt: now };
      await moveRollout(ports, rollout, { next, by: 'server', act: 'go-on', areas });
      return null;
    }
    case 'done':
      await moveRollout(ports, rollout, {
        ...{ next: { ...rollout, state: 'done' }, by: 'server', act: 'done', areas },
      });
      return null;
    case 'halt': {
      const failed = boxes.filter(({ step }) => isFailed(step));
      ports.log.error('release.halted', {
        rollout: rollout.id,
        stage: rollout.stage,
        failed: failed.length,
      });
      const next = { ...rollout, state: 'halted' as const };
      await moveRollout(ports, rollout, { next, by: 'server', act: 'halt', areas });
      return null;
    }
  }
}

type Move = {
  readonly next: StoredRollout;
  readonly by: string;
  readonly act: string;
  readonly areas: readonly StoredArea[];
};

/** False when somebody else was faster. */
export async function moveRollout(
  ports: ReleasePorts,
  seen: StoredRollout,
  { next, by, act, areas }: Move,
): Promise<boolean> {
  if (!(await ports.store.releases.moveRollout(seen, next))) return false;
  const { id, num, version, stage, stages, state } = next;
  const detail = `${version} · ${stage}/${stages}`;
  await auditRelease(ports, num, { by, act, detail });
  ports.log.info('release.moved', { rollout: id, state, stage, stages });
  announceRollout(ports, areas, next);
  return true;
}

async function offer(
  ports: ReleasePorts,
  rollout: StoredRollout,
  { boxes, words, areas }: Seen,
): Promise<void> {
  const { store, clock } = ports;
  if (await isWarning(ports)) return;
  const policy = await policyNow(ports);
  const paths = areaPaths(areas);
  const windowsOf = new Map(
    areas.map(({ id }) => [id, limitsAt(policy, { path: paths.get(id) ?? [id] })]),
  );
  const seen = boxes.map(
    (box): DueBox => ({
      ...box,
      words: words.get(box.deviceId) ?? null,
      windows: windowsOf.get(box.areaId)?.windows ?? policy.default.windows,
    }),
  );
  const due = new Set(dueBoxes(seen, { ...rollout, now: clock.now() }));
  if (due.size === 0) return;
  const releases = (await store.releases.releases()).filter(
    ({ release }) => release.num === rollout.num,
  );
  const offered = boxes.filter(({ deviceId }) => due.has(deviceId));
  await send(ports, rollout, { offered, releases, words });
}

/** While anybody is being warned, no box is given anything else to do. */
export async function isWarning({ store }: Pick<ReleasePorts, 'store'>): Promise<boolean> {
  return (await store.emergencies.emergencies({ states: OPEN_STATES, limit: 1 })).length > 0;
}

type Offers = {
  readonly offered: readonly StoredRolloutBox[];
  readonly releases: readonly StoredRelease[];
  readonly words: Words;
};

async function send(
  { store, clock, link, log }: ReleasePorts,
  { id, num }: StoredRollout,
  { offered, releases, words }: Offers,
): Promise<void> {
  const now = clock.now();
  await store.releases.putRolloutBoxes(
    id,
    offered.map((box) => ({
      ...box,
      step: 'offered',
      at: box.step === 'offered' ? box.at : now,
      offers: box.offers + 1,
      offeredAt: now,
    })),
  );
  const sent = await Promise.all(
    offered.map(({ deviceId }) => {
      const arch = words.get(deviceId)?.status?.update?.arch;
      const release = releaseFor(releases, arch);
      return release === null ? null : link.send(deviceId, 'release', release.manifest);
    }),
  );
  const unsent = offered.filter((_, at) => sent[at] === false);
  // What never left is no offer.
  const back = unsent.map((box) => (box.step === 'offered' ? { ...box, offeredAt: now } : box));
  if (back.length > 0) await store.releases.putRolloutBoxes(id, back);
  log.info('release.offered', {
    num,
    boxes: offered.length,
    unsent: unsent.length,
  });
}
