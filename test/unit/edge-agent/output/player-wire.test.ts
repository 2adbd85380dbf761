/** Lines between agent and player: cut anywhere they are the same messages; nonsense ends it once. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  createReader,
  FromPlayer,
  lineOf,
  PLAYER_V,
  ToPlayer,
} from '#edge-agent/adapters/output/player-wire';

const MESSAGES: readonly FromPlayer[] = [
  {
    type: 'opened',
    v: PLAYER_V,
    priority: 'real-time',
    output: { kind: 'card', virtual: false, healthy: true, detail: 'card, steered' },
  },
  { type: 'beat', monoMs: 12.5 },
  { type: 'sound-started', soundId: 3, startedMonoMs: 12.25, fromMs: 0 },
  { type: 'relay-turned', soundId: 3, to: 'fallback', monoMs: 14, detail: 'mất luồng' },
  { type: 'sound-ended', soundId: 3, how: 'finished', playedMs: 3_000 },
];

describe('edge-agent/adapters/output/player-wire', () => {
  it('reads the same messages wherever the text is cut', () => {
    const text = MESSAGES.map(lineOf).join('');
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const taken: FromPlayer[] = [];
        const faults: string[] = [];
        const read = createReader(
          FromPlayer,
          (one) => taken.push(one),
          (one) => faults.push(one),
        );
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        places.slice(1).forEach((to, index) => {
          read(text.slice(places[index], to));
        });
        expect({ taken, faults }).to.deep.equal({ taken: MESSAGES, faults: [] });
      }),
      { numRuns: 50 },
    );
  });

  it('ends once at the first line of another kind and reads nothing after it', () => {
    const taken: ToPlayer[] = [];
    const faults: string[] = [];
    const read = createReader(
      ToPlayer,
      (one) => taken.push(one),
      (one) => faults.push(one),
    );
    const end = lineOf({ type: 'end' });
    read(`${end}{"type":"shout"}\n${end}`);
    read(`not even this\n${'x'.repeat(200_000)}`);
    expect(taken).to.deep.equal([{ type: 'end' }]);
    expect(faults).to.deep.equal([`no line of protocol ${PLAYER_V}: {"type":"shout"}`]);
  });

  it('waits for the end of no line for ever', () => {
    const faults: string[] = [];
    const read = createReader(
      ToPlayer,
      () => undefined,
      (one) => faults.push(one),
    );
    for (let round = 0; round < 40; round += 1) read('x'.repeat(10_000));
    expect(faults).to.deep.equal(['a line without an end']);
  });
});
