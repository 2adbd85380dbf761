/** A stream in a plan is signed by the word of a second person on its very address, and not otherwise. */
import { createHash } from 'node:crypto';
import { Sha256 } from '@loaso/shared/ids';
import { durationMs } from '@loaso/shared/time';
import type { Plan } from '@loaso/shared/wire/plan';
import { Relay, relayContent } from '@loaso/shared/wire/relay';
import type { RelayProof } from '@loaso/shared/wire/signer';
import { expect } from 'chai';
import { approvableOf, boxId, itemAt, planOf } from '../../support/plans.js';
import { startTestSigner, type TestSigner } from '../../support/signer.js';

const relay = Relay.parse({
  sourceId: 'vov1',
  url: 'https://stream.example/vov1',
  stallMs: durationMs(10_000),
});

function proof(change: Partial<RelayProof> = {}): RelayProof {
  const { sourceId, url } = relay;
  const text = relayContent({ id: sourceId, url, origin: 'central' });
  const contentHash = Sha256.parse(createHash('sha256').update(text).digest('hex'));
  const people = { approvedBy: 'lan', authoredBy: 'quan-tri' };
  return { sourceId, url, origin: 'central', ...people, contentHash, ...change };
}

describe('the signing process and relays', () => {
  let signer: TestSigner;
  let number = 0;
  before(async () => {
    signer = await startTestSigner();
    const approved = await signer.client.approve([approvableOf()], { user: 'lan' });
    expect(approved.ok).to.equal(true);
  });
  after(() => signer.stop());

  async function sign(relays: readonly RelayProof[] | undefined): Promise<string> {
    const now = Date.now();
    const items: Plan['items'] = [{ ...itemAt(now + 60_000), relay }];
    number += 1;
    const body = JSON.stringify(planOf(boxId(1), number, now, { items }));
    const plan = { body, ...(relays === undefined ? {} : { relays }) };
    const signed = await signer.client.signPlans([plan]);
    return signed.ok ? 'signed' : signed.error.detail;
  }

  it('sign a source that another person approved', async () => {
    expect(await sign([proof()])).to.equal('signed');
  });

  it('refuse what nobody approved, what its author did, and every other address', async () => {
    const refused = /no proof of approval for the stream of/;
    expect(await sign(undefined)).to.match(refused);
    expect(await sign([])).to.match(refused);
    expect(await sign([proof({ approvedBy: 'quan-tri' })])).to.match(refused);
    expect(await sign([proof({ url: 'https://elsewhere.example/vov1' })])).to.match(refused);
    expect(await sign([proof({ origin: 'commune' })])).to.match(refused);
    const other = proof({ sourceId: 'vov2' as RelayProof['sourceId'] });
    expect(await sign([other])).to.match(refused);
  });
});
