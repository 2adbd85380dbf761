/** Rules and dashboards for operators, judged by a real Prometheus and by what the server really tells. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { createMetrics } from '#server/adapters/http/metrics';
import { fleetFigures } from '#server/core/fleet/fleet-figures';
import type { Known } from '#server/core/fleet/presence';
import { NO_SUMS } from '#server/core/reports/sums';
import { gaugesOf } from '#server/main/gauges';
import { until } from '../../../deploy/demo/client.js';
import { statusOf } from '../../support/fleet-status.js';
import { openTestStore, type TestStore } from '../../support/store.js';

const FOLDER = new URL('../../../deploy/monitoring/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const DASHBOARDS = readdirSync(FOLDER).filter((name) => name.startsWith('grafana-'));

const promtool = (...args: string[]): string =>
  execFileSync('promtool', args, { encoding: 'utf8', timeout: 30_000 });

/** Every question that rules and dashboards ask. */
function questions(): string[] {
  const panels = DASHBOARDS.flatMap((name) => {
    const { panels: all } = JSON.parse(textOf(name)) as {
      panels: { targets: { expr: string }[] }[];
    };
    return all.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  });
  return [...panels, textOf('alerts.yml')];
}

const NOW = 1_800_000_000_000;

const box = (id: string, healthy: boolean): Known => ({
  state: 'enrolled',
  online: true,
  lastSeenAt: NOW,
  status: statusOf(DeviceId.parse(id), {
    output: { kind: 'card', virtual: false, healthy, detail: '' },
  }),
  statusAt: NOW,
  desired: null,
  envelopeNum: 0,
});
/** Three boxes on line, two of them silent, behind one incident. */
const FLEET = fleetFigures(
  [box('box-0000a', true), box('box-0000b', false), box('box-0000c', false)],
  [{ cause: 'sound-output', resolvedAt: null }],
  NOW,
);
const DAY = { ...NO_SUMS, planned: 9, aired: 5, interrupted: 1, missed: 2, unknown: 1 };

describe('monitoring', function () {
  this.timeout(60_000);
  let dir: string;
  let test: TestStore;
  let metrics: ReturnType<typeof createMetrics>;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'loaso-prometheus-'));
    test = await openTestStore();
    const figures = { started: 1, acks: 2, firstAckMs: 300 };
    const gauges = gaugesOf(
      { store: test.store } as Parameters<typeof gaugesOf>[0],
      {
        broker: { connections: () => 3, link: { figures: () => ({ waiting: 0, failed: 0 }) } },
        feed: { size: () => 1 },
        fleet: {
          boxesAhead: () => new Set(),
          refusedMessages: () => ({ stale: 4 }),
          watchFigures: () => FLEET,
        },
        emergency: { figures: () => figures },
        voices: { figures: () => ({ fellBack: 0 }) },
        lastDay: { sums: () => DAY },
      } as unknown as Parameters<typeof gaugesOf>[1],
    );
    metrics = createMetrics(gauges);
    metrics.observe('/api/me', 200, 0.01);
    metrics.observe('/api/me', 500, 0.01);
  });
  after(async () => {
    await test.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('has rules that Prometheus takes, that fire on their fault and on no quiet day', () => {
    const rules = join(dir, 'alerts.yml');
    cpSync(new URL('alerts.yml', FOLDER), rules);
    const cases = readFileSync(new URL('alerts.yml', import.meta.url), 'utf8');
    const tests = join(dir, 'tests.yml');
    writeFileSync(tests, cases.replace('RULES', rules));
    expect(promtool('check', 'rules', rules)).to.include('SUCCESS');
    expect(promtool('test', 'rules', tests)).to.include('SUCCESS');
  });

  it('asks only for what the server tells', async () => {
    const { body } = await metrics.text();
    const told = new Set([...body.matchAll(/^(loaso_\w+)/gm)].map(([, name]) => name));
    const names = new Set([...body.matchAll(/loaso_state\{name="(\w+)"\}/g)].map(([, one]) => one));
    const asked = questions().join('\n');
    const metricsAsked = [...asked.matchAll(/\b(loaso_[a-z0-9_]+)/g)].map(([, name]) => name);
    const statesAsked = [...asked.matchAll(/name="(\w+)"/g)].map(([, name]) => name);
    expect(metricsAsked.filter((name) => !told.has(name))).to.deep.equal([]);
    expect(statesAsked.filter((name) => !names.has(name))).to.deep.equal([]);
    expect(statesAsked.length).to.be.greaterThan(10);
    const series = [...asked.matchAll(/\b(loaso_(?:lights|airings)\{[^}!]+\})/g)].map(
      ([, one]) => one,
    );
    expect(series.length).to.be.greaterThan(15);
    expect(series.filter((one) => !body.includes(`\n${one} `))).to.deep.equal([]);
  });

  it('tells lights by colour, open incidents by cause and the airings of a day, nought as well', async () => {
    const { body } = await metrics.text();
    const told = body
      .split('\n')
      .filter((line) => /^loaso_(lights|incidents|airings)\{/.test(line));
    expect(told).to.include.members([
      'loaso_lights{light="reachable",colour="green"} 3',
      'loaso_lights{light="audible",colour="red"} 2',
      'loaso_lights{light="audible",colour="green"} 1',
      'loaso_lights{light="audible",colour="amber"} 0',
      'loaso_incidents{cause="sound-output"} 1',
      'loaso_incidents{cause="horn-line"} 0',
      'loaso_airings{outcome="played"} 5',
      'loaso_airings{outcome="missed"} 2',
    ]);
    expect(told.join('')).to.not.match(/box-0000/);
    // Three lights of four colours, twenty causes, five outcomes: whatever the size of the fleet.
    expect(told).to.have.length(12 + 20 + 5);
  });

  it('is scraped by a real Prometheus, with every rule healthy', async () => {
    const source = createServer((_, response) => {
      void metrics
        .text()
        .then(({ body, type }) => response.setHeader('content-type', type).end(body));
    });
    await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
    const port = (server: typeof source): number => (server.address() as AddressInfo).port;
    const config = join(dir, 'prometheus.yml');
    cpSync(new URL('alerts.yml', FOLDER), join(dir, 'alerts.yml'));
    writeFileSync(
      config,
      textOf('prometheus.yml')
        .replace('127.0.0.1:8080', `127.0.0.1:${port(source)}`)
        .replaceAll('15s', '1s'),
    );
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const at = `127.0.0.1:${port(free)}`;
    await new Promise((resolve) => free.close(resolve));
    const running = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(dir, 'db')}`,
        `--web.listen-address=${at}`,
      ],
      { stdio: 'ignore' },
    );
    try {
      const query = encodeURIComponent('loaso_state{name="broker_connections"}');
      const value = await until('the first scrape', { everyMs: 250, limitMs: 40_000 }, async () => {
        const answer = await ask(`http://${at}/api/v1/query?query=${query}`);
        return (answer as Vector | null)?.data.result[0]?.value[1] ?? null;
      });
      expect(value).to.equal('3');
      const share = encodeURIComponent(
        'sum(loaso_lights{light="audible",colour="red"}) / sum(loaso_lights{light="audible"})',
      );
      const silent = (await ask(`http://${at}/api/v1/query?query=${share}`)) as Vector;
      expect(Number(silent.data.result[0]?.value[1])).to.be.closeTo(2 / 3, 1e-9);
      const rules = (await ask(`http://${at}/api/v1/rules`)) as Rules;
      const states = rules.data.groups.flatMap(({ rules: all }) => all.map(({ health }) => health));
      expect(states.length).to.be.greaterThan(8);
      expect(new Set(states)).to.not.include('err');
    } finally {
      running.kill('SIGKILL');
      await new Promise((resolve) => source.close(resolve));
    }
  });
});

type Vector = { data: { result: { value: [number, string] }[] } };
type Rules = { data: { groups: { rules: { health: string }[] }[] } };

/** Null while the program does not listen yet. */
async function ask(url: string): Promise<unknown> {
  const answer = await fetch(url).catch(() => null);
  return answer?.ok === true ? await answer.json() : null;
}
