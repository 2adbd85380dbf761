/**
 * Clusters as a file — nhập, xuất thông số cụm loa.
 *
 * What stands on each pole, and clusters that are not registered yet: those are registered with the rest
 * of their row, for who may register one. Several thousands come as one file, in one step.
 */
import { DeviceId } from '@loaso/shared/ids';
import { localDateOf } from '@loaso/shared/time';
import { FRESH_SHOWN, type RegistryReport } from '@loaso/shared/wire/http/registry-files';
import { may } from '../../core/access/roles.js';
import type { CsvValue } from '../../core/coverage/csv.js';
import { type SiteFact, sitesOn } from '../../core/coverage/history.js';
import type { Ground } from '../../core/coverage/new-clusters.js';
import { readSites, type SitesRead, siteRows } from '../../core/coverage/site-file.js';
import type { StoredDevice } from '../../ports/store-records.js';
import type { Actor } from '../actor.js';
import type { Scope } from '../content/ports.js';
import { endedOf } from '../ended-places.js';
import type { CoveragePorts } from './ports.js';

export type SiteDesk = {
  readonly ports: CoveragePorts;
  readonly scope: Scope;
  readonly text: string;
  readonly actor: Actor;
};

export async function siteTable(
  { store, clock }: CoveragePorts,
  { within }: Scope,
): Promise<CsvValue[][]> {
  const [devices, facts] = await Promise.all([
    store.fleet.devices([...within]),
    store.registry.siteFacts(),
  ]);
  const sites = sitesOn(facts, localDateOf(clock.now()));
  return siteRows(
    devices.filter(isIn).map(({ id, name, areaId, position, placeKind }) => ({
      deviceId: id,
      name,
      areaId,
      position,
      placeKind,
      site: sites.get(id) ?? null,
    })),
  );
}

type Taking = {
  readonly read: SitesRead;
  readonly take: () => Promise<void>;
  readonly waiting: RegistryReport['waiting'];
};

export async function sitesIn({ ports, scope, text, actor }: SiteDesk): Promise<Taking> {
  const { store, clock } = ports;
  const devices = await store.fleet.devices([...scope.within]);
  const read = readSites(text, {
    known: new Set(devices.map(({ id }) => id)),
    today: localDateOf(clock.now()),
    ground: may(actor.role, 'register-device') ? await groundOf(ports, scope, devices) : null,
  });
  const before = await store.registry.siteFacts();
  const take = async (): Promise<void> => {
    const registered = await register(ports, read);
    const facts = [...read.facts.map(placedAs(before)), ...registered];
    if (facts.length > 0) await store.registry.putSites(facts);
    await ports.tellPlaces(actor, { devices, places: read.places, take: true });
  };
  const waits = await ports.tellPlaces(actor, { devices, places: read.places, take: false });
  return { read, take, waiting: waitingOf(waits, devices, read) };
}

const isIn = ({ state }: StoredDevice): boolean => state !== 'revoked';

async function groundOf(
  ports: CoveragePorts,
  { areas, within }: Scope,
  devices: readonly StoredDevice[],
): Promise<Ground> {
  const ended = await endedOf(ports, [...within]);
  return {
    places: areas.filter(({ id }) => within.has(id)),
    ended: new Map(ended.map(({ id, successors }) => [id, successors])),
    standing: devices.filter(isIn),
  };
}

/** @returns what was said of the clusters that are registered now */
async function register(
  { store, clock, chance }: CoveragePorts,
  { fresh }: SitesRead,
): Promise<SiteFact[]> {
  if (fresh.length === 0) return [];
  const named = fresh.map((cluster) => ({ ...cluster, id: DeviceId.parse(chance.id('box')) }));
  await store.fleet.addDevices(
    named.map(({ id, name, areaId, position, placeKind }) => ({
      id,
      name,
      areaId,
      position,
      state: 'registered' as const,
      placeKind: placeKind ?? ('residential' as const),
      publicKey: null,
      secretHash: null,
      createdAt: clock.now(),
    })),
  );
  return named.flatMap(({ id, sites }) => sites.map((site) => ({ deviceId: id, ...site })));
}

/** Those whose new kind of place lets more sound, by the rows that say so. */
function waitingOf(
  ids: readonly DeviceId[],
  devices: readonly StoredDevice[],
  { placeLines }: SitesRead,
): RegistryReport['waiting'] {
  const names = new Map(devices.map(({ id, name }) => [id, name]));
  const shown = ids
    .map((id) => ({ line: placeLines.get(id) ?? 0, name: names.get(id) ?? id }))
    .sort((a, b) => a.line - b.line);
  return { total: ids.length, shown: shown.slice(0, FRESH_SHOWN) };
}

/** A file says nothing of the area a cluster belonged to: what was said of it goes on. */
const placedAs =
  (before: readonly SiteFact[]) =>
  (fact: SiteFact): SiteFact => {
    const standing = sitesOn(before, fact.from).get(fact.deviceId);
    return standing === undefined ? fact : { ...fact, areaId: standing.areaId };
  };
