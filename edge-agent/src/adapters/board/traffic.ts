/**
 * Traffic of the box — số đếm dữ liệu.
 *
 * What the kernel has counted on the interface that is paid for, in this start of the system: with
 * everything that is sent beside the programme, and with the overhead of the line.
 */
import { readNumber, readText } from './kernel-files.js';

/** A count that begins at 0 whenever `of` changes. */
export type Count = { readonly of: string; readonly bytes: number };

export type TrafficSetting = {
  readonly sys: string;
  readonly proc: string;
  /** Name of the interface; `auto`: the one of the default route; `none`: what the agent counts. */
  readonly interface: string;
  readonly systemBootId: string;
  /** The agent's own count, which begins with the process. */
  readonly own: () => Count;
};

/** Null while the box has no default route: nothing is being used then. */
export async function trafficOf(setting: TrafficSetting): Promise<Count | null> {
  if (setting.interface === 'none') return setting.own();
  const name =
    setting.interface === 'auto' ? await defaultInterface(setting.proc) : setting.interface;
  if (name === null) return null;
  const folder = `${setting.sys}/class/net/${name}/statistics`;
  const received = await readNumber(`${folder}/rx_bytes`);
  const sent = await readNumber(`${folder}/tx_bytes`);
  if (received === null || sent === null) return null;
  return { of: `${setting.systemBootId}:${name}`, bytes: received + sent };
}

const NAME = /^[a-zA-Z0-9._-]{1,15}$/;

/** Of several default routes the one the kernel prefers: that of the lowest metric. */
async function defaultInterface(proc: string): Promise<string | null> {
  const table = (await readText(`${proc}/net/route`)) ?? '';
  const routes = table
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([name = '', target]) => target === '00000000' && NAME.test(name))
    .map(([name = '', , , , , , metric = '0']) => ({ name, metric: Number(metric) }));
  const best = routes.sort((a, b) => a.metric - b.metric)[0];
  return best?.name ?? null;
}
