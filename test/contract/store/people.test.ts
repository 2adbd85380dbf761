/**
 * What every store keeps of people, areas and settings — hợp đồng của kho dữ liệu: người dùng.
 */
import { AreaId, ClusterGroupId, UserId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import { AREAS, NHON_CHAU, QUY_NHON, seed, USERS } from '../../support/store.js';
import { DATABASES, openStore } from './databases.js';
import { T0 } from './samples.js';

for (const kind of DATABASES) {
  describe(`A store on ${kind.name}`, () => {
    let store: Store;
    beforeEach(async () => {
      ({ store } = await openStore(kind));
      await seed(store);
    });
    afterEach(() => store.stop());

    describe('of areas and settings', () => {
      it('gives back the tree, in whatever order it was put, and replaces names', async () => {
        expect(await store.areas.areas()).to.have.deep.members([...AREAS]);
        const hamlet = { ...AREAS[3]!, id: AreaId.parse('21607-01'), parentId: NHON_CHAU };
        const renamed = { ...AREAS[5]!, name: 'Đặc khu Nhơn Châu', kind: 'dac-khu' as const };
        await store.areas.putAreas([hamlet, renamed]);
        expect(await store.areas.areas()).to.have.deep.members([
          ...AREAS.slice(0, 5),
          hamlet,
          renamed,
        ]);
      });

      it('keeps the newest value of a name', async () => {
        expect(await store.settings.setting('epoch')).to.equal(null);
        await store.settings.putSetting('epoch', '1');
        await store.settings.putSetting('epoch', 'hai');
        expect(await store.settings.setting('epoch')).to.equal('hai');
      });
    });

    describe('of people', () => {
      it('finds a person by name and by id, and those of some areas', async () => {
        const [first] = USERS;
        expect(await store.people.userByName('administrator')).to.deep.equal(first);
        expect(await store.people.user(UserId.parse('usr-administrator'))).to.deep.equal(first);
        expect(await store.people.userByName('Administrator')).to.equal(null);
        const local = await store.people.users([QUY_NHON]);
        expect(local.map(({ username }) => username)).to.deep.equal(['approver', 'official']);
        expect(await store.people.users([])).to.deep.equal([]);
      });

      it('takes a name once, and changes only what is named', async () => {
        const [first] = USERS;
        const twin = { ...first!, id: UserId.parse('usr-twin') };
        expect(await store.people.addUser(twin)).to.equal(false);
        expect(await store.people.addUser({ ...twin, username: 'twin' })).to.equal(true);
        await store.people.changeUser(twin.id, { active: false, fullName: 'Đỗ Văn Ứng' });
        await store.people.changeUser(twin.id, {});
        expect(await store.people.user(twin.id)).to.deep.equal({
          ...twin,
          username: 'twin',
          active: false,
          fullName: 'Đỗ Văn Ứng',
        });
      });

      it('keeps of which stations somebody is, and that they are of all again', async () => {
        const [first] = USERS;
        const stationIds = ['g-binh', 'g-phu'].map((id) => ClusterGroupId.parse(id));
        const bound = { ...first!, id: UserId.parse('usr-bound'), username: 'bound', stationIds };
        await store.people.addUser(bound);
        await store.people.changeUser(bound.id, { fullName: 'Phan Thị Mai' });
        const kept = await store.people.user(bound.id);
        expect(kept).to.deep.equal({ ...bound, fullName: 'Phan Thị Mai' });
        await store.people.changeUser(bound.id, { stationIds: [] });
        expect(await store.people.user(bound.id)).to.not.have.property('stationIds');
      });

      it('keeps logins until they are ended, all of a person or the expired', async () => {
        const userId = UserId.parse('usr-official');
        const login = (tokenHash: string, expiresAt: number) => ({
          tokenHash,
          userId,
          createdAt: T0,
          lastUsedAt: T0,
          expiresAt,
        });
        for (const [index, name] of ['a', 'b', 'c'].entries()) {
          await store.people.addLogin(login(name, T0 + index));
        }
        await store.people.touchLogin('c', T0 + 5);
        await store.people.touchLogin('c', T0 + 4);
        expect(await store.people.login('c')).to.deep.equal({
          ...login('c', T0 + 2),
          lastUsedAt: T0 + 5,
        });
        expect(await store.people.sweepLogins(T0 + 1)).to.equal(2);
        expect(await store.people.login('b')).to.equal(null);
        await store.people.endLogin('c');
        expect(await store.people.login('c')).to.equal(null);
        await store.people.addLogin(login('d', T0 + 9));
        await store.people.endLoginsOf(UserId.parse('usr-viewer'));
        expect(await store.people.login('d')).not.to.equal(null);
        await store.people.endLoginsOf(userId);
        expect(await store.people.login('d')).to.equal(null);
      });
    });
  });
}
