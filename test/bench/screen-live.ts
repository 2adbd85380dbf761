/**
 * Live screens — bản đồ và danh sách khi 2.500 cụm loa cùng báo tin.
 *
 * The real dashboard on a real socket that says what 2,500 boxes say: first at the pace of their statuses,
 * one a minute each, for the share of one core that the page takes; then a whole hour of them as fast as
 * the page can hear, for the memory that stays when the garbage is taken out.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { acceptLive, type LiveSocket } from '../support/dashboard-fixture/live-socket.js';
import type { Report } from './figure.js';
import { BOXES, device, enter } from './screen-heavy.js';
import type { BenchWorld } from './world.js';

const PACE_PER_S = Math.ceil(BOXES / 60);
const WATCHED_S = 20;
const HOUR_MESSAGES = BOXES * 60;
/** So many are sent before the page is given time to draw. */
const BURST = 2500;
const REST_MS = 500;

const NAMES = ['green', 'green', 'amber', 'green', 'red'] as const;

/** A status as the server passes it on; one in ten has another light than before. */
function hint(turn: number): object {
  const index = (turn * 997) % BOXES;
  const now = Date.now();
  const lights = { reachable: NAMES[Math.floor(turn / 10) % NAMES.length], ready: 'green' };
  const state = { ...device(index), lastSeenAt: now, lights: { ...lights, audible: 'green' } };
  return { kind: 'device', at: now, device: state };
}

type Feed = {
  readonly port: number;
  send(messages: number): void;
  close(): void;
};

async function openFeed(): Promise<Feed> {
  const server = createServer();
  const pages: LiveSocket[] = [];
  server.on('upgrade', (request, socket) => void pages.push(acceptLive(request, socket)));
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  let turn = 0;
  return {
    port: (server.address() as AddressInfo).port,
    send: (messages) => {
      for (const end = turn + messages; turn < end; turn += 1) {
        for (const page of pages) page.send(hint(turn));
      }
    },
    close: () => server.close(),
  };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Seconds of work of the page's main thread since it began. */
async function worked(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

async function heapBytes(cdp: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

/** @returns part of one core while statuses come at their pace */
async function share(cdp: CDPSession, feed: Feed): Promise<number> {
  await pause(3000);
  const before = await worked(cdp);
  const startedAt = performance.now();
  for (let step = 0; step < WATCHED_S * 4; step += 1) {
    feed.send(Math.ceil(PACE_PER_S / 4));
    await pause(250);
  }
  const spentS = (await worked(cdp)) - before;
  return spentS / ((performance.now() - startedAt) / 1000);
}

/** @returns heap after each quarter of an hour of statuses, after one burst has warmed everything */
async function heapByQuarter(cdp: CDPSession, feed: Feed): Promise<number[]> {
  const burst = async (): Promise<void> => {
    feed.send(BURST);
    await pause(REST_MS);
  };
  await burst();
  const heaps: number[] = [];
  for (let quarter = 0; quarter <= 4; quarter += 1) {
    await pause(4000);
    heaps.push(await heapBytes(cdp));
    if (quarter === 4) break;
    for (let sent = 0; sent < HOUR_MESSAGES / 4; sent += BURST) await burst();
  }
  return heaps;
}

/** A page that leaks grows in every quarter; one that fills a cache of its own stops. */
function tellGrowth(heaps: readonly number[], report: Report): void {
  const [first = Number.NaN] = heaps;
  const [beforeLast = Number.NaN, last = Number.NaN] = heaps.slice(-2);
  const name = 'memory left by an hour of 150,000 statuses';
  report({ name, value: (last - first) / 1_000_000, unit: 'MB', goal: { atMost: 2 } });
  const rise = (last - beforeLast) / 1_000_000;
  report({ name: 'of these in its last quarter', value: rise, unit: 'MB', goal: { atMost: 0.5 } });
}

async function openAt(page: Page, name: string, ready: string): Promise<void> {
  await page.getByRole('link', { name }).first().click();
  await page.locator(ready).first().waitFor();
}

export async function liveScreens(
  browser: Browser,
  world: BenchWorld,
  report: Report,
): Promise<void> {
  const feed = await openFeed();
  try {
    const page = await enter(browser, world, world.accounts.viewer, feed.port);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    await cdp.send('HeapProfiler.enable');
    for (const [name, ready, screen] of [
      ['Bản đồ', '.box-many', 'map'],
      ['Cụm loa', '[data-testid=device-row]', 'list'],
    ] as const) {
      await openAt(page, name, ready);
      const part = await share(cdp, feed);
      const said = `${screen} of 2,500 speakers, each heard once a minute`;
      report({ name: said, value: part * 100, unit: '% of a core', goal: { atMost: 10 } });
    }
    await openAt(page, 'Bản đồ', '.box-many');
    tellGrowth(await heapByQuarter(cdp, feed), report);
    await page.context().close();
  } finally {
    feed.close();
  }
}
