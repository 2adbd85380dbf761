/** The log of a box by order: what goes into it, when it is refused, and that it comes to the server. */

import { Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import type { AgentEffect } from '#edge-agent/core/effect';
import type { FileEntry } from '#edge-agent/core/state';
import { orderTo, resultsOf, tellingsOf } from './orders.js';
import { at } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { DEV, sealAs } from './sealing.js';
import { sealedUrgent, urgentOf } from './urgents.js';

const PACKED = { gzip: 'H4sI', lines: 3, bytes: 900 };

function linked(options: RigOptions = {}): Rig {
  const rig = new Rig({ startAt: at(310), ...options });
  rig.feed({ type: 'link-up' });
  return rig;
}
const order = (rig: Rig): string => orderTo(rig, { kind: 'collect-log' }).id;
const asked = (rig: Rig) =>
  rig.effects.filter(
    (effect): effect is Extract<AgentEffect, { type: 'collect-log' }> =>
      effect.type === 'collect-log',
  );
const codeOf = (rig: Rig, id: string): unknown => resultsOf(rig, id)[0]?.['code'];

const codesOf = (rig: Rig, id: string): unknown[] =>
  tellingsOf(rig, id).flatMap(({ kind, code }) => (kind === 'refused' ? [code] : []));
const logsOf = (rig: Rig, id: string): Record<string, unknown>[] =>
  tellingsOf(rig, id).filter(({ kind }) => kind === 'log');
/** A box that has packed what was asked for. */
function sending(): [Rig, string] {
  const rig = linked();
  const id = order(rig);
  rig.passTo(at(310.1));
  rig.feed({ type: 'log-collected', id, packed: PACKED });
  return [rig, id];
}
const receipt = (rig: Rig, ...results: string[]): void => {
  const body = { v: 1, dev: DEV, iat: Math.round(rig.now), upToSeq: 0, results };
  rig.message('receipt', sealAs('server', 'receipt', body));
  rig.passTo(Math.round(rig.now + 100) as Instant);
};

describe('edge-agent/core/log-order', () => {
  it('packs what the box knows of itself, and sends it at once, never to the journal', () => {
    const rig = linked();
    const id = order(rig);
    rig.passTo(at(310.1));
    expect(asked(rig).map((effect) => effect.id)).to.deep.equal([id]);
    expect(asked(rig)[0]?.known).to.include.keys('status', 'health', 'journal', 'files');
    rig.feed({ type: 'log-collected', id, packed: PACKED });
    rig.passTo(at(310.2));
    expect(resultsOf(rig, id)).to.have.length(1);
    expect(resultsOf(rig, id)[0]).to.deep.include({ kind: 'log', ...PACKED });
    expect(JSON.stringify(rig.synced)).to.not.include('H4sI');
  });

  it('is sent again, ever more seldom, until the server says that it has it', () => {
    const [rig, id] = sending();
    rig.passTo(at(310.2));
    expect(logsOf(rig, id)).to.have.length(1);
    expect(logsOf(rig, id)[0]).to.include({ receipt: true });
    rig.passTo(at(312));
    expect(logsOf(rig, id), 'a slow line takes its time').to.have.length(1);
    rig.passTo(at(312.3));
    expect(logsOf(rig, id)).to.have.length(2);
    receipt(rig, id);
    rig.passTo(at(380));
    expect(logsOf(rig, id)).to.have.length(2);
    expect(tellingsOf(rig, id).map(({ kind }) => kind)).to.deep.equal(['log', 'log']);
    expect(rig.state.durable.answers.unsent).to.deep.equal([]);
  });

  it('waits for a line that is gone, and goes with the next', () => {
    const rig = linked();
    const id = order(rig);
    rig.passTo(at(310.1));
    rig.feed({ type: 'link-down' });
    rig.feed({ type: 'log-collected', id, packed: PACKED });
    rig.passTo(at(330));
    expect(tellingsOf(rig, id)).to.deep.equal([]);
    rig.feed({ type: 'link-up' });
    rig.passTo(at(330.1));
    expect(logsOf(rig, id)).to.have.length(1);
  });

  it('is given up after five times, and the box says so until the server has heard', () => {
    const [rig, id] = sending();
    rig.passTo(at(369));
    expect(logsOf(rig, id)).to.have.length(5);
    expect(codesOf(rig, id)).to.deep.equal([]);
    rig.passTo(at(375));
    expect(logsOf(rig, id)).to.have.length(5);
    expect(new Set(codesOf(rig, id))).to.deep.equal(new Set(['line-lost']));
    receipt(rig, id);
    expect(rig.state.durable.answers.unsent).to.deep.equal([]);
    expect(codesOf(rig, order(rig)), 'another may be asked for').to.deep.equal([]);
  });

  it('is given up where no line comes within the hour', () => {
    const rig = linked();
    const id = order(rig);
    rig.passTo(at(310.1));
    rig.feed({ type: 'link-down' });
    rig.feed({ type: 'log-collected', id, packed: PACKED });
    rig.passTo(at(371));
    rig.feed({ type: 'link-up' });
    expect(codeOf(rig, id)).to.equal('line-lost');
    expect(logsOf(rig, id)).to.deep.equal([]);
  });

  it('is said to be lost by the start after one that did not finish', () => {
    const [rig, id] = sending();
    rig.passTo(at(310.2));
    rig.powerCut(at(310.5));
    rig.passTo(at(311));
    expect(codesOf(rig, id)).to.deep.equal([]);
    rig.feed({ type: 'link-up' });
    rig.passTo(at(311.1));
    expect(codesOf(rig, id)).to.deep.equal(['log-lost']);
  });

  it('says so where nothing could be packed, or no answer came', () => {
    const codes = [
      (rig: Rig, id: string) => rig.feed({ type: 'log-collected', id, packed: null }),
      (rig: Rig) => rig.passTo(at(311)),
    ].map((happens) => {
      const rig = linked();
      const id = order(rig);
      rig.passTo(at(310.1));
      happens(rig, id);
      return codeOf(rig, id);
    });
    expect(codes).to.deep.equal(['no-log', 'no-answer']);
  });

  it('is one at a time, and nothing while a warning is held', () => {
    const rig = linked();
    order(rig);
    expect(codeOf(rig, order(rig))).to.equal('test-running');
    const [busy] = sending();
    expect(codeOf(busy, order(busy))).to.equal('log-under-way');
    const warned = linked();
    warned.message('urgent', sealedUrgent(urgentOf('flood', 310)));
    expect(codeOf(warned, order(warned))).to.equal('urgent-held');
  });

  it('names a hundred files at most, and none that is whole', () => {
    const rig = linked();
    const entry = { sizeBytes: 1, failures: 1, retryMonoMs: 0, checkedMonoMs: null };
    const files = Array.from({ length: 200 }, (_, index): [Sha256, FileEntry] => [
      Sha256.parse(index.toString(16).padStart(64, '0')),
      { ...entry, state: index < 50 ? 'ready' : 'absent' },
    ]);
    rig.state = { ...rig.state, files: new Map(files) };
    order(rig);
    rig.passTo(at(310.1));
    const told = asked(rig)[0]?.known['files'] as { ready: number; unready: unknown[] };
    expect([told.ready, told.unready.length]).to.deep.equal([50, 100]);
  });

  it('costs no data that the month does not have', () => {
    const rig = linked({ settings: { dataBudgetBytes: 1_000_000 } });
    const nothing = { mains: null, supplyVolts: null, underVoltage: null, temperatureC: null };
    for (const bytes of [0, 950_000]) {
      const counter = { of: 'wwan0', bytes };
      const radio = { operator: null, signalDbm: null, line: null };
      rig.feed({ type: 'board-read', reading: { ...nothing, ...radio, counter } });
    }
    expect(codeOf(rig, order(rig))).to.equal('no-data');
  });
});
