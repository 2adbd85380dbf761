/** A file goes through the door only after its sender, and only as much of it as is allowed. */
import { ok } from '@loaso/shared/result';
import { RECORDING_BYTES_MAX } from '@loaso/shared/wire/http/recordings';
import { expect } from 'chai';
import type { Upload } from '#server/ports/uploads';
import { flowsWith, startWeb, tokenFor, type Web } from '../../support/web.js';

type Seen = { upload: Upload; text: string; query: unknown };

const QUERY = 'areaId=52&title=L%E1%BB%9Di%20d%E1%BA%B7n&language=bdq';

describe('server/http uploads', () => {
  let web: Web;
  let seen: Seen[] = [];
  before(async () => {
    web = await startWeb(
      flowsWith({
        'content.record': async (_actor, query, upload) => {
          const pieces: Uint8Array[] = [];
          for await (const piece of (upload as Upload).bytes) pieces.push(piece);
          const text = Buffer.concat(pieces).toString('utf8');
          seen.push({ upload: upload as Upload, text, query });
          return ok({ id: 'bt-1' });
        },
        'content.hear': async () => ok(Buffer.from('RIFF')),
        'content.approve': async (_actor, _id, revision) => ok({ revision }),
      }),
    );
  });
  after(() => web.stop());
  beforeEach(() => {
    seen = [];
  });

  const send = (role: 'official' | 'viewer' | null, init: RequestInit, query = QUERY) =>
    fetch(`${web.url}/api/bulletins/recordings?${query}`, {
      method: 'POST',
      headers: {
        'content-type': 'audio/mp4',
        ...(role === null ? {} : { cookie: `loaso=${tokenFor(role)}` }),
      },
      ...init,
    });

  it('hand the flow the bytes of any type as they come, with the query parsed', async () => {
    const response = await send('official', { body: 'tiếng Ba Na' });
    expect(response.status).to.equal(201);
    expect(seen).to.have.lengthOf(1);
    expect(seen[0]?.text).to.equal('tiếng Ba Na');
    expect(seen[0]?.upload.sizeBytes).to.equal(Buffer.byteLength('tiếng Ba Na'));
    expect(seen[0]?.query).to.deep.include({ language: 'bdq', title: 'Lời dặn', field: 'general' });
  });

  it('refuse strangers, wrong roles and wrong queries before the body', async () => {
    // One piece a turn of the event loop: the server lives in this process too. The stream ends
    // only when told to, since a client keeps pulling at a body nobody reads any more.
    const endless = (over: AbortSignal): RequestInit => ({
      body: new ReadableStream({
        pull: (controller) =>
          new Promise<void>((resolve) =>
            setImmediate(() => {
              if (over.aborted) controller.error(over.reason);
              else controller.enqueue(new Uint8Array(1024));
              resolve();
            }),
          ),
      }),
      duplex: 'half',
      signal: over,
    });
    const statusOf = async (role: 'official' | 'viewer' | null, query?: string) => {
      const over = new AbortController();
      try {
        return (await send(role, endless(over.signal), query)).status;
      } finally {
        over.abort(new Error('answered'));
      }
    };
    const timers = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    // Mocha starts its own timer after the first turn of a test.
    await new Promise((resolve) => setImmediate(resolve));
    const before = timers();
    expect(await statusOf(null)).to.equal(401);
    expect(await statusOf('viewer')).to.equal(403);
    expect(await statusOf('official', 'areaId=52')).to.equal(400);
    expect(seen).to.deep.equal([]);
    // The watch over the body ends with the answer: it would hold the process for half an hour.
    for (let turn = 0; turn < 150 && timers() > before; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(timers()).to.equal(before);
  });

  it('give a sentence as sound', async () => {
    const response = await fetch(`${web.url}/api/bulletins/bt-1/sentences/3/hear`, {
      method: 'POST',
      headers: { cookie: `loaso=${tokenFor('approver')}` },
    });
    expect(response.headers.get('content-type')).to.match(/^audio\/(vnd\.wave|wav|x-wav)/);
    expect(await response.text()).to.equal('RIFF');
  });

  it('take the revision that was looked at, or none', async () => {
    const approve = async (init: RequestInit) => {
      const response = await fetch(`${web.url}/api/bulletins/bt-1/approve`, {
        method: 'POST',
        ...init,
        headers: {
          cookie: `loaso=${tokenFor('approver')}`,
          'content-type': 'application/json',
        },
      });
      return [response.status, await response.json()];
    };
    expect(await approve({ body: '{"revision":7}' })).to.deep.equal([
      200,
      { bulletin: { revision: 7 } },
    ]);
    expect(await approve({})).to.deep.equal([200, { bulletin: {} }]);
    expect((await approve({ body: '{"revision":"x"}' }))[0]).to.equal(400);
  });

  it('are described with their largest size in mind', async () => {
    const response = await fetch(`${web.url}/api/openapi.json`, {
      headers: { cookie: `loaso=${tokenFor('viewer')}` },
    });
    const { paths } = (await response.json()) as { paths: Record<string, never> };
    const post = (path: string) => JSON.stringify(paths[path]?.['post']);
    expect(post('/api/bulletins/recordings')).to.include('application/octet-stream');
    expect(post('/api/bulletins/{bulletinId}/sentences/{index}/hear')).to.include('audio/wav');
    expect(RECORDING_BYTES_MAX).to.equal(209_715_200);
  });
});
