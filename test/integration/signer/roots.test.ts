/** Roots and leases at the real signing process: who may change keys, and who may write. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '@loaso/shared/result';
import { acceptRoot, activeKey } from '@loaso/shared/trust/accept-root';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import { expect } from 'chai';
import { createSignerClient } from '#server/adapters/signer/client';
import { createEd25519Check } from '#server/adapters/system/ed25519';
import { makeRootKey, withSignatures } from '#server/cli/keys-offline';
import { openKeyRing } from '#server/signer/keys';
import { given } from '../../support/people.js';
import { approvableOf, boxId, planOf } from '../../support/plans.js';
import { QUIET, startTestSigner, type TestSigner } from '../../support/signer.js';

const verify = createEd25519Check();

/** What a ring gives, or a failure that says why it does not. */
function had<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

const signedPlan = (plan: ReturnType<typeof planOf>) => ({
  body: JSON.stringify(plan),
});
const draftOf = (body: string, sigs: readonly { kid: string; sig: string }[] = []) => ({
  v: 1 as const,
  type: 'root' as const,
  body,
  sigs: [...sigs],
});

describe('roots at the signer', () => {
  let signer: TestSigner;
  before(async () => {
    signer = await startTestSigner();
    given(await signer.client.approve([approvableOf()], { user: 'lan' }));
  });
  after(() => signer.stop());

  const rotate = async (role: 'plan' | 'envelope'): Promise<TrustRoot> => {
    const draft = given(await signer.client.draftRoot({ kind: 'rotate', role }));
    return given(await signer.client.storeRoot(JSON.stringify(draftOf(draft.body, draft.sigs))));
  };

  it('signs with a new key at once, and keeps its way over a restart', async () => {
    const before = given(await signer.client.root());
    const after = await rotate('plan');
    expect(after.num).to.equal(before.num + 1);
    const signed = given(
      await signer.client.signPlans([signedPlan(planOf(boxId(1), 1, Date.now()))]),
    );
    expect(signed[0]).to.contain(`"kid":"${activeKey(after, 'plan')?.kid}"`);
    await signer.restart();
    expect(given(await signer.client.root())).to.deep.equal(after);
  });

  it('leads a box that was away for ten roots to the newest, one step after the other', async () => {
    const start = given(await signer.client.root());
    for (let n = 0; n < 10; n += 1) await rotate(n % 2 === 0 ? 'plan' : 'envelope');
    let held = start;
    for (const sealed of given(await signer.client.roots(start.num))) {
      const judged = given(acceptRoot(sealed, held, verify));
      if (judged.outcome !== 'accepted') throw new Error(judged.outcome);
      held = judged.root;
    }
    expect(held).to.deep.equal(given(await signer.client.root()));
    expect(held.num).to.equal(start.num + 10);
  });

  it('deletes a revoked key and never signs with it again', async () => {
    const root = given(await signer.client.root());
    const kid = activeKey(root, 'plan')?.kid ?? '';
    const draft = given(await signer.client.draftRoot({ kind: 'revoke', kid }));
    const next = given(
      await signer.client.storeRoot(JSON.stringify(draftOf(draft.body, draft.sigs))),
    );
    expect(next.keys.find((key) => key.kid === kid)?.revoked).to.equal(true);
    expect(activeKey(next, 'plan')?.kid).to.not.equal(kid);
    const left = openKeyRing(signer.dir);
    expect(left.signerOf('plan').kid).to.equal(activeKey(next, 'plan')?.kid);
    expect(readdirSync(signer.dir).some((name) => name.includes(kid))).to.equal(false);
    const again = await signer.client.draftRoot({ kind: 'revoke', kid });
    expect(again.ok ? '' : again.error.detail).to.match(/revoked already/);
  });

  it('puts no root in force that its root keys have not signed', async () => {
    const draft = given(await signer.client.draftRoot({ kind: 'rotate', role: 'drill' }));
    const { num } = given(await signer.client.root());
    const bare = await signer.client.storeRoot(JSON.stringify(draftOf(draft.body)));
    expect(bare.ok).to.equal(false);
    const widened = draft.body.replace('"thresholds":{}', '"thresholds":{"plan":2}');
    const changed = await signer.client.storeRoot(JSON.stringify(draftOf(widened, draft.sigs)));
    expect(changed.ok ? '' : changed.error.detail).to.match(/bad-signature/);
    expect(given(await signer.client.root()).num).to.equal(num);
  });
});

describe('offline root keys at the signer', () => {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-root-'));
  const files = ['1', '2', '3'].map((name) => join(dir, name));
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('take over from the key of the signer, which is deleted, and change nothing alone', () => {
    const folder = join(dir, 'signer');
    mkdirSync(folder);
    const first = openKeyRing(folder);
    expect(existsSync(join(folder, 'root.key'))).to.equal(true);
    const keys = files.map(makeRootKey);
    writeFileSync(join(folder, 'root-keys.json'), JSON.stringify({ v: 1, threshold: 2, keys }));
    const handOver = had(first.draft({ kind: 'renew' }));
    const signed = withSignatures(draftOf(handOver.body, handOver.sigs), files.slice(0, 2));
    expect(had(first.store(JSON.stringify(signed))).num).to.equal(2);
    expect(existsSync(join(folder, 'root.key'))).to.equal(false);
    const ring = openKeyRing(folder);
    const draft = had(ring.draft({ kind: 'rotate', role: 'plan' }));
    expect(draft.sigs).to.deep.equal([]);
    const one = withSignatures(draftOf(draft.body), files.slice(0, 1));
    expect(ring.store(JSON.stringify(one)).ok).to.equal(false);
    const two = withSignatures(draftOf(draft.body), files.slice(1));
    expect(had(ring.store(JSON.stringify(two))).num).to.equal(3);
  });

  it('are the only ones where they were there before the first start', () => {
    const folder = join(dir, 'fresh');
    mkdirSync(folder);
    const keys = [4, 5].map((name) => makeRootKey(join(dir, String(name))));
    writeFileSync(join(folder, 'root-keys.json'), JSON.stringify({ v: 1, threshold: 2, keys }));
    const { root } = openKeyRing(folder);
    expect(root.num).to.equal(1);
    expect(root.keys.filter(({ role }) => role === 'root').map(({ kid }) => kid)).to.deep.equal(
      keys.map(({ kid }) => kid),
    );
    expect(existsSync(join(folder, 'root.key'))).to.equal(false);
  });

  it('begin at number 2 where keys are older than roots, since boxes hold a number 1', () => {
    const folder = join(dir, 'old');
    mkdirSync(folder);
    openKeyRing(folder);
    rmSync(join(folder, 'roots.log'));
    rmSync(join(folder, 'root.key'));
    const ring = openKeyRing(folder);
    expect(ring.root.num).to.equal(2);
    expect(ring.stepsAfter(1)).to.deep.equal([]);
  });
});

describe('two servers at one signer', () => {
  let signer: TestSigner;
  before(async () => {
    signer = await startTestSigner();
    given(await signer.client.approve([approvableOf()], { user: 'lan' }));
  });
  after(() => signer.stop());

  it('listens to the newest alone, also after its own restart; a stop passes for both', async () => {
    const { socketPath } = signer;
    const open = async () => {
      const client = createSignerClient({ socketPath, log: QUIET, asServer: true });
      await client.start();
      return client;
    };
    const older = await open();
    const plan = (num: number) => [signedPlan(planOf(boxId(1), num, Date.now()))];
    expect((await older.signPlans(plan(1))).ok).to.equal(true);
    const newer = await open();
    try {
      expect([older.lease.epoch(), newer.lease.epoch()]).to.deep.equal([1, 2]);
      const refused = await older.signPlans(plan(2));
      expect(refused.ok ? '' : refused.error.code).to.equal('signer-fenced');
      expect([older.lease.lost(), newer.lease.lost()]).to.deep.equal([true, false]);
      expect((await newer.signPlans(plan(2))).ok).to.equal(true);
      await signer.restart();
      const again = await newer.signPlans(plan(3));
      expect(again.ok).to.equal(true);
      const still = await older.signPlans(plan(4));
      expect(still.ok ? '' : still.error.code).to.equal('signer-fenced');
      const now = Date.now();
      const stop = { v: 1, dev: boxId(1), id: 'cmd-00001', iat: now, nbf: now, exp: now + 60_000 };
      const stopped = await older.signCommand(
        'stop',
        JSON.stringify({ ...stop, why: 'noise', entryId: null }),
      );
      expect(stopped.ok ? '' : stopped.error.detail).to.equal('');
      const receipt = { v: 1, dev: boxId(1), iat: now, upToSeq: 1 };
      const receipted = await older.signServer('receipt', JSON.stringify(receipt));
      expect(receipted.ok ? '' : receipted.error.code).to.equal('signer-fenced');
    } finally {
      await older.stop();
      await newer.stop();
    }
  });
});
