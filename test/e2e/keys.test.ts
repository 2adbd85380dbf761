/**
 * Keys change — đổi khoá khi loa đang phát.
 *
 * Real server, signer, broker and agent, and the command line of the operator: the plan key is renewed
 * and the old one revoked in the middle of an airing, and a box comes back that missed ten roots.
 */
import { join } from 'node:path';
import { activeKey } from '@loaso/shared/trust/accept-root';
import { expect } from 'chai';
import { openKeyRing } from '#server/signer/keys';
import type { Box } from '../../deploy/demo/boxes.js';
import { until } from '../../deploy/demo/client.js';
import { runOnce, SERVER_BIN } from '../../deploy/demo/processes.js';
import {
  aired,
  airOnce,
  allReady,
  approvedBulletin,
  LONG_NOTICE,
  samplesOf,
  secondAhead,
} from '../support/e2e/air.js';
import { find } from '../support/e2e/hearing.js';
import { saidBy, storedPlan } from '../support/e2e/ledger.js';
import { openWorld, type World } from '../support/e2e/world.js';

describe('e2e: the keys change', function () {
  this.timeout(300_000);
  let world: World;
  let box: Box;

  before(async () => {
    world = await openWorld({ boxes: 1 });
    const [first] = world.boxes;
    if (first === undefined) throw new Error('no box');
    box = first;
    world.startBox(box);
  });
  after(() => world?.close());

  const keys = (...args: string[]): Promise<string> =>
    runOnce(SERVER_BIN, ['keys', ...args], { env: { LOASO_DATA_DIR: world.server.dataDir } });
  const root = () => openKeyRing(join(world.server.dataDir, 'signer')).root;
  const planKey = (): string => activeKey(root(), 'plan')?.kid ?? '';

  const rootsTaken = (): number[] =>
    saidBy(world, box, 'root-accepted').map(({ num }) => Number(num));
  const plansTaken = (): number => saidBy(world, box, 'plan-accepted').length;
  const wait = (what: string, isSo: () => boolean): Promise<unknown> =>
    until(what, { everyMs: 100, limitMs: 90_000 }, () => Promise.resolve(isSo() ? true : null));

  it('plays on without a gap while the plan key is renewed and the old one revoked', async () => {
    const bulletin = await approvedBulletin(world, LONG_NOTICE);
    const sound = await samplesOf(world, bulletin);
    const line = await airOnce(world, bulletin, secondAhead(6_000));
    await allReady(world);
    const old = planKey();
    await wait('on the air', () => Date.now() > line.at + 500);
    const plans = plansTaken();
    const renewed = await keys('rotate', 'plan');
    expect(renewed).to.contain('root 2');
    await wait('the plan under the new key', () => plansTaken() > plans);
    await keys('revoke', old);
    await wait('the revocation', () => rootsTaken().includes(3));
    expect(Date.now(), 'all that within the airing').to.be.below(line.endAt);
    expect(storedPlan(world, box)).to.contain(`"kid":"${planKey()}"`);
    const [airing] = await aired(world, line, { count: 1, limitMs: 60_000 });
    expect([airing?.state, airing?.pieces.length]).to.deep.equal(['played', 1]);
    const { errorMs, score } = find(box, sound, { startAt: line.at });
    expect(score).to.be.at.least(0.8);
    expect(Math.abs(errorMs)).to.be.at.most(100);
    expect(saidBy(world, box, 'plan-dropped')).to.deep.equal([]);
  });

  it('takes ten roots in order that were made while it was off, and then its plan', async () => {
    await world.stopBox(box);
    const before = root().num;
    for (let n = 0; n < 9; n += 1) await keys('rotate', n % 2 === 0 ? 'server' : 'plan');
    await keys('revoke', planKey());
    world.startBox(box);
    const missed = Array.from({ length: 10 }, (_none, n) => before + 1 + n);
    await wait('the newest root', () => rootsTaken().at(-1) === before + 10);
    expect(rootsTaken().slice(-10)).to.deep.equal(missed);
    // One that was signed before the last key may have been on its way, and is taken first.
    const isNewest = (): boolean => {
      const stored = storedPlan(world, box);
      const { num } = JSON.parse(JSON.parse(stored).body) as { num: number };
      const taken = saidBy(world, box, 'plan-accepted').at(-1)?.['num'];
      return stored.includes(`"kid":"${planKey()}"`) && taken === num;
    };
    await wait('a plan under the newest key', isNewest);
    const trusted = (): number => saidBy(world, box, 'clock-trusted').length;
    await wait('the time by the newest server key', () => trusted() > 1);
  });
});
