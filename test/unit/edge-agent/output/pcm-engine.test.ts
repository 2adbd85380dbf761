/** The engine against a card that keeps another time than the clock: adapters/output/pcm-engine. */
import { expect } from 'chai';
import { createPcmEngine, type PcmEngine } from '#edge-agent/adapters/output/pcm-engine';
import type { PcmSource } from '#edge-agent/adapters/output/pcm-source';
import type { PlayOrder } from '#edge-agent/ports';

const PER_MS = 24;
const BLOCK = 240;

/** Every sample is its own position, in a saw of a period that no drift here comes near. */
const PERIOD = 30_000;
const LEVEL = 1_000;
const sawOf = (): PcmSource => {
  let position = 0;
  const skip = (count: number): number => {
    position += count;
    return count;
  };
  return {
    position: () => position,
    read: (into, at, count) => {
      for (let index = 0; index < count; index += 1) {
        into[at + index] = LEVEL + ((position + index) % PERIOD);
      }
      return skip(count);
    },
    skip,
    finished: () => false,
    fault: () => null,
    close: () => undefined,
  };
};

const ORDER: PlayOrder = {
  soundId: 1,
  playId: 'a.b.1',
  title: 'răng cưa',
  parts: [],
  startMonoMs: 0,
  fromMs: 0,
  untilMonoMs: 60_000,
  startAt: 0 as PlayOrder['startAt'],
  gainDb: 0,
  volumePercent: 100,
};

/** Blocks one after another; `heardAt` says at which instant the block of a number is heard. */
function rendered(count: number, heardAt: (block: number) => number): Int16Array[] {
  const engine = createPcmEngine(sawOf, () => undefined);
  engine.play(ORDER);
  return Array.from({ length: count }, (_, index) => {
    const block = new Int16Array(BLOCK);
    engine.render(block, heardAt(index));
    return block;
  });
}

const nominal = (block: number): number => (block * BLOCK) / PER_MS;
/** Around the end of a period as well. */
const apart = (one: number, other: number): number => {
  const by = (((one - other) % PERIOD) + PERIOD) % PERIOD;
  return by > PERIOD / 2 ? by - PERIOD : by;
};
/** How far the last sample of a block lies from where its instant has it, samples. */
const lateness = (block: Int16Array, heardMs: number): number =>
  apart(Math.round(heardMs * PER_MS) + BLOCK - 1, (block.at(-1) ?? 0) - LEVEL);

describe('edge-agent/adapters/output/pcm-engine', () => {
  it('follows a crystal one sample at a time, within half a millisecond', () => {
    const heardAt = (block: number): number => nominal(block) * 1.000_2;
    const blocks = rendered(1_000, heardAt);
    const lates = blocks.map((block, index) => Math.abs(lateness(block, heardAt(index))));
    expect(Math.max(...lates)).to.be.at.most(13);
    const steps = blocks.flatMap((block) =>
      [...block].map((value, at) => apart(value, block[at - 1] ?? value)),
    );
    expect(steps.filter((step) => step < 0 || step > 2)).to.deep.equal([]);
  });

  it('catches up at once, from silence, with a sound server that stood still', () => {
    const heardAt = (block: number): number => nominal(block) + (block < 100 ? 0 : 40);
    const blocks = rendered(200, heardAt);
    for (const [index, block] of blocks.entries()) {
      if (index >= 101) expect(lateness(block, heardAt(index))).to.equal(0);
    }
    const [first = 0] = blocks[100] ?? [];
    expect(first).to.be.below(200);
  });

  describe('of two sounds whose orders overlap', () => {
    /** The first is ordered to 100 ms; `change` is what is said before either has begun. */
    function endsAfter(change: (engine: PcmEngine) => void): string[] {
      const ends: string[] = [];
      const engine = createPcmEngine(sawOf, (news) => {
        if (news.type === 'sound-ended') ends.push(`${news.soundId} ${news.how} ${news.playedMs}`);
      });
      engine.play({ ...ORDER, untilMonoMs: 100 });
      engine.play({ ...ORDER, soundId: 2, startMonoMs: 100, untilMonoMs: 200 });
      change(engine);
      for (let index = 0; index < 20; index += 1) {
        engine.render(new Int16Array(BLOCK), nominal(index));
      }
      return ends;
    }

    it('lets the first go no further than the second begins, when its end is moved behind that', () => {
      const ends = endsAfter((engine) => engine.limit(1, 140));
      expect(ends).to.deep.equal(['1 limit 100', '2 limit 100']);
    });

    it('lets the first go on to its end where the second is called off', () => {
      const ends = endsAfter((engine) => {
        engine.limit(1, 140);
        engine.stopSound(2);
      });
      expect(ends).to.deep.equal(['2 stopped 0', '1 limit 140']);
    });
  });
});
