/**
 * Sample line — đường dẫn mẫu âm thanh: every sample that a program writes arrives, once, in order.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { openSampleLine } from '#server/adapters/audio/sample-line';

/** A program that writes the bytes of 0, 1, 2 … as floats, in pieces of odd lengths. */
const COUNTING = `
  const count = Number(process.argv[1]);
  const bytes = Buffer.from(Float32Array.from({ length: count }, (_, i) => i).buffer);
  let at = 0;
  const more = () => {
    if (at >= bytes.length) return;
    const piece = bytes.subarray(at, (at += 1 + ((at * 7919) % 70001)));
    process.stdout.write(piece, more);
  };
  more();
`;

async function heardOf(count: number): Promise<number[]> {
  const heard: number[] = [];
  const line = await openSampleLine((samples) => heard.push(...samples));
  const child = spawn(process.execPath, ['-e', COUNTING, `${count}`], {
    stdio: ['ignore', line.inlet, 'inherit'],
  });
  await new Promise((ended) => child.once('exit', ended));
  await line.end();
  return heard;
}

const socketsLeft = (): string[] =>
  readdirSync(tmpdir()).filter((name) => /^loaso-.*\.sock$/u.test(name));

describe('a sample line', () => {
  it('gives every sample once and in order, however the bytes are cut', async () => {
    const count = 700_001;
    const heard = await heardOf(count);
    expect(heard.length).to.equal(count);
    expect(heard.findIndex((value, i) => value !== i)).to.equal(-1);
  }).timeout(20_000);

  it('ends without a sample when nothing was written', async () => {
    expect(await heardOf(0)).to.deep.equal([]);
  });

  it('leaves no name behind', async () => {
    const before = socketsLeft();
    const line = await openSampleLine(() => undefined);
    await line.end();
    const added = socketsLeft().filter((name) => !before.includes(name));
    // Another run beside this one may hold a name for a moment.
    await setTimeout(300);
    expect(socketsLeft().filter((name) => added.includes(name))).to.deep.equal([]);
  });
});
