/**
 * Edge of the server — mép ngoài của máy chủ.
 *
 * What strangers, broken programs and other sites send: each gets a clear answer with a next step,
 * and nothing gets through unparsed.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok } from '@loaso/shared/result';
import { expect } from 'chai';
import type { Flows } from '#server/flows/flows';
import { flowsWith, startWeb, tokenFor, type Web } from '../../support/web.js';

const AUDIO = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));
const SHA = createHash('sha256').update(AUDIO).digest('hex');
const BOX = 'cum-loa-000001';

type Problem = {
  code: string;
  title: { vi: string; en: string };
  next: { vi: string };
  fields?: Record<string, string>;
};

function flows(): Flows {
  const user = {
    id: 'user-1',
    username: 'a',
    fullName: 'A',
    role: 'official',
    areaId: '52',
    areaName: 'Gia Lai',
    active: true,
  };
  return flowsWith({
    'people.login': (name) =>
      Promise.resolve(
        name === 'canbo'
          ? ok({ user, token: 'x'.repeat(43), expiresAt: 4_000_000_000_000 })
          : err({ code: 'wrong-login' }),
      ),
    'people.logout': () => Promise.resolve(),
    'people.me': () => Promise.resolve(ok(user)),
    'content.speak': (_actor, text) => Promise.resolve(ok({ spoken: text, uncertain: [] })),
    'content.bulletins': () => Promise.reject(new Error('disk on fire, secret detail')),
    'content.mayHear': () => Promise.resolve(true),
    'fleet.boxLogin': (device, secret) => Promise.resolve(device === BOX && secret === 'right'),
    'fleet.boxMayFetch': (_device, sha) => Promise.resolve(sha === SHA),
  });
}

describe('server/http edge', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'loaso-audio-')), `${SHA}.mp3`);
  let web: Web;

  before(async () => {
    writeFileSync(file, AUDIO);
    web = await startWeb(flows(), {
      files: {
        adopt: () => Promise.resolve(),
        find: (sha) =>
          Promise.resolve(
            sha === SHA ? { path: file, sizeBytes: AUDIO.length, codec: 'mp3' } : null,
          ),
      },
    });
  });
  after(() => web.stop());

  const send = (
    path: string,
    init: RequestInit & { role?: 'official' | 'viewer' } = {},
  ): Promise<Response> =>
    fetch(web.url + path, {
      ...init,
      headers: {
        'content-type': 'application/json',
        ...(init.role === undefined ? {} : { cookie: `loaso=${tokenFor(init.role)}` }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  const problemOf = async (response: Response): Promise<Problem> =>
    (await response.json()) as Problem;
  const login = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    send('/api/login', { method: 'POST', body, headers });

  it('sets a cookie that scripts and other sites cannot use', async () => {
    const response = await login('{"username":"canbo","password":"mat khau dai"}');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(response.status).to.equal(200);
    expect(cookie).to.match(/^loaso=x{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    expect(JSON.stringify(await response.json())).to.not.include('x'.repeat(43));
  });

  it('sets it under the __Host- prefix, secure, behind TLS', async () => {
    const secure = await startWeb(flows(), { secure: true });
    const response = await fetch(`${secure.url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"username":"canbo","password":"mat khau dai"}',
    });
    expect(response.headers.getSetCookie()[0]).to.match(/^__Host-loaso=.*; Secure;/);
    await secure.stop();
  });

  it('says the same for a wrong name and a wrong password, with a next step in Vietnamese', async () => {
    const response = await login('{"username":"ai","password":"sai"}');
    const problem = await problemOf(response);
    expect([response.status, problem.code]).to.deep.equal([401, 'wrong-login']);
    expect(problem.next.vi).to.not.equal('');
  });

  it('names the wrong fields', async () => {
    const response = await login('{"username":""}');
    const problem = await problemOf(response);
    expect([response.status, problem.code]).to.deep.equal([400, 'bad-input']);
    expect(Object.keys(problem.fields ?? {}).sort()).to.deep.equal(['password', 'username']);
  });

  for (const [what, body] of [
    ['no JSON', '{"username":'],
    ['a bare word', 'hello'],
    ['nothing', ''],
    ['a list', '[]'],
  ] as const) {
    it(`refuses ${what} as a body`, async () => {
      const response = await login(body);
      expect([response.status, (await problemOf(response)).code]).to.deep.equal([400, 'bad-input']);
    });
  }

  it('refuses a body over the limit of the route', async () => {
    const response = await login(JSON.stringify({ username: 'a', password: 'b'.repeat(10_000) }));
    expect([response.status, (await problemOf(response)).code]).to.deep.equal([413, 'too-large']);
  });

  it('does not read the body of a stranger: a large import without a login is a 401', async () => {
    const response = await send('/api/bulletins', {
      method: 'POST',
      body: JSON.stringify({ text: 'a'.repeat(9_000_000) }),
    });
    expect(response.status).to.equal(401);
  });

  it('refuses changes that come from another site', async () => {
    const body = '{"username":"canbo","password":"mat khau dai"}';
    const origin = await login(body, { origin: 'https://evil.example' });
    const fetchSite = await login(body, { 'sec-fetch-site': 'cross-site' });
    const ours = await login(body, { origin: web.url, 'sec-fetch-site': 'same-origin' });
    expect([origin.status, fetchSite.status, ours.status]).to.deep.equal([403, 403, 200]);
  });

  it('hides what broke from the caller and tells the log', async () => {
    const response = await send('/api/bulletins', { role: 'viewer' });
    const problem = await problemOf(response);
    expect([response.status, problem.code]).to.deep.equal([500, 'fault']);
    expect(JSON.stringify(problem)).to.not.include('disk on fire');
    const logged = web.logged.filter((line) => line.event === 'http-fault');
    expect(JSON.stringify(logged)).to.include('disk on fire');
  });

  it('answers an unknown address under /api with a problem, any other with the page', async () => {
    const api = await send('/api/nothing-here');
    const page = await send('/lich-phat');
    expect([api.status, (await problemOf(api)).code]).to.deep.equal([404, 'unknown-path']);
    expect([page.status, await page.text()]).to.deep.equal([
      200,
      '<!doctype html><title>Loa Số</title>',
    ]);
  });

  it('permits no script but its own files', async () => {
    const policy = (await send('/')).headers.get('content-security-policy') ?? '';
    expect(policy).to.include("default-src 'none'");
    expect(policy).to.include("script-src 'self';");
    expect(policy).to.not.match(/script-src[^;]*(unsafe|https?:|\*)/);
  });

  it('stops counting passwords after the limit', async () => {
    const strict = await startWeb(flows(), { loginsPerMinute: 3 });
    const tries = [];
    for (let count = 0; count < 5; count += 1) {
      const response = await fetch(`${strict.url}/api/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"username":"ai","password":"sai"}',
      });
      tries.push(response.status);
    }
    expect(tries).to.deep.equal([401, 401, 401, 429, 429]);
    await strict.stop();
  });

  describe('audio', () => {
    const basic = (secret: string): Record<string, string> => ({
      authorization: `Basic ${Buffer.from(`${BOX}:${secret}`).toString('base64')}`,
    });
    const bytes = async (response: Response): Promise<Buffer> =>
      Buffer.from(await response.arrayBuffer());

    it('goes whole to a box that may have it, and is marked as never changing', async () => {
      const response = await send(`/audio/${SHA}`, { headers: basic('right') });
      expect(response.status).to.equal(200);
      expect(response.headers.get('etag')).to.equal(`"${SHA}"`);
      expect(response.headers.get('cache-control')).to.equal(
        'private, max-age=31536000, immutable',
      );
      expect((await bytes(response)).equals(AUDIO)).to.equal(true);
    });

    it('resumes from any byte', async () => {
      const response = await send(`/audio/${SHA}`, {
        headers: { ...basic('right'), range: 'bytes=4321-', 'if-range': `"${SHA}"` },
      });
      expect([response.status, response.headers.get('content-range')]).to.deep.equal([
        206,
        'bytes 4321-4999/5000',
      ]);
      expect((await bytes(response)).equals(AUDIO.subarray(4321))).to.equal(true);
    });

    it('refuses a range outside the file', async () => {
      const response = await send(`/audio/${SHA}`, {
        headers: { ...basic('right'), range: 'bytes=9000-' },
      });
      expect(response.status).to.equal(416);
    });

    it('stays closed to a wrong secret, a foreign file and a path', async () => {
      const statuses = [
        (await send(`/audio/${SHA}`, { headers: basic('wrong') })).status,
        (await send(`/audio/${'b'.repeat(64)}`, { headers: basic('right') })).status,
        (await send('/audio/..%2f..%2fetc%2fpasswd', { headers: basic('right') })).status,
      ];
      expect(statuses).to.deep.equal([401, 404, 404]);
    });

    it('goes to a person in scope, by cookie', async () => {
      const response = await send(`/audio/${SHA}`, { role: 'viewer' });
      expect(response.status).to.equal(200);
    });
  });
});
