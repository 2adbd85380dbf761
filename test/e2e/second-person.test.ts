/**
 * A second person for more sound — người thứ hai khi cho phát nhiều hơn.
 *
 * A commune has closed the present hour to its loudspeakers; the file of the operator leaves it open.
 * Whoever takes the web process over writes into its database that the hour is open and agreed to, and
 * asks the signer for it. The box keeps its hours and is silent, until somebody really agrees.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, instant, localDateOf } from '@loaso/shared/time';
import { expect } from 'chai';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import type { Box } from '../../deploy/demo/boxes.js';
import { call, until } from '../../deploy/demo/client.js';
import type { MadeBulletin } from '../../deploy/demo/content.js';
import { runOnce, SERVER_BIN } from '../../deploy/demo/processes.js';
import {
  agreed,
  aired,
  airOnce,
  allReady,
  approvedBulletin,
  SHORT_NOTICE,
  secondAhead,
} from '../support/e2e/air.js';
import { widen } from '../support/e2e/console.js';
import { loudSpans } from '../support/e2e/hearing.js';
import { signerOf, smuggleLine, smuggleRule } from '../support/e2e/intruder.js';
import { saidBy } from '../support/e2e/ledger.js';
import { openWorld, type World } from '../support/e2e/world.js';

const soon = { everyMs: 200, limitMs: 30_000 };
const rulesOf = `/api/sound-rules/${QUY_NHON}`;

describe('e2e: a second person for more sound', function () {
  this.timeout(180_000);
  let world: World;
  let box: Box;
  let bulletin: MadeBulletin;
  let lawful: string;
  const now = Math.floor(Date.now() / 60_000 + 7 * 60) % 1440;
  const apart = now < 720 ? now + 360 : now - 360;

  before(async () => {
    world = await openWorld({ boxes: 1 });
    [box] = world.boxes as [Box];
    world.startBox(box);
    bulletin = await approvedBulletin(world, SHORT_NOTICE);
    const window = { days: [1, 2, 3, 4, 5, 6, 7], volumeMaxPercent: 100 };
    const windows = [{ ...window, fromMinute: apart - 60, toMinute: apart + 60 }];
    const limits = { windows, minutesPerDayMax: 60, emergencyVolumeMaxPercent: 100 };
    const rule = { limits, why: 'giữ yên tĩnh', seen: 0 };
    await call(world.people.official, 'POST', rulesOf, rule);
    await accepted(1);
    lawful = await lawfulLine('Bản tin hằng ngày');
    await allReady(world);
  });
  after(() => world?.close());

  /** Daily from tomorrow on, at an hour that the commune leaves open. */
  async function lawfulLine(title: string): Promise<string> {
    const from = addDays(localDateOf(instant(Date.now())), 1);
    const body = {
      ...{ areaId: QUY_NHON, title, bulletinIds: [bulletin.id] },
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      rule: { kind: 'daily', minutes: [apart], from, until: null },
    };
    const { official } = world.people;
    const { entry } = await call<{ entry: { id: string } }>(official, 'POST', '/api/entries', body);
    return entry.id;
  }

  const accepted = (count: number): Promise<unknown> =>
    until(`envelope ${count}`, soon, () =>
      Promise.resolve(saidBy(world, box, 'envelope-accepted').length >= count ? true : null),
    );
  const unagreed = async (): Promise<number> => {
    const { unagreed: shown } = await call<{ unagreed: { boxes: number } | null }>(
      world.people.approver,
      'GET',
      rulesOf,
    );
    return shown?.boxes ?? 0;
  };

  it('is not had by whoever holds the web process: the box keeps its hours, and says why', async () => {
    smuggleRule(world, QUY_NHON);
    const signer = await signerOf(world);
    try {
      for (const answer of Object.values(await widen({ signer, box }))) {
        expect(answer).to.match(/^widening-missing: .*no two people agreed/);
      }
    } finally {
      await signer.stop();
      await world.server.stop();
    }
    await world.server.start();
    const at = secondAhead(20_000);
    const entryId = smuggleLine(world, lawful, at);
    // The next publication carries it to the box, signed like any other.
    await lawfulLine('Bản tin thứ hai');
    const line = { entryId, at, endAt: at + bulletin.durationMs };
    const [airing] = await aired(world, line, { count: 1, limitMs: 30_000, pieces: 0 });
    expect(airing).to.deep.include({ state: 'missed', reason: 'envelope', playedMs: 0 });
    expect(saidBy(world, box, 'envelope-accepted').length).to.equal(1);
    expect(loudSpans(box)).to.deep.equal([]);
    expect(await unagreed()).to.equal(1);
    const audit = readFileSync(join(world.server.dataDir, 'signer', 'audit.log'), 'utf8');
    expect(audit).to.match(new RegExp(`"refused".*of ${box.id} lets more sound`));
  });

  it('is had by a second person who agrees', async () => {
    const book = () =>
      runOnce(SERVER_BIN, ['widenings', '--area', QUY_NHON], { env: world.server.env });
    expect(await book()).to.match(new RegExp(`^${box.id} +${QUY_NHON} .*; 60 min a day\n$`));
    await agreed(world);
    await accepted(2);
    expect(await book()).to.match(/00:00–24:00; 1440 min a day\n$/);
    expect(await unagreed()).to.equal(0);
    const line = await airOnce(world, bulletin, secondAhead(8_000));
    const [airing] = await aired(world, line, { count: 1, limitMs: 30_000 });
    expect(airing).to.deep.include({ state: 'played', reason: null });
    expect(loudSpans(box).length).to.be.above(0);
  });
});
