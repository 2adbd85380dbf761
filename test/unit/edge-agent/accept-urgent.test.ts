/** The judgement on urgent messages, alone: shared/trust/accept-urgent, shared/wire/urgent. */
import { acceptDrill, acceptUrgent } from '@loaso/shared/trust/accept-urgent';
import { totalMsOf, urgentContent, urgentFault } from '@loaso/shared/wire/urgent';
import { expect } from 'chai';
import fc from 'fast-check';
import { at } from './plans.js';
import { AREA, DEV, ROOT, sealBy, TOOLS } from './sealing.js';
import { drillOf, sealedDrill, sealedUrgent, urgentOf } from './urgents.js';

const context = (part = {}) => ({
  dev: DEV,
  area: AREA,
  root: ROOT,
  now: at(290),
  clockTrusted: true,
  bootId: 'boot-1-0',
  spentBy: () => undefined,
  ...part,
});

describe('shared/trust/accept-urgent', () => {
  it('takes what is right, once, and gives the hash by which it is known', () => {
    const raw = sealedUrgent(urgentOf('x', 290));
    const taken = acceptUrgent(raw, context(), TOOLS);
    if (!taken.ok || taken.value.outcome !== 'accepted') throw new Error('refused');
    const { hash, message } = taken.value;
    expect(message).to.deep.equal(urgentOf('x', 290));
    const again = acceptUrgent(raw, context({ spentBy: () => ({ hash }) }), TOOLS);
    expect(again).to.deep.equal({ ok: true, value: { outcome: 'unchanged', id: message.id } });
  });

  it('takes no message signed by a key of any other role, on either topic', () => {
    const kids = ROOT.keys.map(({ kid }) => kid);
    fc.assert(
      fc.property(
        fc.constantFrom('urgent' as const, 'drill' as const),
        fc.constantFrom('urgent' as const, 'drill' as const, 'plan' as const, 'stop' as const),
        fc.constantFrom(...kids),
        fc.boolean(),
        (topic, type, kid, real) => {
          const message = real ? urgentOf('x', 290) : drillOf('x', 290);
          const raw = sealBy(kid, type, JSON.stringify(message));
          const judged = (topic === 'urgent' ? acceptUrgent : acceptDrill)(raw, context(), TOOLS);
          const right = type === topic && kid === `${topic}-1` && message.kind === topic;
          expect(judged.ok, `${topic} ${type} ${kid} ${message.kind}`).to.equal(right);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes no message of which one character was changed', () => {
    const raw = sealedDrill(drillOf('x', 290));
    fc.assert(
      fc.property(fc.nat(raw.length - 1), fc.integer({ min: 0, max: 6 }), (where, bit) => {
        const other = String.fromCharCode(raw.charCodeAt(where) ^ (1 << bit));
        const bent = raw.slice(0, where) + other + raw.slice(where + 1);
        expect(acceptDrill(bent, context(), TOOLS).ok).to.equal(false);
      }),
      { numRuns: 300 },
    );
  });

  it('tells what contradicts itself, and the content that people confirm', () => {
    const message = urgentOf('x', 290);
    expect(urgentFault(message)).to.equal(null);
    expect(totalMsOf(message)).to.equal(200_000);
    expect(urgentContent(message)).to.equal(urgentContent({ ...message, boot: 'boot-9-9' }));
    expect(urgentContent(message)).to.not.equal(urgentContent({ ...message, plays: 2 }));
  });
});
