/**
 * Emergencies end to end — cảnh báo khẩn cấp trọn đường.
 *
 * Real server, signer and broker, three real agents that write their sound to files: who may warn,
 * how soon it sounds and where, what silences it, and that a drill is never heard.
 */
import { expect } from 'chai';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { type Box, readyBox } from '../../deploy/demo/boxes.js';
import { ApiError, call, login, type Session, until } from '../../deploy/demo/client.js';
import { type Phone, setUpCodes } from '../../deploy/demo/codes.js';
import {
  bareBody,
  importText,
  type MadeBulletin,
  prepareWarning,
  voice,
} from '../../deploy/demo/content.js';
import { runOnce, SERVER_BIN } from '../../deploy/demo/processes.js';
import { SHORT_NOTICE, samplesOf } from '../support/e2e/air.js';
import { find, loudSpans } from '../support/e2e/hearing.js';
import { openWorld, type World } from '../support/e2e/world.js';

type Order = {
  id: string;
  state: string;
  path: string;
  secondBy: string | null;
  counts: Record<string, number>;
  boxes: { deviceId: string; state: string; soundedAfterMs: number | null }[];
};

describe('e2e: a warning', function () {
  this.timeout(300_000);
  let world: World;
  let prepared: MadeBulletin;
  let free: MadeBulletin;
  const phones = new Map<Session, Phone>();

  const phone = async (key: 'official' | 'approver' | 'otherOfficial'): Promise<void> => {
    const made = await setUpCodes(world.server.env, world.accounts[key], world.people[key]);
    phones.set(world.people[key], made);
  };
  const codeOf = (who: Session): Promise<string> => phones.get(who)!.code();
  const here = (): Box[] => world.boxes.filter(({ areaId }) => areaId === QUY_NHON);
  const order = async (
    who: Session,
    bulletin: MadeBulletin,
    change: { code?: string; [name: string]: unknown } = {},
  ): Promise<Order> =>
    call<Order>(who, 'POST', '/api/emergency', {
      kind: 'real',
      bulletinId: bulletin.id,
      areaIds: [QUY_NHON],
      plays: 1,
      gapMs: 1_000,
      ...change,
      code: change.code ?? (await codeOf(who)),
    });
  const show = (id: string): Promise<Order> =>
    call<Order>(world.people.viewer, 'GET', `/api/emergency/${id}`);
  const when = (id: string, what: string, good: (order: Order) => boolean): Promise<Order> =>
    until(`${id} ${what}`, { everyMs: 200, limitMs: 90_000 }, async () => {
      const now = await show(id);
      return good(now) ? now : null;
    });
  /** Loud at this box after `from`, UTC milliseconds. */
  const loudAfter = (box: Box, from: number) => loudSpans(box).filter(({ to }) => to > from);
  const statusOf = (work: Promise<unknown>): Promise<number> =>
    work.then(
      () => 200,
      (cause: unknown) => (cause instanceof ApiError ? cause.status : 0),
    );

  before(async () => {
    world = await openWorld({ boxes: 3 });
    for (const one of world.boxes) world.startBox(one);
    const { official, approver, admin } = world.people;
    prepared = await prepareWarning(official, approver, QUY_NHON);
    for (const key of ['official', 'approver'] as const) await phone(key);
    const draft = await importText(official, QUY_NHON, SHORT_NOTICE, 'emergency');
    await bareBody(official, draft);
    free = await voice(official, draft.id, () => undefined);
    await Promise.all(here().map((one) => readyBox(admin, one.id)));
  });
  after(() => world?.close());

  it('that was approved in advance sounds within seconds of one code, in its commune alone', async () => {
    const orderedAt = Date.now();
    const { id, path } = await order(world.people.official, prepared);
    expect(path).to.equal('A');
    const sounding = await when(id, 'sounds', ({ boxes }) =>
      boxes.every(({ state }) => state === 'sounding' || state === 'played'),
    );
    expect(sounding.boxes.map(({ deviceId }) => deviceId)).to.have.members(
      here().map((one) => one.id),
    );
    for (const { soundedAfterMs } of sounding.boxes) {
      expect(soundedAfterMs).to.be.within(0, 10_000);
    }
    const done = await when(id, 'is over', ({ state }) => state === 'ended');
    expect(done.counts).to.deep.equal({ played: 2 });
    const sound = await samplesOf(world, prepared);
    for (const one of here()) {
      const [first] = loudAfter(one, orderedAt);
      expect(first?.from, one.id).to.be.within(orderedAt, orderedAt + 10_000);
      const startAt = orderedAt + (done.boxes[0]?.soundedAfterMs ?? 0);
      const { score } = find(one, sound, { startAt: Math.round(first?.from ?? startAt) });
      expect(score, one.id).to.be.at.least(0.8);
    }
    const [elsewhere] = world.boxes.filter(({ areaId }) => areaId !== QUY_NHON);
    expect(loudAfter(elsewhere!, orderedAt)).to.deep.equal([]);
  });

  it('is silenced at once by anybody of the place, without a code', async () => {
    const { id } = await order(world.people.approver, prepared, { plays: 5 });
    await when(id, 'sounds', ({ boxes }) => boxes.every(({ state }) => state === 'sounding'));
    await call(world.people.technician, 'POST', `/api/emergency/${id}/stop`);
    const stoppedAt = Date.now();
    const cut = await when(id, 'is cut', ({ boxes }) =>
      boxes.every(({ state }) => state === 'cut'),
    );
    expect(cut.state).to.equal('stopped');
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    for (const one of here()) {
      for (const { to } of loudAfter(one, stoppedAt)) expect(to).to.be.below(stoppedAt + 2_000);
    }
  });

  it('that nobody approved sounds only when a second person has given a code too', async () => {
    const { official, approver } = world.people;
    const orderedAt = Date.now();
    const { id, path, state } = await order(official, free);
    expect({ path, state }).to.deep.equal({ path: 'B', state: 'waiting-second' });
    const own = call(official, 'POST', `/api/emergency/${id}/confirm`, { code: '000000' });
    expect(await statusOf(own)).to.equal(403);
    for (const one of here()) expect(loudAfter(one, orderedAt)).to.deep.equal([]);
    const code = await codeOf(approver);
    await call(approver, 'POST', `/api/emergency/${id}/confirm`, { code });
    const done = await when(id, 'is over', (one) => one.state === 'ended');
    expect(done.counts).to.deep.equal({ played: 2 });
    expect(done.secondBy).to.be.a('string');
    const { bulletin } = await call<{ bulletin: MadeBulletin }>(
      official,
      'GET',
      `/api/bulletins/${free.id}`,
    );
    expect(bulletin.state).to.equal('approved');
  });

  it('of one person alone waits, and a veto holds', async () => {
    const draft = await importText(world.people.official, QUY_NHON, SHORT_NOTICE, 'emergency');
    const fresh = await voice(world.people.official, draft.id, () => undefined);
    const orderedAt = Date.now();
    const { id, state } = await order(world.people.official, fresh, { breakGlass: true });
    expect(state).to.equal('counting-down');
    await call(world.people.approver, 'POST', `/api/emergency/${id}/veto`);
    expect((await show(id)).state).to.equal('vetoed');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    for (const one of here()) expect(loudAfter(one, orderedAt)).to.deep.equal([]);
  });

  it('is drilled without a sound, and every box says that it could have sounded', async () => {
    const orderedAt = Date.now();
    const { id } = await order(world.people.approver, prepared, { kind: 'drill' });
    const done = await when(id, 'is answered', ({ state }) => state === 'ended');
    const answered = Object.values(done.counts).reduce((sum, count) => sum + count, 0);
    expect(answered).to.equal(2);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    for (const one of here()) expect(loudAfter(one, orderedAt)).to.deep.equal([]);
  });

  it('is not ordered by a guess, nor by somebody of another place', async () => {
    const { otherOfficial, viewer, official } = world.people;
    await phone('otherOfficial');
    expect(await statusOf(order(otherOfficial, prepared))).to.equal(404);
    expect(await statusOf(order(viewer, prepared, { code: '123456' }))).to.equal(403);
    const guess = order(official, prepared, { code: '000000' });
    expect(await statusOf(guess)).to.be.oneOf([403, 429]);
    const relogged = await login(
      official.url,
      world.accounts.admin.username,
      world.accounts.admin.password,
    );
    const { events } = await call<{ events: { act: string }[] }>(
      relogged,
      'GET',
      '/api/audit?limit=200',
    );
    const acts = new Set(events.map(({ act }) => act));
    for (const act of ['start', 'sent', 'stop', 'confirm', 'veto']) {
      expect(acts.has(`emergency.${act}`), act).to.equal(true);
    }
  });

  it('is ordered by nobody who was taken off at the signer, nor set up by who was not invited', async () => {
    const { official, otherApprover } = world.people;
    const { username } = world.accounts.official;
    const warners = (...args: string[]): Promise<string> =>
      runOnce(SERVER_BIN, ['warners', ...args], { env: world.server.env });
    expect(await warners('list')).to.match(new RegExp(`^${username} +may warn +${QUY_NHON}$`, 'm'));
    await warners('remove', username);
    expect(await warners('list')).to.not.contain(username);
    expect(await statusOf(order(official, prepared))).to.equal(409);
    expect(await statusOf(call(otherApprover, 'POST', '/api/me/factor', {}))).to.equal(403);
  });
});
