/**
 * The accident of 03:15 — vụ loa tự phát lúc 3 giờ 15.
 *
 * In December 2025 the loudspeakers of a commune sounded at 03:15 in the night. Here the hours of the
 * province shut out the present moment, as they shut out 03:15, and everything is tried that made or
 * could make such a night: a wrong timer, a console in foreign hands, a plan signed by mistake. The
 * box stays silent each time and says why. That it can sound at all is shown at the end.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, instant, localDateOf } from '@loaso/shared/time';
import type { PlanItem } from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import type { SignerClient } from '#server/adapters/signer/client';
import { firstBrokenLine } from '#server/signer/audit';
import { openKeyRing } from '#server/signer/keys';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { type Box, deviceOf } from '../../deploy/demo/boxes.js';
import { ApiError, call, type Session, until } from '../../deploy/demo/client.js';
import { setUpCodes } from '../../deploy/demo/codes.js';
import type { MadeBulletin } from '../../deploy/demo/content.js';
import { writePolicy } from '../../deploy/demo/server.js';
import {
  agreed,
  aired,
  airOnce,
  allReady,
  approvedBulletin,
  type Line,
  SHORT_NOTICE,
  secondAhead,
} from '../support/e2e/air.js';
import {
  type Answers,
  dressUp,
  enrolStrangers,
  INVENTED,
  warnAs,
  widen,
} from '../support/e2e/console.js';
import { loudSpans } from '../support/e2e/hearing.js';
import {
  planLike,
  signerOf,
  smuggleLine,
  smugglePlan,
  smuggleSealed,
} from '../support/e2e/intruder.js';
import { saidBy } from '../support/e2e/ledger.js';
import { openWorld, type World } from '../support/e2e/world.js';

const AT_0315 = 3 * 60 + 15;
const soon = { everyMs: 200, limitMs: 90_000 };

describe('e2e: the accident of 03:15', function () {
  this.timeout(300_000);
  let world: World;
  let box: Box;
  let bulletin: MadeBulletin;
  let lawful: string;

  before(async () => {
    world = await openWorld({ boxes: 1, hours: 'not-now' });
    [box] = world.boxes as [Box];
    world.startBox(box);
    bulletin = await approvedBulletin(world, SHORT_NOTICE);
    lawful = await lawfulLine('Bản tin hằng ngày');
    await allReady(world);
  });
  after(() => world?.close());

  const line = (title: string, rule: object) => ({
    areaId: QUY_NHON,
    title,
    bulletinIds: [bulletin.id],
    target: { areaIds: [QUY_NHON], deviceIds: [] },
    rule,
  });
  const daily = (minute: number) => ({
    kind: 'daily',
    minutes: [minute],
    from: addDays(localDateOf(instant(Date.now())), 1),
    until: null,
  });

  /** Daily from tomorrow on, an hour into the permitted hours. */
  async function lawfulLine(title: string): Promise<string> {
    const { official } = world.people;
    const now = Math.floor(Date.now() / 60_000 + 7 * 60) % 1440;
    const minute = now < 720 ? now + 360 : now - 360;
    const body = line(title, daily(minute));
    const { entry } = await call<{ entry: { id: string } }>(official, 'POST', '/api/entries', body);
    return entry.id;
  }

  const refusalOf = async (who: Session, rule: object): Promise<ApiError> => {
    const answer = await call(who, 'POST', '/api/entries', line('Hẹn giờ nhầm', rule)).catch(
      (cause: unknown) => cause,
    );
    if (!(answer instanceof ApiError)) throw new Error(`not refused: ${JSON.stringify(answer)}`);
    return answer;
  };

  async function isHeld(): Promise<void> {
    await until('the box holds the newest plan', soon, async () => {
      const { device } = await deviceOf(world.people.viewer, box.id);
      return device.desired?.mark.hash === device.acked?.mark?.hash ? true : null;
    });
  }

  async function expectSilence(silent: Line): Promise<void> {
    const [airing] = await aired(world, silent, { count: 1, limitMs: 90_000, pieces: 0 });
    expect(airing).to.deep.include({ state: 'missed', reason: 'envelope', playedMs: 0 });
    expect(saidBy(world, box, 'sound-started'), 'the output was told to play').to.deep.equal([]);
    expect(loudSpans(box)).to.deep.equal([]);
  }

  /** With the socket of the signer, as whoever runs code in the web process. */
  async function asIntruder(work: (signer: SignerClient) => Promise<void>): Promise<void> {
    const signer = await signerOf(world);
    try {
      await work(signer);
    } finally {
      await signer.stop();
      // The intruder took the pen; whoever starts the server anew takes it back.
      await world.server.stop();
      await world.server.start();
    }
  }

  const lengthMs = (): number => bulletin.durationMs;

  it('refuses the wrong timer of a technician, and of an official with the hours in words', async () => {
    const { technician, official } = world.people;
    expect((await refusalOf(technician, daily(AT_0315))).status).to.equal(403);
    for (const rule of [daily(AT_0315), { kind: 'once', at: secondAhead(6_000) }]) {
      const refused = await refusalOf(official, rule);
      expect(refused.status).to.equal(422);
      expect(refused.message)
        .to.match(/outside-hours/)
        .and.to.match(/\d\d:\d\d–\d\d:\d\d/);
    }
    const { entries } = await call<{ entries: { id: string }[] }>(official, 'GET', '/api/entries');
    expect(entries.map(({ id }) => id)).to.deep.equal([lawful]);
  });

  it('stays silent when a line is put into the database past every check, and reports why', async () => {
    const at = secondAhead(8_000);
    const entryId = smuggleLine(world, lawful, at);
    // The next publication carries it to the box, signed like any other.
    await lawfulLine('Bản tin thứ hai');
    await isHeld();
    await expectSilence({ entryId, at, endAt: at + lengthMs() });
  });

  it('lets a console in foreign hands invent nobody, warn nobody and widen nothing', async () => {
    const { username } = world.accounts.official;
    await setUpCodes(world.server.env, world.accounts.official, world.people.official);
    await asIntruder(async (signer) => {
      const console = { signer, box };
      const each = (answers: Answers, why: RegExp): void => {
        for (const [deed, answer] of Object.entries(answers)) expect(answer, deed).to.match(why);
      };
      each(await enrolStrangers(console, username), /^factor-(uninvited|missing|wrong)/);
      const { orders, signed } = await warnAs(console, username);
      each(orders, /^factor-(missing|wrong|wait)/);
      each(signed, /no such order is open/);
      each(await dressUp(console), /^signer-refused/);
      each(await widen(console), /^signer-refused: envelope: beyond the policy file/);
      const loud = planLike(world, box, ({ items }) => ({
        items: [nightItem(items, Date.now() + 5_000, { priority: 'emergency' })],
      }));
      const plan = await signer.signPlans([{ body: JSON.stringify(loud) }]);
      expect(plan).to.have.nested.property('error.code', 'signer-refused');
      const unapproved = planLike(world, box, ({ items }) => ({ items: items.slice(0, 1) }));
      const strange = { ...unapproved, standing: ['a'.repeat(64) as never] };
      const bare = await signer.signPlans([{ body: JSON.stringify(strange) }]);
      expect(bare).to.have.nested.property('error.code', 'approval-missing');
    });
    expect(saidBy(world, box, 'sound-started')).to.deep.equal([]);
    expect(loudSpans(box)).to.deep.equal([]);
    // Each of it lies in the audit of the signer, with its reason, in a chain that nobody has cut.
    const lines = auditOf(world);
    expect(firstBrokenLine(lines)).to.equal(null);
    const refusals = lines.filter((line) => /"act":"(plans-)?refused"/.test(line)).join('\n');
    for (const reason of [
      ...INVENTED.map((name) => `factor-begin ${name}: factor-uninvited`),
      ...INVENTED.map((name) => `factor-confirm ${name}: factor-missing`),
      `factor-begin ${username}: factor-wrong`,
      `urgent-open ${INVENTED[0]}: factor-missing`,
      `urgent-open ${username}: factor-w`,
      `urgent-second night-b-real ${INVENTED[1]}: signer-refused no such order is open`,
      'urgent-sign night-c-invented: signer-refused no such order is open',
      'envelope: beyond the policy file',
      'command: ',
      'receipt: ',
      'an emergency in a plan: night',
      'nobody approved',
    ]) {
      expect(refusals).to.contain(reason);
    }
  });

  it('stays silent under a plan for the night that a console in foreign hands had signed', async () => {
    const at = secondAhead(20_000);
    const night = planLike(world, box, ({ items }) => ({
      items: [nightItem(items, at, { priority: 'priority', origin: 'central', rank: 1 })],
    }));
    // An approved sound at an hour of its own choice: for the hours the box answers, not the signer.
    let sealed = '';
    await asIntruder(async (signer) => {
      const signed = await signer.signPlans([{ body: JSON.stringify(night) }]);
      if (!signed.ok) throw new Error(signed.error.detail);
      [sealed = ''] = signed.value;
    });
    smuggleSealed(world, night, sealed);
    await world.stopBox(box);
    world.startBox(box);
    await expectSilence({ entryId: 'night', at, endAt: at + lengthMs() });
  });

  it('stays silent under a plan that was signed by mistake with the real key', async () => {
    const keys = openKeyRing(join(world.server.dataDir, 'signer'));
    const at = secondAhead(12_000);
    const mistake = planLike(world, box, ({ items }) => ({
      items: [nightItem(items, at, { priority: 'priority', origin: 'central', rank: 1 })],
    }));
    smugglePlan(world, mistake, keys.signerOf('plan'));
    await world.stopBox(box);
    world.startBox(box);
    await until('the mistake is in force', soon, () =>
      Promise.resolve(
        saidBy(world, box, 'plan-accepted').at(-1)?.['num'] === mistake.num ? true : null,
      ),
    );
    await expectSilence({ entryId: 'night', at, endAt: at + lengthMs() });
  });

  it('refuses a plan of the real key that calls itself an emergency, and says so on its page', async () => {
    const keys = openKeyRing(join(world.server.dataDir, 'signer'));
    const at = secondAhead(6_000);
    const loud = planLike(world, box, ({ items }) => ({
      items: [nightItem(items, at, { priority: 'emergency' })],
    }));
    smugglePlan(world, loud, keys.signerOf('plan'));
    await world.stopBox(box);
    world.startBox(box);
    await until('the refusal on the page of the box', soon, async () => {
      const path = `/api/devices/${box.id}`;
      const { device } = await call<{ device: { refusals: { code: string }[] } }>(
        world.people.technician,
        'GET',
        path,
      );
      return device.refusals.some(({ code }) => code === 'emergency-in-plan') ? true : null;
    });
    expect(saidBy(world, box, 'sound-started')).to.deep.equal([]);
    expect(loudSpans(box)).to.deep.equal([]);
  });

  it('sounds as soon as the province permits the hour', async () => {
    writePolicy(world.dir, 'all-day');
    await world.server.stop();
    await world.server.start();
    // The file only bounds: that more is to sound is agreed to by a person who did not write it.
    await agreed(world);
    await until('the wider envelope is in force', soon, () =>
      Promise.resolve(saidBy(world, box, 'envelope-accepted').length > 0 ? true : null),
    );
    const now = await airOnce(world, bulletin, secondAhead(6_000));
    const [airing] = await aired(world, now, { count: 1, limitMs: 90_000 });
    expect(airing).to.deep.include({ state: 'played', reason: null });
    expect(loudSpans(box).length).to.be.above(0);
  });
});

const auditOf = (world: World): string[] =>
  readFileSync(join(world.server.dataDir, 'signer', 'audit.log'), 'utf8')
    .trim()
    .split('\n');

function nightItem(
  items: readonly PlanItem[],
  startAt: number,
  change: Partial<PlanItem>,
): PlanItem {
  const [first] = items;
  if (first === undefined) throw new Error('a plan without items');
  return { ...first, ...change, entryId: 'night' as never, startAt: instant(startAt) };
}
