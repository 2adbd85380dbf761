/** Three lights: what may honestly be said of a box from its last word and its age. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  GRACE_MS,
  holdsDesired,
  type Known,
  lightsOf,
  SETTLE_MS,
  SILENT_MS,
  STALE_MS,
} from '#server/core/fleet/presence';
import { statusOf } from '../../../../support/fleet-status.js';
import { boxId, sha } from '../../../../support/plans.js';

const NOW = 1_780_000_000_000;
const BOX = boxId(1);
const mark = { epoch: 0, num: 4, hash: sha('plan') };

const knownOf = (change: Partial<Known> = {}): Known => ({
  state: 'enrolled',
  online: true,
  lastSeenAt: NOW - 10_000,
  status: statusOf(BOX, { plan: mark }),
  statusAt: NOW - 10_000,
  desired: { mark, publishedAt: NOW - 3_600_000 },
  envelopeNum: 1,
  ...change,
});
const seen = (ageMs: number, online: boolean): string =>
  lightsOf(knownOf({ lastSeenAt: NOW - ageMs, online }), NOW).reachable;

describe('the three lights of a box', () => {
  it('are green where it speaks, holds its plan and files, and has a sound output', () => {
    expect(lightsOf(knownOf(), NOW)).to.deep.equal({
      reachable: 'green',
      ready: 'green',
      audible: 'green',
    });
  });

  it('say nothing where nothing was heard', () => {
    const unknown = { reachable: 'unknown', ready: 'unknown', audible: 'unknown' };
    expect(lightsOf(knownOf({ state: 'registered' }), NOW)).to.deep.equal(unknown);
    expect(lightsOf(knownOf({ state: 'revoked' }), NOW)).to.deep.equal(unknown);
    const silent = knownOf({ online: false, lastSeenAt: null, status: null, statusAt: null });
    expect(lightsOf(silent, NOW)).to.deep.equal(unknown);
  });

  it('wait a while before they call a box unreachable', () => {
    const online = [SILENT_MS, SILENT_MS + 1, GRACE_MS, GRACE_MS + 1].map((age) => seen(age, true));
    expect(online).to.deep.equal(['green', 'amber', 'amber', 'red']);
    expect([seen(GRACE_MS, false), seen(GRACE_MS + 1, false)]).to.deep.equal(['amber', 'red']);
  });

  it('do not speak of now by a word of yesterday', () => {
    const { ready, audible } = lightsOf(knownOf({ statusAt: NOW - STALE_MS - 1 }), NOW);
    expect([ready, audible]).to.deep.equal(['unknown', 'unknown']);
  });

  it('show what keeps a box from being ready', () => {
    const ready = (status: Parameters<typeof statusOf>[1], change: Partial<Known> = {}): string =>
      lightsOf(knownOf({ status: statusOf(BOX, { plan: mark, ...status }), ...change }), NOW).ready;
    expect(ready({ plan: null })).to.equal('red');
    expect(ready({ plan: { ...mark, num: 3 } })).to.equal('red');
    expect(ready({ plan: null }, { desired: { mark, publishedAt: NOW - SETTLE_MS } })).to.equal(
      'amber',
    );
    expect(ready({ plan: null }, { desired: null })).to.equal('green');
    expect(ready({}, { envelopeNum: 2 })).to.equal('amber');
    const cache = { needed: 3, have: 2, missing: [], bytes: 0, freeBytes: 0 };
    expect(ready({ cache })).to.equal('amber');
    const clock = (trust: 'coarse' | 'unknown' | 'holdover') =>
      ready({ clock: { trust, source: 'none', errorMs: null } });
    expect([clock('unknown'), clock('coarse'), clock('holdover')]).to.deep.equal([
      'red',
      'amber',
      'green',
    ]);
  });

  it('tell a faulty output and one that is no loudspeaker', () => {
    const audible = (virtual: boolean, healthy: boolean): string =>
      lightsOf(
        knownOf({
          status: statusOf(BOX, { output: { kind: 'card', virtual, healthy, detail: '' } }),
        }),
        NOW,
      ).audible;
    expect([audible(false, true), audible(true, true), audible(false, false)]).to.deep.equal([
      'green',
      'amber',
      'red',
    ]);
  });

  it('never turn better by mere silence', () => {
    const rank = { green: 0, amber: 1, unknown: 2, red: 2 };
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), fc.boolean(), (a, b, online) => {
        const known = knownOf({ online });
        const [early, late] = a < b ? [a, b] : [b, a];
        const first = lightsOf(known, NOW + early);
        const then = lightsOf(known, NOW + late);
        expect(rank[then.reachable]).to.be.at.least(rank[first.reachable]);
        expect(rank[then.audible]).to.be.at.least(rank[first.audible]);
      }),
    );
  });

  it('hold a plan to be the desired one only by number and hash', () => {
    const desired = { mark, publishedAt: NOW };
    expect(holdsDesired(statusOf(BOX, { plan: mark }), desired)).to.equal(true);
    expect(holdsDesired(statusOf(BOX, { plan: { ...mark, hash: sha('x') } }), desired)).to.equal(
      false,
    );
    expect(holdsDesired(statusOf(BOX, { plan: { ...mark, epoch: 1 } }), desired)).to.equal(false);
  });
});
