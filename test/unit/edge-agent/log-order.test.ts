/** The log of a box by order: what goes into it, when it is refused, and that it is never kept. */

import { Sha256 } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { AgentEffect } from '#edge-agent/core/effect';
import type { FileEntry } from '#edge-agent/core/state';
import { orderTo, resultsOf } from './orders.js';
import { at } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
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

  it('says so where nothing could be packed, the line went, or no answer came', () => {
    const codes = [
      (rig: Rig, id: string) => rig.feed({ type: 'log-collected', id, packed: null }),
      (rig: Rig, id: string) => {
        rig.feed({ type: 'link-down' });
        rig.feed({ type: 'log-collected', id, packed: PACKED });
        rig.feed({ type: 'link-up' });
      },
      (rig: Rig) => rig.passTo(at(311)),
    ].map((happens) => {
      const rig = linked();
      const id = order(rig);
      rig.passTo(at(310.1));
      happens(rig, id);
      return codeOf(rig, id);
    });
    expect(codes).to.deep.equal(['no-log', 'line-lost', 'no-answer']);
  });

  it('is one at a time, and nothing while a warning is held', () => {
    const rig = linked();
    order(rig);
    expect(codeOf(rig, order(rig))).to.equal('test-running');
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
