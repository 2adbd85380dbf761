/** Urgent messages over clocks and restarts: core/urgent-air, core/journal-replay. */
import { expect } from 'chai';
import { replay, snapshotOf } from '#edge-agent/core/journal-replay';
import { at } from './plans.js';
import { serve } from './rig-server.js';
import { DEV, ROOT, sealAs, sha, TOOLS } from './sealing.js';
import {
  acksOf,
  drillOf,
  heardOf,
  linked,
  sealedDrill,
  sealedUrgent,
  stopOf,
  urgentOf,
} from './urgents.js';

describe('edge-agent/core/urgent, by the clock', () => {
  const blind = (part = {}) => linked({ ntpSynced: false, ...part });

  it('obeys without the time of day only what names its own start', () => {
    const rig = blind();
    rig.message('urgent', sealedUrgent(urgentOf('a', 290)));
    rig.message('urgent', sealedUrgent(urgentOf('b', 290, { boot: 'boot-0-0000' })));
    const boot = String(rig.state.boot?.bootId);
    rig.message('urgent', sealedUrgent(urgentOf('c', 290, { boot })));
    rig.passTo(at(291));
    expect(acksOf(rig)).to.deep.equal([
      'urgent refused clock-untrusted',
      'urgent refused clock-untrusted',
      'urgent accepted file-absent',
    ]);
    expect(heardOf(rig, at(290))).to.deep.equal(['urgent-c 3-Infinity']);
  });

  it('waits a moment for the time, which tells it what was held back too long', () => {
    const rig = blind();
    const boot = String(rig.state.boot?.bootId);
    rig.passTo((at(340) - 1_000) as never);
    rig.feed({ type: 'link-up' });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { boot, exp: at(320) })));
    rig.passTo(at(340));
    const time = rig.last('ask')?.['time'] as { nonce: string; t0: number };
    const t1 = Math.round(rig.trueOffsetMs + time.t0 + 20);
    rig.message('time', sealAs('server', 'time', { v: 1, dev: DEV, ...time, t1, t2: t1 }));
    rig.passTo(at(350));
    expect(rig.heard).to.deep.equal([]);
    expect(rig.ledger()).to.have.length(3);
  });

  it('ends a play at once when it learns that the message was over before it began', () => {
    const rig = blind();
    const boot = String(rig.state.boot?.bootId);
    rig.passTo(at(340));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { boot, exp: at(320) })));
    rig.passTo(at(340.2));
    serve(rig, 20);
    rig.feed({ type: 'link-up' });
    rig.passTo(at(350));
    expect(rig.heard).to.have.length(1);
    expect((rig.heard[0]?.endAt ?? 0) - at(340.2)).to.be.below(200);
  });

  it('goes on without a break when it learns the time in the middle of a play', () => {
    const rig = blind();
    const boot = String(rig.state.boot?.bootId);
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { boot })));
    rig.passTo(at(290.5));
    rig.ntpSynced = true;
    rig.feed({ type: 'tick' });
    rig.passTo(at(300));
    expect(heardOf(rig, at(290))).to.deep.equal([
      'urgent-dam 3-63',
      'urgent-dam 73-133',
      'urgent-dam 143-203',
    ]);
    expect(rig.records()[0]).to.deep.include({ outcome: 'completed' });
    const first = rig.records()[0] as unknown as { startedAt: number };
    expect(first.startedAt).to.be.closeTo(rig.heard[0]?.startAt ?? 0, 3);
  });

  it('goes on without a break when its clock jumps', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.5));
    const t1 = Math.round(rig.now + 20 * 60_000);
    const time = rig.last('ask')?.['time'] as { nonce: string; t0: number };
    rig.monoMs = Math.max(rig.monoMs, time.t0 + 50);
    rig.ntpSynced = false;
    rig.message('time', sealAs('server', 'time', { v: 1, dev: DEV, ...time, t1, t2: t1 }));
    rig.passTo(at(300));
    expect(heardOf(rig, at(290))).to.deep.equal([
      'urgent-dam 0-60',
      'urgent-dam 70-130',
      'urgent-dam 140-200',
    ]);
  });

  it('begins no play after its end and finishes what sounds', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { exp: at(291.5) })));
    rig.passTo(at(300));
    expect(heardOf(rig, at(290))).to.deep.equal(['urgent-dam 0-60', 'urgent-dam 70-130']);
    expect(rig.ledger()).to.deep.equal([
      'urgent-dam completed',
      'urgent-dam completed',
      'urgent-dam missed too-late',
    ]);
  });

  it('never sounds when its files come after its end', () => {
    const rig = linked({ downloads: false });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { exp: at(292) })));
    rig.passTo(at(292.1));
    const sha256 = sha('dam');
    rig.feed({ type: 'file-ready', sha256, sizeBytes: 1_000, freeBytes: 1e9 });
    rig.passTo(at(300));
    expect(rig.heard).to.deep.equal([]);
    expect(rig.ledger()).to.deep.equal(Array(3).fill('urgent-dam missed file-absent'));
  });
});

describe('edge-agent/core/urgent, over restarts', () => {
  it('resumes a play where it is by then and goes on with the rest', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.25));
    rig.powerCut(at(290.5));
    rig.passTo(at(300));
    expect(heardOf(rig, at(290))).to.deep.equal([
      'urgent-dam 0-15',
      'urgent-dam 30-60 from 30',
      'urgent-dam 70-130',
      'urgent-dam 140-200',
    ]);
  });

  it('sounds the plays that are left after a long power cut', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.25));
    rig.powerCut(at(320));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(330));
    expect(heardOf(rig, at(320))).to.deep.equal([
      'urgent-dam -1800--1785',
      'urgent-dam 0-60',
      'urgent-dam 70-130',
    ]);
    expect(rig.ledger()).to.deep.equal([
      'urgent-dam interrupted power',
      'urgent-dam completed',
      'urgent-dam completed',
    ]);
  });

  it('waits for the time of day after a power cut, and sounds no more after its end', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.25));
    rig.ntpSynced = false;
    rig.powerCut(at(360));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(361));
    expect(rig.heard).to.have.length(1);
    rig.ntpSynced = true;
    rig.passTo(at(380));
    expect(rig.heard).to.have.length(1);
    expect(rig.ledger()).to.deep.equal([
      'urgent-dam interrupted power',
      'urgent-dam missed box-off',
      'urgent-dam missed box-off',
    ]);
  });

  it('goes on after a restart of the agent alone, without the time of day', () => {
    const rig = linked({ ntpSynced: false });
    const boot = String(rig.state.boot?.bootId);
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { boot })));
    rig.passTo(at(290.25));
    rig.kill();
    rig.passTo(at(290.5));
    rig.boot();
    rig.passTo(at(300));
    expect(heardOf(rig, at(290))).to.deep.equal([
      'urgent-dam 3-15',
      'urgent-dam 30-63 from 27',
      'urgent-dam 73-133',
      'urgent-dam 143-203',
    ]);
  });

  it('says the same from its shortest journal as from its longest', () => {
    const rig = linked();
    rig.message('stop', stopOf(290, { entryId: 'urgent-early' }));
    rig.message('urgent', sealedUrgent(urgentOf('done', 290, { plays: 1 })));
    rig.message('drill', sealedDrill(drillOf('drill', 290)));
    rig.passTo(at(292));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 292)));
    rig.message('urgent', sealedUrgent(urgentOf('late', 291.9)));
    rig.passTo(at(292.5));
    const long = replay(ROOT, rig.synced, DEV, TOOLS);
    expect(long).to.deep.equal(rig.state.durable);
    expect(replay(ROOT, snapshotOf(long), DEV, TOOLS)).to.deep.equal(long);
  });

  it('sounds nothing from a journal whose message was signed by nobody', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(290.1));
    rig.synced = rig.synced.map((entry) =>
      entry.k === 'urgent' ? { ...entry, raw: entry.raw.replace('Khẩn cấp', 'Hết cấp') } : entry,
    );
    rig.kill();
    rig.boot();
    rig.passTo(at(300));
    expect(rig.state.durable.orders.live.size).to.equal(0);
    expect(rig.heard).to.have.length(1);
  });

  it('begins later when the output fails, each play once', () => {
    const rig = linked();
    const output = { kind: 'card', virtual: false, detail: 'plug' } as const;
    rig.feed({ type: 'output-changed', output: { ...output, healthy: false } });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(295));
    rig.feed({ type: 'output-changed', output: { ...output, healthy: true } });
    rig.passTo(at(310));
    expect(heardOf(rig, at(295))).to.deep.equal([
      'urgent-dam 0-60',
      'urgent-dam 70-130',
      'urgent-dam 140-200',
    ]);
  });
});
