/** What the box takes from the server and what it refuses: core/plan, core/commands, core/journal-replay. */
import { expect } from 'chai';
import { takeStop } from '#edge-agent/core/commands';
import { replay, snapshotOf } from '#edge-agent/core/journal-replay';
import { ackBody } from '#edge-agent/core/plan';
import { openTurn } from '#edge-agent/core/turn';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { DEV, ROOT, rootWithout, sealAs, sealBy, TOOLS } from './sealing.js';

const linked = (): Rig => {
  const rig = new Rig();
  rig.feed({ type: 'link-up' });
  rig.message('plan', sealedPlan(planOf(2, [item('a', 300, 315)])));
  rig.passTo(at(291));
  return rig;
};

const lastAck = (rig: Rig) => {
  const ack = rig.last('ack');
  return `${ack?.['what']} ${ack?.['outcome']} ${ack?.['code'] ?? ''}`.trim();
};

const order = (part: object) => ({
  v: 1,
  dev: DEV,
  id: 'order-0001',
  iat: at(290),
  nbf: at(290),
  exp: at(299),
  why: 'thử',
  ...part,
});

describe('edge-agent/core/plan', () => {
  it('acknowledges a plan only when the disk has it', () => {
    const rig = new Rig({ syncMs: 500 });
    rig.feed({ type: 'link-up' });
    rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 315)])));
    rig.passTo((at(290) + 400) as never);
    expect(rig.sent.some(({ topic }) => topic === 'ack')).to.equal(false);
    rig.passTo((at(290) + 600) as never);
    expect(lastAck(rig)).to.equal('plan accepted');
    expect(rig.synced.some(({ k }) => k === 'plan')).to.equal(true);
  });

  const refused: [string, string, () => string][] = [
    [
      'a plan of another box',
      'wrong-device',
      () => sealedPlan(planOf(3, [], { dev: 'box-other-1' as never })),
    ],
    ['an older number', 'old-number', () => sealedPlan(planOf(1, []))],
    ['two plans of one number', 'equivocation', () => sealedPlan(planOf(2, []))],
    ['an expired plan', 'expired', () => sealedPlan(planOf(3, [], { exp: at(1) }))],
    [
      'a plan signed by a stranger',
      'unknown-key',
      () => sealBy('nobody', 'plan', JSON.stringify(planOf(3, []))),
    ],
    [
      'an envelope where a plan belongs',
      'wrong-type',
      () => sealAs('envelope', 'envelope', envelopeOf()),
    ],
    [
      'a plan changed on the way',
      'bad-signature',
      () => sealedPlan(planOf(3, [])).replace('\\"num\\":3', '\\"num\\":4'),
    ],
    ['noise', 'malformed', () => '{"v":'],
  ];
  for (const [what, code, raw] of refused) {
    it(`keeps its plan and says so when it is given ${what}`, () => {
      const rig = linked();
      rig.message('plan', raw());
      expect(lastAck(rig)).to.equal(`plan refused ${code}`);
      expect(rig.state.durable.mark?.num).to.equal(2);
      expect(rig.state.refusals.at(-1)?.code).to.equal(code);
      rig.passTo(at(320));
      expect(rig.ledger()).to.deep.equal(['a completed']);
    });
  }

  it('answers a repeated plan as held already', () => {
    const rig = linked();
    rig.message('plan', sealedPlan(planOf(2, [item('a', 300, 315)])));
    expect(lastAck(rig)).to.equal('plan unchanged');
  });

  it('takes a narrower envelope in the middle of a programme', () => {
    const rig = linked();
    rig.passTo(at(305));
    rig.message('envelope', sealAs('envelope', 'envelope', envelopeOf({ num: 2, windows: [] })));
    rig.passTo(at(320));
    expect(rig.ledger()).to.deep.equal(['a interrupted envelope']);
    expect(rig.heard[0]?.endAt).to.be.at.most(at(305) + 50);
  });

  it('refuses an older envelope and another one of the same number', () => {
    const rig = linked();
    rig.message('envelope', sealAs('envelope', 'envelope', envelopeOf({ num: 5 })));
    rig.message('envelope', sealAs('envelope', 'envelope', envelopeOf({ num: 4 })));
    expect(lastAck(rig)).to.equal('envelope refused old-number');
    rig.message(
      'envelope',
      sealAs('envelope', 'envelope', envelopeOf({ num: 5, minutesPerDayMax: 9 })),
    );
    expect(lastAck(rig)).to.equal('envelope refused equivocation');
  });

  it('drops what a revoked key has signed, also after a restart', () => {
    const rig = linked();
    rig.message('root', sealAs('root', 'root', rootWithout('plan')));
    rig.passTo(at(292));
    expect(rig.state.durable.plan).to.equal(null);
    expect(rig.state.durable.mark?.num).to.equal(2);
    rig.kill();
    rig.boot();
    expect(rig.state.durable.plan).to.equal(null);
    rig.message('plan', sealedPlan(planOf(3, [])));
    expect(rig.state.refusals.at(-1)?.code).to.equal('revoked-key');
  });

  it('listens to no topic but its own', () => {
    const rig = linked();
    rig.feed({ type: 'message', topic: 'd/box-other-1/down/stop', raw: '{}' });
    rig.feed({ type: 'message', topic: `d/${DEV}/up/status`, raw: '{}' });
    expect(rig.state.refusals.slice(-2).map(({ code }) => code)).to.deep.equal([
      'wrong-topic',
      'wrong-topic',
    ]);
  });
});

describe('edge-agent/core/plan, acks', () => {
  it('counts every ack up, over restarts too, so that a copied card shows itself', () => {
    const rig = linked();
    const counters = [1, 2, 3].map(() => {
      rig.message('plan', sealedPlan(planOf(1, [])));
      return Number(rig.last('ack')?.['counter']);
    });
    rig.passTo(at(292));
    rig.kill();
    rig.boot();
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    counters.push(ackBody(turn, { what: 'plan', outcome: 'unchanged' }).counter);
    expect(counters).to.deep.equal([...counters].sort((a, b) => a - b));
    expect(new Set(counters).size).to.equal(4);
  });
});

describe('edge-agent/core/commands', () => {
  it('answers noise with a refusal and does nothing', () => {
    const turn = openTurn(linked().state, linked().read(), TOOLS);
    takeStop(turn, 'noise');
    expect(turn.entries).to.deep.equal([]);
    expect(turn.state.refusals.at(-1)).to.include({ what: 'stop', code: 'malformed' });
  });

  it('silences what sounds and keeps it silent', () => {
    const rig = linked();
    rig.passTo(at(302));
    rig.message(
      'stop',
      sealAs('command', 'stop', order({ entryId: null, exp: at(309), iat: at(301) })),
    );
    rig.passTo(at(320));
    expect(rig.ledger()).to.deep.equal(['a interrupted operator']);
    expect(lastAck(rig)).to.equal('stop accepted');
  });

  it('obeys a stop that comes a moment before its airing', () => {
    const rig = linked();
    rig.passTo(at(299));
    rig.message(
      'stop',
      sealAs('command', 'stop', order({ entryId: 'a', iat: at(299), nbf: at(299), exp: at(308) })),
    );
    rig.passTo(at(320));
    expect(rig.heard).to.have.length(0);
    expect(rig.ledger()).to.deep.equal(['a missed stopped']);
  });

  it('keeps a stopped airing silent over a restart', () => {
    const rig = linked();
    rig.passTo(at(302));
    rig.message(
      'stop',
      sealAs('command', 'stop', order({ entryId: 'a', exp: at(309), iat: at(301) })),
    );
    rig.passTo(at(303));
    rig.kill();
    rig.boot();
    rig.passTo(at(320));
    expect(rig.heard).to.have.length(1);
  });

  const refused: [string, string, object][] = [
    ['late', 'expired', { iat: at(280), nbf: at(280), exp: at(289) }],
    ['too early', 'too-early', { nbf: at(298), exp: at(300) }],
    ['meant for another box', 'wrong-device', { dev: 'box-other-1' }],
    ['valid for too long', 'validity-too-long', { exp: at(400) }],
  ];
  for (const [what, code, part] of refused) {
    it(`refuses a command that is ${what}`, () => {
      const rig = linked();
      rig.message('command', sealAs('command', 'command', order({ kind: 'report', ...part })));
      expect(lastAck(rig)).to.equal(`command refused ${code}`);
    });
  }

  it('obeys a command once, also over a restart', () => {
    const rig = linked();
    const raw = sealAs('command', 'command', order({ kind: 'report' }));
    rig.message('command', raw);
    rig.passTo(at(292));
    expect(lastAck(rig)).to.equal('command accepted');
    rig.message('command', raw);
    expect(lastAck(rig)).to.equal('command refused repeated');
    rig.kill();
    rig.boot();
    rig.feed({ type: 'link-up' });
    rig.message('command', raw);
    expect(lastAck(rig)).to.equal('command refused repeated');
  });

  it('restarts only after the order is on the disk', () => {
    const rig = linked();
    rig.message('command', sealAs('command', 'command', order({ kind: 'restart-agent' })));
    expect(rig.effects.some(({ type }) => type === 'restart')).to.equal(false);
    rig.passTo(at(292));
    expect(rig.effects.some(({ type }) => type === 'restart')).to.equal(true);
    expect(rig.synced.some((entry) => entry.k === 'used' && entry.id === 'order-0001')).to.equal(
      true,
    );
  });
});

describe('edge-agent/core/journal-replay', () => {
  it('says the same from its shortest journal as from its longest', () => {
    const rig = linked();
    rig.passTo(at(303));
    rig.message(
      'stop',
      sealAs('command', 'stop', order({ entryId: 'a', exp: at(309), iat: at(301) })),
    );
    rig.message('root', sealAs('root', 'root', rootWithout('server')));
    rig.passTo(at(304));
    const long = replay(ROOT, rig.synced, DEV, TOOLS);
    const short = replay(ROOT, JSON.parse(JSON.stringify(snapshotOf(long))), DEV, TOOLS);
    expect(short).to.deep.equal(long);
    expect(long).to.deep.equal(rig.state.durable);
  });

  it('is compacted when it has grown and loses nothing by it', () => {
    const rig = new Rig({ settings: { journalBytesMax: 4_000 } });
    rig.feed({ type: 'link-up' });
    const items = Array.from({ length: 20 }, (_, index) =>
      item(`a${index}`, 300 + index * 10, 305 + index * 10),
    );
    rig.message('plan', sealedPlan(planOf(1, items)));
    rig.passTo(at(520));
    expect(rig.effects.some(({ type }) => type === 'compact')).to.equal(true);
    const { durable } = rig.state;
    expect(replay(ROOT, rig.synced, DEV, TOOLS)).to.deep.equal(durable);
  });
});
