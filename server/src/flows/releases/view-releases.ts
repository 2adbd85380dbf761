/**
 * Releases on screens — xem bản phần mềm và các đợt.
 *
 * Which version runs where by the boxes' own word, what may be offered, and how far each rollout has
 * come, counted from what the boxes say.
 */
import type { RolloutId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { isTraining } from '@loaso/shared/training';
import type {
  HeldRelease,
  ReleaseBox,
  ReleaseDesk,
  ReleaseRollout,
  ReleaseRolloutDetail,
  ReleaseStep,
  RunningVersion,
} from '@loaso/shared/wire/http/releases';
import { ReleaseStep as Steps } from '@loaso/shared/wire/http/releases';
import { releaseBoxWords, rolloutNext, rolloutWords } from '../../core/fleet/release-words.js';
import type { StoredRelease, StoredRollout, StoredRolloutBox } from '../../ports/releases.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { Actor, Answer } from '../actor.js';
import { areaName } from '../fleet/ports.js';
import { communesOf } from '../fleet/publication-opening.js';
import { isWarning } from './advance-rollout.js';
import { officeOf, type ReleasePorts } from './ports.js';

const ROLLOUTS_SHOWN = 10;

export async function showDesk(ports: ReleasePorts, actor: Actor): Answer<ReleaseDesk> {
  const office = await officeOf(ports, actor);
  if (!office.ok) return office;
  const { store, clock, signer } = ports;
  const root = await signer.root();
  const keys = root.ok ? root.value.keys : [];
  const stored = await store.releases.rollouts(ROLLOUTS_SHOWN);
  const rollouts: ReleaseRollout[] = [];
  const warning = await isWarning(ports);
  const people = await namesOf(ports, stored);
  for (const one of stored) {
    const boxes = await store.releases.rolloutBoxes(one.id);
    rollouts.push(rolloutOf(one, { boxes, people, warning }));
  }
  const releases = await store.releases.releases();
  return ok({
    running: await runningVersions(ports, office.value.areas),
    releases: heldReleases(releases, clock.now(), await namesOf(ports, releases)),
    rollouts,
    trustedKeys: keys
      .filter(({ role, revoked }) => role === 'release' && !revoked)
      .map(({ kid }) => kid),
  });
}

async function namesOf(
  { store }: ReleasePorts,
  things: readonly { readonly by: string }[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const by of new Set(things.map((one) => one.by))) {
    names.set(by, (await store.people.userByName(by))?.fullName ?? by);
  }
  return names;
}

async function runningVersions(
  { store }: ReleasePorts,
  areas: readonly StoredArea[],
): Promise<RunningVersion[]> {
  const communeOf = communesOf(areas);
  const devices = (await store.fleet.devices()).filter(
    ({ state, areaId }) => state === 'enrolled' && !isTraining(areaId),
  );
  const reports = await store.fleet.reports(devices.map(({ id }) => id));
  const wordOf = new Map(reports.map((report) => [report.deviceId, report]));
  const alike = Map.groupBy(devices, ({ id }) => wordOf.get(id)?.status?.agentVersion ?? null);
  return [...alike]
    .map(([version, group]) => ({
      version,
      boxes: group.length,
      online: group.filter(({ id }) => wordOf.get(id)?.online === true).length,
      communes: new Set(group.map(({ areaId }) => communeOf(areaId))).size,
    }))
    .sort((a, b) => b.boxes - a.boxes);
}

/** One for each number: its files for several processors are one release. */
export function heldReleases(
  stored: readonly StoredRelease[],
  now: number,
  people: ReadonlyMap<string, string>,
): HeldRelease[] {
  const alike = Map.groupBy(stored, ({ release }) => release.num);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { num, version, downgrade, notes } = first.release;
    const exp = Math.min(...group.map(({ release }) => release.exp));
    return {
      ...{ num, version, downgrade, notes, exp },
      files: group.map(({ release }) => ({
        arch: release.arch,
        sizeBytes: release.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      })),
      signedBy: [...new Set(group.flatMap(({ signedBy }) => signedBy))],
      addedAt: Math.max(...group.map(({ addedAt }) => addedAt)),
      by: people.get(first.by) ?? first.by,
      offerable: exp > now,
    };
  });
}

type Shown = {
  readonly boxes: readonly StoredRolloutBox[];
  readonly people: ReadonlyMap<string, string>;
  readonly warning: boolean;
};

function rolloutOf(rollout: StoredRollout, { boxes, people, warning }: Shown): ReleaseRollout {
  const { id, num, version, by, createdAt, state, hours, faultsMax, stage, stages } = rollout;
  const counts = Object.fromEntries(
    Steps.options.map((step) => [step, boxes.filter((box) => box.step === step).length]),
  ) as Record<ReleaseStep, number>;
  return {
    ...{ id, num, version, createdAt, state, hours, faultsMax, stage, stages, counts },
    by: people.get(by) ?? by,
    boxes: boxes.length,
    sentence: rolloutWords(counts),
    next: rolloutNext({ state, stage, stages, counts, warning }),
  };
}

export async function showRollout(
  ports: ReleasePorts,
  actor: Actor,
  id: RolloutId,
): Answer<ReleaseRolloutDetail> {
  const office = await officeOf(ports, actor);
  if (!office.ok) return office;
  const { store } = ports;
  const rollout = await store.releases.rollout(id);
  if (rollout === null) return err({ code: 'not-found' });
  const boxes = await store.releases.rolloutBoxes(id);
  const people = await namesOf(ports, [rollout]);
  const shown = rolloutOf(rollout, { boxes, people, warning: await isWarning(ports) });
  return ok({ ...shown, boxList: await boxList(ports, office.value.areas, boxes) });
}

/** What needs somebody first, then what is at work, then what is done. */
const ORDER: readonly ReleaseStep[] = [
  'lost',
  'went-back',
  'refused',
  'on-trial',
  'staged',
  'fetching',
  'offered',
  'waiting',
  'held',
  'stays',
];

async function boxList(
  { store }: ReleasePorts,
  areas: readonly StoredArea[],
  boxes: readonly StoredRolloutBox[],
): Promise<ReleaseBox[]> {
  const devices = await store.fleet.devices([...new Set(boxes.map(({ areaId }) => areaId))]);
  const names = new Map(devices.map(({ id, name }) => [id, name]));
  const reports = await store.fleet.reports(boxes.map(({ deviceId }) => deviceId));
  const versions = new Map(
    reports.map(({ deviceId, status }) => [deviceId, status?.agentVersion ?? null]),
  );
  return boxes
    .map(
      ({ deviceId, areaId, stage, step, detail, at, offers }): ReleaseBox => ({
        ...{ deviceId, stage, step, at },
        name: names.get(deviceId) ?? deviceId,
        areaName: areaName(areas, areaId),
        words: releaseBoxWords(step, detail, offers),
        version: versions.get(deviceId) ?? null,
      }),
    )
    .sort(
      (a, b) =>
        ORDER.indexOf(a.step) - ORDER.indexOf(b.step) ||
        a.stage - b.stage ||
        a.areaName.localeCompare(b.areaName, 'vi') ||
        a.name.localeCompare(b.name, 'vi'),
    );
}
