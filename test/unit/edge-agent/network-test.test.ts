/** The box as it tries its own line: within its data, one at a time, and never without an answer. */
import { durationMs } from '@loaso/shared/time';
import { expect } from 'chai';
import type { AgentEffect } from '#edge-agent/core/effect';
import { orderTo, resultsOf } from './orders.js';
import { at, item, planOf } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { sealAs, sha } from './sealing.js';
import { urgentOf } from './urgents.js';

type Measure = Extract<AgentEffect, { type: 'measure-network' }>;

const FILES = {
  fault: null,
  status: 206,
  nameMs: durationMs(80),
  connectMs: durationMs(120),
  tlsMs: durationMs(240),
  firstByteMs: durationMs(90),
  bytes: 256_000,
  tookMs: durationMs(4_000),
};

function linked(options: RigOptions = {}): { rig: Rig; asked: Measure[] } {
  const rig = new Rig({ startAt: at(310), ...options });
  rig.feed({ type: 'link-up' });
  const asked: Measure[] = [];
  rig.onMeasure = (effect) => {
    asked.push(effect);
    rig.later(5_000, () =>
      rig.feed({ type: 'network-measured', id: effect.id, files: FILES, brokerMs: 61.4 }),
    );
  };
  return { rig, asked };
}

const bigPlan = () => {
  const plan = planOf(1, [item('a', 700, 720)]);
  return { ...plan, audio: plan.audio.map((file) => ({ ...file, sizeBytes: 900_000 })) };
};
const test = (rig: Rig) => orderTo(rig, { kind: 'network-test' });

describe('edge-agent/core/network-test', () => {
  it('tries a file of its plan, at most 256 kB of it, and tells what it found', () => {
    const { rig, asked } = linked();
    rig.message('plan', sealAs('plan', 'plan', bigPlan()));
    const { id } = test(rig);
    rig.passTo(at(311));
    expect(asked.map(({ sha256, bytesMax }) => [sha256, bytesMax])).to.deep.equal([
      [sha('a'), 256_000],
    ]);
    expect(resultsOf(rig, id)).to.have.length(1);
    expect(resultsOf(rig, id)[0]).to.deep.include({
      kind: 'network',
      files: FILES,
      unread: null,
      brokerMs: 61,
      operator: null,
      signalDbm: null,
    });
  });

  it('tells the signal and the operator where its board knows them', () => {
    const { rig } = linked();
    const unknown = { mains: null, supplyVolts: null, underVoltage: null, temperatureC: null };
    const radio = { operator: 'Viettel', signalDbm: -109, line: null, counter: null };
    rig.feed({ type: 'board-read', reading: { ...unknown, ...radio } });
    const { id } = test(rig);
    rig.passTo(at(311));
    expect(resultsOf(rig, id)[0]).to.deep.include({ operator: 'Viettel', signalDbm: -109 });
  });

  it('reads no file where the plan names none, and says so', () => {
    const { rig, asked } = linked();
    const { id } = test(rig);
    rig.passTo(at(311));
    expect(asked).to.have.length(1);
    expect(asked[0]).to.deep.include({ sha256: null, bytesMax: 0 });
    expect(resultsOf(rig, id)[0]).to.deep.include({ unread: 'no-file' });
  });

  it('reads only what is left of the data of the month', () => {
    for (const [used, bytesMax, unread] of [
      [1_000_000 - 100_000, 100_000, null],
      [1_000_000 - 5_000, 0, 'no-data'],
    ] as const) {
      const { rig, asked } = linked({ settings: { dataBudgetBytes: 1_000_000 }, downloads: false });
      const unknown = { mains: null, supplyVolts: null, underVoltage: null, temperatureC: null };
      const radio = { operator: null, signalDbm: null, line: null };
      const board = (bytes: number) =>
        rig.feed({
          type: 'board-read',
          reading: { ...unknown, ...radio, counter: { of: 'wwan0', bytes } },
        });
      board(0);
      board(used);
      // Due far beyond what may be fetched with so little left.
      const plan = bigPlan();
      rig.message('plan', sealAs('plan', 'plan', plan));
      const { id } = test(rig);
      rig.passTo(at(311));
      expect([asked[0]?.bytesMax, resultsOf(rig, id)[0]?.['unread']]).to.deep.equal([
        bytesMax,
        unread,
      ]);
    }
  });

  it('makes one test at a time', () => {
    const { rig, asked } = linked();
    const first = test(rig);
    const second = test(rig);
    rig.passTo(at(311));
    const third = test(rig);
    rig.passTo(at(312));
    expect(asked.map(({ id }) => id)).to.deep.equal([first.id, third.id]);
    expect(resultsOf(rig, second.id)[0]).to.deep.include({ kind: 'refused', code: 'test-running' });
  });

  it('is nothing to be done while a warning is held', () => {
    const { rig, asked } = linked();
    rig.message('urgent', sealAs('urgent', 'urgent', urgentOf('flood', 310)));
    const { id } = test(rig);
    rig.passTo(at(310.2));
    expect(asked).to.deep.equal([]);
    expect(resultsOf(rig, id)[0]).to.deep.include({ code: 'urgent-held' });
  });

  it('says after a minute that no answer came, and may be asked again', () => {
    const { rig } = linked();
    rig.onMeasure = null;
    const { id } = test(rig);
    rig.passTo(at(310.9));
    expect(resultsOf(rig, id)).to.deep.equal([]);
    rig.passTo(at(311.1));
    expect(resultsOf(rig, id)[0]).to.deep.include({ kind: 'refused', code: 'no-answer' });
    rig.onMeasure = ({ id: name }) =>
      rig.feed({ type: 'network-measured', id: name, files: FILES, brokerMs: null });
    const again = test(rig);
    rig.passTo(at(311.5));
    expect(resultsOf(rig, again.id)[0]).to.deep.include({ kind: 'network', brokerMs: null });
  });

  it('does not begin before its command is on the disk', () => {
    const { rig, asked } = linked({ syncMs: 2_000 });
    rig.passTo(at(310.5));
    test(rig);
    expect(asked).to.deep.equal([]);
    rig.passTo(at(310.6));
    expect(asked).to.have.length(1);
  });
});
