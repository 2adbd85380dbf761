/**
 * Accounts — tài khoản, quyền và nhật ký kiểm toán.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AreaId, UserId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import type { NewUser, UserChange } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import { createSqlStore } from '#server/adapters/sql/store';
import { createChance } from '#server/adapters/system/chance';
import type { Actor } from '#server/flows/flows';
import { createPeopleFlows } from '#server/flows/people/people';
import {
  administrator,
  codeOf,
  GOOD,
  given,
  newUser,
  OTHER,
  openPeopleWorld,
  type PeopleWorld,
  START,
} from '../../../support/people.js';
import { AREAS, actorOf, NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

describe('Accounts', () => {
  let world: PeopleWorld;

  beforeEach(async () => {
    world = await openPeopleWorld();
  });
  afterEach(() => world.test.close());

  describe('an administrator', () => {
    const local: Actor = { ...administrator, userId: UserId.parse('usr-local'), areaId: QUY_NHON };

    it('sees and makes people of their own area and below, nobody else', async () => {
      const names = async (actor: Actor) =>
        given(await world.people.users(actor)).map(({ username }) => username);
      expect(await names(local)).to.deep.equal(['approver', 'official']);
      const hamlet = AreaId.parse('21583-01');
      const inHamlet = newUser({ username: 'to1', areaId: hamlet });
      expect(codeOf(await world.people.addUser(local, inHamlet))).to.equal('ok');
      expect(await names(local)).to.deep.equal(['approver', 'official', 'to1']);
      expect(await names(administrator)).to.have.length(6);
      for (const areaId of [PROVINCE, NHON_CHAU, AreaId.parse('99999')]) {
        const answer = await world.people.addUser(local, newUser({ username: 'x-out', areaId }));
        expect(codeOf(answer)).to.equal('not-found');
      }
    });

    it('changes nobody outside, and moves nobody out', async () => {
      const change = async (id: string, wanted: UserChange) =>
        codeOf(await world.people.changeUser(local, UserId.parse(id), wanted));
      expect(await change('usr-administrator', { active: false })).to.equal('not-found');
      expect(await change('usr-viewer', { fullName: 'Ai đó' })).to.equal('not-found');
      expect(await change('usr-nobody', { fullName: 'Ai đó' })).to.equal('not-found');
      expect(await change('usr-official', { areaId: PROVINCE })).to.equal('not-found');
      expect(await change('usr-official', { areaId: AreaId.parse('21583-02') })).to.equal('ok');
    });

    it('does not take their own rights, but may change their own password and name', async () => {
      const change = async (wanted: UserChange) =>
        codeOf(await world.people.changeUser(administrator, administrator.userId, wanted));
      expect(await change({ active: false })).to.equal('own-account');
      expect(await change({ role: 'viewer' })).to.equal('own-account');
      expect(await change({ areaId: QUY_NHON })).to.equal('own-account');
      expect(await change({ password: OTHER, fullName: 'Quản trị tỉnh' })).to.equal('ok');
      const asItIs = { role: administrator.role, areaId: administrator.areaId, stationIds: [] };
      expect(await change({ ...asItIs, fullName: 'Quản trị' })).to.equal('ok');
      expect(await change(asItIs), 'a form that changes nothing').to.equal('ok');
    });

    it('gives nobody a name that is taken, nor a password that is guessed', async () => {
      await world.add();
      const refusal = async (change: Partial<NewUser>) => {
        const answer = await world.people.addUser(administrator, newUser(change));
        return answer.ok ? null : answer.error;
      };
      expect(await refusal({})).to.deep.equal({ code: 'name-taken', name: 'lan.tran' });
      expect(await refusal({ username: 'b.an', password: 'Matkhau@123456' })).to.deep.equal({
        code: 'password-weak',
        weakness: 'common',
      });
      expect(await refusal({ username: 'hoabinh', password: 'toi la Hoa Binh 77' })).to.deep.equal({
        code: 'password-weak',
        weakness: 'own-name',
      });
      const own = await world.people.changeUser(administrator, UserId.parse('usr-viewer'), {
        password: '123456789012',
      });
      expect(codeOf(own)).to.equal('password-weak');
    });

    it('is the only one who manages people or reads the trail', async () => {
      for (const role of ['official', 'approver', 'viewer', 'technician'] as const) {
        const actor = actorOf(role);
        const answers = [
          await world.people.users(actor),
          await world.people.addUser(actor, newUser()),
          await world.people.changeUser(actor, UserId.parse('usr-official'), { active: false }),
          await world.people.audit(actor, 10),
        ];
        expect(answers.map(codeOf), role).to.deep.equal(Array(4).fill('not-allowed'));
      }
      expect(codeOf(await world.people.audit(local, 10)), 'of one commune').to.equal('not-allowed');
    });
  });

  describe('everybody', () => {
    it('sees themselves, and the areas below and above their own', async () => {
      expect(given(await world.people.me(actorOf('technician')))).to.include({
        username: 'technician',
        areaName: 'Tỉnh Gia Lai',
      });
      const seen = async (role: 'official' | 'viewer') =>
        given(await world.people.areas(actorOf(role))).map(({ id }) => id);
      expect(await seen('official')).to.deep.equal(['21583', '21583-01', '21583-02', '52']);
      expect(await seen('viewer')).to.have.length(AREAS.length);
    });
  });

  describe('the audit trail', () => {
    it('holds every act in order, says no password, and is intact', async () => {
      const { id } = await world.add();
      const token = await world.enter();
      await world.people.changeUser(administrator, id, { role: 'approver', password: OTHER });
      await world.people.login('lan.tran', GOOD);
      await world.people.logout(token);
      await world.people.logout(await world.enter('lan.tran', OTHER));
      const { events, intact } = given(await world.people.audit(administrator, 50));
      expect(intact).to.equal(true);
      expect(
        events.map(({ actor, act, target, detail }) => [actor, act, target, detail]),
      ).to.deep.equal(
        [
          ['administrator', 'user.add', `user:${id}`, 'username=lan.tran role=official area=21583'],
          ['lan.tran', 'login', `user:${id}`, ''],
          ['administrator', 'user.change', `user:${id}`, 'role=approver password'],
          ['lan.tran', 'login', `user:${id}`, ''],
          ['lan.tran', 'logout', `user:${id}`, ''],
        ].reverse(),
      );
      expect(given(await world.people.audit(administrator, 2)).events).to.have.length(2);
    });
  });

  describe('an installation', () => {
    it('makes its first administrator once, whatever role is asked for', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'loaso-install-'));
      const store = createSqlStore({ dialect: 'sqlite', path: join(folder, 'loaso.sqlite') });
      await store.start();
      const clock = { now: () => instant(START) };
      const people = createPeopleFlows({
        store,
        clock,
        chance: createChance(clock),
        hashing: world.hashing,
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      });
      const first = newUser({ areaId: PROVINCE });
      expect(codeOf(await people.installAdministrator(first)), 'no such area').to.equal(
        'not-found',
      );
      await store.areas.putAreas(AREAS);
      const weak = { ...first, password: 'adminadmin1234' };
      expect(codeOf(await people.installAdministrator(weak))).to.equal('password-weak');
      expect(given(await people.installAdministrator(first)).role).to.equal('administrator');
      expect(codeOf(await people.login('lan.tran', GOOD))).to.equal('ok');
      const second = newUser({ username: 'second' });
      expect(codeOf(await people.installAdministrator(second))).to.equal('already-installed');
      await store.stop();
      await rm(folder, { recursive: true });
    });
  });
});
