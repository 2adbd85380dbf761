/**
 * Boxes of a measured province — các cụm loa của tỉnh đem đo, trong một tiến trình riêng.
 *
 * Plays all of them beside the server, so that what they cost is not the server's. One third hangs on
 * a line that can fall silent. Does what its parent says and answers when it is done.
 */

import { openQuietLine, type QuietLine } from '../support/quiet-line.js';
import { type Airing, type Counts, createDayBox, type DayBox } from './day-box.js';

/** Connections opened a second: the broker takes 100 from one address. */
const CONNECTS_PER_S = 80;
const OPERATORS = ['Viettel', 'Vinaphone', 'MobiFone'] as const;
/** Whose line can fall silent. */
const CUT = 'Vinaphone';

export type BoxesOrder =
  | { readonly do: 'connect'; readonly brokerPort: number; readonly ids: readonly string[] }
  | { readonly do: 'air'; readonly airings: readonly (Airing & { readonly dev: string })[] }
  | { readonly do: 'cut' | 'heal' | 'count' };

export type BoxesWord = Counts & { readonly up: number; readonly unconfirmed: number };

const counts: Counts = { statuses: 0, records: 0, plans: 0, connects: 0 };
const boxes = new Map<string, DayBox>();
let line: QuietLine | null = null;

/** Every commune has boxes of each. */
const COMMUNES = 135;
const operatorAt = (index: number): string =>
  OPERATORS[Math.floor(index / COMMUNES) % OPERATORS.length] ?? CUT;

async function connect(brokerPort: number, ids: readonly string[]): Promise<void> {
  line = await openQuietLine(brokerPort);
  for (const [index, id] of ids.entries()) {
    const operator = operatorAt(index);
    const port = operator === CUT ? line.port : brokerPort;
    const box = createDayBox({ id, operator, brokerUrl: `mqtt://127.0.0.1:${port}` }, counts);
    boxes.set(id, box);
    setTimeout(() => box.start(), (index * 1_000) / CONNECTS_PER_S);
  }
}

async function obey(order: BoxesOrder): Promise<void> {
  if (order.do === 'connect') await connect(order.brokerPort, order.ids);
  else if (order.do === 'air') for (const one of order.airings) boxes.get(one.dev)?.air(one);
  else if (order.do === 'cut') line?.quiet();
  else if (order.do === 'heal') line?.heal();
  const all = [...boxes.values()];
  const word: BoxesWord = {
    ...counts,
    up: all.filter((box) => box.up()).length,
    unconfirmed: all.reduce((sum, box) => sum + box.unconfirmed(), 0),
  };
  process.send?.(word);
}

process.on('message', (order: BoxesOrder) => {
  obey(order).catch((cause: unknown) => {
    process.stderr.write(`${String(cause)}\n`);
    process.exit(1);
  });
});
