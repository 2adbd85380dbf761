/**
 * Who may do what where — quyền và phạm vi.
 */
import { readFileSync } from 'node:fs';
import { AreaId, UserId } from '@loaso/shared/ids';
import { type Area, Role } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import fc from 'fast-check';
import { mayDecide } from '#server/core/access/approvals';
import { areasOfMap } from '#server/core/access/area-tree';
import { may, PERMISSIONS, rolesWith } from '#server/core/access/roles';
import { ancestorsOf, inScope, subtreeOf } from '#server/core/access/scope';

const ROLES = Role.options;
const area = (id: string): AreaId => AreaId.parse(id);

/** A random tree: each node hangs on one before it. */
const trees = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 40 }).map((picks) =>
  picks.map((pick, index) => ({
    id: area(String(10_000 + index)),
    parentId: index === 0 ? null : area(String(10_000 + (pick % Math.min(index, 6)))),
  })),
);
const treeWithTwo = trees.chain((tree) =>
  fc.tuple(fc.constant(tree), fc.constantFrom(...tree), fc.constantFrom(...tree)),
);

describe('The table of permissions', () => {
  it('gives each kind of person exactly this', () => {
    const allowed = Object.fromEntries(
      ROLES.map((role) => [role, PERMISSIONS.filter((one) => !may(role, one))]),
    );
    const accounts = ['manage-users', 'write-contacts', 'read-audit'];
    const writing = ['write-bulletin', 'voice-bulletin', 'submit-bulletin'];
    const placing = ['write-lexicon', 'write-settings'];
    expect(allowed, 'what each may NOT do').to.deep.equal({
      administrator: [
        ...writing,
        'decide-bulletin',
        'withdraw-bulletin',
        'write-entry',
        'write-days',
        'decide-relay',
        'warn',
      ],
      official: [
        'decide-bulletin',
        'write-relays',
        'decide-relay',
        'withdraw-relay',
        'decide-sound-rules',
        'register-device',
        'command-device',
        'write-communes',
        'write-sites',
        'release-hold',
        'steer-publication',
        'steer-releases',
        'revoke-device',
        ...accounts,
      ],
      approver: [
        ...placing,
        ...writing,
        'write-entry',
        'write-days',
        'write-relays',
        'write-sound-rules',
        'register-device',
        'command-device',
        'write-hamlets',
        'write-communes',
        'write-sites',
        'write-photos',
        'release-hold',
        'steer-publication',
        'steer-releases',
        'revoke-device',
        ...accounts,
      ],
      viewer: [
        'try-reading',
        ...placing,
        ...writing,
        'decide-bulletin',
        'withdraw-bulletin',
        'write-entry',
        'write-days',
        'write-relays',
        'try-relay',
        'decide-relay',
        'withdraw-relay',
        'write-sound-rules',
        'decide-sound-rules',
        'register-device',
        'command-device',
        'write-hamlets',
        'write-communes',
        'write-sites',
        'write-photos',
        'warn',
        'stop-device',
        'release-hold',
        'steer-publication',
        'steer-releases',
        'revoke-device',
        ...accounts,
      ],
      technician: [
        'see-bulletins',
        'see-entries',
        'hear-audio',
        'try-reading',
        'see-lexicon',
        'write-lexicon',
        'see-settings',
        'write-settings',
        ...writing,
        'decide-bulletin',
        'withdraw-bulletin',
        'write-entry',
        'write-days',
        'see-relays',
        'write-relays',
        'try-relay',
        'decide-relay',
        'withdraw-relay',
        'write-sound-rules',
        'decide-sound-rules',
        'write-remarks',
        'write-hamlets',
        'write-communes',
        'warn',
        'release-hold',
        'steer-publication',
        'steer-releases',
        'revoke-device',
        ...accounts,
      ],
    });
  });

  it('lets nobody both write and approve', () => {
    const both = ROLES.filter(
      (role) => may(role, 'write-bulletin') && may(role, 'decide-bulletin'),
    );
    expect(both).to.deep.equal([]);
    expect(rolesWith('decide-bulletin')).to.deep.equal(['approver']);
  });
});

describe('The scope of a person', () => {
  it('is their area and everything below it, and nothing else', () => {
    fc.assert(
      fc.property(treeWithTwo, ([tree, scope, place]) => {
        const below = subtreeOf(tree, scope.id).includes(place.id);
        const above = [place.id, ...ancestorsOf(tree, place.id)].includes(scope.id);
        expect(below).to.equal(above);
        expect(inScope(tree, scope.id, place.id)).to.equal(above);
      }),
    );
  });

  it('does not depend on the order of the tree, and names no area twice', () => {
    fc.assert(
      fc.property(treeWithTwo, ([tree, scope]) => {
        const found = subtreeOf(tree, scope.id);
        const reversed = subtreeOf([...tree].reverse(), scope.id);
        expect([...reversed].sort()).to.deep.equal([...found].sort());
        expect(new Set(found).size).to.equal(found.length);
      }),
    );
  });

  it('of the root is everything; of an unknown area, nothing', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(subtreeOf(tree, area('10000'))).to.have.length(tree.length);
        expect(subtreeOf(tree, area('99'))).to.deep.equal([]);
        expect(inScope(tree, area('99'), area('99'))).to.equal(false);
        expect(inScope(tree, area('99'), area('10000'))).to.equal(false);
      }),
    );
  });

  it('ends where broken data go in a circle', () => {
    const circle = [
      { id: area('11'), parentId: area('12') },
      { id: area('12'), parentId: area('11') },
    ];
    expect(subtreeOf(circle, area('11'))).to.deep.equal(['11', '12']);
    expect(ancestorsOf(circle, area('11')).length).to.be.at.most(8);
  });
});

describe('An approval', () => {
  const tree = [
    { id: area('52'), parentId: null },
    { id: area('21583'), parentId: area('52') },
    { id: area('21607'), parentId: area('52') },
  ];
  const user = (id: string): UserId => UserId.parse(id);
  const approver = { userId: user('usr-b'), role: 'approver' as const, areaId: area('21583') };
  const bulletin = { areaId: area('21583'), writtenBy: [user('usr-a')] };

  it('comes from an approver of the area who wrote no part of the bulletin', () => {
    const decide = (
      person: Partial<{ userId: UserId; role: Role; areaId: AreaId }>,
      written = bulletin,
    ) => mayDecide({ ...approver, ...person }, written, tree);
    expect(decide({})).to.deep.equal({ ok: true, value: null });
    expect(decide({ areaId: area('52') })).to.deep.equal({ ok: true, value: null });
    expect(decide({ userId: user('usr-a') })).to.deep.equal({
      ok: false,
      error: { code: 'own-approval' },
    });
    const two = { ...bulletin, writtenBy: [user('usr-c'), user('usr-b')] };
    expect(decide({}, two)).to.deep.equal({ ok: false, error: { code: 'own-approval' } });
    expect(decide({ areaId: area('21607') })).to.deep.equal({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('comes from no other role, in no place, for nobody’s bulletin', () => {
    const others = ROLES.filter((role) => role !== 'approver');
    fc.assert(
      fc.property(
        fc.constantFrom(...others),
        fc.constantFrom(...tree),
        fc.constantFrom('usr-a', 'usr-b'),
        (role, { id }, author) => {
          const answer = mayDecide(
            { ...approver, role, areaId: id },
            { ...bulletin, writtenBy: [user(author)] },
            tree,
          );
          expect(answer).to.deep.equal({
            ok: false,
            error: { code: 'not-allowed', needs: 'approver' },
          });
        },
      ),
    );
  });
});

describe('The communes of the map', () => {
  const province = { id: area('52'), name: 'Tỉnh Gia Lai' };
  const map: unknown = JSON.parse(readFileSync('server/data/gia-lai-communes.geojson', 'utf8'));

  it('are the 110 xã and 25 phường of Gia Lai, below their province', () => {
    const areas = areasOfMap(province, map);
    const count = (kind: Area['kind']): number => areas.filter((one) => one.kind === kind).length;
    expect({ tinh: count('tinh'), xa: count('xa'), phuong: count('phuong') }).to.deep.equal({
      tinh: 1,
      xa: 110,
      phuong: 25,
    });
    expect(subtreeOf(areas, area('52'))).to.have.length(136);
    expect(areas.filter((one) => one.urban === (one.kind === 'phuong'))).to.have.length(136);
    expect(areas.find(({ id }) => id === '21583')).to.deep.equal({
      id: '21583',
      parentId: '52',
      name: 'Phường Quy Nhơn',
      level: 'commune',
      kind: 'phuong',
      urban: true,
    });
  });

  it('are refused as a whole when one is not understood', () => {
    const named = (fullName: string, code = '21583') => ({ properties: { code, fullName } });
    const read =
      (...features: unknown[]) =>
      () =>
        areasOfMap(province, { features });
    expect(read(named('Xã A'), named('Huyện B', '21584'))).to.throw('Huyện B');
    expect(read(named('Xã A', 'x'))).to.throw('no commune');
    expect(read(null)).to.throw('no commune');
    expect(read(named('Xã A'), named('Xã B'))).to.throw('twice');
    expect(read()).to.throw('no features');
    expect(() => areasOfMap(province, 'a map')).to.throw('no features');
    expect(read(named('Đặc khu Lý Sơn'))().at(-1)?.kind).to.equal('dac-khu');
  });
});
