/** Turns of a relay on its own sample count: no clock, no network, every second of it chosen. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { PcmSource } from '#edge-agent/adapters/output/pcm-source';
import { openRelay } from '#edge-agent/adapters/output/relay-source';
import { createSampleRing, type SampleRing } from '#edge-agent/adapters/output/sample-ring';

const SECOND = 24_000;
const BLOCK = 480;
const LOUD = 9_000;
const READ_OUT = 4_000;

/** A fallback of so many seconds, at a level of its own. */
function spoken(seconds: number): PcmSource {
  let left = seconds * SECOND;
  return {
    position: () => 0,
    read: (into, at, count) => {
      const used = Math.min(left, count);
      into.fill(READ_OUT, at, at + used);
      left -= used;
      return used;
    },
    skip: (count) => count,
    finished: () => left === 0,
    fault: () => null,
    close: () => undefined,
  };
}

/** One letter a second: what sounded at the end of it. `sent` says what came in that second. */
function heard(sent: string, fallbackS: number | null): string {
  const ring = createSampleRing(8 * SECOND);
  const relay = openRelay(
    {
      ring,
      fault: () => 'test',
      closeStream: () => undefined,
      openFallback: fallbackS === null ? null : () => spoken(fallbackS),
      stallMs: 3_000,
    },
    0,
  );
  send(ring, 's', 2 * SECOND);
  return [...sent].map((what) => secondOf(relay, ring, what)).join('');
}

const send = (ring: SampleRing, what: string, count: number): void => {
  if (what === '.') return;
  for (let index = 0; index < count; index += 1) ring.put(what === 's' ? LOUD : 0);
};

function secondOf(relay: PcmSource, ring: SampleRing, what: string): string {
  const block = new Int16Array(BLOCK);
  for (let done = 0; done < SECOND; done += BLOCK) {
    send(ring, what, BLOCK);
    expect(relay.read(block, 0, BLOCK)).to.equal(BLOCK);
  }
  const last = block[BLOCK - 1];
  return last === LOUD ? 's' : last === READ_OUT ? 'f' : '.';
}

describe('edge-agent/adapters/output, the turns of a relay', () => {
  it('sounds the stream as long as it comes', () => {
    expect(heard('ssssssss', 60)).to.equal('ssssssss');
  });

  it('falls back after the stated time of silence, and returns when it has been steady', () => {
    // Three seconds without, then the fallback; five with, then the stream.
    expect(heard('ss.......ssssssss', 60)).to.match(/^ss\.{3}f{8,11}s+$/);
  });

  it('does not return to a stream that comes and goes', () => {
    expect(heard('ss......ss..ss..ss..ss..', 60)).to.match(/^ss\.{3}f+$/);
  });

  it('reads its fallback once and is silent then, until the stream is back', () => {
    expect(heard('ss...........ssssssss', 3)).to.match(/^ss\.{3}f{3}\.{9,12}s+$/);
  });

  it('is silent where silence is the stated fallback', () => {
    expect(heard('ss......ssssssssss', null)).to.match(/^ss\.{9,13}s+$/);
  });

  it('takes dead air for a loss, and a pause of speech for none', () => {
    expect(heard('ss00000ssss', 60)).to.match(/^s{2,3}\.{4,5}s{3,5}$/);
    expect(heard(`ss${'0'.repeat(26)}`, 60)).to.match(/f{2,8}$/);
  });

  it('never runs dry, never ends, and counts every sample that was asked of it', () => {
    const seconds = fc.array(fc.constantFrom('s', '0', '.'), { maxLength: 40 });
    fc.assert(
      fc.property(seconds, fc.option(fc.nat(8)), (sent, fallbackS) => {
        expect(heard(sent.join(''), fallbackS)).to.have.length(sent.length);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the newest of a stream in room that never grows', () => {
    const ring = createSampleRing(4);
    for (const sample of [1, 2, 3, 4, 5, 6]) ring.put(sample);
    const into = new Int16Array(6);
    expect(ring.read(into, 1, 6)).to.equal(4);
    expect([...into]).to.deep.equal([0, 3, 4, 5, 6, 0]);
    ring.put(-7);
    expect(ring.skip(3)).to.equal(7);
    expect(ring.length()).to.equal(0);
  });
});
