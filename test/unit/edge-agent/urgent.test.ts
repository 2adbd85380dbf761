/** Urgent messages on the box: core/urgent, core/urgent-turn, core/urgent-air, core/urgent-stop. */
import { expect } from 'chai';
import { replay, snapshotOf } from '#edge-agent/core/journal-replay';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { DEV, ROOT, rootWithout, sealAs, sealBy, sha, TOOLS } from './sealing.js';
import {
  acksOf,
  drillOf,
  heardOf,
  linked,
  playOf,
  sealedDrill,
  sealedUrgent,
  stopOf,
  urgentOf,
} from './urgents.js';

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

  it('is never outranked by an emergency of a plan', () => {
    const rig = linked();
    const loud = item('later', 300.5, 303, { priority: 'emergency', origin: 'central', rank: 1 });
    rig.message('plan', sealedPlan(planOf(1, [loud])));
    rig.passTo(at(300));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 300)));
    rig.passTo(at(310));
    const urgent = rig.ledger().filter((line) => line.startsWith('urgent'));
    expect(urgent).to.deep.equal(Array(3).fill('urgent-dam completed'));
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

describe('edge-agent/core/urgent, what it refuses', () => {
  const stranger = { ...ROOT, num: 2 };
  const refused: [string, string, () => string][] = [
    ['another box', 'wrong-device', () => sealed({ dev: 'box-other-1' as never })],
    ['another area', 'wrong-area', () => sealed({ area: '21554' as never })],
    ['an expired one', 'expired', () => sealed({ exp: at(289), nbf: at(280), iat: at(280) })],
    ['one of tomorrow', 'too-early', () => sealed({ iat: at(400), nbf: at(400), exp: at(420) })],
    ['one that is dated ahead', 'too-early', () => sealed({ iat: at(400), exp: at(420) })],
    ['seven hours of life', 'inconsistent', () => sealed({ exp: at(290 + 420) })],
    ['an hour of plays', 'inconsistent', () => sealed({ plays: 10, gapMs: 600_000 })],
    ['a file that it does not list', 'inconsistent', () => sealed({ audio: other().audio })],
    ['an id of the plans', 'inconsistent', () => sealed({ id: 'line-1' as never } as never)],
    ['the year 1970', 'inconsistent', () => sealed({ nbf: 5, iat: 5, exp: 9 } as never)],
    ['a click', 'inconsistent', () => sealed({ durationMs: 1 as never })],
    ['an unknown field', 'malformed', () => sealed({ later: 1 } as never)],
    ['a drill', 'wrong-type', () => sealedDrill(drillOf('x', 290))],
    ['the word drill under its own seal', 'malformed', () => sealed({ kind: 'drill' } as never)],
    ['a plan', 'wrong-type', () => sealedPlan(planOf(3, []))],
    ['the key of plans', 'unknown-key', () => bad('plan')],
    ['the key of drills', 'unknown-key', () => bad('drill')],
    ['the key of commands', 'unknown-key', () => bad('command')],
    ['a stranger', 'unknown-key', () => sealBy('nobody', 'urgent', JSON.stringify(other()))],
    ['a changed word', 'bad-signature', () => sealed({}).replace('Khẩn cấp', 'Hết cấp')],
    ['noise', 'malformed', () => '{"v":'],
  ];
  const other = () => urgentOf('other', 290);
  const sealed = (part: object): string =>
    sealAs('urgent', 'urgent', { ...urgentOf('x', 290), ...part });
  const bad = (role: 'plan' | 'drill' | 'command'): string =>
    sealBy(`${role}-1`, 'urgent', JSON.stringify(urgentOf('x', 290)));

  for (const [what, code, raw] of refused) {
    it(`is silent and says so when it is given ${what}`, () => {
      const rig = linked();
      rig.message('urgent', raw());
      rig.passTo(at(300));
      expect(acksOf(rig)).to.deep.equal([`urgent refused ${code}`]);
      expect(rig.heard).to.deep.equal([]);
      expect(rig.synced.map(({ k }) => k)).to.not.include('urgent');
    });
  }

  it('refuses the key of another area', () => {
    const rig = linked();
    const keys = ROOT.keys.map((key) =>
      key.role === 'urgent' ? { ...key, areas: ['99999'] } : key,
    );
    rig.message('root', sealAs('root', 'root', { ...stranger, keys }));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(292));
    expect(acksOf(rig)).to.include('urgent refused key-outside-area');
    expect(rig.heard).to.deep.equal([]);
  });

  it('answers a copy as held already and sounds no play twice', () => {
    const rig = linked();
    const raw = sealedUrgent(urgentOf('dam', 290));
    for (const minute of [290, 290.01, 291, 292, 295, 320]) {
      rig.passTo(at(minute));
      rig.message('urgent', raw);
    }
    rig.passTo(at(330));
    expect(rig.heard).to.have.length(3);
    expect(acksOf(rig)).to.deep.equal([
      'urgent accepted file-absent',
      ...Array(5).fill('urgent unchanged'),
    ]);
  });

  it('refuses an id that other content has spent, also after its end and over a restart', () => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290)));
    rig.passTo(at(291));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 290, { plays: 9 })));
    rig.passTo(at(300));
    rig.kill();
    rig.boot();
    rig.feed({ type: 'link-up' });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 299, { plays: 9 })));
    rig.message('drill', sealedDrill(drillOf('dam', 299)));
    rig.passTo(at(320));
    expect(acksOf(rig).slice(1)).to.deep.equal([
      'urgent refused equivocation',
      'urgent refused equivocation',
      'drill refused equivocation',
    ]);
    expect(rig.heard).to.have.length(3);
  });

  it('takes no airing of a plan that calls itself an urgent message, nor one without a name', () => {
    const rig = linked();
    rig.message('plan', sealedPlan(planOf(1, [item('urgent-x', 300, 301)])));
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 301, { startAt: 5 as never })])));
    expect(acksOf(rig)).to.deep.equal(['plan refused inconsistent', 'plan refused inconsistent']);
  });

  it('lives through 5000 messages, and the newest is the one that sounds', () => {
    const rig = linked({ settings: { journalBytesMax: 50_000 } });
    for (let index = 0; index < 5_000; index += 1) {
      const nbf = (at(289) + index) as never;
      rig.message(
        'urgent',
        sealedUrgent(urgentOf(`n${index}`, 289, { nbf, file: 'dam', plays: 1 })),
      );
    }
    rig.passTo(at(290.9));
    expect(rig.heard.map(({ playId }) => playId.split('.')[0])).to.deep.equal(['urgent-n4999']);
    expect(rig.state.durable.orders.live.size).to.be.at.most(32);
  });
});

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
    expect(heardOf(rig, at(290))).to.deep.equal(['urgent-c 0-Infinity']);
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
      'urgent-dam 0-60',
      'urgent-dam 70-130',
      'urgent-dam 140-200',
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
      'urgent-old 161-221',
      'urgent-old 231-291',
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
      'urgent-dam 0-15',
      'urgent-dam 30-60 from 30',
      'urgent-dam 70-130',
      'urgent-dam 140-200',
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
