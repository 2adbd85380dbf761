/** What may be called a stream, and what a plan may say of one. */
import { isPublicAddress } from '@loaso/shared/trust/public-address';
import { PlanItem } from '@loaso/shared/wire/plan';
import { Relay, RelaySums, RelayUrl, relayContent } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import { item } from '../../edge-agent/plans.js';

const RELAY = { sourceId: 'vov1', url: 'https://stream.example/vov1', stallMs: 10_000 };

describe('a relay on the wire', () => {
  it('has an address of plain web, without a login and without a second place in it', () => {
    const good = [
      'https://stream.example/vov1',
      'http://str.example:8000/live?x=1',
      'http://[2606:4700::1111]/a',
    ];
    const bad = [
      ...['file:///etc/passwd', 'ftp://a.example/x', 'https://', 'https://user:word@a.example/'],
      ...[
        'http://a.example/#x',
        'http://a example/',
        'http://a.example\\@b.example/',
        'concat:a|b',
      ],
      ...['rtmp://a.example/x', `https://a.example/${'x'.repeat(300)}`, ' https://a.example/'],
    ];
    expect(good.filter((url) => !RelayUrl.safeParse(url).success)).to.deep.equal([]);
    expect(bad.filter((url) => RelayUrl.safeParse(url).success)).to.deep.equal([]);
  });

  it('states a time after which it is lost, of seconds and not of hours', () => {
    const says = (stallMs: number) => Relay.safeParse({ ...RELAY, stallMs }).success;
    expect([2_999, 3_000, 60_000, 60_001].map(says)).to.deep.equal([false, true, true, false]);
    expect(Relay.safeParse({ ...RELAY, headers: 'x' }).success).to.equal(false);
  });

  it('may have no files, which nothing else may', () => {
    const empty = { ...item('a', 300, 310), parts: [] };
    expect(PlanItem.safeParse(empty).success).to.equal(false);
    expect(PlanItem.safeParse({ ...empty, relay: RELAY }).success).to.equal(true);
    expect(RelaySums.safeParse({ streamMs: 1, fallbackMs: 2, silentMs: 3 }).success).to.equal(true);
  });

  it('is approved for its address and its origin', () => {
    const one = { id: 'vov1', url: RELAY.url, origin: 'central' as const };
    const texts = [
      one,
      { ...one, url: 'https://b.example/' },
      { ...one, origin: 'commune' as const },
    ];
    expect(new Set(texts.map(relayContent)).size).to.equal(3);
  });

  it('knows the addresses of the internet from those of a house', () => {
    const house = [
      '127.0.0.1',
      '10.0.0.7',
      '::1',
      '::ffff:8.8.8.8',
      'fe80::1',
      '1.2.3',
      '01.2.3.4',
    ];
    expect(house.filter(isPublicAddress)).to.deep.equal([]);
    const internet = ['8.8.8.8', '2606:4700::1111', '2400:CB00::1'];
    expect(internet.filter(isPublicAddress)).to.deep.equal(internet);
  });
});
