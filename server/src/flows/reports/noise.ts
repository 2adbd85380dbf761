/**
 * Noise of a period — báo cáo số phút loa kêu ở từng thôn.
 *
 * Hamlets of the area of who asks or one inside it, with every cluster whose sound reaches them, of
 * other communes too; as the register stood on the last day. Of one station only what its own boxes sounded. Day by day, so that nobody is held up.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { addDays, instant, type LocalDate, localDateOf, startOfDay } from '@loaso/shared/time';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import {
  type HamletNoise,
  NOISE_HAMLETS_MAX,
  type NoiseReport,
} from '@loaso/shared/wire/http/report-noise';
import { earshotOf } from '../../core/coverage/earshot.js';
import { type HamletFact, hamletsOn } from '../../core/coverage/history.js';
import { NOTHING_PLANNED } from '../../core/coverage/known.js';
import { type Noise, QUIET, type SoundSpan, withDay } from '../../core/reports/noise.js';
import { daysBetween } from '../../core/reports/open-days.js';
import { clustersOf, type Placed } from '../coverage/clusters.js';
import type { Actor, Answer } from '../flows.js';
import { joinedWithWord } from '../schedule/airings.js';
import type { ReportPorts } from './ports.js';
import { type Asked, asked, headOf } from './report.js';
import { type InStation, inStation } from './stations.js';

/** Airings of one day: a nation's. */
const DAY_AIRINGS_MAX = 200_000;

export type Listener = {
  readonly fact: HamletFact;
  readonly placed: boolean;
  readonly clusters: readonly DeviceId[];
};

export async function noiseReport(
  ports: ReportPorts,
  actor: Actor,
  span: PeriodSpan,
): Answer<NoiseReport> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const { areas, query } = found.value;
  const today = localDateOf(instant(ports.clock.now()));
  const days = daysBetween(query.from, query.to < today ? query.to : today);
  const { listeners, placed } = await listenersOf(ports, found.value);
  const areaIds = areasOf(placed, listeners);
  const isTheirs = await inStation(ports, found.value);
  const heard = listeners.map((): Noise => QUIET);
  for (const day of days) {
    const sounds = await soundsOf(ports, { day, areaIds, isTheirs });
    for (const [place, { clusters }] of listeners.entries()) {
      heard[place] = withDay(heard[place] ?? QUIET, clusters, { day, sounds });
    }
    await ports.pause();
  }
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const hamlets = listeners
    .map(({ fact, placed, clusters }, place): HamletNoise => {
      const { areaId, name, people, communeId } = fact;
      const communeName = names.get(communeId) ?? communeId;
      const noise = heard[place] ?? QUIET;
      const theirs = clusters.filter((id) => isTheirs(id, query.to)).length;
      return { areaId, name, communeName, people, placed, clusters: theirs, ...noise };
    })
    // Of one station: who hears it, and of whom nobody knows.
    .filter(
      ({ placed, clusters, soundMs }) =>
        found.value.station === null || !placed || clusters > 0 || soundMs > 0,
    )
    .sort((a, b) => b.soundMs - a.soundMs || (a.areaId < b.areaId ? -1 : 1));
  return ok({
    ...headOf(ports, found.value),
    days: days.length,
    meanDayMs: meanOf(hamlets, days.length),
    unplaced: hamlets.filter(({ placed }) => !placed).length,
    hamlets: hamlets.slice(0, NOISE_HAMLETS_MAX),
  });
}

function meanOf(hamlets: readonly HamletNoise[], days: number): number | null {
  const placed = hamlets.filter((one) => one.placed);
  const people = placed.reduce((sum, one) => sum + one.people, 0);
  if (people === 0 || days === 0) return null;
  return Math.round(placed.reduce((sum, one) => sum + one.soundMs * one.people, 0) / people / days);
}

/** The hamlets inside, each with the clusters that it hears; and all clusters. */
export async function listenersOf(ports: ReportPorts, { query }: Asked) {
  const inside = new Set(query.areaIds);
  const own = hamletsOn(await ports.store.registry.hamletFacts(), query.to).filter(
    ({ areaId, communeId }) => inside.has(query.hamlets ? areaId : communeId),
  );
  const heard = () => ({ week: NOTHING_PLANNED, month: NOTHING_PLANNED });
  const placed = await clustersOf(ports, { on: query.to, isToday: false, heard });
  const listeners = earshotOf(
    own,
    placed.map(({ cluster }) => cluster),
  ).map((one, place): Listener[] => {
    const fact = own[place];
    const clusters = one.heard.map(({ cluster }) => cluster.id);
    return fact === undefined ? [] : [{ fact, placed: one.disc !== null, clusters }];
  });
  return { listeners: listeners.flat(), placed };
}

/** Where the clusters are at home whose sound reaches any of the hamlets. */
export function areasOf(placed: readonly Placed[], listeners: readonly Listener[]): AreaId[] {
  const reaching = new Set(listeners.flatMap(({ clusters }) => clusters));
  const areaIds = placed
    .filter(({ cluster }) => reaching.has(cluster.id))
    .map(({ box }) => box.device.areaId);
  return [...new Set(areaIds)];
}

type Listening = {
  readonly day: LocalDate;
  readonly areaIds: readonly AreaId[];
  readonly isTheirs: InStation;
};

/** A sound and the airing it is of. */
export type Sound = SoundSpan & { readonly deviceId: DeviceId; readonly title: string };

/** What really sounded on the boxes of these areas, of airings that began on the day. */
export async function soundsOf(
  ports: ReportPorts,
  { day, areaIds, isTheirs }: Listening,
): Promise<ReadonlyMap<DeviceId, readonly Sound[]>> {
  const sounds = new Map<DeviceId, Sound[]>();
  if (areaIds.length === 0) return sounds;
  const planned = await ports.store.ledger.planned({
    areaIds,
    fromAt: startOfDay(day),
    toAt: startOfDay(addDays(day, 1)),
    limit: DAY_AIRINGS_MAX,
  });
  for (const { airing, outcome } of await joinedWithWord(ports, planned)) {
    if ((outcome.virtual && !ports.demo) || !isTheirs(airing.deviceId, day)) continue;
    const { deviceId, title } = airing;
    const list = sounds.get(deviceId) ?? [];
    for (const { startedAt, playedMs } of outcome.pieces) {
      list.push({ deviceId, title, fromAt: startedAt, toAt: startedAt + playedMs });
    }
    sounds.set(deviceId, list);
  }
  return sounds;
}
