/** Two urgent messages at once, and their stop: core/urgent-turn, core/urgent-stop. */
import { expect } from 'chai';
import { at } from './plans.js';
import { rootWithout, sealAs, sha } from './sealing.js';
import { acksOf, heardOf, linked, sealedUrgent, stopOf, urgentOf } from './urgents.js';

describe('edge-agent/core/urgent, two at once', () => {
  it('lets the newest sound and then the plays that are left of the older', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('old', 290)));
    rig.passTo(at(290.5));
    rig.message('urgent', sealedUrgent(urgentOf('new', 290.5, { plays: 2 })));
    rig.passTo(at(310));
    expect(heardOf(rig, at(290))).to.deep.equal([
      'urgent-old 0-30',
      'urgent-new 30-90',
      'urgent-new 100-160',
      'urgent-old 160-220',
      'urgent-old 230-290',
    ]);
    expect(rig.ledger()[0]).to.equal('urgent-old interrupted emergency');
  });

  it('goes on with the older until the files of the newer are here', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('old', 290)));
    rig.passTo(at(290.2));
    rig.downloads = false;
    rig.message('urgent', sealedUrgent(urgentOf('new', 290.2, { plays: 1 })));
    rig.passTo(at(290.5));
    rig.feed({ type: 'file-ready', sha256: sha('new'), sizeBytes: 1_000, freeBytes: 1e9 });
    rig.passTo(at(292));
    expect(heardOf(rig, at(290)).slice(0, 2)).to.deep.equal([
      'urgent-old 0-30',
      'urgent-new 30-90',
    ]);
  });

  it('names the older as outranked when its time is over', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('old', 290, { exp: at(291) })));
    rig.message('urgent', sealedUrgent(urgentOf('new', 290.01)));
    rig.passTo(at(300));
    expect(rig.ledger().filter((line) => line.includes('old'))).to.deep.equal(
      Array(3).fill('urgent-old missed outranked'),
    );
  });
});

describe('edge-agent/core/urgent, when it is stopped', () => {
  it('ends every play by a stop that names its order', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.5));
    rig.message('stop', stopOf(290.5, { entryId: 'urgent-dam' }));
    rig.passTo(at(300));
    expect(heardOf(rig, at(290))).to.deep.equal(['urgent-dam 0-30']);
    expect(rig.ledger()).to.deep.equal([
      'urgent-dam interrupted operator',
      'urgent-dam missed stopped',
      'urgent-dam missed stopped',
    ]);
  });

  it('ends all orders by a stop of everything, also in the silence between two plays', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('old', 290)));
    rig.message('urgent', sealedUrgent(urgentOf('new', 290.01)));
    rig.passTo(at(291.1));
    expect(rig.state.sounds.filter(({ stage }) => stage === 'sounding')).to.deep.equal([]);
    rig.message('stop', stopOf(291.1, {}));
    rig.passTo(at(310));
    expect(heardOf(rig, at(290))).to.deep.equal(['urgent-new 0-60']);
    expect(rig.ledger().filter((line) => line.endsWith('missed stopped'))).to.have.length(5);
  });

  it('stays stopped over a power cut between the stop and its effect', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.5));
    rig.message('stop', stopOf(290.5, { entryId: 'urgent-dam' }));
    rig.passTo((at(290.5) + 5) as never);
    rig.powerCut(at(290.8));
    rig.feed({ type: 'link-up' });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(310));
    expect(rig.heard).to.have.length(1);
  });

  it('is silent where the broker kept both and the box comes back late', () => {
    const rig = linked({ startAt: at(285) });
    rig.files.set(sha('dam'), 1_000);
    rig.kill();
    rig.boot();
    rig.passTo(at(310));
    rig.feed({ type: 'link-up' });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.message('stop', stopOf(292, { entryId: 'urgent-dam', exp: at(302) }));
    rig.message('stop', stopOf(292.2, { entryId: 'urgent-dam', exp: at(350) }));
    rig.passTo(at(330));
    expect(acksOf(rig)).to.deep.equal(['stop refused expired', 'urgent accepted', 'stop accepted']);
    expect(rig.heard).to.deep.equal([]);
    expect(rig.ledger()).to.deep.equal(Array(3).fill('urgent-dam missed stopped'));
  });

  it('lets no stop but one of an urgent message wait for it', () => {
    const rig = linked();
    const hour = { exp: at(350) };
    rig.message('stop', stopOf(290, hour));
    rig.message('stop', stopOf(290.1, { ...hour, entryId: 'e-line' }));
    rig.message('stop', stopOf(290.2, { exp: at(290.2 + 361), entryId: 'urgent-dam' }));
    rig.passTo(at(290.3));
    expect(acksOf(rig)).to.deep.equal(Array(3).fill('stop refused validity-too-long'));
  });

  it('refuses an order whose lasting stop came first, as late as it comes', () => {
    const rig = linked();
    rig.message('stop', stopOf(290, { entryId: 'urgent-dam', exp: at(350) }));
    rig.passTo(at(330));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(340));
    expect(acksOf(rig)).to.deep.equal(['stop accepted', 'urgent refused stopped']);
    expect(rig.heard).to.deep.equal([]);
  });

  it('refuses an order whose stop came first', () => {
    const rig = linked();
    rig.message('stop', stopOf(290, { entryId: 'urgent-dam' }));
    rig.passTo(at(290.1));
    rig.kill();
    rig.boot();
    rig.feed({ type: 'link-up' });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(300));
    expect(acksOf(rig)).to.deep.equal(['stop accepted', 'urgent refused stopped']);
    expect(rig.heard).to.deep.equal([]);
  });

  it('ends with the key that signed it', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.5));
    rig.message('root', sealAs('root', 'root', rootWithout('urgent')));
    rig.passTo(at(310));
    expect(heardOf(rig, at(290))).to.deep.equal(['urgent-dam 0-30']);
    expect(rig.ledger()).to.have.members([
      'urgent-dam interrupted replanned',
      'urgent-dam missed stopped',
      'urgent-dam missed stopped',
    ]);
  });
});
