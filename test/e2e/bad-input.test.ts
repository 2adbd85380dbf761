/**
 * Bad input — đầu vào xấu ở mọi cửa.
 *
 * Texts, schedules, enrolments and messages that cannot be taken: each gets an answer that a person
 * understands, the server lives, nobody else is touched, nothing is lost. Hours are those of the house.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, instant, localDateOf, startOfDay } from '@loaso/shared/time';
import { seal } from '@loaso/shared/trust/sealed';
import { EnrolReply } from '@loaso/shared/wire/enrol';
import { Problem } from '@loaso/shared/wire/http/problem';
import { expect } from 'chai';
import { loadKey } from '#edge-agent/adapters/keys';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import type { Box } from '../../deploy/demo/boxes.js';
import { call, type Session, until } from '../../deploy/demo/client.js';
import type { MadeBulletin } from '../../deploy/demo/content.js';
import { AGENT_BIN, runOnce } from '../../deploy/demo/processes.js';
import { allReady, approvedBulletin, SHORT_NOTICE } from '../support/e2e/air.js';
import { storedRecords } from '../support/e2e/ledger.js';
import { openWorld, type World } from '../support/e2e/world.js';
import { type BareClient, login } from '../support/mqtt-box.js';

const soon = { everyMs: 100, limitMs: 90_000 };
const NO_DAY = '2027-02-31';

describe('e2e: bad input at every entrance', function () {
  this.timeout(300_000);
  let world: World;
  let official: Session;
  let bulletin: MadeBulletin;
  let well: Box;
  let ill: Box;

  before(async () => {
    world = await openWorld({ boxes: 2, hours: 'house' });
    official = world.people.official;
    [well, ill] = world.boxes as [Box, Box];
    world.startBox(well);
    bulletin = await approvedBulletin(world, SHORT_NOTICE);
  });
  after(() => world?.close());

  type Answer = { readonly status: number; readonly problem: Problem | null };

  /** Sends bytes as they are; a refusal must have the shape of a problem, with words in Vietnamese. */
  async function send(path: string, body: string): Promise<Answer> {
    const answer = await fetch(`${world.server.url}${path}`, {
      method: 'POST',
      headers: { cookie: official.cookie, 'content-type': 'application/json' },
      body,
    });
    const text = await answer.text();
    const problem = answer.ok ? null : Problem.parse(JSON.parse(text));
    if (problem !== null) {
      expect(problem.title.vi, text).to.have.length.above(5);
      expect(problem.next.vi, text).to.have.length.above(5);
    }
    return { status: answer.status, problem };
  }

  const post = (path: string, body: unknown): Promise<Answer> => send(path, JSON.stringify(body));
  const alive = async (): Promise<void> => {
    const answer = await fetch(`${world.server.url}/healthz`);
    expect(answer.status).to.equal(200);
  };
  const base64 = (bytes: Buffer): string => bytes.toString('base64');

  it('answers every text that cannot be read aloud, and makes no bulletin of it', async () => {
    const file = (bytes: string) => ({ file: { name: 'van-ban.txt', base64: bytes } });
    const texts: readonly (readonly [what: string, body: object])[] = [
      ['empty', { text: '' }],
      ['blank', { text: ' \n\t \u00a0 ' }],
      ['signs alone', { text: '*** --- ===' }],
      ['too long', { text: 'a'.repeat(4_000_001) }],
      ['control characters', { text: '\u0000\u0001\u0002\u0007\u001b'.repeat(50) }],
      ['an empty file', file('')],
      ['a binary file', file(base64(randomBytes(5000)))],
      ['a program', file(base64(readFileSync(process.execPath).subarray(0, 50_000)))],
      ['half a character set', file(base64(Buffer.from([0xff, 0xfe, 0x00])))],
      ['broken base64', file('%%% không phải base64 %%%')],
      ['neither text nor file', {}],
      ['both', { text: SHORT_NOTICE, ...file(base64(Buffer.from(SHORT_NOTICE))) }],
      ['text that is no text', { text: 42 }],
    ];
    const listed = await bulletins();
    for (const [what, body] of texts) {
      const { status } = await post('/api/bulletins', { areaId: QUY_NHON, ...body });
      expect(status, what).to.be.oneOf([400, 413, 422]);
    }
    for (const raw of ['', '{', 'null', '[]', '"văn bản"', '{"areaId":']) {
      expect((await send('/api/bulletins', raw)).status, raw).to.be.oneOf([400, 422]);
    }
    expect((await send('/api/bulletins', 'x'.repeat(40_000_000))).status).to.equal(413);
    expect(await bulletins()).to.deep.equal(listed);
    await alive();
  });

  it('refuses a schedule that cannot be, and sends nothing', async () => {
    const today = localDateOf(instant(Date.now()));
    const tomorrow = addDays(today, 1);
    const daily = { kind: 'daily', from: tomorrow, until: null };
    const rules: readonly (readonly [code: string | null, what: object])[] = [
      [null, { rule: { kind: 'dates', dates: [NO_DAY], minutes: [300] } }],
      [null, { rule: { ...daily, from: NO_DAY, minutes: [300] } }],
      [null, { rule: { ...daily, minutes: [1500] } }],
      [null, { rule: { ...daily, minutes: [] } }],
      [null, { rule: { kind: 'yearly' } }],
      [null, { rule: { kind: 'once', at: -1 } }],
      ['no-airing', { rule: { kind: 'once', at: Date.now() - 60_000 } }],
      ['no-airing', { rule: { ...daily, minutes: [300], until: today } }],
      ['outside-hours', { rule: { ...daily, minutes: [195] } }],
      ['outside-hours', { rule: { kind: 'once', at: startOfDay(tomorrow) + 195 * 60_000 } }],
      [null, { target: { areaIds: [], deviceIds: [] } }],
      ['not-found', { bulletinIds: ['khong-co-ban-tin'] }],
    ];
    for (const [code, change] of rules) {
      const { status, problem } = await post('/api/entries', lineWith(change));
      expect(status, JSON.stringify(change)).to.be.within(400, 422);
      if (code !== null) expect(problem?.code, JSON.stringify(change)).to.equal(code);
    }
    const { entries } = await call<{ entries: unknown[] }>(official, 'GET', '/api/entries');
    expect(entries).to.deep.equal([]);
    await alive();
  });

  it('lets a code enrol one box once', async () => {
    const { technician } = world.people;
    const id = 'cum-quynhon-09';
    await call(technician, 'POST', '/api/devices', { id, name: 'Cụm thử', areaId: QUY_NHON });
    const path = `/api/devices/${id}/enrolment-code`;
    const { code } = await call<{ code: string }>(technician, 'POST', path, {});
    await enrolIn('first', code);
    for (const [folder, used, words] of [
      ['second', code, /đã dùng|dùng rồi|đã được dùng/i],
      ['third', 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ', /Mã đăng ký không đúng/],
      ['fourth', 'x', /Mã đăng ký không đúng/],
      ['first', code, /đăng ký rồi/],
    ] as const) {
      const said = await enrolIn(folder, used).catch((cause: Error) => cause.message);
      expect(said, folder).to.match(words);
    }
    const { device } = await call<{ device: { state: string } }>(
      technician,
      'GET',
      `/api/devices/${id}`,
    );
    expect(device.state).to.equal('enrolled');
    expect((await post('/api/enrol', { v: 1, code: 7 })).status).to.be.oneOf([400, 422]);
    await alive();
  });

  function enrolIn(folder: string, code: string): Promise<string> {
    const state = join(world.dir, 'enrolments', folder);
    mkdirSync(state, { recursive: true });
    const { url } = world.server;
    return runOnce(AGENT_BIN, ['enrol', '--server', url, '--code', code, '--state', state]);
  }

  it('survives whatever an enrolled box says, tells it on its page and serves the others', async () => {
    const identity = EnrolReply.parse(
      JSON.parse(readFileSync(join(ill.stateDir, 'identity.json'), 'utf8')),
    );
    const key = loadKey(join(ill.stateDir, 'key.pem'));
    const signed = (body: object, type: 'status' | 'records' | 'ack' = 'records'): string =>
      seal(type, JSON.stringify(body), [{ kid: ill.id, sign: key!.sign }]);
    const record = {
      v: 1,
      seq: 1,
      playId: `entry-1.${well.id}.${Date.now()}`,
      recordedAt: Date.now(),
      clock: { source: 'ntp', trust: 'locked', offsetMs: 0, errorMs: 1 },
      outcome: 'missed',
      reason: 'box-off',
    };
    const up = `d/${ill.id}/up`;
    const messages: readonly (readonly [topic: string, payload: string | Buffer])[] = [
      [`${up}/status`, ''],
      [`${up}/status`, 'rác'],
      [`${up}/status`, randomBytes(3000)],
      [`${up}/records`, '[{"v":1}]'],
      [`${up}/records`, signed({ v: 1, dev: ill.id, at: 'hôm qua', records: 'nhiều' })],
      [`${up}/records`, signed({ v: 1, dev: well.id, at: Date.now(), records: [record] })],
      [`${up}/ack`, signed({ v: 1 }, 'status')],
      [`${up}/ask`, `{"v":1,"type":"ask","body":"${'x'.repeat(200_000)}","sigs":[]}`],
      [`${up}/no-such-topic`, 'x'],
      [`d/${ill.id}/down/plan`, 'x'],
      [`d/${well.id}/up/status`, 'x'],
      [`d/${well.id}/up/records`, signed({ v: 1, dev: well.id, at: 0, records: [record] })],
      ['$SYS/broker', 'x'],
      [`${up}/status`, Buffer.alloc(900_000, 120)],
    ];
    for (const [topic, payload] of messages) {
      const client = await enter(identity);
      const closed = new Promise<void>((resolve) => client.client.once('close', resolve));
      await client.client.publishAsync(topic, payload, { qos: 0 });
      // Said in order, unless the broker has ended the connection over what was said before it.
      client.client.end();
      await closed;
    }
    await until('the page of the box names it', soon, async () => {
      const codes = await refusedCodes(ill);
      return ['malformed', 'wrong-type'].every((code) => codes.includes(code)) ? true : null;
    });
    expect(storedRecords(world, ill)).to.deep.equal([]);
    expect(await refusedCodes(well)).to.deep.equal([]);
    await alive();
    const tomorrow = addDays(localDateOf(instant(Date.now())), 1);
    const rule = { kind: 'daily', minutes: [300], from: tomorrow, until: null };
    expect((await post('/api/entries', lineWith({ rule }))).status).to.equal(201);
    await allReady(world, [well]);
  });

  const lineWith = (change: object): object => ({
    areaId: QUY_NHON,
    title: 'Lịch thử',
    bulletinIds: [bulletin.id],
    target: { areaIds: [QUY_NHON], deviceIds: [] },
    rule: { kind: 'once', at: Date.now() + 60_000 },
    ...change,
  });

  async function bulletins(): Promise<string[]> {
    const all = await call<{ bulletins: { id: string }[] }>(official, 'GET', '/api/bulletins');
    return all.bulletins.map(({ id }) => id);
  }

  async function refusedCodes(box: Box): Promise<string[]> {
    const { technician } = world.people;
    const path = `/api/devices/${box.id}`;
    const page = await call<{ device: { refusals: { code: string }[] } }>(technician, 'GET', path);
    return page.device.refusals.map(({ code }) => code);
  }

  async function enter({ dev, secret }: EnrolReply): Promise<BareClient> {
    const who = { clientId: dev, username: dev, password: secret };
    const client = await login(world.server.brokerUrl, who);
    if (client === null) throw new Error('the server does not let the box in any more');
    return client;
  }
});
