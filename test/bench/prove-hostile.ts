/**
 * Proof against a hostile broker — chứng minh trước máy môi giới bị chiếm.
 *
 * A hundred thousand damaged messages over real MQTT to a real agent: none taken, each answered, the
 * last good plan kept. Once the undamaged message is sent as well, so that the answer could be yes.
 */
import { join } from 'node:path';
import { openKeyRing } from '#server/signer/keys';
import { until } from '../../deploy/demo/client.js';
import {
  airOnce,
  allReady,
  approvedBulletin,
  SHORT_NOTICE,
  secondAhead,
} from '../support/e2e/air.js';
import { type BetrayedBox, basesOf, betray, evilPlan, flood } from '../support/e2e/betrayed-box.js';
import { drawFrom } from '../support/e2e/mutations.js';
import { openWorld, type World } from '../support/e2e/world.js';

const SEED = 20_261_125;
const soon = { everyMs: 50, limitMs: 20_000 };

export async function proveHostile(
  count: number,
  told: (done: number) => void,
): Promise<{ figures: object; good: boolean }> {
  const world = await openWorld({ boxes: 2 });
  let betrayed: BetrayedBox | null = null;
  try {
    const [box, other] = world.boxes;
    if (box === undefined || other === undefined) throw new Error('a world without boxes');
    const bulletin = await approvedBulletin(world, SHORT_NOTICE);
    await airOnce(world, bulletin, secondAhead(3 * 3_600_000));
    betrayed = await betray(box);
    await allReady(world, [box]);
    const bases = basesOf(world, betrayed, other);
    const startedAt = performance.now();
    const result = await flood(betrayed, bases, { count, draw: drawFrom(SEED) }, told);
    const floodSeconds = Math.round((performance.now() - startedAt) / 1000);
    const undamagedTaken = await takesUndamaged(world, betrayed);
    const figures = { seed: SEED, mutations: count, ...result, floodSeconds, undamagedTaken };
    const good = result.accepted === 0 && result.answered >= count && result.kept && undamagedTaken;
    return { figures, good };
  } finally {
    await betrayed?.agent.stop('the proof is over');
    await betrayed?.hostile.close();
    betrayed?.gate.close();
    await world.close();
  }
}

/** The same plan whole, signed by the real key: a box that refuses everything proves nothing. */
function takesUndamaged(world: World, { hostile, agent }: BetrayedBox): Promise<boolean> {
  const keys = openKeyRing(join(world.server.dataDir, 'signer'));
  const num = (agent.shell.state().durable.mark?.num ?? 0) + 1;
  hostile.say('plan', evilPlan(hostile, { num }, keys.signerOf('plan')));
  return until('the whole plan is taken', soon, () =>
    Promise.resolve(agent.shell.state().durable.mark?.num === num ? true : null),
  ).catch(() => false);
}
