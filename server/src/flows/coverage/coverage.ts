/**
 * Coverage — các việc về sổ địa bàn và mức độ phủ.
 *
 * All verbs of this folder as one value, over one memory of worked out days.
 */
import { ok } from '@loaso/shared/result';
import { createTurns } from '../turns.js';
import { clustersBehind, hamletsBehind } from './behind.js';
import { exportCoverage } from './export.js';
import { moveCluster } from './move-cluster.js';
import type { CoveragePorts } from './ports.js';
import { exportRegistry, importRegistry } from './registry-files.js';
import { viewRegistry } from './registry-view.js';
import { partOf, reachIn, reportOf } from './report.js';
import { listSteps } from './steps.js';
import { coverageTrend } from './trend.js';
import type { CoverageFlows } from './verbs.js';
import { createWorlds } from './worlds.js';

export function createCoverageFlows(given: CoveragePorts): CoverageFlows {
  const ports = { ...given, worlds: createWorlds(given), inTurn: createTurns() };
  return {
    async report(actor, query) {
      const part = await partOf(ports, actor, query);
      return part.ok ? ok(await reportOf(ports, part.value)) : part;
    },
    exportReport: (actor, query) => exportCoverage(ports, actor, query),
    steps: (actor, areaId) => listSteps(ports, actor, areaId),
    async reach(actor, query) {
      const part = await partOf(ports, actor, query);
      return part.ok ? ok(reachIn(part.value)) : part;
    },
    clusters: (actor, query) => clustersBehind(ports, actor, query),
    hamlets: (actor, query) => hamletsBehind(ports, actor, query),
    trend: (actor, query) => coverageTrend(ports, actor, query),
    registry: (actor, query) => viewRegistry(ports, actor, query),
    exportRegistry: (actor, kind, format) => exportRegistry(ports, actor, { kind, format }),
    importRegistry: (actor, kind, file) => importRegistry(ports, actor, { kind, file }),
    countLately: (atMost) => ports.worlds.countLately(atMost),
    moveCluster: (actor, id, move) => moveCluster(ports, actor, { id, move }),
  };
}
