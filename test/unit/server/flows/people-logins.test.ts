/**
 * Logins — đăng nhập và phiên làm việc.
 */
import { UserId } from '@loaso/shared/ids';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@loaso/shared/time';
import type { UserChange } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import { createHashing } from '#server/adapters/system/hashing';
import {
  administrator,
  codeOf,
  GOOD,
  given,
  OTHER,
  openPeopleWorld,
  type PeopleWorld,
  START,
} from '../../../support/people.js';
import { NHON_CHAU, QUY_NHON } from '../../../support/store.js';

describe('People who come and go', () => {
  let world: PeopleWorld;

  beforeEach(async () => {
    world = await openPeopleWorld();
  });
  afterEach(() => world.test.close());

  describe('who logs in', () => {
    it('gets a cookie of 256 bits, of which the store keeps only the hash', async () => {
      const { id } = await world.add();
      const answer = given(await world.people.login(' Lan.Tran ', GOOD));
      expect(answer.token).to.match(/^[A-Za-z0-9_-]{43}$/);
      expect(answer).to.deep.include({
        expiresAt: START + 7 * DAY_MS,
        user: {
          id,
          username: 'lan.tran',
          fullName: 'Trần Thị Lan',
          role: 'official',
          areaId: QUY_NHON,
          areaName: 'Phường Quy Nhơn',
          active: true,
        },
      });
      expect(await world.test.store.people.login(answer.token)).to.equal(null);
      expect(await world.test.store.people.login(world.hashing.sha256(answer.token))).to.include({
        userId: id,
      });
      expect(await world.people.actorOf(answer.token)).to.deep.equal({
        userId: id,
        username: 'lan.tran',
        fullName: 'Trần Thị Lan',
        role: 'official',
        areaId: QUY_NHON,
      });
      expect(await world.enter()).not.to.equal(answer.token);
    });

    it('learns nothing from a refusal: name, password and switched off are one answer', async () => {
      const { id } = await world.add();
      const unknown = await world.people.login('nobody', GOOD);
      const wrong = await world.people.login('lan.tran', OTHER);
      await world.people.changeUser(administrator, id, { active: false });
      const off = await world.people.login('lan.tran', GOOD);
      expect(unknown).to.deep.equal({ ok: false, error: { code: 'wrong-login' } });
      expect([wrong, off]).to.deep.equal([unknown, unknown]);
      expect(world.hashing.asked, 'one comparison each, also for nobody').to.have.length(3);
      expect(world.hashing.asked[0]).to.equal(null);
    });

    it('is let in by a real Argon2id hash too', async () => {
      const real = createHashing();
      const passwordHash = await real.hashPassword(GOOD);
      await world.test.store.people.changeUser(UserId.parse('usr-viewer'), { passwordHash });
      const flows = world.peopleWith(real);
      expect(codeOf(await flows.login('viewer', GOOD))).to.equal('ok');
      expect(codeOf(await flows.login('viewer', `${GOOD}!`))).to.equal('wrong-login');
      expect(codeOf(await flows.login('official', '!'))).to.equal('wrong-login');
    });
  });

  describe('a login', () => {
    it('ends after twelve idle hours, and lives on while it is used', async () => {
      await world.add();
      const token = await world.enter();
      for (let hour = 0; hour < 30; hour += 6) {
        world.pass(6 * HOUR_MS);
        expect(await world.people.actorOf(token), `${hour} h`).not.to.equal(null);
      }
      world.pass(12 * HOUR_MS);
      expect(await world.people.actorOf(token)).to.equal(null);
      world.pass(-12 * HOUR_MS);
      expect(await world.people.actorOf(token), 'it is gone for good').to.equal(null);
    });

    it('ends after seven days however busy', async () => {
      await world.add();
      const token = await world.enter();
      while (world.now() < START + 7 * DAY_MS - HOUR_MS) {
        world.pass(HOUR_MS);
        expect(await world.people.actorOf(token)).not.to.equal(null);
      }
      world.pass(HOUR_MS);
      expect(await world.people.actorOf(token)).to.equal(null);
    });

    it('is noted as used once a minute, not at every request', async () => {
      await world.add();
      const token = await world.enter();
      const lastUsedAt = async () =>
        (await world.test.store.people.login(world.hashing.sha256(token)))?.lastUsedAt;
      world.pass(MINUTE_MS - 1);
      await world.people.actorOf(token);
      expect(await lastUsedAt()).to.equal(START);
      world.pass(1);
      await world.people.actorOf(token);
      expect(await lastUsedAt()).to.equal(START + MINUTE_MS);
    });

    it('ends by logging out, and only that one', async () => {
      await world.add();
      const [first, second] = [await world.enter(), await world.enter()];
      await world.people.logout(first);
      expect(await world.people.actorOf(first)).to.equal(null);
      expect(await world.people.actorOf(second)).not.to.equal(null);
    });

    it('is not opened by anything but its token', async () => {
      await world.add();
      const token = await world.enter();
      for (const bent of ['', 'x', `${token}=`, token.slice(1), world.hashing.sha256(token)]) {
        expect(await world.people.actorOf(bent)).to.equal(null);
        await world.people.logout(bent);
      }
      expect(await world.people.actorOf(token)).not.to.equal(null);
    });

    it('opens nothing for a person who is switched off, by whatever way', async () => {
      const { id } = await world.add();
      const token = await world.enter();
      await world.test.store.people.changeUser(id, { active: false });
      expect(await world.people.actorOf(token)).to.equal(null);
    });

    for (const [what, change] of Object.entries<UserChange>({
      'switched off': { active: false },
      'given another role': { role: 'approver' },
      'moved to another area': { areaId: NHON_CHAU },
      'given another password': { password: OTHER },
    })) {
      it(`ends at once when the person is ${what}`, async () => {
        const { id } = await world.add();
        const tokens = [await world.enter(), await world.enter()];
        given(await world.people.changeUser(administrator, id, change));
        for (const token of tokens) expect(await world.people.actorOf(token)).to.equal(null);
      });
    }

    it('outlives a change of the name alone', async () => {
      const { id } = await world.add();
      const token = await world.enter();
      given(await world.people.changeUser(administrator, id, { fullName: 'Trần Lan' }));
      expect(await world.people.actorOf(token)).to.include({ fullName: 'Trần Lan' });
    });

    it('does not slip in while the password is being changed', async () => {
      const { id } = await world.add();
      const slow = world.peopleWith({
        ...world.hashing,
        verifyPassword: async (password, hash) => {
          const fits = await world.hashing.verifyPassword(password, hash);
          await world.people.changeUser(administrator, id, { password: OTHER });
          return fits;
        },
      });
      expect(codeOf(await slow.login('lan.tran', GOOD))).to.equal('wrong-login');
    });
  });
});
