/**
 * Guarded reach tests — kiểm thử lời gọi có canh giữ.
 *
 * No name, literal or answer of a resolver leads the server into a private network. Each refusal has
 * a twin that is let through, so that the guard is seen to be the reason.
 */

import { isPublicAddress } from '@loaso/shared/trust/public-address';
import { expect } from 'chai';
import { type ReachLimits, reach } from '#server/adapters/speech/http-reach';
import { type Cloud, startCloud } from './cloud.js';

const never = new AbortController().signal;
const PRIVATE = [
  ...['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
  ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
  ...['::1', '::', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'fe80::1', 'fc00::1', 'ff02::1'],
  ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '2001::1'],
  ...['localhost', '', '1.2.3'],
];
const PUBLIC = ['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2400:cb00::1'];

let cloud: Cloud;
let asked: string[];

async function outcomeOf(url: string, limits: Partial<ReachLimits> = {}): Promise<string> {
  const call = { url, method: 'POST', headers: {}, body: 'xin chào' } as const;
  const reached = await reach(
    call,
    {
      hosts: [URL.parse(url)?.host ?? ''],
      timeoutMs: 1_000,
      maxBytes: 1_000_000,
      allowPrivate: false,
      ...limits,
    },
    never,
  );
  return reached.ok
    ? `status ${reached.value.status}`
    : `${reached.error.kind}: ${reached.error.detail}`;
}

describe('the guarded reach', () => {
  beforeEach(async () => {
    cloud = await startCloud();
    asked = [];
  });
  afterEach(() => cloud.stop());

  it('tells public addresses from all others', () => {
    expect(PRIVATE.filter(isPublicAddress)).to.deep.equal([]);
    expect(PUBLIC.filter((address) => !isPublicAddress(address))).to.deep.equal([]);
  });

  it('refuses every way to write a private address', async () => {
    const hosts = ['127.0.0.1', '0x7f.1', '2130706433', '0177.0.0.1', '[::1]', '[::ffff:7f00:1]'];
    for (const host of [...hosts, '169.254.169.254']) {
      expect(await outcomeOf(`https://${host}/`), host).to.include('mạng riêng');
    }
  });

  it('refuses a name of which one address is private', async () => {
    const resolve = () => Promise.resolve(['8.8.8.8', '10.0.0.7']);
    expect(await outcomeOf('https://tts.example/', { resolve })).to.equal(
      'refused: tts.example ở trong mạng riêng',
    );
  });

  it('asks the resolver once and goes where it was told then', async () => {
    const { port } = new URL(`http://${cloud.host}`);
    const resolve = (name: string) => {
      asked.push(name);
      return Promise.resolve([asked.length === 1 ? '127.0.0.1' : '127.0.0.2']);
    };
    const url = `http://tts.example:${port}/fpt`;
    expect(await outcomeOf(url, { resolve, allowPrivate: true })).to.equal('status 200');
    expect(asked).to.deep.equal(['tts.example']);
    expect(cloud.requests[0]?.headers.host).to.equal(`tts.example:${port}`);
  });

  it('calls only hosts of the list, without login, over TLS', async () => {
    expect(
      await outcomeOf(`http://${cloud.host}/fpt`, { hosts: ['tts.example'], allowPrivate: true }),
    ).to.include('không có trong danh sách');
    expect(await outcomeOf('https://a:b@tts.example/')).to.include('kèm tên đăng nhập');
    expect(await outcomeOf('http://tts.example/')).to.include('chỉ gọi dịch vụ qua https');
    expect(await outcomeOf('file:///etc/passwd', { allowPrivate: true })).to.match(/^refused/);
    expect(await outcomeOf('không phải', { allowPrivate: true })).to.match(/^refused/);
    expect(cloud.requests).to.deep.equal([]);
    expect(await outcomeOf(`http://${cloud.host}/fpt`, { allowPrivate: true })).to.equal(
      'status 200',
    );
  });

  it('ends in time when the resolver does not answer', async () => {
    const resolve = () => new Promise<string[]>(() => undefined);
    expect(await outcomeOf('https://tts.example/', { resolve, timeoutMs: 50 })).to.equal(
      'timeout: tts.example quá 50 ms',
    );
  });

  it('reports a closed port as a passing fault', async () => {
    expect(await outcomeOf('http://127.0.0.1:1/', { allowPrivate: true })).to.equal(
      'failed: 127.0.0.1: ECONNREFUSED',
    );
  });
});
