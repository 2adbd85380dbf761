/** A release on its way into the server: what is taken in, and what is not. */
import { expect } from 'chai';
import { administrator } from '../../../support/fleet-room.js';
import { given } from '../../../support/people.js';
import { releaseSigner } from '../../../support/release.js';
import { openReleaseRoom, type ReleaseRoom } from '../../../support/release-room.js';

describe('a release brought to the server', function () {
  this.timeout(60_000);
  let room: ReleaseRoom;
  beforeEach(async () => {
    room = await openReleaseRoom();
  });
  afterEach(() => room.close());

  const codeOf = async (bytes: Buffer): Promise<string | null> => {
    const added = await room.flows.add(administrator, room.upload(bytes));
    return added.ok ? null : added.error.code;
  };

  it('is taken in only with the signature of a key that the boxes trust, whole, once', async () => {
    const whole = room.file();
    expect(await codeOf(room.file({}, [releaseSigner('release-1')]))).to.equal('release-unsigned');
    expect(await codeOf(room.file({}, [releaseSigner('release-9')]))).to.equal('release-unsigned');
    const flipped = Buffer.from(whole);
    flipped[flipped.length - 20] = (flipped.at(-20) ?? 0) ^ 1;
    expect(await codeOf(flipped)).to.equal('release-damaged');
    expect(await codeOf(whole.subarray(0, whole.length - 1))).to.equal('release-damaged');
    expect(await codeOf(Buffer.concat([whole, Buffer.from('x')]))).to.equal('release-damaged');
    expect(await codeOf(Buffer.from('not a release'))).to.equal('release-damaged');
    const now = room.ports.clock.now();
    expect(await codeOf(room.file({ iat: 1, exp: now }))).to.not.equal(null);
    expect(given(await room.flows.desk(administrator)).releases).to.deep.equal([]);
    // The positive twin: the same bytes, unchanged.
    expect(await codeOf(whole)).to.equal(null);
    expect(await codeOf(whole)).to.equal('release-known');
    expect(await codeOf(room.file({ version: '9.2.0', arch: 'armhf' }))).to.equal('release-number');
    expect(await codeOf(room.file({ arch: 'armhf' }))).to.equal(null);
    const { releases, trustedKeys } = given(await room.flows.desk(administrator));
    expect(releases.map(({ version, files }) => [version, files.length])).to.deep.equal([
      ['9.1.0', 2],
    ]);
    expect(trustedKeys).to.deep.equal(['release-1']);
  });
});
