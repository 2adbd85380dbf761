/**
 * Faults of a virtual fleet — tai nạn của đội loa ảo.
 *
 * What befalls a third of the boxes in the middle third of the time, by cause: the line of one operator
 * falls silent, the power of neighbouring communes goes, or both, as in a storm.
 */
import { openQuietLine, type QuietLine } from '../support/quiet-line.js';
import type { Crew } from './crews.js';
import { type FleetBox, leadTo } from './enrolled.js';
import type { Options } from './options.js';
import { onFailingOperator, POWER_PARTS } from './sites.js';

export type Faults = {
  begin(): Promise<void>;
  /** Also what never began. */
  end(): Promise<void>;
  close(): Promise<void>;
};

type Kind = Options['faults'];

const isLocal = ({ protocol, hostname }: URL): boolean =>
  protocol === 'mqtt:' && ['127.0.0.1', 'localhost'].includes(hostname);

/** Opens what the boxes of the fault connect through; before they start. */
export async function lineOf(
  kind: Kind,
  boxes: readonly FleetBox[],
  brokerUrl: string,
): Promise<QuietLine | null> {
  for (const box of boxes) leadTo(box, brokerUrl);
  if (kind !== 'operator' && kind !== 'storm') return null;
  const url = new URL(brokerUrl);
  if (!isLocal(url))
    throw new Error(`--faults ${kind} needs a broker on this machine, without TLS`);
  const line = await openQuietLine(Number(url.port));
  for (const [index, box] of boxes.entries()) {
    if (onFailingOperator(index)) leadTo(box, `mqtt://127.0.0.1:${line.port}`);
  }
  return line;
}

export function createFaults(kind: Kind, crews: readonly Crew[], line: QuietLine | null): Faults {
  const dark =
    kind === 'power' || kind === 'storm'
      ? crews.slice(0, Math.ceil(crews.length / POWER_PARTS))
      : [];
  let begun = false;
  return {
    async begin() {
      begun = true;
      line?.quiet();
      await Promise.all(dark.map((crew) => crew.cut()));
    },
    async end() {
      if (!begun) return;
      begun = false;
      line?.heal();
      await Promise.all(dark.map((crew) => crew.start()));
    },
    close: async () => line?.close(),
  };
}
