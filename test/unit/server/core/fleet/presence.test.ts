/** Three lights: what may honestly be said of a box from its last word and its age. */
import { instant } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  ALONE_MS,
  contactOf,
  GRACE_MS,
  holdsDesired,
  type Known,
  type LastAiring,
  lightsAtOf,
  lightsOf,
  lostAtOf,
  NO_PAST,
  PROBE_MS,
  SETTLE_MS,
  SILENT_MS,
  STALE_MS,
} from '#server/core/fleet/presence';
import { selfHeardOf, selfHeardWords } from '#server/core/fleet/self-heard';
import { statusOf, VITALS } from '../../../../support/fleet-status.js';
import { boxId, sha } from '../../../../support/plans.js';

const NOW = 1_780_000_000_000;
const HOUR = 3_600_000;
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
  lightsOf(knownOf({ lastSeenAt: NOW - ageMs, online, desired: null }), NOW).reachable;
const HEARING = {
  playId: 'entry-1.box-1.1780000000000',
  at: NOW - HOUR,
  verdict: 'heard',
  inARow: 1,
  why: null,
  match: 0.8,
  gainDb: -12,
  usualGainDb: -12,
  lagMs: 300,
};

describe('the three lights of a box', () => {
  it('are green where it speaks, holds its plan and files, and has a sound output', () => {
    expect(lightsOf(knownOf(), NOW)).to.deep.equal({
      reachable: 'green',
      ready: 'green',
      audible: 'green',
    });
  });

  it('are not ready, nor carry on alone, where nothing can be written any more', () => {
    const stuck = (online: boolean) =>
      lightsOf(
        knownOf({
          online,
          lastSeenAt: NOW - (online ? 10_000 : HOUR / 2),
          status: statusOf(BOX, { plan: mark, diskFault: 'EROFS' }),
        }),
        NOW,
      );
    expect(stuck(true)).to.deep.include({ reachable: 'green', ready: 'red' });
    expect(stuck(false)).to.deep.include({ reachable: 'red', ready: 'red' });
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

  it('count the grace from when the broker saw the box go', () => {
    const gone = (ms: number): string =>
      contactOf(knownOf({ online: false, lastSeenAt: NOW - HOUR, goneAt: NOW - ms }), NOW);
    expect([gone(GRACE_MS), gone(GRACE_MS + 1)]).to.deep.equal(['away', 'lost']);
    expect(
      lostAtOf(knownOf({ online: false, lastSeenAt: NOW - HOUR, goneAt: NOW - 5 }), NOW),
    ).to.equal(NOW - 5);
    expect(lostAtOf(knownOf(), NOW)).to.equal(null);
  });

  it('wait for the answer of a box that was asked whether it is there', () => {
    const asked = (ms: number): string =>
      contactOf(knownOf({ lastSeenAt: NOW - HOUR, probedAt: NOW - ms }), NOW);
    expect([asked(PROBE_MS), asked(PROBE_MS + 1)]).to.deep.equal(['away', 'lost']);
    expect(contactOf(knownOf({ lastSeenAt: NOW - HOUR, probedAt: null }), NOW)).to.equal('lost');
  });

  it('are not red for a box out of sight that holds all it needs to sound on time', () => {
    const away = (change: Partial<Known>, status: Parameters<typeof statusOf>[1] = {}): string =>
      lightsOf(
        knownOf({
          online: false,
          lastSeenAt: NOW - HOUR,
          status: statusOf(BOX, { plan: mark, ...status }),
          ...change,
        }),
        NOW,
      ).reachable;
    const broken = { kind: 'card', virtual: false, healthy: false, detail: '' } as const;
    expect(away({})).to.equal('amber');
    expect(away({ statusAt: NOW - ALONE_MS - 1 })).to.equal('red');
    expect(away({ desired: null })).to.equal('red');
    expect(away({}, { plan: { ...mark, num: 3 } })).to.equal('red');
    expect(away({}, { output: broken })).to.equal('red');
    const dark = { ...VITALS, mains: 'battery', mainsSinceAt: instant(NOW - 5 * HOUR) } as const;
    expect(away({}, { vitals: dark })).to.equal('red');
  });

  it('are not red for a box under planned work, nor green for one that comes and goes', () => {
    const past = { ...NO_PAST, maintenance: { untilAt: NOW + HOUR, why: 'thay cột' } };
    const away = knownOf({ online: false, lastSeenAt: NOW - HOUR, status: null, past });
    expect(lightsOf(away, NOW).reachable).to.equal('amber');
    const restless = knownOf({ past: { ...NO_PAST, losses24h: 4, restlessUntil: NOW + 1 } });
    expect(lightsOf(restless, NOW).reachable).to.equal('amber');
    expect(lightsOf(restless, NOW + 1).reachable).to.equal('green');
  });

  it('call a box audible by what its records say of the last airing', () => {
    const heard = (lastAiring: LastAiring | null, status: Parameters<typeof statusOf>[1] = {}) =>
      lightsOf(knownOf({ lastAiring, status: statusOf(BOX, { plan: mark, ...status }) }), NOW)
        .audible;
    const good = { at: NOW - HOUR, outcome: 'completed', reason: null, virtual: false } as const;
    expect(heard(good)).to.equal('green');
    expect(heard({ ...good, at: NOW - 8 * 24 * HOUR })).to.equal('unknown');
    expect(heard(null)).to.equal('unknown');
    expect(heard({ ...good, virtual: true })).to.equal('amber');
    expect(heard({ ...good, outcome: 'interrupted', reason: 'operator' })).to.equal('amber');
    expect(heard({ ...good, outcome: 'missed', reason: 'output-failed' })).to.equal('red');
    expect(heard(good, { vitals: { ...VITALS, line: 'open' } })).to.equal('red');
    const horns = (...all: ('ok' | 'open' | null)[]) =>
      heard(good, { vitals: { ...VITALS, horns: all } });
    expect([horns('ok', null), horns('ok', 'open'), horns('open', 'open')]).to.deep.equal([
      'green',
      'amber',
      'red',
    ]);
  });

  it('believe the ear of a box, twice before they call it silent, and not for ever', () => {
    const good = { at: NOW - HOUR, outcome: 'completed', reason: null, virtual: false } as const;
    const heard = (hearing: object): string =>
      lightsOf(
        knownOf({
          lastAiring: good,
          status: statusOf(BOX, {
            plan: mark,
            at: NOW as never,
            hearing: { ...HEARING, ...hearing } as never,
          }),
        }),
        NOW,
      ).audible;
    expect(heard({})).to.equal('green');
    expect(heard({ verdict: 'weak' })).to.equal('amber');
    expect(heard({ verdict: 'not-heard' })).to.equal('amber');
    expect(heard({ verdict: 'not-heard', inARow: 2 })).to.equal('red');
    expect(heard({ verdict: 'not-heard', inARow: 2, at: NOW - 4 * 24 * HOUR })).to.equal('green');
    expect(heard({ verdict: 'unknown', why: 'too-noisy' })).to.equal('green');
    expect(selfHeardOf(null)).to.equal(null);
    expect(selfHeardWords(statusOf(BOX))).to.equal(null);
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
    const room = (freeBytes: number, have = 3) => ready({ cache: { ...cache, have, freeBytes } });
    expect([room(60_000_000), room(59_999_999), room(1_000_000, 2)]).to.deep.equal([
      'green',
      'amber',
      'red',
    ]);
    const clock = (trust: 'coarse' | 'unknown' | 'holdover') =>
      ready({ clock: { trust, source: 'none', errorMs: null } });
    expect([clock('unknown'), clock('coarse'), clock('holdover')]).to.deep.equal([
      'red',
      'red',
      'green',
    ]);
  });

  it('do not say that a box carries on alone which knows only a floor of the time', () => {
    const away = (trust: 'coarse' | 'holdover') => {
      const status = statusOf(BOX, {
        plan: mark,
        clock: { trust, source: 'floor', errorMs: null },
      });
      return lightsOf(knownOf({ online: false, lastSeenAt: NOW - HOUR, status }), NOW).reachable;
    };
    expect([away('coarse'), away('holdover')]).to.deep.equal(['red', 'amber']);
  });

  it('have the age of the fact that decided them', () => {
    const threeDays = NOW - 72 * HOUR;
    const lastAiring = {
      at: threeDays,
      outcome: 'completed',
      reason: null,
      virtual: false,
    } as const;
    const at = (status: Parameters<typeof statusOf>[1], change: Partial<Known> = {}) =>
      lightsAtOf(
        knownOf({ lastAiring, status: statusOf(BOX, { plan: mark, ...status }), ...change }),
        NOW,
      ).audible;
    const broken = { kind: 'card', virtual: false, healthy: false, detail: '' } as const;
    const silent = { ...HEARING, verdict: 'not-heard', inARow: 2 } as never;
    const told = NOW - 10_000;
    expect(at({})).to.equal(threeDays);
    expect(at({ output: broken })).to.equal(told);
    expect(at({ vitals: { ...VITALS, line: 'open' } })).to.equal(told);
    expect(at({ at: NOW as never, hearing: silent })).to.equal(NOW - HOUR);
    expect(at({ output: broken }, { statusAt: NOW - STALE_MS - 1 })).to.equal(threeDays);
    expect(at({}, { lastAiring: null })).to.equal(told);
    expect(lightsAtOf(knownOf({ lastSeenAt: NOW - 5, statusAt: NOW - 9 }), NOW)).to.deep.equal({
      reachable: NOW - 5,
      ready: NOW - 9,
      audible: NOW - 9,
    });
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
