/**
 * Every door — mọi cửa vào của máy chủ.
 *
 * Enumerates the routes of the running application itself and tries each with nobody and with every
 * role, so that a door opened by mistake is found the day it is opened.
 */
import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '#server/adapters/http/app';
import { createMetrics } from '#server/adapters/http/metrics';
import type { Route } from '#server/adapters/http/route';
import { allRoutes } from '#server/adapters/http/routes';
import { flowsWith, quietLog, ROLES, startWeb, tokenFor, type Web } from '../../support/web.js';

/** Doors that need no login, each with the reason. */
const OPEN: Readonly<Record<string, string>> = {
  'post /api/login': 'how else to get in',
  'post /api/enrol': 'a box brings its one-time code',
};

/** Doors outside the route table. */
const BESIDE = [
  'get /healthz',
  'get /metrics',
  'get /audio/:sha256',
  'get /photo/:sha256',
  'get /api/map',
  'get /api/openapi.json',
  'get /{*path}',
];

const nameOf = (route: Route): string => `${route.method} ${route.path}`;

const pathOf = (route: Route): string =>
  route.path
    .replace(':deviceId', 'box-00000001')
    .replace(':areaId', '52')
    .replace(':index', '0')
    .replace(':language', 'bdq')
    .replace(/:(userId|bulletinId|jobId|entryId|lexiconId)/, 'some-id');

type Layer = { route?: { path: string; methods: Record<string, boolean> } };

function doorsOf(app: Express): string[] {
  const { stack } = app.router as unknown as { stack: Layer[] };
  return stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map((method) => `${method} ${route.path}`),
  );
}

async function knock(web: Web, route: Route, cookie: string | null): Promise<number> {
  const response = await fetch(`${web.url}${pathOf(route)}`, {
    method: route.method.toUpperCase(),
    headers: {
      ...(cookie === null ? {} : { cookie: `loaso=${cookie}` }),
      'content-type': 'application/json',
    },
    ...(route.method === 'get' ? {} : { body: '{}' }),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  return response.status;
}

describe('server/http doors', () => {
  const routes = allRoutes(flowsWith({}));
  let web: Web;

  before(async () => {
    web = await startWeb(flowsWith({}));
  });
  after(() => web.stop());

  it('are exactly the rows of the table and the seven beside it', () => {
    const app = createApp({
      flows: flowsWith({}),
      files: { adopt: () => Promise.resolve(), find: () => Promise.resolve(null) },
      metrics: createMetrics(() =>
        Promise.resolve({ state: {}, lights: [], incidents: [], airings: [] }),
      ),
      log: quietLog(),
      version: '0',
      cookie: { secure: true },
      dashboardDir: '/nonexistent',
      mapJson: '{}',
      metricsToken: null,
      loginsPerMinute: 1,
      trustedProxies: 0,
    });
    expect(doorsOf(app).sort()).to.deep.equal([...routes.map(nameOf), ...BESIDE].sort());
  });

  it('stand open only where the list says why', () => {
    const open = routes.filter((route) => route.access === 'open').map(nameOf);
    expect(open.sort()).to.deep.equal(Object.keys(OPEN).sort());
  });

  it('answer 401 to everybody without a login', async () => {
    const closed = routes.filter((route) => route.access !== 'open');
    const statuses = await Promise.all(
      closed.map(async (route) => `${nameOf(route)} ${await knock(web, route, null)}`),
    );
    expect(statuses.filter((line) => !line.endsWith(' 401'))).to.deep.equal([]);
    expect(closed.length).to.be.greaterThan(25);
  });

  it('answer 401 to a login that never was', async () => {
    const closed = routes.filter((route) => route.access !== 'open');
    const statuses = await Promise.all(closed.map((route) => knock(web, route, 'a'.repeat(43))));
    expect(new Set(statuses)).to.deep.equal(new Set([401]));
  });

  for (const role of ROLES) {
    it(`answer 403 to the role ${role} wherever the table does not name it, and never where it does`, async () => {
      const wrong: string[] = [];
      for (const route of routes) {
        if (route.access === 'open') continue;
        const status = await knock(web, route, tokenFor(role));
        const named = route.access.includes(role);
        if ((status === 403) === named) wrong.push(`${nameOf(route)} ${status}`);
      }
      expect(wrong).to.deep.equal([]);
    });
  }

  it('let nobody fetch audio, photos, map or description without a login', async () => {
    const name = 'a'.repeat(64);
    const paths = [`/audio/${name}`, `/photo/${name}`, '/api/map', '/api/openapi.json'];
    const statuses = await Promise.all(
      paths.map(async (path) => (await fetch(web.url + path)).status),
    );
    expect(statuses).to.deep.equal([401, 401, 401, 401]);
  });

  it('give the metrics to the token alone', async () => {
    const without = await fetch(`${web.url}/metrics`);
    const wrong = await fetch(`${web.url}/metrics`, { headers: { authorization: 'Bearer no' } });
    const right = await fetch(`${web.url}/metrics`, {
      headers: { authorization: 'Bearer metrics-token' },
    });
    expect([without.status, wrong.status, right.status]).to.deep.equal([401, 401, 200]);
    expect(await right.text()).to.include('loaso_state{name="boxes"} 3');
  });
});
