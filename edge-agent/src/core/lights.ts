/**
 * Lights of a box — ba đèn tại cụm.
 *
 * The three of the dashboard, as the box itself sees them: connected, ready, sounding. For a lamp on
 * the case and for the page of the technician.
 */
import type { Status } from '@loaso/shared/wire/status';

export type Lights = { readonly link: boolean; readonly ready: boolean; readonly air: boolean };

/** What hinders the box from sounding what is planned; empty when it is ready. */
export type Hindrance = 'journal' | 'no-plan' | 'files-missing' | 'clock' | 'output';

export function hindrancesOf({ plan, cache, clock, output, diskFault }: Status): Hindrance[] {
  const known = clock.trust === 'locked' || clock.trust === 'holdover';
  const all: readonly (readonly [Hindrance, boolean])[] = [
    ['journal', diskFault !== undefined],
    ['no-plan', plan === null],
    ['files-missing', cache.have < cache.needed],
    ['clock', !known],
    ['output', !output.healthy],
  ];
  return all.filter(([, holds]) => holds).map(([name]) => name);
}

export const lightsOf = (status: Status, link: boolean): Lights => ({
  link,
  ready: hindrancesOf(status).length === 0,
  air: status.onAir !== null,
});
