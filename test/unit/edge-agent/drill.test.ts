/** Drills on the box: core/urgent. */
import { expect } from 'chai';
import { at } from './plans.js';
import { sealAs, sealBy, sha } from './sealing.js';
import { acksOf, drillOf, linked, sealedDrill, sealedUrgent, urgentOf } from './urgents.js';

describe('edge-agent/core/urgent, a drill', () => {
  it('answers that it could have sounded and makes no sound', () => {
    const rig = linked();
    rig.files.set(sha('d'), 1_000);
    rig.kill();
    rig.boot();
    rig.feed({ type: 'link-up' });
    rig.message('drill', sealedDrill(drillOf('d', 290)));
    rig.passTo(at(300));
    expect(acksOf(rig)).to.deep.equal(['drill accepted']);
    expect(rig.last('ack')).to.deep.include({
      commandId: 'urgent-d',
      detail: '1 of 1 files here, 0 bytes to fetch, output card, volume 100 %',
    });
    expect(rig.effects.map(({ type }) => type)).to.not.include.members(['play']);
    expect(rig.ledger()).to.deep.equal([]);
  });

  it('says what is missing, and fetches nothing', () => {
    const rig = linked();
    rig.message('drill', sealedDrill(drillOf('d', 290)));
    rig.passTo(at(291));
    expect(acksOf(rig)).to.deep.equal(['drill accepted file-absent']);
    expect(rig.effects.map(({ type }) => type)).to.not.include.members(['download']);
    const output = { kind: 'card', virtual: false, healthy: false, detail: 'no card' } as const;
    rig.feed({ type: 'output-changed', output });
    rig.message('drill', sealedDrill(drillOf('e', 291)));
    rig.passTo(at(292));
    expect(acksOf(rig).at(-1)).to.equal('drill accepted output-failed');
  });

  it('is not taken under the seal, the key or the topic of an urgent message', () => {
    const rig = linked();
    rig.message('drill', sealedUrgent(urgentOf('x', 290)));
    rig.message('urgent', sealedDrill(drillOf('x', 290)));
    rig.message('drill', sealBy('urgent-1', 'drill', JSON.stringify(drillOf('x', 290))));
    rig.message('drill', sealAs('drill', 'drill', urgentOf('x', 290)));
    rig.message('urgent', sealAs('urgent', 'urgent', drillOf('x', 290)));
    rig.passTo(at(300));
    expect(acksOf(rig)).to.deep.equal([
      'drill refused wrong-type',
      'urgent refused wrong-type',
      'drill refused unknown-key',
      'drill refused malformed',
      'urgent refused malformed',
    ]);
    expect(rig.heard).to.deep.equal([]);
  });

  it('spends its id', () => {
    const rig = linked();
    rig.message('drill', sealedDrill(drillOf('x', 290)));
    rig.passTo(at(290.1));
    rig.message('drill', sealedDrill(drillOf('x', 290)));
    rig.message('urgent', sealedUrgent(urgentOf('x', 290)));
    rig.passTo(at(291));
    expect(acksOf(rig).slice(1)).to.deep.equal(['drill unchanged', 'urgent refused equivocation']);
  });
});
