/**
 * Register of a day — sổ địa bàn của một ngày.
 *
 * Hamlets with what they came from and what became of them, clusters with what stands there, as the
 * register says for that day.
 */

import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { type LocalDate, localDateOf } from '@loaso/shared/time';
import type { RegisteredCommune } from '@loaso/shared/wire/http/communes';
import type {
  RegisteredCluster,
  RegisteredHamlet,
  RegistryQuery,
  RegistryView,
} from '@loaso/shared/wire/http/coverage';
import { subtreeOf } from '../../core/access/scope.js';
import { type CommuneFact, communeBook } from '../../core/coverage/communes.js';
import {
  type HamletFact,
  hamletsOn,
  type SiteFact,
  sitesOn,
  successorsIn,
} from '../../core/coverage/history.js';
import type { StoredDevice } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { reachAt } from './clusters.js';
import type { CoveragePorts } from './ports.js';

export async function viewRegistry(
  ports: CoveragePorts,
  actor: Actor,
  { areaId = actor.areaId, on = localDateOf(ports.clock.now()) }: RegistryQuery,
): Answer<RegistryView> {
  const scope = await scopeOf(ports, actor, 'see-coverage');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(areaId)) return NOT_FOUND;
  const { store } = ports;
  const inside = new Set(subtreeOf(scope.value.areas, areaId));
  const [facts, siteFacts, devices] = await Promise.all([
    store.registry.hamletFacts(),
    store.registry.siteFacts(),
    store.fleet.devices([...inside]),
  ]);
  const single = scope.value.areas.find(({ id }) => id === areaId)?.level === 'hamlet';
  const sites = sitesOn(siteFacts, on);
  const names = new Map(scope.value.areas.map(({ id, name }) => [id, name]));
  const after = successorsIn(facts);
  const said = await store.registry.communeFacts();
  return ok({
    on,
    communes: communesIn(said, { on, inside, names }),
    hamlets: hamletsOn(facts, on)
      .filter((fact) => inside.has(single ? fact.areaId : fact.communeId))
      .map((fact) => hamletRow(fact, names, after)),
    clusters: devices
      .filter(({ state }) => state !== 'revoked')
      .map((device) => clusterRow(device, sites.get(device.id), names)),
  });
}

type Names = ReadonlyMap<string, string>;
type View = { readonly on: LocalDate; readonly inside: ReadonlySet<AreaId>; readonly names: Names };

/** Those of which something is said; of each what holds on the day, or will. */
function communesIn(
  facts: readonly CommuneFact[],
  { on, inside, names }: View,
): RegisteredCommune[] {
  const book = communeBook(facts);
  const kin = (id: AreaId, day: LocalDate) => ({
    areaId: id,
    name: book.nameOn(id, day) ?? names.get(id) ?? id,
  });
  const shown = new Map<AreaId, CommuneFact>();
  for (const fact of facts) {
    if (fact.from <= on || !shown.has(fact.areaId)) shown.set(fact.areaId, fact);
  }
  // An old one that only others speak of has its line too: it has ended.
  const spoken = new Set([...shown.keys(), ...facts.flatMap((one) => [...one.predecessors])]);
  return [...spoken]
    .filter((id) => inside.has(id))
    .map((id): RegisteredCommune => {
      const fact = shown.get(id);
      const from = fact?.from ?? null;
      return {
        areaId: id,
        name: kin(id, on).name,
        urban: fact?.urban ?? false,
        from,
        until: book.endOf(id),
        predecessors: (fact?.predecessors ?? [])
          .filter((one) => one !== id)
          .map((one) => kin(one, fact?.from ?? on)),
        successors: book.successorsOf(id).map((one) => kin(one, on)),
        source: fact?.source ?? '',
      };
    })
    .sort((a, b) => (a.areaId < b.areaId ? -1 : 1));
}

const hamletRow = (
  fact: HamletFact,
  names: Names,
  after: ReturnType<typeof successorsIn>,
): RegisteredHamlet => {
  const { centre, kind, radiusM, ...said } = fact;
  return {
    ...said,
    communeName: names.get(fact.communeId) ?? fact.communeId,
    placed: centre !== null,
    languages: [...fact.languages],
    predecessors: [...fact.predecessors],
    successors: [...(after.get(fact.areaId) ?? [])],
  };
};

function clusterRow(
  device: StoredDevice,
  site: SiteFact | undefined,
  names: Names,
): RegisteredCluster {
  const areaId = site?.areaId ?? device.areaId;
  return {
    deviceId: device.id,
    name: device.name,
    areaId,
    areaName: names.get(areaId) ?? areaId,
    position: site?.position ?? device.position,
    reach: reachAt(site),
    site: site === undefined ? null : siteShape(site),
  };
}

function siteShape({ deviceId, position, areaId, horns, ...said }: SiteFact) {
  return { ...said, horns: horns.map((one) => ({ ...one })) };
}
