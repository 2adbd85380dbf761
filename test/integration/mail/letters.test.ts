/** Letters about incidents from the box to the mailbox: once each, over an outage, a night, a restart. */
import { AreaId, DeviceId, IncidentId } from '@loaso/shared/ids';
import { instant, localDateOf, startOfDay } from '@loaso/shared/time';
import type { NewContact } from '@loaso/shared/wire/http/mail';
import { expect } from 'chai';
import { createSmtp } from '#server/adapters/mail/smtp';
import type { Incident } from '#server/core/fleet/incidents';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import { queueLetters } from '#server/flows/fleet/incidents-mail';
import { createMailFlows, type MailService } from '#server/flows/mail/mail';
import type { Mailer } from '#server/ports/mail';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../support/fleet-room.js';
import { HEALTHY, statusOf } from '../../support/fleet-status.js';
import { bodyOf, headerOf, type MailServer, startMailServer } from '../../support/mail-server.js';
import { codeOf, given } from '../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../support/store.js';

const MIN = 60_000;
const contact = (name: string, change: Partial<NewContact> = {}): NewContact => ({
  areaId: QUY_NHON,
  name,
  role: 'technician',
  email: `${name.toLowerCase()}@gialai.example`,
  wants: 'all',
  afterMinutes: 0,
  fromMinute: 0,
  untilMinute: 1440,
  active: true,
  ...change,
});

const RULES = { fromMinute: 0, untilMinute: 0, settleMs: MIN, escalateMs: 0, graveBoxes: 20 };
const pageUrl = (): string => 'https://loa.example';
const OUTAGE: Incident = {
  id: IncidentId.parse('inc-dien'),
  cause: 'commune-power',
  operator: null,
  areaIds: [],
  deviceIds: [DeviceId.parse('cum-mat-dien')],
  peak: 2,
  startedAt: 0,
  openedAt: 0,
  calmSince: null,
  resolvedAt: null,
  ended: null,
  sentence: { vi: 'Mất điện cả khu vực.', en: '' },
  next: null,
  evidence: [],
  acked: null,
  assignee: null,
  notes: [],
  toldAt: null,
  escalatedAt: null,
  toldEndAt: null,
  revision: 1,
};

describe('letters about incidents', () => {
  let room: FleetRoom;
  let fleet: FleetService;
  let mail: MailService;
  let boxes: TestBox[];
  let server: MailServer;
  const mailerTo = (port: number): Mailer =>
    createSmtp({
      host: '127.0.0.1',
      port,
      security: 'none',
      login: null,
      ca: null,
      from: { name: 'Loa Số', address: 'loaso@gialai.example' },
      timeMs: 3_000,
    });
  const open = (): void => {
    fleet = createFleetFlows({
      ...room.ports,
      alarms: {
        rules: RULES,
        first: [],
        above: [],
        letters: { pageUrl },
      },
    });
    mail = createMailFlows({
      ...room.ports,
      mailer: mailerTo(server.port),
      perMinute: 60,
      pageUrl,
    });
  };

  beforeEach(async () => {
    [room, server] = await Promise.all([
      openFleetRoom(),
      startMailServer({ disabledCommands: ['STARTTLS'] }),
    ]);
    // Noon of tomorrow in Việt Nam, whenever this runs.
    const noon = startOfDay(localDateOf(instant(Date.now() + 24 * 60 * MIN))) + 12 * 60 * MIN;
    room.shiftMs = noon - Date.now();
    boxes = [await room.box(), await room.box(NHON_CHAU)];
    open();
  });
  afterEach(async () => {
    await Promise.all([room.close(), server.stop()]);
  });

  let uptimeS = 100;
  /** Time passes, the boxes speak, the watch looks, the post goes. */
  async function later(ms: number, lines: readonly string[], post = true): Promise<void> {
    room.shiftMs += ms;
    uptimeS += 1;
    for (const [index, box] of boxes.entries()) {
      const at = instant(room.ports.clock.now());
      const plan = (await room.stored.store.fleet.plan(box.id))?.mark ?? null;
      const vitals = { mains: 'on', line: lines[index] ?? 'ok' } as object;
      await box.say('status', {
        ...statusOf(box.id, { at, uptimeS, plan }),
        vitals: { ...HEALTHY, ...vitals },
      });
    }
    await fleet.watchRound();
    if (post) await mail.post.round();
  }
  const headings = (): string[] => server.heard.map(({ raw }) => headerOf(raw, 'subject') ?? '');
  const broken = async (post = true): Promise<void> => {
    await later(0, ['open'], post);
    await later(3 * MIN, ['open'], post);
    await later(2 * MIN, ['open'], post);
  };
  const mended = async (post = true): Promise<void> => {
    for (const ms of [0, 3, 3, 3, 3, 3]) await later(ms * MIN, [], post);
  };

  it('are one for each incident and one for its end, in one thread', async () => {
    given(await mail.addContact(administrator, contact('Anh')));
    given(await mail.addContact(administrator, contact('Xa', { areaId: NHON_CHAU })));
    await broken();
    await later(MIN, ['open']);
    expect(headings()).to.have.length(1);
    const [first] = server.heard;
    expect(first?.to).to.deep.equal(['anh@gialai.example']);
    expect(headings()[0]).to.match(/^\[Loa Số\] Sự cố: .*Phường Quy Nhơn \(1 cụm\)$/);
    expect(bodyOf(first?.raw ?? '')).to.match(/https:\/\/loa\.example\/su-co\/inc-/);
    await mended();
    expect(headings()).to.have.length(2);
    expect(headings()[1]).to.match(/Đã hết/);
    expect(headerOf(server.heard[1]?.raw ?? '', 'in-reply-to')).to.equal(
      headerOf(first?.raw ?? '', 'message-id'),
    );
  });

  it('go to the next person only while nobody has taken it on', async () => {
    given(await mail.addContact(administrator, contact('Anh')));
    given(await mail.addContact(administrator, contact('Binh', { afterMinutes: 30 })));
    await broken();
    await later(20 * MIN, ['open']);
    expect(server.heard).to.have.length(1);
    await later(12 * MIN, ['open']);
    expect(server.heard.map(({ to }) => to[0])).to.deep.equal([
      'anh@gialai.example',
      'binh@gialai.example',
    ]);
    expect(headings()[1]).to.match(/Chưa ai nhận/);
  });

  it('are lost by no mail server that is away, and come back as no storm', async () => {
    given(await mail.addContact(administrator, contact('Anh')));
    const { port } = server;
    await server.stop();
    await broken();
    await mended();
    // The server restarts in the middle of it, and the fault comes and goes for hours.
    open();
    for (let time = 0; time < 4; time += 1) {
      await broken();
      await mended();
    }
    await broken();
    expect(server.heard).to.deep.equal([]);
    const waiting = await room.stored.store.mail.countWaiting();
    expect(waiting).to.be.at.least(5);
    server = await startMailServer({ disabledCommands: ['STARTTLS'] }, port);
    room.shiftMs += 60 * MIN;
    await mail.post.round();
    expect(headings()).to.have.length(1);
    expect(headings()[0]).to.match(/^\[Loa Số\] Tóm tắt 6 sự cố: 1 còn, 5 đã hết$/);
    expect(await room.stored.store.mail.countWaiting()).to.equal(0);
  });

  it('wait for the morning, and are one digest then', async () => {
    given(
      await mail.addContact(administrator, contact('Anh', { fromMinute: 360, untilMinute: 660 })),
    );
    await broken();
    await mended();
    await broken();
    expect(server.heard).to.deep.equal([]);
    await later(18 * 60 * MIN, ['open']);
    expect(headings()).to.have.length(1);
    expect(headings()[0]).to.match(/Tóm tắt 2 sự cố: 1 còn, 1 đã hết/);
  });

  it('are none about planned work', async () => {
    given(await mail.addContact(administrator, contact('Anh')));
    const now = room.ports.clock.now();
    const planned = { areaId: QUY_NHON, deviceId: null, fromAt: now, untilAt: now + 120 * MIN };
    given(await fleet.planMaintenance(technician, { ...planned, why: 'thay cột' }));
    await broken();
    expect(server.heard).to.deep.equal([]);
    expect(await room.stored.store.mail.countWaiting()).to.equal(0);
  });

  it('say in the places that are well first that it is over there, not to them in the end again', async () => {
    for (const [name, areaId] of [
      ['Anh', QUY_NHON],
      ['Dao', NHON_CHAU],
      ['Tinh', AreaId.parse('52')],
    ] as const) {
      given(await mail.addContact(administrator, contact(name, { areaId })));
    }
    const { store } = room.stored;
    const alarms = { rules: RULES, first: [], above: [], letters: { pageUrl } };
    const written = async (change: Partial<Incident>): Promise<void> => {
      const now = room.ports.clock.now();
      const before = await store.watch.incident(OUTAGE.id);
      const revision = (before?.revision ?? 0) + 1;
      await store.watch.putIncident({
        ...(before ?? { ...OUTAGE, openedAt: now }),
        ...change,
        revision,
      });
      room.shiftMs += 2 * MIN;
      await queueLetters({ ...room.ports, alarms }, new Set(), room.ports.clock.now());
      await mail.post.round();
    };
    const heard = (): string[] =>
      server.heard.map(({ to, raw }) => `${to[0]?.split('@')[0]}: ${headerOf(raw, 'subject')}`);
    await written({ areaIds: [QUY_NHON, NHON_CHAU] });
    expect(heard()).to.have.length(3);
    server.heard.length = 0;
    const at = room.ports.clock.now();
    await written({ areaIds: [QUY_NHON], left: [{ areaId: NHON_CHAU, at }] });
    expect(heard()).to.deep.equal([
      'dao: [Loa Số] Đã hết ở nơi này: Mất điện khu vực — Xã Nhơn Châu',
    ]);
    await written({});
    const over = { resolvedAt: room.ports.clock.now(), ended: 'healed' } as const;
    await written(over);
    expect(
      heard()
        .slice(1)
        .map((line) => line.slice(0, line.indexOf('hết')))
        .sort(),
    ).to.deep.equal(['anh: [Loa Số] Đã ', 'tinh: [Loa Số] Đã ']);
  });

  it('are settled by administrators in their own area, in the trail, and tried at once', async () => {
    expect(codeOf(await mail.contacts(technician))).to.equal('not-allowed');
    const ward = { ...actorOf('administrator'), areaId: QUY_NHON };
    expect(codeOf(await mail.addContact(ward, contact('X', { areaId: NHON_CHAU })))).to.equal(
      'not-found',
    );
    const [one] = given(await mail.addContact(ward, contact('Anh'))).contacts;
    const id = one?.id ?? '';
    expect(codeOf(await mail.tryContact({ ...ward, areaId: NHON_CHAU }, id))).to.equal('not-found');
    expect(given(await mail.tryContact(ward, id)).sent).to.equal(true);
    expect(headings()).to.deep.equal(['[Loa Số] Thư thử']);
    await server.stop();
    const vain = given(await mail.tryContact(ward, id));
    expect(vain.sent).to.equal(false);
    expect(vain.words.vi).to.match(/Không nối được/);
    given(await mail.changeContact(ward, id, contact('Anh', { wants: 'grave' })));
    expect(given(await mail.removeContact(ward, id)).contacts).to.deep.equal([]);
    const acts = (await room.stored.store.audit.events(20)).map(({ act }) => act);
    for (const act of ['contact.add', 'contact.try', 'contact.change', 'contact.remove']) {
      expect(acts).to.include(act);
    }
    const off = createMailFlows({ ...room.ports, mailer: null, perMinute: 1, pageUrl: () => '' });
    expect(given(await off.contacts(ward)).configured).to.equal(false);
    expect(await off.post.round()).to.equal(0);
  });
});
