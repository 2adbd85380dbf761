/** One message for every box of an order: `server/core/emergency/message`. */
import { DeviceId, EntryId } from '@loaso/shared/ids';
import { durationMs, instant } from '@loaso/shared/time';
import { Drill, Urgent, urgentContent, urgentFault } from '@loaso/shared/wire/urgent';
import { expect } from 'chai';
import { bodiesOf, contentOf, faultOf, messageOf } from '#server/core/emergency/message';
import { AREA, boxId, sha } from '../../../../support/plans.js';

const clip = (name: string, ms: number) => ({
  sha256: sha(name),
  sizeBytes: 1000,
  durationMs: durationMs(ms),
  codec: 'mp3' as const,
});
const NOW = 1_780_000_000_000;
const WISH = { title: 'Lũ', origin: 'commune', plays: 3, gapMs: 10_000, nbf: NOW } as const;
const ID = EntryId.parse('urgent-0001');
const message = messageOf([clip('vi', 60_000), clip('bahnar', 50_000)], WISH);
const head = { id: ID, kind: 'real', message } as const;

describe('message of an order', () => {
  it('lays the languages one after another', () => {
    expect(message.parts).to.deep.equal([
      { sha256: sha('vi'), offsetMs: 0 },
      { sha256: sha('bahnar'), offsetMs: 60_000 },
    ]);
    expect(message.durationMs).to.equal(110_000);
    expect(faultOf(head)).to.equal(null);
  });

  it('is for each box the text of a strict message with the content that was confirmed', () => {
    const bodyFor = bodiesOf(head, { iat: instant(NOW + 5), why: 'lan' });
    for (const [dev, bootId] of [
      [boxId(1), 'boot-0001'],
      [DeviceId.parse('box-with-"quote'.replace('"', '')), null],
    ] as const) {
      const parsed = Urgent.parse(JSON.parse(bodyFor({ deviceId: dev, areaId: AREA, bootId })));
      expect(parsed).to.deep.include({ dev, area: AREA, boot: bootId, iat: NOW + 5, why: 'lan' });
      expect(urgentContent(parsed)).to.equal(contentOf(head));
      expect(urgentFault(parsed)).to.equal(null);
    }
  });

  it('is another content as a drill, and no warning at all', () => {
    const drill = { ...head, kind: 'drill' } as const;
    expect(contentOf(drill)).to.not.equal(contentOf(head));
    const body = bodiesOf(drill, { iat: instant(NOW), why: 'lan' })({
      deviceId: boxId(1),
      areaId: AREA,
      bootId: null,
    });
    expect(Drill.safeParse(JSON.parse(body)).success).to.equal(true);
    expect(Urgent.safeParse(JSON.parse(body)).success).to.equal(false);
  });

  it('is refused where all plays together are too long', () => {
    const long = messageOf([clip('vi', 1_200_000)], WISH);
    expect(faultOf({ ...head, message: long })).to.contain('60 minutes');
  });
});
