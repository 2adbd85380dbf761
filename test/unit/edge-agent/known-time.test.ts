/** What a certificate is judged by: core/known-time. */
import { expect } from 'chai';
import { knownTime, WRITTEN_MS } from '#edge-agent/core/known-time';
import { at } from './plans.js';
import { Rig } from './rig.js';

describe('edge-agent/core/known-time', () => {
  it('is the trusted clock, whatever the clock of the system says since', () => {
    const rig = new Rig({ startAt: at(300) });
    rig.wallErrorMs = -20 * 365 * 86_400_000;
    rig.ntpSynced = false;
    rig.passTo(at(310));
    expect(knownTime(rig.state, rig.monoMs).atMs).to.equal(at(310));
  });

  it('is the newest signed time where no clock is trusted, and never before this program', () => {
    const rig = new Rig({
      startAt: at(300),
      ntpSynced: false,
      wallErrorMs: -20 * 365 * 86_400_000,
    });
    const known = knownTime(rig.state, rig.monoMs);
    expect(known.atMs).to.equal(null);
    expect(known.floorMs).to.equal(rig.state.durable.floorMs);
    const durable = { ...rig.state.durable, floorMs: 0 };
    expect(knownTime({ ...rig.state, durable }, rig.monoMs).floorMs).to.equal(WRITTEN_MS);
  });
});
