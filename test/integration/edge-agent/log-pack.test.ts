/** The packed log: bounded, of the newest lines, and without a secret wherever one might stand. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { LOG_GZIP_BYTES_MAX } from '@loaso/shared/wire/result';
import { expect } from 'chai';
import { createLogPack } from '#edge-agent/adapters/log-pack';
import type { PackedLog } from '#edge-agent/core/event';

const SECRET = 'f3a9'.repeat(10);
const LOGIN = Buffer.from(`box-1:${SECRET}`).toString('base64');
const PEM = ['BEGIN', 'END'].map((end) => `-----${end} PRIVATE KEY-----`).join('\nMC4CAQ\n');

describe('edge-agent/adapters/log-pack', () => {
  let proc: string;
  beforeEach(() => {
    proc = mkdtempSync(join(tmpdir(), 'loaso-proc-'));
    mkdirSync(join(proc, 'net'));
    writeFileSync(join(proc, 'loadavg'), `0.10 0.20 0.30 ${SECRET}`);
  });
  afterEach(() => rmSync(proc, { recursive: true, force: true }));

  const packOf = () =>
    createLogPack({ proc, settings: { output: 'card' }, secrets: [SECRET, LOGIN] });
  const textOf = (packed: PackedLog | null): string =>
    gunzipSync(Buffer.from(packed?.gzip ?? '', 'base64')).toString();

  it('holds what the box knows, its settings, the system and the lines, in that order', async () => {
    const { keep, pack } = packOf();
    keep('{"event":"booted"}\n');
    keep('{"event":"stopped"}\n');
    const packed = await pack({ status: { dev: 'box-1' } });
    const [head = '', ...lines] = textOf(packed).split('\n');
    expect(JSON.parse(head)).to.deep.include({
      status: { dev: 'box-1' },
      settings: { output: 'card' },
    });
    expect(JSON.parse(head).system).to.include({ uptime: null });
    expect(lines).to.deep.equal(['{"event":"booted"}', '{"event":"stopped"}', '']);
    expect(packed).to.include({ lines: 2 });
  });

  it('lets no secret out, of a line, of a file or of what it is given', async () => {
    const { keep, pack } = packOf();
    keep(`{"detail":"refused Basic ${LOGIN}"}\n`);
    keep(`${JSON.stringify({ detail: PEM })}\n`);
    keep(`${PEM}\n`);
    const text = textOf(await pack({ url: `mqtt://box-1:${SECRET}@broker` }));
    for (const secret of [SECRET, LOGIN, 'MC4CAQ']) expect(text).to.not.include(secret);
    expect(text.split('(struck out)').length).to.be.at.least(6);
  });

  it('stays within its size, and then keeps the newest lines', async () => {
    const { keep, pack } = packOf();
    let seed = 1;
    for (let index = 0; index < 20_000; index += 1) {
      seed = (seed * 48_271) % 2_147_483_647;
      keep(`{"n":${index},"noise":"${seed.toString(36)}${(seed * 7).toString(36)}"}\n`);
    }
    const packed = await pack({});
    expect(Buffer.from(packed?.gzip ?? '', 'base64').length).to.be.within(1, LOG_GZIP_BYTES_MAX);
    expect(packed?.lines).to.be.within(100, 19_999);
    expect(textOf(packed)).to.include('{"n":19999,');
  });

  it('is nothing where what must go in is too large', async () => {
    let noise = '';
    for (let seed = 1, at = 0; at < 30_000; at += 1) {
      seed = (seed * 48_271) % 2_147_483_647;
      noise += seed.toString(36);
    }
    expect(await packOf().pack({ noise })).to.equal(null);
  });
});
