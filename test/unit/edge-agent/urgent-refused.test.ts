/** What is no urgent message for this box: core/urgent, shared/trust/accept-urgent. */
import { expect } from 'chai';
import { at, item, planOf, sealedPlan } from './plans.js';
import { ROOT, sealAs, sealBy, sha } from './sealing.js';
import { acksOf, drillOf, linked, sealedDrill, sealedUrgent, urgentOf } from './urgents.js';

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

  it('lives through 5000 messages, and the newest is the one that sounds', function () {
    this.timeout(60_000);
    const rig = linked({ settings: { journalBytesMax: 50_000 } });
    rig.downloads = false;
    for (let index = 0; index < 5_000; index += 1) {
      const nbf = (at(289) + index) as never;
      const part = { nbf, file: 'dam', plays: 1 };
      rig.message('urgent', sealedUrgent(urgentOf(`n${index}`, 289, part)));
      if (index % 50 === 0) rig.passTo((at(290) + index / 10) as never);
    }
    expect(rig.state.durable.orders.live.size).to.equal(32);
    rig.feed({ type: 'file-ready', sha256: sha('dam'), sizeBytes: 1_000, freeBytes: 1e9 });
    rig.passTo(at(290.9));
    expect(rig.heard.map(({ playId }) => playId.split('.')[0])).to.deep.equal(['urgent-n4999']);
  });
});
