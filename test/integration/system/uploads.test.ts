/** A file that comes in is whole and named by nobody outside, or leaves nothing. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { createHashing } from '#server/adapters/system/hashing';
import { createUploads, type UploadStore } from '#server/adapters/system/uploads';
import type { Upload } from '#server/ports/uploads';

const sending = (bytes: AsyncIterable<Uint8Array>, signal?: AbortSignal): Upload => ({
  bytes,
  sizeBytes: null,
  signal: signal ?? new AbortController().signal,
});
const text = (...pieces: string[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));

describe('uploads', () => {
  let folder: string;
  let uploads: UploadStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-uploads-'));
    uploads = createUploads(folder, 60);
    await uploads.start();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const codeOf = async (upload: Upload, limit = 100): Promise<string> => {
    const received = await uploads.receive(upload, limit);
    return received.ok ? 'ok' : received.error.code;
  };

  it('store what came, with its size and hash', async () => {
    const received = await uploads.receive(sending(text('loa', ' số')), 100);
    if (!received.ok) throw new Error(received.error.code);
    const { path, sizeBytes, sha256 } = received.value;
    expect(await readFile(path, 'utf8')).to.equal('loa số');
    expect([sizeBytes, sha256]).to.deep.equal([8, createHashing().sha256('loa số')]);
    await uploads.discard(path);
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('leave nothing of what is too large, empty, stalled or broken off', async () => {
    expect(await codeOf(sending(text('0123456789', '0')), 10)).to.equal('too-large');
    expect(await codeOf(sending(text('0123456789')), 10)).to.equal('ok');
    await uploads.start();
    expect(await codeOf(sending(text()))).to.equal('empty');
    const never = new Readable({ read: () => undefined });
    expect(await codeOf(sending(never))).to.equal('stalled');
    const broken = new Readable({ read: () => broken.destroy(new Error('connection reset')) });
    expect(await codeOf(sending(broken))).to.equal('broken-off');
    expect(await codeOf(sending(text('a'), AbortSignal.abort()))).to.equal('broken-off');
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('forget at the start what a power cut left', async () => {
    await writeFile(join(folder, 'old.upload'), 'half');
    await uploads.start();
    expect(await readdir(folder)).to.deep.equal([]);
  });
});
