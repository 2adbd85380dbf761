/** A stream in a plan is signed by the word of a second person on its very address, and not otherwise. */
import type { Plan } from '@loaso/shared/wire/plan';
import { Relay } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import { approvableOf, boxId, itemAt, planOf, streamOf } from '../../support/plans.js';
import { startTestSigner, type TestSigner } from '../../support/signer.js';

describe('the signing process and relays', () => {
  let signer: TestSigner;
  let number = 0;
  before(async () => {
    signer = await startTestSigner();
    await approved(approvableOf());
  });
  after(() => signer.stop());

  async function approved(...approvals: Parameters<typeof signer.client.approve>[0]) {
    const taken = await signer.client.approve(approvals, { user: 'lan' });
    expect(taken.ok).to.equal(true);
  }

  async function sign(sourceId: string, url: string): Promise<string> {
    const now = Date.now();
    const relay = Relay.parse({ sourceId, url, stallMs: 10_000 });
    const items: Plan['items'] = [{ ...itemAt(now + 60_000), relay }];
    number += 1;
    const body = JSON.stringify(planOf(boxId(1), number, now, { items }));
    const signed = await signer.client.signPlans([{ body }]);
    return signed.ok ? 'signed' : `${signed.error.code}: ${signed.error.detail}`;
  }

  it('refuse a stream that nobody approved, and its author', async () => {
    const { sourceId, url } = streamOf('rly-vov2');
    expect(await sign(sourceId, url)).to.match(/^approval-missing: .*nobody approved https/);
    const own = await signer.client.approve([streamOf('rly-vov2')], { user: 'quan-tri' });
    expect(own.ok).to.equal(false);
    expect(await sign(sourceId, url)).to.match(/^approval-missing/);
  });

  it('sign what another person approved, at that address alone, also after a restart', async () => {
    const { sourceId, url } = streamOf('rly-vov1');
    await approved(streamOf('rly-vov1'));
    expect(await sign(sourceId, url)).to.equal('signed');
    expect(await sign(sourceId, 'https://elsewhere.example/')).to.match(/^approval-missing/);
    await signer.restart();
    expect(await sign(sourceId, url)).to.equal('signed');
  });

  it('sign it no more once it was withdrawn', async () => {
    const { sourceId, url } = streamOf('rly-vov3');
    await approved(streamOf('rly-vov3'));
    expect(await sign(sourceId, url)).to.equal('signed');
    expect((await signer.client.withdrawApprovals([sourceId], 'test')).ok).to.equal(true);
    expect(await sign(sourceId, url)).to.match(/^approval-missing/);
  });
});
