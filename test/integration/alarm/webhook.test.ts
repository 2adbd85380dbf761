/** A message about an incident on its way out: what is sent, to whom, and to whom never. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createWebhook, type Reach } from '#server/adapters/alarm/webhook';
import { reach } from '#server/adapters/speech/http-reach';
import { readConfig } from '#server/config';
import { createAlarms } from '#server/main/alarms';
import type { AlarmMessage } from '#server/ports/alarm';

const message = {
  what: 'opened',
  text: 'SỰ CỐ: Mất điện khu vực — Xã A (2 cụm), từ 14:10.',
  at: 1_780_000_000_000,
  incident: {
    id: 'inc-1',
    cause: 'commune-power',
    operator: null,
    areaIds: ['21583'],
    deviceIds: ['box-00001', 'box-00002'],
    peak: 2,
    startedAt: 1_779_999_000_000,
    resolvedAt: null,
  },
} as unknown as AlarmMessage;

describe('the webhook of incidents', () => {
  let server: Server;
  let address = '';
  let status = 200;
  const heard: { type: string | undefined; body: unknown }[] = [];

  before(async () => {
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'));
        heard.push({ type: request.headers['content-type'], body });
        response.writeHead(status).end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/loa`;
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  const reachWith =
    (allowPrivate: boolean): Reach =>
    (call) =>
      reach(
        call,
        { hosts: [new URL(address).host], timeoutMs: 2_000, maxBytes: 1_000, allowPrivate },
        new AbortController().signal,
      );

  it('posts the words for people and the facts for programs, in Vietnamese letters', async () => {
    const told = await createWebhook(address, reachWith(true))(message);
    expect(told.ok).to.equal(true);
    expect(heard[0]?.type).to.equal('application/json; charset=utf-8');
    expect(heard[0]?.body).to.deep.include({ event: 'incident.opened', text: message.text, v: 1 });
    expect(heard[0]?.body).to.have.nested.property('incident.boxes', 2);
  });

  it('posts that plans are held, with how many boxes', async () => {
    const text = 'ĐANG GIỮ LỊCH: dữ liệu máy chủ cũ hơn kế hoạch của 41 cụm loa.';
    const held: AlarmMessage = { what: 'held', hold: { boxes: 41 }, text, at: message.at };
    await createWebhook(address, reachWith(true))(held);
    const { at } = message;
    expect(heard.at(-1)?.body).to.deep.equal({
      v: 1,
      event: 'plans.held',
      text,
      at,
      hold: { boxes: 41 },
    });
  });

  it('takes anything but 2xx for not told', async () => {
    status = 500;
    const told = await createWebhook(address, reachWith(true))(message);
    expect(told).to.deep.equal({ ok: false, error: { detail: 'status 500' } });
    status = 200;
  });

  it('never knocks inside this network unless the operator said so', async () => {
    const before = heard.length;
    expect((await createWebhook(address, reachWith(false))(message)).ok).to.equal(false);
    expect(heard).to.have.length(before);
  });

  it('is made of the settings, with hours and patience', async () => {
    const config = readConfig(null, {
      LOASO_INCIDENT_WEBHOOK: address,
      LOASO_WEBHOOK_PRIVATE: 'true',
      LOASO_ALARM_HOURS: '05:30-22:00',
      LOASO_ESCALATE_MINUTES: '30',
    });
    const { rules, first, above } = createAlarms(config, () => 'https://loa.example');
    expect(rules).to.include({ fromMinute: 330, untilMinute: 1320, escalateMs: 1_800_000 });
    expect(above).to.deep.equal([]);
    const [channel] = first;
    expect((await channel?.(message))?.ok).to.equal(true);
    expect(() => readConfig(null, { LOASO_ALARM_HOURS: '25:00-22:00' })).to.throw('alarmHours');
  });
});
