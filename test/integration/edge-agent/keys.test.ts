/** Keys of the box on a real disk with real signatures. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  createVerify,
  isSoundPublicKey,
  loadKey,
  makeKey,
  readKey,
  sha256Hex,
} from '#edge-agent/adapters/keys';

describe('edge-agent/adapters/keys', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads a key again and signs with it for ever', () => {
    const path = join(folder, 'key.pem');
    expect(loadKey(path)).to.equal(null);
    const pem = makeKey();
    writeFileSync(path, pem);
    const made = readKey(Buffer.from(pem));
    const again = loadKey(path);
    if (made === null || again === null) throw new Error('no key');
    expect(again.publicKey).to.equal(made.publicKey).and.to.have.length(43);
    expect(makeKey()).not.to.equal(pem);
    const verify = createVerify();
    const signature = again.sign('xin chào');
    expect(verify(made.publicKey, 'xin chào', signature)).to.equal(true);
    expect(verify(made.publicKey, 'xin chao', signature)).to.equal(false);
    expect(verify(made.publicKey, 'xin chào', 'bm90aGluZw')).to.equal(false);
    expect(verify('not a key', 'xin chào', signature)).to.equal(false);
  });

  it('takes no half of a key for one', () => {
    const pem = makeKey();
    for (let length = 0; length < pem.length - 30; length += 1) {
      expect(readKey(Buffer.from(pem.slice(0, length))), String(length)).to.equal(null);
    }
  });

  it('refuses every public key of small order, and encodings that are not canonical', () => {
    const point = (hex: string): Buffer => Buffer.from(hex, 'hex');
    const small = [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      `ec${'ff'.repeat(30)}7f`,
      `ed${'ff'.repeat(30)}7f`,
      `ee${'ff'.repeat(30)}7f`,
      `01${'00'.repeat(30)}80`,
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    ];
    for (const hex of small) expect(isSoundPublicKey(point(hex)), hex).to.equal(false);
    expect(isSoundPublicKey(Buffer.alloc(31))).to.equal(false);
    const publicKey = readKey(Buffer.from(makeKey()))?.publicKey ?? '';
    expect(isSoundPublicKey(Buffer.from(publicKey, 'base64url'))).to.equal(true);
  });

  it('lets no forgery pass under the identity key', () => {
    const identity = Buffer.from(`01${'00'.repeat(31)}`, 'hex');
    // R = identity, S = 0: verifies for every message wherever the key itself is believed.
    const forged = Buffer.concat([identity, Buffer.alloc(32)]).toString('base64url');
    expect(createVerify()(identity.toString('base64url'), 'play this', forged)).to.equal(false);
  });

  it('names texts by their hash', () => {
    expect(sha256Hex('')).to.equal(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });
});
