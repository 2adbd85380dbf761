/** An enrolment with the power cut at each step of it: the same command works again, and nothing is torn. */
import { expect } from 'chai';
import { makeKey, readKey } from '#edge-agent/adapters/keys';
import { EnrolFault, enrol, identityPath, keyPath } from '#edge-agent/enrol';
import type { PostJson } from '#edge-agent/ports';
import { ROOT } from '../../unit/edge-agent/sealing.js';
import { FakeDisk } from './fake-disk.js';

const STATE = '/state';
const ORDER = { server: 'https://loaso.example', code: 'C', state: STATE, agentVersion: '1' };
const REPLY = {
  v: 1,
  dev: 'loa-000001',
  area: '21553',
  name: 'Cụm chợ',
  secret: 's'.repeat(43),
  brokerUrl: 'mqtts://loaso.example:8883',
  audioBaseUrl: 'https://loaso.example/audio',
  root: ROOT,
  envelope: '{}',
};

/** Spends its code at the first question; the same key may ask again, as at the real one. */
function openServer(): { post: PostJson; key: () => string } {
  let key: string | null = null;
  return {
    post: (_url, body) => {
      const { publicKey } = body as { publicKey: string };
      key ??= publicKey;
      const status = key === publicKey ? 200 : 409;
      return Promise.resolve({ status, text: status === 200 ? JSON.stringify(REPLY) : 'used' });
    },
    key: () => key ?? 'nobody asked',
  };
}

const begin = (disk: FakeDisk, post: PostJson) =>
  enrol(ORDER, { post, files: disk, makeKey, readKey });

/** Operations of an enrolment that nothing disturbs. */
async function operationsOf(): Promise<number> {
  const disk = new FakeDisk();
  await begin(disk, openServer().post);
  return disk.operations;
}

/** Cut at operation `cutAt` with these remains; enrolled again with the same code on what is found. */
async function cutAndAgain(disk: FakeDisk, cutAt: number, torn: number, namesMadeIt: boolean) {
  const { post, key } = openServer();
  disk.cutAt = cutAt;
  await begin(disk, post).catch((cause: unknown) => {
    if (!(cause instanceof Error && cause.message === 'power cut')) throw cause;
  });
  const found = disk.afterCut(torn, namesMadeIt);
  const again = await begin(found, post).then(
    () => 'enrolled',
    (cause: unknown) => {
      if (!(cause instanceof EnrolFault)) throw cause;
      return cause.message.includes('already') ? 'enrolled' : cause.message;
    },
  );
  const kept = readKey(await found.read(keyPath(STATE)));
  const identity = await found.read(identityPath(STATE));
  const whole =
    kept?.publicKey === key() &&
    Buffer.from(identity ?? '')
      .toString()
      .endsWith('}\n');
  return { again, whole };
}

describe('edge-agent/enrol, the power cut at any step', () => {
  const remains = [0, 1, 60, 100_000].flatMap((torn) => [
    { torn, namesMadeIt: true },
    { torn, namesMadeIt: false },
  ]);

  it('goes through with the same code afterwards, under the key that the server knows', async () => {
    const most = await operationsOf();
    expect(most).to.be.at.least(8);
    for (let cutAt = 0; cutAt <= most; cutAt += 1) {
      for (const { torn, namesMadeIt } of remains) {
        const found = await cutAndAgain(new FakeDisk(), cutAt, torn, namesMadeIt);
        const what = `cut at ${cutAt}, ${torn} bytes, names ${namesMadeIt}`;
        expect(found, what).to.deep.equal({ again: 'enrolled', whole: true });
      }
    }
  });

  it('would not on a disk whose folder sync lies: the test sees what it is for', async () => {
    const most = await operationsOf();
    const answers = new Set<string>();
    for (let cutAt = 0; cutAt <= most; cutAt += 1) {
      const disk = new FakeDisk();
      disk.folderSyncLies = true;
      answers.add((await cutAndAgain(disk, cutAt, 0, false)).again);
    }
    expect([...answers].some((one) => one.includes('409'))).to.equal(true);
  });

  for (const [what, text] of [
    ['empty', ''],
    ['half-written', makeKey().slice(0, 60)],
  ]) {
    it(`makes a new key where an older agent has left one that is ${what}`, async () => {
      const disk = new FakeDisk();
      const file = await disk.open(keyPath(STATE));
      await file.write(Buffer.from(text ?? ''));
      await file.sync();
      await disk.syncFolder();
      const { post, key } = openServer();
      await begin(disk, post);
      expect(readKey(await disk.read(keyPath(STATE)))?.publicKey).to.equal(key());
    });
  }
});
