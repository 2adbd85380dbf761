/**
 * Power of the board — nguồn điện của cụm.
 *
 * Mains and standby supply as the kernel's power-supply class has them, and the board's own word of a
 * sagging supply: from the firmware of a Raspberry Pi, or from a voltage sensor with an alarm.
 */
import { namesIn, readNumber, readText } from './kernel-files.js';

const MAINS_TYPES = new Set(['Mains', 'USB', 'Wireless']);
const CHARGED_BY_MAINS = new Set(['Charging', 'Full', 'Not charging']);

type Supply = { readonly kind: 'mains' | 'battery'; readonly says: 'on' | 'battery' | null };

/** What one supply of the kernel's list says; null where it says nothing of the mains. */
async function supplyAt(folder: string): Promise<Supply | null> {
  const type = (await readText(`${folder}/type`)) ?? '';
  if (MAINS_TYPES.has(type)) {
    const online = await readNumber(`${folder}/online`);
    return { kind: 'mains', says: online === null ? null : online > 0 ? 'on' : 'battery' };
  }
  if (type !== 'Battery' && type !== 'UPS') return null;
  const status = (await readText(`${folder}/status`)) ?? '';
  if (status === 'Discharging') return { kind: 'battery', says: 'battery' };
  return { kind: 'battery', says: CHARGED_BY_MAINS.has(status) ? 'on' : null };
}

/**
 * A plug that has power wins. Without a battery nobody would be there to tell that it has none, so
 * dead plugs alone say nothing.
 *
 * @param sys folder of sysfs
 */
export async function mainsOf(sys: string): Promise<'on' | 'battery' | null> {
  const folder = `${sys}/class/power_supply`;
  const supplies: Supply[] = [];
  for (const name of await namesIn(folder)) {
    const supply = await supplyAt(`${folder}/${name}`);
    if (supply !== null && supply.says !== null) supplies.push(supply);
  }
  const batteries = supplies.filter(({ kind }) => kind === 'battery');
  if (supplies.some(({ kind, says }) => kind === 'mains' && says === 'on')) return 'on';
  if (batteries.length === 0) return null;
  return supplies.some(({ says }) => says === 'battery') ? 'battery' : 'on';
}

const FIRMWARE_FILE = 'devices/platform/soc/soc:firmware/get_throttled';
const NOW = 1 << 0;
const SINCE_START = 1 << 16;

/** Tells whether the supply sagged since it was last asked; null where nothing measures. */
export function createSagWatch(sys: string): () => Promise<boolean | null> {
  let sagBefore = false;
  return async () => {
    const firmware = await readText(`${sys}/${FIRMWARE_FILE}`);
    if (firmware !== null && /^(0x)?[0-9a-f]+$/i.test(firmware)) {
      const bits = Number.parseInt(firmware.replace(/^0x/i, ''), 16);
      // This bit stays until the next start of the board: it is news once.
      const sticky = (bits & SINCE_START) !== 0;
      const sagged = (bits & NOW) !== 0 || (sticky && !sagBefore);
      sagBefore = sticky;
      return sagged;
    }
    return alarmOf(sys);
  };
}

async function alarmOf(sys: string): Promise<boolean | null> {
  const folder = `${sys}/class/hwmon`;
  const alarms: boolean[] = [];
  for (const name of await namesIn(folder)) {
    const alarm = await readNumber(`${folder}/${name}/in0_lcrit_alarm`);
    if (alarm !== null) alarms.push(alarm > 0);
  }
  return alarms.length === 0 ? null : alarms.includes(true);
}
