/** Ids, results and audio references: parsed once, at the edge. */
import { AudioRef } from '@loaso/shared/audio';
import { AreaId, DeviceId, EntryId, PlayId, partsOfPlayId, playIdOf } from '@loaso/shared/ids';
import { assertNever, err, ok } from '@loaso/shared/result';
import { expect } from 'chai';

describe('the small types', () => {
  it('compose the id of an airing and take it apart again', () => {
    const entry = EntryId.parse('line-7');
    const device = DeviceId.parse('box-0001');
    const id = playIdOf(entry, device, 1_780_000_000_000);
    expect(id).to.equal('line-7.box-0001.1780000000000');
    expect(partsOfPlayId(id)).to.deep.equal({ entry, device, startAtMs: 1_780_000_000_000 });
    expect(PlayId.safeParse('line-7.box-0001').success).to.equal(false);
  });

  it('let no wildcard, slash or space into a device id', () => {
    const texts = [
      '+',
      '#',
      'box/0001',
      'box 0001',
      'BOX-0001',
      'box-01',
      'x'.repeat(41),
      '@server',
    ];
    expect(texts.filter((text) => DeviceId.safeParse(text).success)).to.deep.equal([]);
  });

  it('keep the leading zeros of an area', () => {
    expect(AreaId.parse('01-02')).to.equal('01-02');
    expect(AreaId.safeParse('x1').success).to.equal(false);
  });

  it('name audio by hash and bound its size', () => {
    const ref = { sha256: 'a'.repeat(64), sizeBytes: 1, durationMs: 1, codec: 'mp3' };
    expect(AudioRef.safeParse(ref).success).to.equal(true);
    expect(AudioRef.safeParse({ ...ref, url: 'http://a.b' }).success).to.equal(false);
    expect(AudioRef.safeParse({ ...ref, sizeBytes: 60_000_001 }).success).to.equal(false);
  });

  it('carry a value or a refusal, and stop at what cannot be', () => {
    expect([ok(1), err('no')]).to.deep.equal([
      { ok: true, value: 1 },
      { ok: false, error: 'no' },
    ]);
    expect(() => assertNever('x' as never)).to.throw('unreachable case: "x"');
  });
});
