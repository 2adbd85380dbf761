/**
 * Web under test — máy chủ web trong kiểm thử.
 *
 * The real HTTP application on a loopback port over flows given by the test; each token names the
 * role it acts for, so that a test can knock as anybody.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AreaId, UserId } from '@loaso/shared/ids';
import type { Role } from '@loaso/shared/wire/http/people';
import { createApp } from '#server/adapters/http/app';
import { createMetrics } from '#server/adapters/http/metrics';
import { createHttpServer } from '#server/adapters/http/server';
import type { Actor, Flows } from '#server/flows/flows';
import type { AudioFiles, Log } from '#server/ports/system';

export const ROLES: readonly Role[] = [
  'administrator',
  'official',
  'approver',
  'viewer',
  'technician',
];

/** Twenty characters or more, as the cookie demands. */
export const tokenFor = (role: Role): string => `token-of-the-role-${role}`;

export const actorFor = (role: Role): Actor => ({
  userId: UserId.parse(`user-${role}`),
  username: role,
  fullName: role,
  role,
  areaId: AreaId.parse('52'),
});

export type Logged = { level: string; event: string; fields: unknown };

export function quietLog(seen: Logged[] = []): Log {
  const at = (level: string) => (event: string, fields?: Record<string, unknown>) =>
    void seen.push({ level, event, fields: fields ?? {} });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

type Verb = (...args: readonly unknown[]) => unknown;

/** Flows in which every verb that the test does not give fails loudly. */
export function flowsWith(verbs: Readonly<Record<string, Verb>>): Flows {
  const people = {
    actorOf: (token: string) => {
      const role = ROLES.find((one) => tokenFor(one) === token);
      return Promise.resolve(role === undefined ? null : actorFor(role));
    },
  };
  const group = (name: string, base: object = {}): unknown =>
    new Proxy(base, {
      get: (target, verb) => {
        const key = `${name}.${String(verb)}`;
        return (
          verbs[key] ??
          Reflect.get(target, verb) ??
          (() => Promise.reject(new Error(`not given: ${key}`)))
        );
      },
    });
  return {
    people: group('people', people),
    content: group('content'),
    schedule: group('schedule'),
    fleet: group('fleet'),
    photos: group('photos'),
  } as Flows;
}

export type Web = { readonly url: string; readonly logged: Logged[]; stop(): Promise<void> };

export async function startWeb(
  flows: Flows,
  options: { files?: AudioFiles; loginsPerMinute?: number; secure?: boolean } = {},
): Promise<Web> {
  const logged: Logged[] = [];
  const dashboardDir = mkdtempSync(join(tmpdir(), 'loaso-page-'));
  writeFileSync(join(dashboardDir, 'index.html'), '<!doctype html><title>Loa Số</title>');
  const app = createApp({
    flows,
    files: options.files ?? { adopt: () => Promise.resolve(), find: () => Promise.resolve(null) },
    metrics: createMetrics(() =>
      Promise.resolve({ state: { boxes: 3 }, lights: [], incidents: [], airings: [] }),
    ),
    log: quietLog(logged),
    version: '0.0.0-test',
    cookie: { secure: options.secure ?? false },
    dashboardDir,
    mapJson: '{"type":"FeatureCollection","features":[]}',
    metricsToken: 'metrics-token',
    loginsPerMinute: options.loginsPerMinute ?? 1000,
    trustedProxies: 0,
  });
  const server = createHttpServer(app, (_request, socket) => socket.destroy(), {
    host: '127.0.0.1',
    port: 0,
    tls: null,
  });
  const port = await server.start();
  return { url: `http://127.0.0.1:${port}`, logged, stop: () => server.stop() };
}
