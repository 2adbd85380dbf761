/**
 * Candidates of a rollout — những cụm nhận được bản phần mềm.
 *
 * Which boxes a release is for, in which groups they get it, and which are left out and why. The same
 * for the forecast and for the start, so that what was read is what happens.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { isTraining } from '@loaso/shared/training';
import { compareVersions } from '@loaso/shared/version';
import type { NewRollout } from '@loaso/shared/wire/http/releases';
import type { Release, UpdateReport } from '@loaso/shared/wire/release';
import { isHealthy } from '../../core/fleet/box-progress.js';
import type { Words } from '../../core/fleet/refusal-words.js';
import { type ReleaseCandidate, releaseGroups } from '../../core/fleet/release-groups.js';
import { forecastWords, type LeftOut } from '../../core/fleet/release-words.js';
import type { StoredRelease } from '../../ports/releases.js';
import type { StoredArea, StoredReport } from '../../ports/store-records.js';
import type { Answer } from '../actor.js';
import { communesOf } from '../fleet/publication-opening.js';
import type { ReleasePorts } from './ports.js';

export type RolloutDraft = {
  readonly releases: readonly StoredRelease[];
  readonly version: string;
  readonly boxes: readonly ReleaseCandidate[];
  readonly groups: readonly (readonly DeviceId[])[];
  readonly words: Words;
};

export async function draftRollout(
  ports: ReleasePorts,
  areas: readonly StoredArea[],
  { num, hours, faultsMax }: NewRollout,
): Answer<RolloutDraft> {
  const { store, clock } = ports;
  const releases = (await store.releases.releases()).filter(({ release }) => release.num === num);
  const [first] = releases;
  if (first === undefined) return err({ code: 'not-found' });
  if (releases.some(({ release }) => release.exp <= clock.now())) {
    return err({ code: 'release-expired' });
  }
  const sorted = await sortBoxes(ports, areas, releases);
  const groups = releaseGroups(sorted.boxes);
  const communeOf = new Map(sorted.boxes.map(({ id, communeId }) => [id, communeId]));
  const communes = new Set((groups[0] ?? []).map((id) => communeOf.get(id))).size;
  const sizes = groups.map((group) => group.length);
  const words = forecastWords({ groups: sizes, communes, hours, faultsMax, left: sorted.left });
  return ok({ releases, version: first.release.version, boxes: sorted.boxes, groups, words });
}

type Sorted = {
  readonly boxes: readonly ReleaseCandidate[];
  readonly left: Record<LeftOut, number>;
};

async function sortBoxes(
  { store }: ReleasePorts,
  areas: readonly StoredArea[],
  releases: readonly StoredRelease[],
): Promise<Sorted> {
  const communeOf: (id: AreaId) => AreaId = communesOf(areas);
  const devices = (await store.fleet.devices()).filter(
    ({ state, areaId }) => state === 'enrolled' && !isTraining(areaId),
  );
  const reports = await store.fleet.reports(devices.map(({ id }) => id));
  const wordOf = new Map(reports.map((report) => [report.deviceId, report]));
  const boxes: ReleaseCandidate[] = [];
  const left: Sorted['left'] = {
    ...{ 'has-it': 0, 'failed-there': 0, cannot: 0 },
    ...{ 'other-processor': 0, 'unknown-processor': 0 },
  };
  for (const { id, areaId } of devices) {
    const report = wordOf.get(id) ?? null;
    const why = leftOut(report, releases);
    if (why !== null) {
      left[why] += 1;
      continue;
    }
    boxes.push({
      id,
      placeId: areaId,
      communeId: communeOf(areaId),
      arch: report?.status?.update?.arch ?? '',
      healthy: isHealthy(report),
    });
  }
  return { boxes, left };
}

/** Null for a box that the release is for. */
function leftOut(report: StoredReport | null, releases: readonly StoredRelease[]): LeftOut | null {
  const status = report?.status ?? null;
  const update = status?.update;
  if (update?.able === false) return 'cannot';
  const known = update === undefined ? null : knownThere(update, releases);
  if (known !== null) return known;
  if (status !== null && releases.some(({ release }) => runsIt(status.agentVersion, release))) {
    return 'has-it';
  }
  if (releaseFor(releases, update?.arch) !== null) return null;
  return update === undefined ? 'unknown-processor' : 'other-processor';
}

/** Its number, or a higher one, was installed there before. */
function knownThere(
  { highestNum, last }: UpdateReport,
  releases: readonly StoredRelease[],
): LeftOut | null {
  if (!releases.some(({ release }) => release.num <= highestNum)) return null;
  const wentBack = last?.step === 'went-back' && last.num === highestNum;
  return wentBack ? 'failed-there' : 'has-it';
}

const VERSION = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/;

const runsIt = (running: string, { version, downgrade }: Release): boolean =>
  !downgrade && VERSION.test(running) && compareVersions(running, version) >= 0;

/** The file for a processor, its own before the one for all; null where there is none. */
export const releaseFor = (
  releases: readonly StoredRelease[],
  arch: string | undefined,
): StoredRelease | null =>
  releases.find(({ release }) => release.arch === arch) ??
  releases.find(({ release }) => release.arch === 'all') ??
  null;
