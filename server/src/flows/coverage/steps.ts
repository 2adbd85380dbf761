/**
 * The next steps — 20 việc đem lại nhiều người nghe nhất.
 *
 * The repairs and new clusters that close most of the gap of an area, with what is wrong at each.
 * Clusters of neighbours count as they are: nobody is told to mend what is not theirs.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { CoverageStep } from '@loaso/shared/wire/http/coverage';
import { bestSteps, type Step } from '../../core/coverage/gaps.js';
import type { Actor, Answer } from '../flows.js';
import type { CoveragePorts } from './ports.js';
import { type Part, partOf } from './report.js';
import type { Worlds } from './worlds.js';

const STEPS = 20;

export async function listSteps(
  ports: CoveragePorts & { readonly worlds: Worlds },
  actor: Actor,
  areaId: AreaId | undefined,
): Answer<CoverageStep[]> {
  const part = await partOf(ports, actor, { areaId });
  if (!part.ok) return part;
  const { world } = part.value;
  const known = world.steps.get(part.value.areaId);
  if (known !== undefined) return ok(known);
  await ports.pause();
  const steps: CoverageStep[] = [];
  for (const step of stepsOf(part.value)) {
    const box = step.deviceId === null ? null : await ports.device(actor, step.deviceId);
    steps.push({ ...step, why: box?.ok ? box.value.sentence : null });
  }
  world.steps.set(part.value.areaId, steps);
  return ok(steps);
}

function stepsOf({ world, facts, holds }: Part): CoverageStep[] {
  const clusters = world.clusters
    .filter(({ areaId, cluster }) => holds(areaId) || cluster.today === 'yes')
    .map(({ cluster }) => cluster);
  const placed = new Map(world.clusters.map((one) => [one.cluster.id, one]));
  const hamlets = new Map(facts.map((fact) => [fact.areaId, fact]));
  const nameOf = (id: AreaId): string => world.areas.get(id)?.name ?? id;
  return bestSteps(facts, clusters, STEPS).flatMap((step: Step): CoverageStep[] => {
    const { kind, people } = step;
    if (step.kind === 'install') {
      const hamlet = hamlets.get(step.hamlet);
      if (hamlet === undefined) return [];
      const { areaId, name, communeId } = hamlet;
      const communeName = nameOf(communeId);
      return [{ kind, people, deviceId: null, why: null, areaId, name, communeName }];
    }
    const one = placed.get(step.device);
    if (one === undefined) return [];
    const { areaId, box } = one;
    const { id: deviceId, name } = box.device;
    const communeName = nameOf(world.communeOf(areaId));
    return [{ kind, people, deviceId, why: null, areaId, name, communeName }];
  });
}
