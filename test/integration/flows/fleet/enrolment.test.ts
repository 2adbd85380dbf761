/** How a box comes to be known, by a real signer and a real store, and how it is shut out again. */

import { AreaId } from '@loaso/shared/ids';
import { DAY_MS } from '@loaso/shared/time';
import { TRAINING_COMMUNE } from '@loaso/shared/training';
import { openSealed } from '@loaso/shared/trust/sealed';
import { EnrolmentCode } from '@loaso/shared/wire/enrol';
import { NewDevice } from '@loaso/shared/wire/http/fleet';
import { expect } from 'chai';
import {
  administrator,
  type FleetRoom,
  newKey,
  openFleetRoom,
  technician,
} from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../../support/store.js';

describe('enrolling a box', () => {
  let room: FleetRoom;
  before(async () => {
    room = await openFleetRoom();
  });
  after(() => room.close());

  const register = async () => {
    const request = NewDevice.parse({ name: 'Cụm nhà văn hoá', areaId: QUY_NHON });
    return given(await room.flows.addDevice(administrator, request)).id;
  };
  const codeFor = async (id: Awaited<ReturnType<typeof register>>) =>
    given(await room.flows.enrolmentCode(technician, id)).code;
  const enrol = (code: string, publicKey = newKey().publicKey) =>
    room.flows.enrol({ v: 1, code, publicKey, agentVersion: '0.1.0' });

  it('gives the box its login, its trust and an envelope that it can check', async () => {
    const id = await register();
    const code = await codeFor(id);
    expect(EnrolmentCode.safeParse(code).success).to.equal(true);
    const reply = given(await enrol(code.toLowerCase().replaceAll('-', ' ')));
    expect(reply).to.include({ dev: id, area: QUY_NHON, name: 'Cụm nhà văn hoá' });
    expect(await room.flows.boxLogin(id, reply.secret)).to.equal(true);
    expect(await room.flows.boxLogin(id, `${reply.secret}x`)).to.equal(false);
    const opened = openSealed(reply.envelope, 'envelope', reply.root, room.ports.hashing.verify);
    expect(opened.ok && JSON.parse(opened.value.body)).to.include({ dev: id, num: 1 });
    expect(room.logins.filter((line) => line.endsWith(id))).to.deep.equal([
      `out ${id}`,
      `in ${id}`,
    ]);
    const first = await room.stored.store.fleet.plan(id);
    expect(first?.mark.num).to.equal(1);
  });

  it('is written with the server it belongs to, good for a day', async () => {
    const [id, before] = [await register(), room.ports.clock.now()];
    const ticket = given(await room.flows.enrolmentCode(technician, id));
    const after = room.ports.clock.now();
    const words = ticket.line.split(' ');
    expect(words).to.deep.equal([
      'loaso-agent',
      'enrol',
      ticket.code,
      '--server',
      room.ports.serverUrl(),
    ]);
    expect(ticket.expiresAt).to.be.within(before + DAY_MS, after + DAY_MS);
  });

  it('is good for the days it was given for, and shown as open without its code', async () => {
    const id = await register();
    const { code, expiresAt } = given(await room.flows.enrolmentCode(technician, id, 14));
    const shown = given(await room.flows.device(technician, id));
    expect(shown.codeUntil).to.equal(expiresAt);
    expect(JSON.stringify(shown)).to.not.include(code);
    room.shiftMs = 13 * DAY_MS;
    expect(codeOf(await enrol(code))).to.equal('ok');
    expect(given(await room.flows.device(technician, id)).codeUntil, 'used').to.equal(null);
    room.shiftMs = 0;
  });

  it('opens nothing once it is taken back, and the trail says by whom', async () => {
    const id = await register();
    const code = await codeFor(id);
    const taken = given(await room.flows.withdrawCode(technician, id));
    expect(taken.codeUntil).to.equal(null);
    expect(codeOf(await enrol(code))).to.equal('code-wrong');
    given(await room.flows.withdrawCode(technician, id));
    const trail = await room.stored.store.audit.eventsOf(`device:${id}`, 20);
    expect(trail.map(({ actor, act }) => `${actor} ${act}`)).to.deep.equal([
      `${administrator.username} device.register`,
      `${technician.username} device.enrolment-code`,
      `${technician.username} device.code-withdrawn`,
    ]);
    expect(given(await enrol(await codeFor(id))).dev, 'a new one works').to.equal(id);
  });

  it('opens nothing by a wrong, used or old code', async () => {
    const id = await register();
    expect(codeOf(await enrol('0000-0000-0000-0000-0000-0000-00'))).to.equal('code-wrong');
    expect(codeOf(await enrol('nothing like a code'))).to.equal('code-wrong');
    const code = await codeFor(id);
    expect(codeOf(await enrol(code))).to.equal('ok');
    expect(codeOf(await enrol(code))).to.equal('code-used');
    const old = await codeFor(await register());
    room.shiftMs = 25 * 3_600_000;
    expect(codeOf(await enrol(old))).to.equal('code-expired');
    room.shiftMs = 0;
  });

  it('lets one of two boxes in that bring the same code at once', async () => {
    const code = await codeFor(await register());
    const results = (await Promise.all([enrol(code), enrol(code), enrol(code)])).map(codeOf);
    expect(results.sort()).to.deep.equal(['code-used', 'code-used', 'ok']);
  });

  it('refuses weak and foreign keys, and locks the code after five of them', async () => {
    const { publicKey } = newKey();
    given(await enrol(await codeFor(await register()), publicKey));
    const code = await codeFor(await register());
    expect(codeOf(await enrol(code, publicKey))).to.equal('key-taken');
    for (let tries = 0; tries < 4; tries += 1) {
      expect(codeOf(await enrol(code, 'A'.repeat(43)))).to.equal('key-taken');
    }
    expect(codeOf(await enrol(code))).to.equal('code-wrong');
  });

  it('answers the same box again for a quarter of an hour, whose line broke under the answer', async () => {
    const id = await register();
    const code = await codeFor(id);
    const { publicKey } = newKey();
    const lost = given(await enrol(code, publicKey));
    room.shiftMs = 14 * 60_000;
    const again = given(await enrol(code, publicKey));
    expect(again).to.deep.equal({ ...lost, secret: again.secret });
    expect(await room.flows.boxLogin(id, lost.secret)).to.equal(false);
    expect(await room.flows.boxLogin(id, again.secret)).to.equal(true);
    expect(codeOf(await enrol(code))).to.equal('code-used');
    room.shiftMs = 16 * 60_000;
    expect(codeOf(await enrol(code, publicKey))).to.equal('code-used');
    room.shiftMs = 0;
  });

  it('makes the old secret worthless when a box is enrolled anew', async () => {
    const id = await register();
    const first = given(await enrol(await codeFor(id)));
    const second = given(await enrol(await codeFor(id)));
    expect(await room.flows.boxLogin(id, first.secret)).to.equal(false);
    expect(await room.flows.boxLogin(id, second.secret)).to.equal(true);
  });

  it('shuts a revoked box out of everything', async () => {
    const box = await room.box();
    room.logins.length = 0;
    const revoked = given(await room.flows.revoke(administrator, box.id));
    expect(revoked).to.include({ state: 'revoked', online: false });
    expect(room.logins).to.deep.equal([`out ${box.id}`]);
    expect(await room.flows.boxLogin(box.id, box.reply.secret)).to.equal(false);
    expect(codeOf(await room.flows.enrolmentCode(technician, box.id))).to.equal('device-revoked');
    expect(codeOf(await room.flows.stop(administrator, box.id, null))).to.equal('device-revoked');
    const before = room.flows.refusedMessages()['not-enrolled'] ?? 0;
    await box.say('status', {});
    expect(room.flows.refusedMessages()['not-enrolled']).to.equal(before + 1);
  });

  it('knows no box outside the area of who asks, and nothing without the right', async () => {
    const box = await room.box();
    const stranger = { ...technician, areaId: NHON_CHAU };
    const official = actorOf('official');
    expect(codeOf(await room.flows.device(stranger, box.id))).to.equal('not-found');
    expect(codeOf(await room.flows.enrolmentCode(stranger, box.id))).to.equal('not-found');
    expect(codeOf(await room.flows.revoke(technician, box.id))).to.equal('not-allowed');
    expect(codeOf(await room.flows.enrolmentCode(official, box.id))).to.equal('not-allowed');
    const request = NewDevice.parse({ id: box.id, name: 'Trùng', areaId: QUY_NHON });
    expect(codeOf(await room.flows.addDevice(administrator, request))).to.equal('id-taken');
  });

  describe('in the training commune', () => {
    const learning = { name: 'Cụm loa ảo', areaId: TRAINING_COMMUNE };
    before(() =>
      room.stored.store.areas.putAreas([
        {
          id: TRAINING_COMMUNE,
          parentId: AreaId.parse('52'),
          name: 'Xã tập huấn',
          level: 'commune',
          kind: 'xa',
          urban: false,
        },
      ]),
    );

    it('registers virtual speakers, and gives none of them a code', async () => {
      const box = given(await room.flows.addDevice(administrator, NewDevice.parse(learning)));
      expect(codeOf(await room.flows.enrolmentCode(technician, box.id))).to.equal('training-area');
    });

    it('lets in no box that was moved there after its code was given', async () => {
      const id = await register();
      const code = await codeFor(id);
      await room.stored.store.fleet.changeDevice(id, { areaId: TRAINING_COMMUNE });
      expect(codeOf(await enrol(code))).to.equal('training-area');
      expect((await room.stored.store.fleet.device(id))?.state).to.equal('registered');
    });
  });
});
