/**
 * Temperature of the processor — nhiệt độ bộ xử lý.
 *
 * The hottest of the kernel's zones that name a processor; where none does, of all zones.
 */
import { namesIn, readNumber, readText, within } from './kernel-files.js';

const PROCESSOR = /cpu|soc|pkg|core/i;

/** Degrees Celsius. @param sys folder of sysfs */
export async function temperatureOf(sys: string): Promise<number | null> {
  const folder = `${sys}/class/thermal`;
  const zones: { readonly celsius: number; readonly processor: boolean }[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.startsWith('thermal_zone')) continue;
    const milli = await readNumber(`${folder}/${name}/temp`);
    const celsius = within(milli === null ? null : milli / 1000, -60, 200);
    const type = (await readText(`${folder}/${name}/type`)) ?? '';
    if (celsius !== null) zones.push({ celsius, processor: PROCESSOR.test(type) });
  }
  const named = zones.filter(({ processor }) => processor);
  const chosen = (named.length > 0 ? named : zones).map(({ celsius }) => celsius);
  return chosen.length === 0 ? null : Math.max(...chosen);
}
