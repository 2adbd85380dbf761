/** The simulator's own parts: a simulator that is wrong about disks or time proves nothing. */
import type { Sha256 } from '@loaso/shared/ids';
import { DeviceId } from '@loaso/shared/ids';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import fc from 'fast-check';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import { BoxClock } from '../../simulation/box-clock.js';
import { Chance } from '../../simulation/chance.js';
import { EventHeap } from '../../simulation/event-heap.js';
import { FakeDisk } from '../../simulation/fake-disk.js';
import { Ledger } from '../../simulation/ledger.js';
import { hashOf, symbolicKey, verifySymbolic } from '../../simulation/symbolic-keys.js';

const used = (id: number): JournalEntry => ({ k: 'used', id: `id-${id}`, until: id });
const recordOf = (seq: number): PlayRecord => ({ seq }) as PlayRecord;
const BOX = DeviceId.parse('box-00001');

describe('simulation parts', () => {
  it('events happen by time, and in the order of asking within one instant', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
        const heap = new EventHeap();
        const happened: [number, number][] = [];
        for (const [order, at] of times.entries()) heap.add(at, () => happened.push([at, order]));
        for (let due = heap.take(); due !== null; due = heap.take()) due.run();
        const sorted = times
          .map((at, order): [number, number] => [at, order])
          .sort(([a, i], [b, j]) => a - b || i - j);
        expect(happened).to.deep.equal(sorted);
      }),
    );
  });

  it('a stream of chance is the same again, and drawing from one moves no other', () => {
    const seed = new Chance(42);
    const before = seed.stream('a').next();
    for (let draw = 0; draw < 10; draw += 1) seed.stream('b').next();
    expect(seed.stream('a').next()).to.equal(before);
    expect(new Chance(42).stream('a').next()).to.equal(before);
    expect(new Chance(43).stream('a').next()).to.not.equal(before);
  });

  it('chance is even enough to be called chance', () => {
    const chance = new Chance(7);
    const draws = Array.from({ length: 10_000 }, () => chance.whole(0, 9));
    for (let digit = 0; digit < 10; digit += 1) {
      expect(draws.filter((one) => one === digit).length).to.be.within(850, 1_150);
    }
  });

  it('what was answered as stored survives every cut; of the rest, a beginning', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 5 }), (seed, finished) => {
        const disk = new FakeDisk(new Chance(seed), null);
        const writes = [0, 1, 2, 3, 4].map((write) => [used(2 * write), used(2 * write + 1)]);
        for (const entries of writes) disk.begin('append', entries);
        for (let write = 0; write < finished; write += 1) disk.finish();
        disk.cut();
        const left = disk.read();
        expect(left.length).to.be.at.least(2 * finished);
        expect(left).to.deep.equal(writes.flat().slice(0, left.length));
      }),
    );
  });

  it('a compaction takes the place of the journal whole or not at all', () => {
    const lengths = new Set<number>();
    for (let seed = 0; seed < 60; seed += 1) {
      const disk = new FakeDisk(new Chance(seed), null);
      disk.begin('append', [used(1), used(2), used(3)]);
      disk.finish();
      disk.begin('compact', [used(9), used(8)]);
      disk.cut();
      lengths.add(disk.read().length);
    }
    expect([...lengths].sort()).to.deep.equal([2, 3]);
  });

  it('a disk that skips a sync loses what it has answered', () => {
    const lost = Array.from({ length: 60 }, (_, seed) => {
      const disk = new FakeDisk(new Chance(seed), 'skip-fsync');
      for (const id of [1, 2, 3]) disk.begin('append', [used(id)]);
      for (let write = 0; write < 3; write += 1) disk.finish();
      disk.cut();
      return disk.read().length < 3;
    });
    expect(lost).to.include(true);
  });

  it('the clock runs within its crystal, and true time is found again from it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 7 * 86_400_000 }), (seed, passed) => {
        const start = 1_772_000_000_000;
        const clock = new BoxClock(new Chance(seed), start);
        clock.powerOn(start);
        const from = clock.monoAt(start);
        const ran = clock.monoAt(start + passed) - from;
        expect(Math.abs(ran - passed)).to.be.at.most(passed * 51e-6 + 0.01);
        expect(clock.trueAt(clock.monoAt(start + passed))).to.be.closeTo(start + passed, 0.01);
      }),
    );
  });

  it('a jump of the wall clock leaves the monotonic clock alone', () => {
    const clock = new BoxClock(new Chance(3), 1_000_000);
    clock.powerOn(1_000_000);
    clock.synchronise(1_000_000);
    const before = clock.read(1_000_000);
    clock.jump(1_000_000, 3_600_000);
    const after = clock.read(1_000_000);
    expect(after.monoMs).to.equal(before.monoMs);
    expect(after.wallMs - before.wallMs).to.equal(3_600_000);
    expect([before.ntpSynced, after.ntpSynced]).to.deep.equal([true, false]);
  });

  it('a battery clock drifts, is set, and begins anew at each cut once its battery is dead', () => {
    const start = 1_772_000_000_000;
    const made = Array.from({ length: 40 }, (_, seed) => new BoxClock(new Chance(seed), start));
    const clock = made.find(({ hasRtc }) => hasRtc);
    if (clock === undefined) throw new Error('no battery clock in forty boxes');
    const aheadMs = (now: number): number => (clock.read(now).rtcMs ?? 0) - now;
    clock.powerOn(start);
    clock.synchronise(start);
    const day = start + 86_400_000;
    expect(Math.abs(aheadMs(day) - aheadMs(start))).to.be.within(1, 86_400_000 * 90e-6);
    clock.missetBattery(day, 3_600_000);
    expect(aheadMs(day)).to.be.closeTo(3_600_000, 8_000);
    // Power goes at once. A disk that knows of it bears witness; else nobody had set it.
    clock.powerOff(day, aheadMs(day));
    expect(aheadMs(day)).to.be.closeTo(3_600_000, 8_000);
    clock.powerOff(day, 0);
    expect(aheadMs(day)).to.be.closeTo(0, 8_000);
    clock.batteryDies();
    clock.powerOn(day);
    expect(clock.read(day).rtcMs).to.equal(Date.UTC(2000, 0, 1));
  });

  it('the ledger keeps a number once and confirms only what has no gap before it', () => {
    const ledger = new Ledger(null);
    expect(ledger.add(BOX, [recordOf(1), recordOf(2)])).to.equal(2);
    expect(ledger.add(BOX, [recordOf(4)])).to.equal(2);
    const copy = ledger.copy();
    expect(ledger.add(BOX, [recordOf(2), recordOf(3)])).to.equal(4);
    expect(ledger.rowsOf(BOX)).to.have.length(4);
    ledger.restore(copy);
    expect(ledger.upToSeq(BOX)).to.equal(2);
  });

  it('a signature fits its key and its text and no other', () => {
    const { key, sign } = symbolicKey('a', 'plan');
    const signature = sign.sign('text');
    expect(verifySymbolic(key.publicKey, 'text', signature)).to.equal(true);
    expect(verifySymbolic(key.publicKey, 'texu', signature)).to.equal(false);
    const other = symbolicKey('b', 'plan').key.publicKey;
    expect(verifySymbolic(other, 'text', signature)).to.equal(false);
  });

  it('hashes have the form of SHA-256, and two texts two of them', () => {
    const hashes = new Set<Sha256>();
    for (let text = 0; text < 20_000; text += 1) hashes.add(hashOf(`clip b-${text}`));
    expect(hashes.size).to.equal(20_000);
    for (const hash of hashes) expect(hash).to.match(/^[0-9a-f]{64}$/);
  });
});
