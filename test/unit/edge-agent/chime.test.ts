/** The test chime as somebody at the foot of the pole hears it, or does not. */
import { expect } from 'chai';
import { CHIME } from '#edge-agent/core/chime-sound';
import { replay, snapshotOf } from '#edge-agent/core/journal-replay';
import { orderTo, tellingsOf } from './orders.js';
import { at, envelopeOf, item, planOf } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { DEV, ROOT, sealAs, TOOLS } from './sealing.js';

const HOURS = [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 300, toMinute: 420 }];
const windows = (volumeMaxPercent: number) => ({
  windows: HOURS.map((hours) => ({ ...hours, volumeMaxPercent })) as never,
});
const ENVELOPE = envelopeOf(windows(60));

function linked(options: RigOptions = {}): Rig {
  const rig = new Rig({ startAt: at(310), envelope: ENVELOPE, ...options });
  rig.feed({ type: 'link-up' });
  return rig;
}

const order = (rig: Rig, part: object = {}) =>
  orderTo(rig, { kind: 'test-chime', volumePercent: 20, ...part });

const receipt = (rig: Rig, ...results: string[]): void => {
  const body = { v: 1, dev: DEV, iat: Math.round(rig.now), upToSeq: 0, results };
  rig.message('receipt', sealAs('server', 'receipt', body));
};

/** What came back: the code of a refusal, or what was sounded. */
function answer(rig: Rig): string | undefined {
  const result = rig.last('result');
  if (result === undefined) return undefined;
  return result['kind'] === 'refused'
    ? String(result['code'])
    : `${result['kind']} ${result['outcome']} at ${result['volumePercent']}`;
}

const heard = (rig: Rig): string[] => rig.heard.map(({ playId }) => playId.split('.')[0] ?? '');

describe('edge-agent/core/chime', () => {
  it('sounds once, at the volume that was ordered, and says so', () => {
    const rig = linked();
    const { raw } = order(rig);
    rig.passTo(at(311));
    expect(heard(rig)).to.deep.equal(['test-chime']);
    expect(answer(rig)).to.equal('chime completed at 20');
    expect(rig.last('result')).to.deep.include({ playedMs: CHIME.durationMs, virtual: false });
    rig.message('command', raw);
    rig.passTo(at(312));
    expect(rig.heard).to.have.length(1);
  });

  it('is no airing: it leaves no play record and nothing for the next start', () => {
    const rig = linked();
    order(rig);
    rig.passTo(at(320));
    expect(rig.records()).to.deep.equal([]);
    expect(rig.state.durable.begun.size + rig.state.durable.fates.size).to.equal(0);
  });

  it('counts against the minutes of the day', () => {
    const rig = linked({ envelope: envelopeOf({ ...windows(60), minutesPerDayMax: 1 }) });
    for (let minute = 310; minute < 345; minute += 1) {
      order(rig);
      rig.passTo(at(minute + 1));
    }
    expect(rig.heard).to.have.length(25);
    expect(answer(rig)).to.equal('minutes-used');
  });

  it('is never louder than the ceiling of the hour', () => {
    const rig = linked({ envelope: envelopeOf(windows(12)) });
    order(rig);
    rig.passTo(at(311));
    expect(rig.heard.map(({ volumePercent }) => volumePercent)).to.deep.equal([12]);
    expect(answer(rig)).to.equal('chime completed at 12');
  });

  it('stays silent outside the hours, also where it would only reach beyond them', () => {
    for (const minute of [299, 299.98, 419.97, 420, 720]) {
      const rig = linked({ startAt: at(minute) });
      order(rig);
      rig.passTo(at(minute + 1));
      expect([heard(rig), answer(rig)], String(minute)).to.deep.equal([[], 'outside-hours']);
    }
  });

  it('stays silent on a box that does not know the time', () => {
    const rig = linked({ ntpSynced: false });
    order(rig);
    rig.passTo(at(311));
    expect([heard(rig), answer(rig)]).to.deep.equal([[], 'clock-untrusted']);
  });

  it('does not sound into an airing, nor shortly before one', () => {
    for (const [minute, code] of [
      [312, 'busy'],
      [310.6, 'due-soon'],
    ] as const) {
      const rig = linked();
      rig.message('plan', sealAs('plan', 'plan', planOf(1, [item('a', 311, 320)])));
      rig.passTo(at(minute));
      order(rig);
      rig.passTo(at(313));
      expect([heard(rig), answer(rig)], code).to.deep.equal([['a'], code]);
    }
  });

  it('gives way to what a new plan wants now', () => {
    const rig = linked();
    const plan = planOf(1, [item('a', 310, 320)]);
    rig.files.set(plan.audio[0]!.sha256, plan.audio[0]!.sizeBytes);
    rig.kill();
    rig.boot();
    rig.feed({ type: 'link-up' });
    order(rig);
    rig.passTo(at(310 + 1.5 / 60));
    rig.message('plan', sealAs('plan', 'plan', plan));
    rig.passTo(at(312));
    expect(heard(rig)).to.deep.equal(['test-chime', 'a']);
    const [chime, airing] = rig.heard;
    expect(chime!.endAt).to.be.at.most(airing!.startAt);
    expect(answer(rig)).to.equal('chime interrupted at 20');
  });

  it('is ended by a stop at the box, and by one of the office', () => {
    for (const stop of [
      (rig: Rig) => rig.feed({ type: 'local-stop' }),
      (rig: Rig) => {
        const now = Math.round(rig.now);
        const times = { iat: now, nbf: now, exp: now + 60_000 };
        const body = { v: 1, dev: DEV, id: 'stop-0001', ...times, why: 'w', entryId: null };
        rig.message('stop', sealAs('command', 'stop', body));
      },
    ]) {
      const rig = linked();
      order(rig);
      rig.passTo(at(310 + 1.5 / 60));
      stop(rig);
      rig.passTo(at(311));
      expect(answer(rig)).to.equal('chime interrupted at 20');
      expect(rig.heard[0]!.endAt - rig.heard[0]!.startAt).to.be.below(1_500);
    }
  });

  it('does not sound before its command is on the disk', () => {
    const rig = linked({ syncMs: 5_000 });
    rig.passTo(at(310.5));
    const from = rig.now;
    order(rig);
    rig.passTo(at(311));
    expect(rig.heard[0]!.startAt - from).to.be.at.least(5_000);
  });

  it('is refused by its name where a newer server wants more than this box knows', () => {
    const rig = linked();
    const { id } = order(rig, { kind: 'dance' });
    expect(rig.last('ack')).to.deep.include({ outcome: 'refused', commandId: id });
  });
});

describe('edge-agent/core/results', () => {
  it('keeps its answer for a line that is down', () => {
    const rig = linked();
    order(rig);
    rig.feed({ type: 'link-down' });
    rig.passTo(at(312));
    expect(answer(rig)).to.equal(undefined);
    rig.feed({ type: 'link-up' });
    expect(answer(rig)).to.equal('chime completed at 20');
  });

  it('keeps its answer over a power cut, until a receipt names it', () => {
    const rig = linked();
    const { id } = order(rig);
    rig.feed({ type: 'link-down' });
    rig.passTo(at(312));
    rig.powerCut(at(330));
    rig.feed({ type: 'link-up' });
    receipt(rig, id);
    rig.passTo(at(331));
    rig.powerCut(at(340));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(345));
    expect(tellingsOf(rig, id).map(({ kind }) => kind)).to.deep.equal(['chime']);
    expect(rig.state.durable.answers.unsent).to.deep.equal([]);
  });

  it('tells it again where a dying line took it and no receipt came', () => {
    const rig = linked();
    const { id } = order(rig);
    rig.passTo(at(312));
    rig.feed({ type: 'link-down' });
    rig.feed({ type: 'link-up' });
    receipt(rig, 'another-order');
    rig.passTo(at(313));
    expect(tellingsOf(rig, id).length).to.be.at.least(3);
    const [first, ...again] = tellingsOf(rig, id);
    expect(again.every((one) => JSON.stringify(one) === JSON.stringify(first))).to.equal(true);
    receipt(rig, id);
    const told = tellingsOf(rig, id).length;
    rig.passTo(at(330));
    expect(tellingsOf(rig, id)).to.have.length(told);
  });

  it('tells it less and less often to a server that never receipts, and not after a month', () => {
    const rig = linked();
    const { id } = order(rig);
    rig.passTo(at(311 + 1_440));
    const told = tellingsOf(rig, id).length;
    expect(told).to.be.within(10, 16);
    rig.passTo(at(311 + 2 * 1_440));
    expect(tellingsOf(rig, id).length - told).to.be.within(3, 5);
    rig.passTo(at(311 + 31 * 1_440));
    expect(rig.state.durable.answers.unsent).to.deep.equal([]);
  });

  it('is as quick to tell the next one again, however often the last was told', () => {
    const rig = linked();
    const first = order(rig);
    rig.passTo(at(340));
    receipt(rig, first.id);
    const { id } = order(rig);
    rig.passTo(at(341));
    expect(tellingsOf(rig, id).length).to.be.at.least(2);
  });
});

describe('edge-agent/core/answers', () => {
  it('keeps twenty answers for a line that does not come back, the newest', () => {
    const rig = linked({ startAt: at(100) });
    const ids: string[] = [];
    for (let minute = 100; minute < 125; minute += 1) {
      ids.push(order(rig).id);
      if (minute === 100) rig.feed({ type: 'link-down' });
      rig.passTo(at(minute + 1));
    }
    const { durable } = rig.state;
    expect(durable.answers.unsent.map(({ commandId }) => commandId)).to.deep.equal(ids.slice(-20));
    const entries = JSON.parse(JSON.stringify(snapshotOf(durable)));
    expect(replay(ROOT, entries, DEV, TOOLS).answers).to.deep.equal(durable.answers);
  });
});
