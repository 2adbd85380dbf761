/**
 * Boxes of a preview — những gì máy chủ biết về các cụm sẽ nghe.
 *
 * The newest word of each box, what its newest plan promises, and which changes have not reached it:
 * what a preview must know before it says that a loudspeaker will sound.
 */
import type { AreaId, DeviceId, EntryId } from '@loaso/shared/ids';
import type { Interval } from '@loaso/shared/time';
import { airingKey, type BoxAhead } from '../../core/schedule/box-doubts.js';
import type { StoredPublication } from '../../ports/publications.js';
import { publicationsOver, withheldBy } from '../fleet/withheld-lines.js';
import type { Withheld } from './plan-sources.js';
import type { Placed, SchedulePorts } from './ports.js';

/** Beyond so many boxes their airings are too many to be read for a screen. */
const READ_MAX = 300;
const AIRINGS_MAX = 100_000;

/** Changes that wait before a box: halted until somebody decides, or on their way. */
export type Waiting = {
  /** By what these boxes go while somebody has to decide; null where all is as it is. */
  readonly halted: Withheld | null;
  readonly underWay: ReadonlySet<EntryId>;
  /** Equal for boxes before which the same is halted. */
  readonly key: string;
};

const NOTHING: Waiting = { halted: null, underWay: new Set(), key: '' };

export async function changesWaiting(ports: SchedulePorts): Promise<(id: DeviceId) => Waiting> {
  const over = await publicationsOver(ports);
  const waiting = new Map([...over].map(([id, open]) => [id, waitingOf(open)]));
  return (id) => waiting.get(id) ?? NOTHING;
}

function waitingOf(open: readonly StoredPublication[]): Waiting {
  const halted = open.filter(({ state }) => state === 'halted');
  const underWay = open.filter(({ state }) => state !== 'halted');
  return {
    halted: withheldBy(halted),
    underWay: new Set(underWay.flatMap(({ lines }) => lines.map(({ id }) => id))),
    key: halted.map(({ id }) => id).join(),
  };
}

type Looked = {
  readonly waiting: (id: DeviceId) => Waiting;
  readonly areaIds: readonly AreaId[];
  readonly window: Interval;
};

export async function boxesAhead(
  ports: SchedulePorts,
  devices: readonly Placed[],
  { waiting, areaIds, window }: Looked,
): Promise<ReadonlyMap<DeviceId, BoxAhead>> {
  const ids = devices.map(({ id }) => id);
  const planned = await plannedOf(ports, ids, { areaIds, window });
  const watched = await ports.store.watch.boxes({ ids });
  const ahead = ports.ahead?.() ?? new Set();
  return new Map(
    watched.map(({ device: { id, name }, patient }) => [
      id,
      {
        name,
        patient,
        ahead: ahead.has(id),
        waitsFor: waiting(id).underWay,
        planned: planned === null ? null : (planned.get(id) ?? new Set()),
        hornless: patient.status?.output.virtual === true && ports.demo !== true,
      },
    ]),
  );
}

/** The airings that the newest plans promise; null where there are too many boxes. */
async function plannedOf(
  { store }: SchedulePorts,
  ids: readonly DeviceId[],
  { areaIds, window }: Pick<Looked, 'areaIds' | 'window'>,
): Promise<ReadonlyMap<DeviceId, ReadonlySet<string>> | null> {
  if (ids.length > READ_MAX) return null;
  const [only] = ids.length === 1 ? ids : [];
  const airings = await store.ledger.planned({
    ...(only === undefined ? { areaIds } : { deviceId: only }),
    ...{ fromAt: window.startAt, toAt: window.endAt, limit: AIRINGS_MAX },
  });
  if (airings.length === AIRINGS_MAX) return null;
  const planned = new Map<DeviceId, Set<string>>();
  for (const airing of airings) {
    if (airing.cancelledAt !== null) continue;
    const known = planned.get(airing.deviceId) ?? new Set();
    planned.set(airing.deviceId, known.add(airingKey(airing)));
  }
  return planned;
}
