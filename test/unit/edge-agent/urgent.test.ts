/** Urgent messages on air, their files: core/urgent, core/urgent-turn, core/cache-plan. */
import { expect } from 'chai';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { sha } from './sealing.js';
import { acksOf, heardOf, linked, playOf, sealedUrgent, urgentOf } from './urgents.js';

const NIGHT = 195;

describe('edge-agent/core/urgent', () => {
  it('sounds at once without any plan, at night, three times with the gap, and reports each', () => {
    const rig = linked({ startAt: at(NIGHT) });
    rig.message('urgent', sealedUrgent(urgentOf('dam', NIGHT)));
    rig.passTo(at(NIGHT + 10));
    expect(heardOf(rig, at(NIGHT))).to.deep.equal([
      'urgent-dam 0-60',
      'urgent-dam 70-130',
      'urgent-dam 140-200',
    ]);
    expect(rig.ledger()).to.deep.equal([
      'urgent-dam completed',
      'urgent-dam completed',
      'urgent-dam completed',
    ]);
    const message = urgentOf('dam', NIGHT);
    expect(rig.records().map(({ playId }) => playId)).to.include.members(
      [0, 1, 2].map((index) => playOf(message, index)),
    );
    expect(acksOf(rig)).to.deep.equal(['urgent accepted file-absent']);
  });

  it('begins within half a second where the file lies on the box already', () => {
    const rig = linked();
    rig.files.set(sha('dam'), 1_000);
    rig.kill();
    rig.boot();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(291));
    expect((rig.heard[0]?.startAt ?? 0) - at(290)).to.be.within(1, 500);
    expect(rig.heard[0]?.fromMs).to.equal(0);
  });

  it('is on the disk before the first sample and before the ack', () => {
    const rig = linked({ syncMs: 400 });
    rig.files.set(sha('dam'), 1_000);
    rig.kill();
    rig.boot();
    rig.feed({ type: 'link-up' });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo((at(290) + 390) as never);
    expect(acksOf(rig)).to.deep.equal([]);
    expect(rig.effects.filter(({ type }) => type === 'play')).to.deep.equal([]);
    rig.passTo(at(291));
    expect(rig.synced.map(({ k }) => k)).to.include.members(['urgent', 'urgent-play']);
    expect(acksOf(rig)).to.deep.equal(['urgent accepted']);
    expect(rig.heard[0]?.fromMs).to.equal(0);
  });

  it('sounds although the disk does not answer', () => {
    const rig = linked({ syncMs: 3_600_000 });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(291));
    expect((rig.heard[0]?.startAt ?? 0) - at(290)).to.be.within(3_000, 4_000);
    expect(acksOf(rig)).to.deep.equal([]);
  });

  it('cuts a programme, keeps silence between its plays, and gives the air back', () => {
    const rig = linked();
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 315)])));
    rig.passTo(at(301));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 301)));
    rig.passTo(at(320));
    expect(heardOf(rig, at(301))).to.deep.equal([
      'a -60-0',
      'urgent-dam 0-60',
      'urgent-dam 70-130',
      'urgent-dam 140-200',
      'a 200-840 from 260',
    ]);
    expect(rig.ledger()[0]).to.equal('a interrupted emergency');
  });

  it('lets an airing that it covered be missed as outranked', () => {
    const rig = linked();
    rig.message('plan', sealedPlan(planOf(1, [item('a', 301, 302), item('b', 300, 303)])));
    rig.passTo(at(300.5));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 300.5, { plays: 2, gapMs: 600_000 })));
    rig.passTo(at(330));
    expect(rig.ledger()).to.include('a missed outranked');
  });

  it('shows in the status what sounds', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.5));
    rig.feed({ type: 'tick' });
    rig.passTo(at(290.9));
    const status = rig.sent.filter(({ topic, body }) => topic === 'status' && body['onAir']).at(-1);
    expect(status?.body['onAir']).to.deep.include({
      playId: playOf(urgentOf('dam', 290), 0),
      title: 'Khẩn cấp dam',
    });
  });

  it('keeps the ceiling for emergencies, and the lower one while it knows no hour', () => {
    const envelope = envelopeOf({ emergencyVolumeMaxPercent: 40 });
    const day = linked({ envelope, startAt: at(310) });
    day.message('urgent', sealedUrgent(urgentOf('dam', 310)));
    day.passTo(at(311));
    expect(day.heard[0]?.volumePercent).to.equal(80);
    const night = linked({ envelope, startAt: at(NIGHT) });
    night.message('urgent', sealedUrgent(urgentOf('dam', NIGHT)));
    night.passTo(at(NIGHT + 1));
    expect(night.heard[0]?.volumePercent).to.equal(40);
    const blind = linked({ envelope, startAt: at(310), ntpSynced: false });
    const boot = String(blind.state.boot?.bootId);
    blind.message('urgent', sealedUrgent(urgentOf('dam', 310, { boot })));
    blind.passTo(at(311));
    expect(blind.heard[0]?.volumePercent).to.equal(40);
  });

  it('stays silent at a ceiling of nothing and says why', () => {
    const envelope = envelopeOf({ emergencyVolumeMaxPercent: 0, windows: [] });
    const rig = linked({ envelope });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { exp: at(295) })));
    rig.passTo(at(296));
    expect(rig.heard).to.deep.equal([]);
    expect(rig.ledger()).to.deep.equal(Array(3).fill('urgent-dam missed envelope'));
    expect(acksOf(rig)).to.deep.equal(['urgent accepted envelope']);
  });
});

describe('edge-agent/core/urgent, its files', () => {
  it('come before everything else, and again every few seconds', () => {
    const rig = linked();
    const items = [item('a', 300, 301), item('b', 301, 302), item('c', 302, 303)];
    rig.downloads = false;
    rig.message('plan', sealedPlan(planOf(1, items)));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    const wanted = rig.effects.flatMap((one) => (one.type === 'download' ? [one.sha256] : []));
    expect(wanted).to.deep.equal([sha('a'), sha('b'), sha('dam')]);
    for (let tries = 1; tries <= 8; tries += 1) {
      const sha256 = sha('dam');
      rig.feed({ type: 'file-failed', sha256, reason: 'network', detail: 'cut' });
      rig.passTo(at(290 + tries * 0.1));
    }
    const again = rig.effects.filter((one) => one.type === 'download' && one.sha256 === sha('dam'));
    expect(again).to.have.length(9);
  });

  it('are given the room of what the plan needs latest, never of a warning', () => {
    const rig = linked({ settings: { quotaBytes: 3_500 } });
    const items = [item('a', 400, 401), item('b', 500, 501)];
    const plan = planOf(1, items);
    const warning = { ...plan.audio[0], sha256: sha('warning') } as (typeof plan.audio)[number];
    const audio = [...plan.audio, warning];
    rig.message('plan', sealedPlan({ ...plan, audio, standing: [sha('warning')] }));
    rig.passTo(at(291));
    expect([...rig.files.keys()]).to.have.members([sha('a'), sha('b'), sha('warning')]);
    rig.message('urgent', sealedUrgent(urgentOf('dam', 291)));
    rig.passTo(at(292));
    expect([...rig.files.keys()]).to.have.members([sha('a'), sha('warning'), sha('dam')]);
    expect(rig.heard).to.have.length(1);
  });
});
