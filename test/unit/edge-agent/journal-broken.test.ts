/** A disk that takes no more writes: core/journal-keeping, core/journal-fault. */
import type { Instant } from '@loaso/shared/time';
import type { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import { isUnkept } from '#edge-agent/core/journal-fault';
import { journalDueMono } from '#edge-agent/core/journal-keeping';
import { hindrancesOf } from '#edge-agent/core/lights';
import { statusOf } from '#edge-agent/core/status';
import { openTurn } from '#edge-agent/core/turn';
import { at, item, planOf, sealedPlan } from './plans.js';
import type { Rig } from './rig.js';
import { DEV, sealAs, sha, TOOLS } from './sealing.js';
import { acksOf, linked, sealedUrgent, urgentOf } from './urgents.js';

const SECOND = 1_000;
const MINUTE = 60_000;

/** On the air with `a`, from minute 300 to 320; `b` follows at 330. */
const onAir = (): Rig => {
  const rig = linked();
  rig.message('plan', sealedPlan(planOf(1, [item('a', 300, 320), item('b', 330, 340)])));
  rig.passTo(at(301));
  return rig;
};

const statusNow = (rig: Rig): Status => statusOf(openTurn(rig.state, rig.read(), TOOLS));
const turnOf = (rig: Rig) => openTurn(rig.state, rig.read(), TOOLS);
const namesOf = (rig: Rig): string[] => rig.heard.map(({ playId }) => playId.split('.')[0] ?? '');
const tried = (rig: Rig): number => rig.effects.filter(({ type }) => type === 'compact').length;
const later = (minute: number, ms: number): Instant => (at(minute) + ms) as Instant;

const order = (kind: string, minute: number) =>
  sealAs('command', 'command', {
    v: 1,
    dev: DEV,
    id: `order-${kind}-${minute}`,
    kind,
    iat: at(minute),
    nbf: at(minute),
    exp: later(minute, 2 * MINUTE),
    why: 'thử',
  });

describe('edge-agent/core/journal-keeping', () => {
  it('ends the sound that it cannot tell of in the turn in which it hears of the fault', () => {
    const rig = onAir();
    rig.disk = 'read-only';
    rig.passTo(at(302));
    const [heard] = rig.heard;
    // The next mark of its position is the write that fails.
    const failedAt = rig.effects.findIndex(
      (one) => one.type === 'log' && one.event === 'journal-failed',
    );
    const silenced = rig.effects.slice(failedAt).find(({ type }) => type !== 'log');
    expect(silenced).to.deep.include({ type: 'stop-sound', why: 'disk' });
    expect((heard?.endAt ?? 0) - at(301)).to.be.below(5 * SECOND + 200);
    expect(rig.effects.some(({ type }) => type === 'restart')).to.equal(false);
  });

  it('stays silent, says why, and promises nothing, for as long as the disk takes no writes', () => {
    const rig = onAir();
    rig.disk = 'read-only';
    rig.passTo(at(302));
    const acks = acksOf(rig).length;
    rig.message('plan', sealedPlan(planOf(2, [item('b', 330, 340), item('c', 345, 350)])));
    rig.passTo(at(360));
    expect(namesOf(rig)).to.deep.equal(['a']);
    expect([rig.last('status')?.['diskFault'], hindrancesOf(statusNow(rig))]).to.deep.equal([
      'EROFS',
      ['journal'],
    ]);
    expect([acksOf(rig).length, rig.records()]).to.deep.equal([acks, []]);
    expect([isUnkept(rig.state), rig.state.waiting.size]).to.deep.equal([true, 0]);
  });

  it('tries again ever more seldom, at most every five minutes, without a new start', () => {
    const rig = onAir();
    rig.disk = 'read-only';
    rig.passTo(at(302));
    rig.passTo(at(310));
    expect(tried(rig)).to.be.within(5, 9);
    const before = tried(rig);
    rig.passTo(at(410));
    expect(tried(rig) - before).to.be.within(19, 21);
    expect(journalDueMono(turnOf(rig)) - rig.monoMs).to.be.within(1, 5 * MINUTE);
    expect(rig.effects.some(({ type }) => type === 'restart')).to.equal(false);
  });

  it('heals by itself: what it did meanwhile is on the disk and told, and sound goes on', () => {
    const rig = onAir();
    rig.disk = 'read-only';
    rig.passTo(at(308));
    rig.disk = 'well';
    rig.passTo(at(360));
    expect(rig.state.journalFault).to.equal(null);
    expect(namesOf(rig)).to.deep.equal(['a', 'a', 'b']);
    expect(rig.ledger()).to.deep.equal(['a interrupted disk', 'a completed', 'b completed']);
    expect(rig.last('status')).not.to.have.property('diskFault');
    // A power cut now takes nothing back.
    rig.powerCut(at(361));
    expect(rig.state.durable.records.map(({ outcome }) => outcome)).to.deep.equal([
      'interrupted',
      'completed',
      'completed',
    ]);
  });

  it('says of what passed meanwhile that the disk was why', () => {
    const rig = onAir();
    rig.disk = 'read-only';
    rig.passTo(at(341));
    rig.disk = 'well';
    rig.passTo(at(350));
    expect(rig.ledger()).to.deep.equal(['a interrupted disk', 'b missed disk']);
  });

  it('lets an urgent message sound all the same, once, and tells of it when it heals', () => {
    const rig = onAir();
    rig.files.set(sha('dam'), 1_000);
    rig.disk = 'read-only';
    rig.passTo(at(302));
    const sealed = sealedUrgent(urgentOf('dam', 302, { plays: 1 }));
    rig.message('urgent', sealed);
    rig.passTo(at(303));
    rig.message('urgent', sealed);
    rig.passTo(at(306));
    expect(namesOf(rig)).to.deep.equal(['a', 'urgent-dam']);
    expect(rig.heard[1]?.endAt).to.be.closeTo((rig.heard[1]?.startAt ?? 0) + MINUTE, 50);
    rig.disk = 'well';
    rig.passTo(at(312));
    rig.message('urgent', sealed);
    rig.passTo(at(314));
    expect(namesOf(rig).filter((name) => name === 'urgent-dam')).to.have.length(1);
    expect(rig.ledger()).to.include('urgent-dam completed');
  });

  it('starts on a disk that was mounted read-only: by the plan it holds, silent, and saying so', () => {
    const rig = onAir();
    rig.disk = 'read-only';
    rig.powerCut(at(303));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(304));
    expect([namesOf(rig), rig.state.durable.plan !== null]).to.deep.equal([['a'], true]);
    expect(rig.last('status')?.['diskFault']).to.equal('EROFS');
    rig.disk = 'well';
    rig.passTo(at(360));
    expect(rig.ledger()).to.include.members(['a interrupted power', 'b completed']);
  });

  it('never writes over a journal that it could not read, and starts anew seldom, not under a warning', () => {
    const rig = onAir();
    rig.files.set(sha('dam'), 1_000);
    const written = rig.synced.length;
    rig.disk = 'unread';
    rig.powerCut(at(303));
    rig.feed({ type: 'link-up' });
    rig.message('urgent', sealedUrgent(urgentOf('dam', 303)));
    const restarts = () => rig.effects.filter(({ type }) => type === 'restart').length;
    rig.passTo(at(312));
    expect(namesOf(rig).filter((name) => name === 'urgent-dam')).to.have.length(3);
    expect([restarts(), tried(rig), rig.synced.length]).to.deep.equal([0, 0, written]);
    rig.passTo(at(345));
    expect(restarts()).to.be.within(3, 4);
  });

  it('obeys a stop and answers a report, and does nothing that it could not remember', () => {
    const rig = onAir();
    rig.disk = 'read-only';
    rig.passTo(at(302));
    const spoken = (topic: string) => rig.sent.filter((one) => one.topic === topic).length;
    const told = spoken('status');
    rig.message('command', order('restart-agent', 302));
    rig.message('command', order('restart-box', 302));
    rig.message('command', order('report', 302));
    rig.passTo(at(303));
    expect(rig.state.shuttingDown).to.equal(false);
    expect(rig.state.refusals.map(({ code }) => code)).to.deep.equal(['disk', 'disk']);
    expect(spoken('status')).to.be.above(told);
    rig.files.set(sha('dam'), 1_000);
    rig.message('urgent', sealedUrgent(urgentOf('dam', 303)));
    rig.passTo(later(303, 10 * SECOND));
    const id = 'order-stop';
    const [iat, exp] = [later(303, 10 * SECOND), later(305, 0)];
    const stop = { v: 1, dev: DEV, id, entryId: null, iat, nbf: iat, exp, why: 'thôi' };
    rig.message('stop', sealAs('command', 'stop', stop));
    rig.passTo(at(305));
    expect((rig.heard.at(-1)?.endAt ?? 0) - iat).to.be.below(200);
  });
});
