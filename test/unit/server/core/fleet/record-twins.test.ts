/** Two records under one number: the same again, told by another release, or by another box. */
import { DeviceId, PlayId } from '@loaso/shared/ids';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import fc from 'fast-check';
import { contradicts, twinLine } from '#server/core/fleet/record-twins';

const BOX = DeviceId.parse('box-000001');
const record = (change: object = {}): PlayRecord =>
  PlayRecord.parse({
    v: 1,
    seq: 7,
    playId: PlayId.parse(`ent-1.${BOX}.1780000000000`),
    recordedAt: 1_780_000_060_000,
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
    outcome: 'completed',
    startedAt: 1_780_000_000_000,
    fromMs: 0,
    playedMs: 60_000,
    virtual: false,
    ...change,
  });

describe('two records under one number', () => {
  it('are one record in whatever order its fields come', () => {
    const turned = fc.shuffledSubarray(Object.entries(record()), { minLength: 10 });
    fc.assert(
      fc.property(turned, (fields) => {
        expect(contradicts(record(), Object.fromEntries(fields))).to.equal(false);
      }),
    );
  });

  it('are one record where only a newer release has read a field', () => {
    const newer = { ...record(), heardDb: -20, clock: { ...record().clock, driftPpm: 4 } };
    expect(contradicts(record(), newer)).to.equal(false);
    expect(contradicts(newer, record())).to.equal(false);
  });

  it('are of two boxes when any field that both have says otherwise', () => {
    const others = [
      { playId: `ent-2.${BOX}.1780000000000` },
      { recordedAt: 1_780_000_060_001 },
      { playedMs: 59_999 },
      { clock: { trust: 'locked', source: 'ntp', errorMs: 4 } },
      { outcome: 'missed', reason: 'box-off' },
    ].map(record);
    for (const told of others) {
      expect(twinLine([{ told, kept: record() }]), JSON.stringify(told)).to.match(/^record 7: /);
    }
    expect(twinLine([{ told: record(), kept: record() }])).to.equal(null);
    expect(twinLine([])).to.equal(null);
  });
});
