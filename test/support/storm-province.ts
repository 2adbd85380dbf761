/**
 * A province in a storm — một tỉnh 2.500 cụm mất mạng.
 *
 * Real store, real watch, virtual clock: boxes speak every minute, the broker notices a cut line when
 * a keep-alive ends, and the watch looks every ten seconds, as in the running server.
 */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import type { Area } from '@loaso/shared/wire/http/people';
import type { Incident } from '#server/core/fleet/incidents';
import { boxPresence } from '#server/flows/fleet/box-rights';
import type { FleetPorts } from '#server/flows/fleet/ports';
import { createWatch, type WatchService } from '#server/flows/fleet/watch';
import type { AlarmMessage } from '#server/ports/alarm';
import type { Store } from '#server/ports/store';
import { diceOf } from './faults/dice.js';
import { statusOf } from './fleet-status.js';
import { openTestStore } from './store.js';

const SECOND = 1_000;
const ROUND_S = 10;
const WORD_S = 60;
/** A keep-alive of 45 s ends by the broker's rule half as late again. */
const KEEPALIVE_S = [22, 68] as const;
const BACK_S = [1, 30] as const;
const COMMUNES = 135;
/** 2026-06-03, 09:00 in Việt Nam. */
export const T0 = Date.UTC(2026, 5, 3, 2);

export type StormBox = {
  readonly id: DeviceId;
  readonly commune: number;
  readonly operator: string;
};

export type Storm = {
  readonly boxes: readonly StormBox[];
  readonly areaIds: readonly AreaId[];
  readonly store: Store;
  readonly watch: WatchService;
  readonly told: AlarmMessage[];
  readonly now: () => number;
  /** Cuts the line of boxes now; `dark` says that their last word told of the mains. */
  cut(which: readonly StormBox[], dark?: boolean): void;
  heal(which: readonly StormBox[]): void;
  /** Lets time pass. */
  pass(seconds: number): Promise<void>;
  openIncidents(): Promise<Incident[]>;
  close(): Promise<void>;
};

const areaOf = (index: number): Area => ({
  id: AreaId.parse(String(30_000 + index)),
  parentId: AreaId.parse('52'),
  name: `Xã ${index + 1}`,
  level: 'commune',
  kind: 'xa',
  urban: false,
});

const OPERATORS = ['Viettel', 'Vinaphone', 'MobiFone'] as const;

const vitalsOf = (operator: string, darkSince: number | null) => ({
  mains: darkSince === null ? ('on' as const) : ('battery' as const),
  mainsSinceAt: darkSince === null ? null : instant(darkSince),
  supplyVolts: 12.2,
  underVoltage: false,
  temperatureC: 48,
  operator,
  signalDbm: -85,
  dataUsedBytes: 1_000,
  line: 'ok' as const,
  starts24h: 1,
  lastStart: 'power' as const,
});

export async function openStorm(count: number): Promise<Storm> {
  const { store, close } = await openTestStore();
  const dice = diceOf(7);
  const boxes: StormBox[] = Array.from({ length: count }, (_, index) => ({
    id: DeviceId.parse(`box-${String(index).padStart(5, '0')}`),
    commune: index % COMMUNES,
    operator: OPERATORS[Math.floor(index / COMMUNES) % 3] ?? 'Viettel',
  }));
  await furnish(store, boxes);
  const state = { now: T0 };
  const told: AlarmMessage[] = [];
  const ports = portsOf(store, () => state.now, told);
  const watch = createWatch(ports);
  const due = new Map<StormBox, { online: boolean; at: number }>();
  const away = new Set<StormBox>();
  const speak = async (box: StormBox, dark: number | null): Promise<void> => {
    const uptimeS = Math.floor((state.now - T0) / SECOND) + 100;
    const word = { uptimeS, at: instant(state.now), vitals: vitalsOf(box.operator, dark) };
    await store.fleet.putStatus(box.id, statusOf(box.id, word), state.now);
  };
  const second = async (): Promise<void> => {
    state.now += SECOND;
    const ready = [...due].filter(([, { at }]) => at <= state.now);
    await Promise.all(
      ready.map(async ([box, { online }]) => {
        due.delete(box);
        await boxPresence({ ...ports, watch: watch.view }, box.id, online);
        if (online) await speak(box, null);
      }),
    );
    const at = Math.floor(state.now / SECOND);
    const speakers = boxes.filter((box, index) => index % WORD_S === at % WORD_S && !away.has(box));
    await Promise.all(speakers.map((box) => speak(box, null)));
    if (at % ROUND_S === 0) await watch.watchRound();
  };
  const plan = (which: readonly StormBox[], online: boolean, span: readonly [number, number]) => {
    for (const box of which) {
      due.set(box, { online, at: state.now + dice.between(span[0], span[1]) * SECOND });
    }
  };
  await Promise.all(boxes.map((box) => speak(box, null)));
  for (const { id } of boxes) await store.fleet.setOnline(id, true, null, T0);
  return {
    boxes,
    areaIds: Array.from({ length: COMMUNES }, (_, index) => areaOf(index).id),
    store,
    watch,
    told,
    now: () => state.now,
    cut: (which, dark = false) => {
      for (const box of which) away.add(box);
      if (dark)
        void Promise.all(which.slice(0, which.length / 2).map((box) => speak(box, state.now)));
      plan(which, false, KEEPALIVE_S);
    },
    heal: (which) => {
      for (const box of which) away.delete(box);
      plan(which, true, BACK_S);
    },
    pass: async (seconds) => {
      for (let passed = 0; passed < seconds; passed += 1) await second();
    },
    openIncidents: () => store.watch.openIncidents(),
    close,
  };
}

async function furnish(store: Store, boxes: readonly StormBox[]): Promise<void> {
  await store.areas.putAreas(Array.from({ length: COMMUNES }, (_, index) => areaOf(index)));
  for (const { id, commune } of boxes) {
    await store.fleet.addDevice({
      id,
      name: `Cụm ${id}`,
      areaId: areaOf(commune).id,
      position: null,
      state: 'enrolled',
      placeKind: 'residential',
      publicKey: id,
      secretHash: id,
      createdAt: T0,
    });
  }
}

function portsOf(store: Store, now: () => number, told: AlarmMessage[]): FleetPorts {
  let ids = 0;
  const quiet = (): void => undefined;
  const ports: Partial<FleetPorts> = {
    store,
    clock: { now: () => instant(now()) },
    live: { push: quiet },
    log: { info: quiet, warn: quiet, error: quiet },
    chance: {
      token: () => 'token',
      id: (prefix) => {
        ids += 1;
        return `${prefix}-${ids}`;
      },
    },
    alarms: {
      rules: {
        fromMinute: 0,
        untilMinute: 1440,
        settleMs: 60 * SECOND,
        escalateMs: 3_600 * SECOND,
        graveBoxes: 20,
      },
      first: [
        (message) => {
          told.push(message);
          return Promise.resolve({ ok: true, value: null });
        },
      ],
      above: [],
      letters: null,
    },
  };
  return ports as FleetPorts;
}
