/** The step from one root of trust to the next, over keys that tests can break at will. */
import { acceptRoot, activeKey } from '@loaso/shared/trust/accept-root';
import { seal, type TrustedKey, type TrustRoot } from '@loaso/shared/trust/sealed';
import { expect } from 'chai';
import fc from 'fast-check';

const publicKeyOf = (kid: string): string => kid.padEnd(43, '_');
const signatureOf = (key: string, message: string): string =>
  `${key.slice(0, 20)}${message.length}`;
const verify = (key: string, message: string, signature: string): boolean =>
  signature === signatureOf(key, message);

const key = (kid: string, role: TrustedKey['role'] = 'root', revoked = false): TrustedKey => ({
  kid,
  role,
  publicKey: publicKeyOf(kid),
  areas: ['*'],
  revoked,
});
const rootOf = (num: number, keys: TrustedKey[], threshold = 2): TrustRoot => ({
  v: 1,
  num,
  keys: [...keys, key('plan-1', 'plan')],
  thresholds: { root: threshold },
});
const sealed = (root: TrustRoot, kids: readonly string[]): string =>
  seal(
    'root',
    JSON.stringify(root),
    kids.map((kid) => ({ kid, sign: (text) => signatureOf(publicKeyOf(kid), text) })),
  );
const judge = (next: TrustRoot, kids: readonly string[], held: TrustRoot): string => {
  const judged = acceptRoot(sealed(next, kids), held, verify);
  return judged.ok ? judged.value.outcome : judged.error.code;
};

const ABC = [key('a'), key('b'), key('c')];
const ONE = rootOf(1, ABC);
/** a and b are revoked, d and e come. */
const OTHERS = rootOf(2, [
  key('a', 'root', true),
  key('b', 'root', true),
  key('c'),
  key('d'),
  key('e'),
]);

describe('shared/trust/accept-root', () => {
  it('takes the next root from enough keys of the old and of the new', () => {
    expect(judge(rootOf(2, ABC), ['a', 'c'], ONE)).to.equal('accepted');
    expect(judge(OTHERS, ['a', 'b', 'd', 'e'], ONE)).to.equal('accepted');
    expect(judge(OTHERS, ['a', 'c', 'd'], ONE)).to.equal('accepted');
  });

  it('refuses what either side has not signed', () => {
    expect(judge(rootOf(2, ABC), ['a'], ONE)).to.equal('too-few-signatures');
    expect(judge(OTHERS, ['a', 'b', 'd'], ONE)).to.equal('revoked-key');
    expect(judge(OTHERS, ['d', 'e'], ONE)).to.equal('unknown-key');
    expect(judge(rootOf(2, ABC), ['a', 'b', 'z'], ONE)).to.equal('unknown-key');
    expect(judge(rootOf(2, ABC), ['plan-1'], ONE)).to.equal('unknown-key');
  });

  it('counts a key that signs twice once', () => {
    expect(judge(rootOf(2, ABC), ['a', 'a'], ONE)).to.equal('too-few-signatures');
  });

  it('goes one step at a time and never back', () => {
    expect(judge(rootOf(3, ABC), ['a', 'b'], ONE)).to.equal('number-gap');
    expect(judge(rootOf(1, ABC), ['a', 'b'], rootOf(2, ABC))).to.equal('old-number');
    expect(judge(ONE, ['a', 'b'], ONE)).to.equal('unchanged');
    expect(judge(rootOf(1, [...ABC, key('d')]), ['a', 'b'], ONE)).to.equal('equivocation');
  });

  it('takes no revocation back, neither by name nor by leaving it out', () => {
    const held = rootOf(2, [...ABC, key('d', 'root', true)]);
    expect(judge(rootOf(3, [...ABC, key('d')]), ['a', 'b'], held)).to.equal('inconsistent');
    expect(judge(rootOf(3, ABC), ['a', 'b'], held)).to.equal('inconsistent');
  });

  it('refuses a root that nobody could ever change again', () => {
    const lost = rootOf(2, [key('a'), key('b', 'root', true), key('c', 'root', true)]);
    expect(judge(lost, ['a', 'b'], ONE)).to.equal('inconsistent');
  });

  it('lets no two names stand for one key, nor one name for two', () => {
    const twin = { ...key('d'), publicKey: publicKeyOf('a') };
    expect(judge(rootOf(2, [...ABC, twin]), ['a', 'b'], ONE)).to.equal('inconsistent');
    const other = { ...key('c'), publicKey: publicKeyOf('x') };
    expect(judge(rootOf(2, [key('a'), key('b'), other]), ['a', 'b'], ONE)).to.equal('inconsistent');
  });

  it('law: a key once revoked signs nothing in any later root, whatever the roots say', () => {
    const step = fc.record({
      revoke: fc.integer({ min: 0, max: 5 }),
      restore: fc.boolean(),
      signers: fc.uniqueArray(fc.constantFrom('k0', 'k1', 'k2', 'k3', 'k4', 'k5'), {
        minLength: 1,
        maxLength: 4,
      }),
    });
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const world = { held: SIX, dead: new Set<string>() };
        for (const one of steps) accepted += Number(stepIsTaken(world, one));
      }),
      { seed: 4, numRuns: 500 },
    );
    expect(accepted).to.be.above(200);
  });

  it('signs with the newest key that is not revoked', () => {
    const keys = [key('p1', 'plan'), key('p2', 'plan'), key('p3', 'plan', true)];
    expect(activeKey({ ...ONE, keys }, 'plan')?.kid).to.equal('p2');
    expect(activeKey({ ...ONE, keys }, 'drill')).to.equal(null);
  });
});

const SIX = rootOf(
  1,
  [0, 1, 2, 3, 4, 5].map((n) => key(`k${n}`)),
);

type Step = { readonly revoke: number; readonly restore: boolean; readonly signers: string[] };
type World = { held: TrustRoot; readonly dead: Set<string> };

/** Tries one change of a key's standing; an accepted one must obey the law. */
function stepIsTaken(world: World, { revoke, restore, signers }: Step): boolean {
  const keys = world.held.keys.map((one) =>
    one.kid === `k${revoke}` ? { ...one, revoked: !restore } : one,
  );
  const next = { ...world.held, num: world.held.num + 1, keys };
  const judged = acceptRoot(sealed(next, signers), world.held, verify);
  if (!judged.ok || judged.value.outcome !== 'accepted') return false;
  expect(signers.filter((kid) => !world.dead.has(kid)).length).to.be.at.least(2);
  world.held = judged.value.root;
  const revokedNow = world.held.keys.filter(({ revoked }) => revoked).map(({ kid }) => kid);
  for (const kid of revokedNow) world.dead.add(kid);
  expect(revokedNow).to.include.members([...world.dead]);
  return true;
}
