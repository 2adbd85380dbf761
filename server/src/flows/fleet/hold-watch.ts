/**
 * Watching for a hold — canh việc giữ phát hành.
 *
 * Every minute: which boxes are ahead of this database, so that screens say it before anybody's change
 * is refused, and people outside the screens are told when a hold begins and when it is over.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { type HoldTelling, holdInWords } from '../../core/fleet/hold-words.js';
import type { StoredDevice } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { queueHoldLetters } from './hold-mail.js';
import { type Ahead, aheadOf, releaseHold } from './numbers.js';
import type { FleetPorts } from './ports.js';

const NOTE = 'hold-told';
/** After so long without success nobody is served by trying on. */
const PATIENCE_MS = 30 * 60_000;

/** In this database: the one that is put back knows of no hold yet. */
type Told = {
  readonly since: number;
  readonly told: boolean;
  /** Of all boxes that were ahead; none in notes of older versions. */
  readonly areaIds?: readonly AreaId[];
};

export type HoldWatch = {
  /** @returns how many boxes are ahead */
  look(): Promise<number>;
  /** As of the last look; none before the first. */
  ahead(): ReadonlySet<DeviceId>;
  release(actor: Actor, why: string): Answer<{ devices: number }>;
  /** Whether it was since this was last asked: all boxes wait for what has changed. */
  wasReleased(): boolean;
};

export function createHoldWatch(ports: FleetPorts): HoldWatch {
  let ahead: ReadonlySet<DeviceId> = new Set();
  let released = false;
  const look = async (): Promise<number> => {
    const found = await aheadOf(ports, await ports.store.fleet.devices());
    // Without the signer nobody knows; what was seen last holds.
    if (!found.ok) return ahead.size;
    ahead = new Set(found.value.map(({ device }) => device.id));
    await follow(ports, found.value);
    return ahead.size;
  };
  return {
    look,
    ahead: () => ahead,
    async release(actor, why) {
      const done = await releaseHold(ports, actor, why);
      if (!done.ok) return done;
      await look();
      released = true;
      return done;
    },
    wasReleased() {
      const was = released;
      released = false;
      return was;
    },
  };
}

/** Tells what has changed, and says so in the log. */
async function follow(ports: FleetPorts, ahead: readonly Ahead<StoredDevice>[]): Promise<void> {
  const { store, clock, log } = ports;
  const before = await readTold(ports);
  const now = clock.now();
  if (ahead.length === 0) {
    if (before === null) return;
    await writeTold(ports, null);
    const { since, areaIds = [] } = before;
    if (before.told) await tell(ports, { what: 'released', boxes: 0, at: now, since, areaIds });
    return;
  }
  if (before === null) log.error('fleet.hold', { boxes: ahead.length });
  if (before?.told === true) return;
  const since = before?.since ?? now;
  const [newest] = await store.audit.events(1);
  const newestAt = newest?.at ?? null;
  const areaIds = [
    ...new Set([...(before?.areaIds ?? []), ...ahead.map(({ device }) => device.areaId)]),
  ];
  const news = { boxes: ahead.length, at: now, newestAt, since, areaIds };
  const told = await tell(ports, { what: 'held', ...news });
  await writeTold(ports, { since, told: told || now - since >= PATIENCE_MS, areaIds });
}

/** At any hour, and to everybody: nothing new reaches a loudspeaker until somebody has looked. */
async function tell(
  ports: FleetPorts,
  telling: HoldTelling & {
    readonly at: number;
    readonly since: number;
    readonly areaIds: readonly AreaId[];
  },
): Promise<boolean> {
  const { alarms, log } = ports;
  const { what, boxes, at } = telling;
  const text = holdInWords(telling, at);
  await queueHoldLetters(ports, { ...telling, text });
  const channels = alarms === undefined ? [] : [...alarms.first, ...alarms.above];
  if (channels.length === 0) return true;
  const results = await Promise.all(
    channels.map((channel) => channel({ what, hold: { boxes }, text, at })),
  );
  for (const result of results) if (!result.ok) log.warn('fleet.hold-not-told', result.error);
  return results.some(({ ok }) => ok);
}

async function readTold({ store }: FleetPorts): Promise<Told | null> {
  return JSON.parse((await store.settings.setting(NOTE)) ?? 'null') as Told | null;
}

const writeTold = ({ store }: FleetPorts, told: Told | null): Promise<void> =>
  store.settings.putSetting(NOTE, JSON.stringify(told));
