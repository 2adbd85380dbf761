/** Whether the box hears itself: core/hearing, core/ear, core/self-hearing. */

import { FRAME_MS, type HearingFrame as Frame, IN_A_ROW_MAX } from '@loaso/shared/wire/hearing';
import { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import { createEar, EAR_RATE, halved } from '#edge-agent/adapters/output/ear';
import { judgeHearing, loudnessOf } from '#edge-agent/core/hearing';
import { GAINS_MAX } from '#edge-agent/core/self-hearing';
import { hearingTable } from '../../support/hearing-cases.js';
import { drawOf, framesOf, heardAt, speechOf } from '../../support/rooms.js';
import { orderTo } from './orders.js';
import { Rig } from './rig.js';

const QUIET = { echoS: 0.4, lateS: 0.3, gainDb: -12, noiseDb: -70 };
const tone = (hertz: number, level = 0.5): Int16Array =>
  Int16Array.from({ length: EAR_RATE }, (_, index) =>
    Math.round(32_767 * level * Math.sin((2 * Math.PI * hertz * index) / EAR_RATE)),
  );
const bandOf = (hertz: number): number => {
  const ear = createEar(100);
  ear.hear(tone(hertz));
  const last = ear.frames().at(-1) ?? [0, 0, 0];
  return last.indexOf(Math.max(...last));
};

describe('edge-agent/core/ear', () => {
  it('tells low, middle and high apart, and how loud each is', () => {
    expect([120, 1_000, 4_500].map(bandOf)).to.deep.equal([0, 1, 2]);
    const ear = createEar(100);
    ear.hear(tone(1_000));
    const [, , third = [0, 0, 0] as Frame] = ear.frames();
    // A sine of half the scale has nine decibels less than the full one's square.
    expect(loudnessOf(third)).to.be.within(-14, -8);
    ear.hear(new Int16Array(2 * EAR_RATE));
    expect(loudnessOf(ear.frames().at(-1) ?? third)).to.be.below(-90);
  });

  it('is the same however the samples come in pieces, and keeps no more frames than it may', () => {
    const sound = tone(700);
    const whole = createEar(1_000);
    whole.hear(sound);
    const parted = createEar(1_000);
    for (let at = 0; at < sound.length; at += 77) parted.hear(sound.subarray(at, at + 77));
    expect(parted.frames()).to.deep.equal(whole.frames());
    expect(whole.frames()).to.have.length(1_000 / FRAME_MS);
    const short = createEar(3);
    for (let turn = 0; turn < 5; turn += 1) short.hear(sound);
    expect(short.frames().length).to.be.at.most(1_000 / FRAME_MS);
    expect([...halved(Int16Array.of(1, 3, -5, -7, 9))]).to.deep.equal([2, -6]);
  });
});

describe('edge-agent/core/hearing', function () {
  this.timeout(60_000);

  it('says of eleven kinds of places what a person would, and never hears a dead horn', () => {
    for (const { name, right, said } of hearingTable(12)) {
      const wrong = Object.entries(said).filter(
        ([verdict, count]) => count > 0 && !(right as readonly string[]).includes(verdict),
      );
      expect(wrong, name).to.deep.equal([]);
    }
  });

  it('finds how late and how soft it was', () => {
    const draw = drawOf(3);
    const sent = speechOf(draw, 20);
    const near = judgeHearing(framesOf(sent), framesOf(heardAt(sent, QUIET, draw)), null);
    expect(near).to.deep.include({ verdict: 'heard', why: null });
    expect(near.lagMs).to.be.closeTo(300, 2 * FRAME_MS);
    const far = { ...QUIET, gainDb: -20 };
    const softer = judgeHearing(framesOf(sent), framesOf(heardAt(sent, far, draw)), near.gainDb);
    expect(softer.verdict).to.equal('weak');
    expect((near.gainDb ?? 0) - (softer.gainDb ?? 0)).to.be.closeTo(8, 1);
  });

  it('says why it cannot tell', () => {
    const draw = drawOf(5);
    const sent = framesOf(speechOf(draw, 20));
    const even = Array.from(sent, (): Frame => [-30, -30, -30]);
    const empty = framesOf(new Float32Array(22 * EAR_RATE));
    expect(judgeHearing(sent.slice(0, 50), empty, -12).why).to.equal('too-short');
    expect(judgeHearing(even, [...even, ...even], -12).why).to.equal('too-even');
    expect(judgeHearing(sent, empty, -12).why).to.equal('microphone-dead');
    const quiet = framesOf(heardAt(new Float32Array(20 * EAR_RATE), QUIET, draw));
    expect(judgeHearing(sent, quiet, null).why).to.equal('never-heard');
    expect(judgeHearing(sent, quiet, -12)).to.deep.include({ verdict: 'not-heard', why: null });
    expect(judgeHearing(sent, quiet, -70).why).to.equal('too-noisy');
    expect(judgeHearing([], [], null).why).to.equal('too-short');
  });
});

describe('edge-agent/core/self-hearing', () => {
  const draw = drawOf(9);
  const sound = speechOf(draw, 12);
  const sent = framesOf(sound);
  const heard = framesOf(heardAt(sound, QUIET, draw));
  const silence = framesOf(heardAt(new Float32Array(sound.length), QUIET, draw));
  const tell = (rig: Rig, part: object = {}): void =>
    rig.feed({
      type: 'sound-heard',
      playId: 'entry-1.box-1.1780000000000',
      sent,
      heard,
      fault: null,
      ...part,
    } as never);
  /** Of the last status, once what is to be told has been told. */
  const told = (rig: Rig) => {
    rig.passTo((rig.read().wallMs + 2_000) as never);
    const last = rig.sent.findLast(({ topic }) => topic === 'status');
    return Status.parse(last?.body).hearing;
  };

  it('tells the last play with the next status, and counts what comes again', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    expect(told(rig)).to.equal(undefined);
    for (let turn = 0; turn < 3; turn += 1) tell(rig);
    expect(told(rig)).to.deep.include({
      playId: 'entry-1.box-1.1780000000000',
      verdict: 'heard',
      inARow: 3,
    });
    tell(rig, { heard: silence });
    tell(rig, { heard: silence });
    expect(told(rig)).to.deep.include({ verdict: 'not-heard', inARow: 2 });
    tell(rig, { sent: [], heard: [], fault: 'no such device' });
    expect(told(rig)).to.deep.include({ verdict: 'unknown', why: 'microphone-fault', inARow: 1 });
  });

  it('takes nothing back for a play that nobody could judge', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    for (let turn = 0; turn < 3; turn += 1) tell(rig);
    for (let turn = 0; turn < 2; turn += 1) {
      tell(rig, { heard: silence });
      tell(rig, { sent: [], heard: [] });
    }
    expect(told(rig)).to.deep.include({ verdict: 'not-heard', inARow: 2 });
  });

  it('goes on being understood after more plays than a report may count', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    for (let turn = 0; turn < IN_A_ROW_MAX + 3; turn += 1) tell(rig, { sent: [], heard: [] });
    expect(told(rig)).to.deep.include({ verdict: 'unknown', inARow: IN_A_ROW_MAX });
  });

  it('keeps what is usual over a power cut, a bounded number of plays, none that was weak', () => {
    const rig = new Rig();
    for (let turn = 0; turn < GAINS_MAX + 5; turn += 1) tell(rig);
    rig.passTo((rig.read().wallMs + 100) as never);
    rig.kill();
    rig.boot();
    const { gains } = rig.state.durable.health;
    expect(gains).to.have.length(GAINS_MAX);
    tell(rig, { heard: framesOf(heardAt(sound, { ...QUIET, gainDb: -22 }, draw)) });
    expect(rig.state.hearing).to.deep.include({ verdict: 'weak', usualGainDb: gains[0] });
    expect(rig.state.durable.health.gains).to.deep.equal(gains);
  });

  it('learns anew what is usual when it is told that somebody has turned the amplifier', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    for (let turn = 0; turn < 4; turn += 1) tell(rig);
    const softer = framesOf(heardAt(sound, { ...QUIET, gainDb: -22 }, draw));
    tell(rig, { heard: softer });
    expect(told(rig)).to.deep.include({ verdict: 'weak' });
    orderTo(rig, { kind: 'learn-level' });
    expect(told(rig)).to.equal(undefined);
    rig.kill();
    rig.boot();
    for (let turn = 0; turn < 4; turn += 1) tell(rig, { heard: softer });
    expect(rig.state.hearing).to.deep.include({ verdict: 'heard', inARow: 4 });
    tell(rig, { heard: silence });
    expect(rig.state.hearing).to.deep.include({ verdict: 'not-heard' });
  });
});
