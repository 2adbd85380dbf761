/**
 * Server of the rig — máy chủ của giàn thử.
 *
 * Answers what the box asks and receipts what it sends, over a line of a stated delay; keeps every
 * record by its number, so that a second one with other words would be seen.
 */
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Rig } from './rig.js';
import { DEV, sealAs } from './sealing.js';

export type RigServer = {
  readonly stored: ReadonlyMap<number, PlayRecord>;
  /** Numbers that came with other words than before. */
  readonly contradicted: readonly number[];
  /** How often a number came again, with the same words. */
  readonly repeated: () => number;
};

/** @param delayMs one way */
export function serve(rig: Rig, delayMs: number): RigServer {
  const stored = new Map<number, PlayRecord>();
  const contradicted: number[] = [];
  let repeated = 0;
  const take = (record: PlayRecord): void => {
    const before = stored.get(record.seq);
    if (before !== undefined) repeated += 1;
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(record)) {
      contradicted.push(record.seq);
    }
    stored.set(record.seq, before ?? record);
  };
  const upTo = (): number => {
    let seq = 0;
    while (stored.has(seq + 1)) seq += 1;
    return seq;
  };
  const answer = (name: 'time' | 'receipt', body: object): void =>
    rig.later(delayMs, () => {
      if (rig.state.linkUp) rig.message(name, sealAs('server', name, body));
    });
  const receipt = (iat: number): void =>
    answer('receipt', { v: 1, dev: DEV, iat, upToSeq: upTo() });
  const asked = (body: Record<string, unknown>, t1: number): void => {
    const { nonce, t0 } = body['time'] as { nonce: string; t0: number };
    answer('time', { v: 1, dev: DEV, nonce, t0, t1, t2: t1 });
    if ((body['want'] as string[]).includes('receipt')) receipt(t1);
  };
  rig.onSent = (topic, body) => {
    rig.later(delayMs, () => {
      const t1 = Math.round(rig.now);
      if (topic === 'ask') asked(body, t1);
      if (topic !== 'records') return;
      for (const record of body['records'] as PlayRecord[]) take(record);
      receipt(t1);
    });
  };
  return { stored, contradicted, repeated: () => repeated };
}
