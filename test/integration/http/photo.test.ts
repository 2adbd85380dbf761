/** A photo goes to who may see it, as a picture and nothing else; it comes in as it is. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '@loaso/shared/result';
import { expect } from 'chai';
import type { Upload } from '#server/ports/uploads';
import { flowsWith, startWeb, tokenFor, type Web } from '../../support/web.js';

const SHA = 'a'.repeat(64);
const SOUND = 'b'.repeat(64);
const PATH = '/api/devices/loa-quy-nhon-01/photos';

describe('server/http photos', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loaso-photo-'));
  const path = join(folder, `${SHA}.jpg`);
  let web: Web;
  const asked: unknown[] = [];
  before(async () => {
    writeFileSync(path, '<script>alert(1)</script>');
    web = await startWeb(
      flowsWith({
        'photos.maySee': (_actor, sha256) => Promise.resolve(sha256 === SHA || sha256 === SOUND),
        'photos.addPhoto': async (_actor, request, upload) => {
          const pieces: Uint8Array[] = [];
          for await (const piece of (upload as Upload).bytes) pieces.push(piece);
          asked.push({ request, bytes: Buffer.concat(pieces).length });
          return ok({ photos: [] });
        },
      }),
      {
        files: {
          adopt: () => Promise.resolve(),
          find: (sha256) =>
            Promise.resolve({ path, sizeBytes: 1, codec: sha256 === SOUND ? 'mp3' : 'jpg' }),
        },
      },
    );
  });
  after(() => web.stop());

  const get = (sha256: string) =>
    fetch(`${web.url}/photo/${sha256}`, { headers: { cookie: `loaso=${tokenFor('viewer')}` } });

  it('are pictures to a browser, whatever they hold, and never change', async () => {
    const response = await get(SHA);
    const header = (name: string) => response.headers.get(name);
    expect(response.status).to.equal(200);
    expect(header('content-type')).to.equal('image/jpeg');
    expect(header('x-content-type-options')).to.equal('nosniff');
    expect(header('content-security-policy')).to.equal("default-src 'none'; sandbox");
    expect(header('cross-origin-resource-policy')).to.equal('same-origin');
    expect(header('content-disposition')).to.match(/^inline; filename=/);
    expect(header('cache-control')).to.equal('private, max-age=31536000, immutable');
    await response.arrayBuffer();
    expect(header('etag')).to.equal(`"${SHA}"`);
  });

  it('are not found where the person, the name or the kind of file is wrong', async () => {
    const statuses = [];
    for (const name of ['c'.repeat(64), 'x', '..%2f..%2fetc%2fpasswd', SOUND]) {
      statuses.push((await get(name)).status);
    }
    expect(statuses).to.deep.equal([404, 404, 404, 404]);
    expect((await fetch(`${web.url}/photo/a/b`)).status).to.equal(404);
  });

  it('come in with their words in the address, from who may send them', async () => {
    const send = async (role: 'technician' | 'viewer', query: string): Promise<number> => {
      const response = await fetch(`${web.url}${PATH}?${query}`, {
        method: 'POST',
        headers: { cookie: `loaso=${tokenFor(role)}`, 'content-type': 'image/jpeg' },
        body: 'ảnh',
      });
      return response.status;
    };
    const query = new URLSearchParams({ kind: 'pole', caption: ' Cột số 3 ' }).toString();
    expect(await send('technician', query)).to.equal(201);
    expect(await send('viewer', query)).to.equal(403);
    expect(await send('technician', 'kind=tree')).to.equal(400);
    const about = { kind: 'pole', caption: 'Cột số 3' };
    expect(asked).to.deep.equal([
      { request: { deviceId: 'loa-quy-nhon-01', about }, bytes: Buffer.byteLength('ảnh') },
    ]);
  });
});
