/**
 * Days of clocks — những ngày đồng hồ sai.
 *
 * What the tables of clocks share: how far a clock may jump, a box that lives a day of hourly airings, and
 * that it played them in time; and single looks at all clocks.
 */
import { expect } from 'chai';
import { at, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { serve } from './rig-server.js';

const SECOND_MS = 1_000;
const YEAR_MS = 365 * 86_400_000;
export const JUMPS: readonly [string, number][] = [
  ['1 s', SECOND_MS],
  ['1 minute', 60 * SECOND_MS],
  ['11 minutes', 660 * SECOND_MS],
  ['1 hour', 3_600 * SECOND_MS],
  ['7 hours', 25_200 * SECOND_MS],
  ['1 day', 86_400 * SECOND_MS],
  ['30 days', 30 * 86_400 * SECOND_MS],
  ['1 year', YEAR_MS],
  ['10 years', 10 * YEAR_MS],
];
/** Signed time and NTP may differ by this much without anybody lying, see core/clock. */
export const TOLERANCE_MS = 5_100;
/** One way to the server. */
export const DELAY_MS = 150;
/** Every hour of a day and more, ten minutes each: a clock that is wrong by anything would be heard. */
export const ITEMS = Array.from({ length: 36 }, (_, hour) =>
  item(`h${hour}`, hour * 60 + 5, hour * 60 + 15),
);

const startOf = (playId: string): number => Number(playId.slice(playId.lastIndexOf('.') + 1));

export type Lie = { readonly byMs: number; readonly ntp: boolean };

export function tell(rig: Rig, { byMs, ntp }: Lie): void {
  rig.wallErrorMs = byMs;
  rig.ntpSynced = ntp;
  rig.feed({ type: 'tick' });
}

/** A box without a battery clock; it holds the plan where `trusted`. */
export function born(online: boolean, lie?: Lie): Rig {
  const rig = new Rig({ ntpSynced: false, wallErrorMs: -2 * YEAR_MS });
  rig.noBattery = true;
  serve(rig, DELAY_MS);
  if (lie !== undefined) tell(rig, lie);
  if (online) rig.feed({ type: 'link-up' });
  rig.message('plan', sealedPlan(planOf(1, ITEMS)));
  return rig;
}

/** Plays that had begun by `from` are of the time before. */
export function expectInTime(rig: Rig, mostMs: number, what: string): void {
  for (const { playId, startAt, fromMs } of rig.heard) {
    const offMs = startAt - fromMs - startOf(playId);
    expect(Math.abs(offMs), `${what}: ${playId}`).to.be.at.most(mostMs);
    const minute = ((startAt - at(0)) / 60_000) % 1_440;
    const slack = mostMs / 60_000;
    expect(minute, `${what}: ${playId}`).to.be.within(300 - slack, 1_200 + slack);
  }
}

export const bothWays = ([size, ms]: readonly [string, number]): [string, number][] => [
  [`+${size}`, ms],
  [`-${size}`, -ms],
];

/** All clocks at one look. */
export const reading = (
  wallMs: number,
  monoMs: number,
  ntpSynced = false,
  rtcMs: number | null = null,
) => ({ wallMs, monoMs, ntpSynced, rtcMs });
/** Newest signed time, and a battery clock that was found `aheadMs` ahead then. */
export const known = (floorMs: number, aheadMs: number | null = null) => ({
  floorMs,
  battery: aheadMs === null ? null : { atMs: floorMs, aheadMs, errorMs: 600 },
});
