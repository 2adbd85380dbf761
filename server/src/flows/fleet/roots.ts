/**
 * Roots on their way — đưa danh sách khoá tin cậy tới cụm loa.
 *
 * Follows the signer: a new root goes to every box at once, and what the boxes hold is signed anew. A
 * box that was away is given the roots it missed, one after the other, before anything that its old
 * root could not judge.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { parseSealed, readBody, TrustRoot } from '@loaso/shared/trust/sealed';
import type { Answer } from '../flows.js';
import { auditDevice, type FleetPorts } from './ports.js';
import type { Published } from './publish.js';
import { rollHorizon } from './roll-horizon.js';

/** The number of the root that every box has been told of. */
const TOLD = 'root-told';
/** The same steps go to a box again after this long, however often it asks. */
const AGAIN_MS = 30_000;
const REMEMBERED_MAX = 20_000;

export type RootKeeper = {
  /** Looks for a new root; every few seconds. @returns the number in force, null without a signer */
  follow(): Promise<number | null>;
  /** What a box misses whose root has this number; undefined where it does not tell. */
  bring(device: DeviceId, rootNum: number | undefined): Promise<void>;
};

type Publish = (ids: readonly DeviceId[], why: string) => Answer<Published>;
type Step = { readonly num: number; readonly sealed: string };

export function createRootKeeper(ports: FleetPorts, publish: Publish): RootKeeper {
  const ladder = createLadder(ports);
  const isFresh = createMemory(ports);
  return {
    async follow() {
      const num = await ladder.look();
      if (num === null) return null;
      const told = Number((await ports.store.settings.setting(TOLD)) ?? num);
      if (num > told) await tellOf(ports, ladder.stepsFrom(told), publish);
      await remember(ports, num);
      return num;
    },
    async bring(device, rootNum) {
      const num = await ladder.num();
      if (rootNum === undefined || num === null || rootNum >= num) return;
      if (!isFresh(`${device} ${rootNum} ${num}`)) return;
      const steps = ladder.stepsFrom(rootNum);
      if (steps.length === 0) await cutOff(ports, device, { rootNum, num });
      for (const { sealed } of steps) await ports.link.send(device, 'root', sealed);
    },
  };
}

/** The roots as the signer had them when it was last looked at. */
function createLadder({ signer }: FleetPorts) {
  const state = { num: 0, steps: [] as Step[] };
  const look = async (): Promise<number | null> => {
    const root = await signer.root();
    if (!root.ok) return null;
    if (root.value.num === state.num) return state.num;
    const steps = await signer.roots(0);
    if (!steps.ok) return null;
    state.steps = steps.value.flatMap(stepOf);
    state.num = root.value.num;
    return state.num;
  };
  return {
    look,
    num: () => (state.num === 0 ? look() : Promise.resolve(state.num)),
    /** None where they do not begin right above `num`. */
    stepsFrom(num: number): Step[] {
      const left = state.steps.filter((step) => step.num > num);
      return left[0]?.num === num + 1 ? left : [];
    },
  };
}

/** True at most once in a while for each name. */
function createMemory({ clock }: FleetPorts): (name: string) => boolean {
  const seen = new Map<string, number>();
  return (name) => {
    const now = clock.now();
    if (now - (seen.get(name) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return false;
    if (seen.size >= REMEMBERED_MAX) seen.clear();
    seen.set(name, now);
    return true;
  };
}

/** First the keys, then what is signed by them: a box cannot judge it the other way round. */
async function tellOf(ports: FleetPorts, steps: readonly Step[], publish: Publish): Promise<void> {
  await tellAll(ports, steps);
  ports.log.info('fleet.root-told', { steps: steps.length });
  const published = await rollHorizon(ports, publish);
  // Refused, it is found unsigned again by the next publication.
  if (!published.ok) ports.log.error('fleet.root-unsigned', { refusal: published.error });
}

function stepOf(sealed: string): Step[] {
  const parsed = parseSealed(sealed);
  const root = parsed.ok ? readBody(parsed.value.body, TrustRoot) : parsed;
  return root.ok ? [{ num: root.value.num, sealed }] : [];
}

async function remember({ store }: FleetPorts, num: number): Promise<void> {
  const known = await store.settings.setting(TOLD);
  if (known !== String(num)) await store.settings.putSetting(TOLD, String(num));
}

async function tellAll({ store, link }: FleetPorts, steps: readonly Step[]): Promise<void> {
  const devices = await store.fleet.devices();
  for (const { sealed } of steps) {
    await Promise.all(
      devices
        .filter(({ state }) => state === 'enrolled')
        .map(({ id }) => link.send(id, 'root', sealed)),
    );
  }
}

/** No signature leads from its root to ours: somebody must enrol it again. */
async function cutOff(
  ports: FleetPorts,
  device: DeviceId,
  { rootNum, num }: { readonly rootNum: number; readonly num: number },
): Promise<void> {
  const detail = `holds root ${rootNum}, no signed way to ${num}: enrol it again`;
  ports.log.error('fleet.root-cut-off', { device, detail });
  await auditDevice(ports, `device:${device}`, { act: 'root-cut-off', id: device, detail });
}
