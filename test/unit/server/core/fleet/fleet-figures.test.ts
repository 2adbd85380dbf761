/** Figures of the whole fleet for whoever watches from outside. */
import { DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { fleetFigures } from '#server/core/fleet/fleet-figures';
import type { Known } from '#server/core/fleet/presence';
import { statusOf } from '../../../../support/fleet-status.js';

const NOW = 1_800_000_000_000;
const box = (change: Partial<Known> = {}): Known => ({
  state: 'enrolled',
  online: true,
  lastSeenAt: NOW,
  status: statusOf(DeviceId.parse('box-00001')),
  statusAt: NOW,
  desired: null,
  envelopeNum: 0,
  ...change,
});
const totalOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

describe('figures of the fleet', () => {
  it('count each enrolled box once under each light, and no other', () => {
    const lost = box({ online: false, lastSeenAt: NOW - 7_200_000, statusAt: NOW - 7_200_000 });
    const { lights } = fleetFigures([box(), lost, box({ state: 'revoked' })], [], NOW);
    expect(Object.values(lights).map(totalOf)).to.deep.equal([2, 2, 2]);
    expect(lights.reachable).to.deep.equal({ green: 1, amber: 0, red: 1, unknown: 0 });
    expect(lights.audible).to.deep.equal({ green: 1, amber: 0, red: 0, unknown: 1 });
  });

  it('count incidents that last, by cause, with nought for every other cause', () => {
    const { incidents } = fleetFigures(
      [],
      [
        { cause: 'horn-line', resolvedAt: null },
        { cause: 'horn-line', resolvedAt: null },
        { cause: 'unknown', resolvedAt: null },
        { cause: 'sim-dead', resolvedAt: NOW },
      ],
      NOW,
    );
    expect(incidents).to.include({ 'horn-line': 2, unknown: 1, 'sim-dead': 0, 'box-power': 0 });
    expect(totalOf(incidents)).to.equal(3);
  });
});
