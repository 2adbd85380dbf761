/**
 * Screen bench — bảng điều khiển trong Chromium.
 *
 * Bytes over the wire and time until the first screen can be used, on a slow 4G line and a processor
 * four times slower, as an old laptop in a commune office has.
 */
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Report } from './figure.js';
import { heavyScreens } from './screen-heavy.js';
import { liveScreens } from './screen-live.js';
import { type BenchWorld, inWorld } from './world.js';

/** Chrome's "Slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 93_750,
};
const CPU_RATE = 4;

const ARGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const screen = (report: Report): Promise<void> =>
  inWorld(async (world) => {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
    try {
      await firstVisit(browser, world, report);
      await firstScreen(browser, world, report);
      await heavyScreens(browser, world, report);
      await liveScreens(browser, world, report);
    } finally {
      await browser.close();
    }
  });

type Watched = { page: Page; bytes: () => { all: number; code: number } };

async function openPage(browser: Browser): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
  });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', SLOW_4G);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
  return { page, bytes: countBytes(cdp) };
}

function countBytes(cdp: CDPSession): Watched['bytes'] {
  const kinds = new Map<string, string>();
  let all = 0;
  let code = 0;
  cdp.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    all += encodedDataLength;
    if (kinds.get(requestId) === 'Script') code += encodedDataLength;
  });
  return () => ({ all, code });
}

/** An empty cache: until the login can be typed. */
async function firstVisit(browser: Browser, { server }: BenchWorld, report: Report): Promise<void> {
  const { page, bytes } = await openPage(browser);
  const startedAt = performance.now();
  await page.goto(server.url, { waitUntil: 'commit' });
  await page.getByLabel('Tên đăng nhập').fill('canbo');
  const readyMs = performance.now() - startedAt;
  const { all, code } = bytes();
  report({
    name: 'login usable, slow 4G, 4 × slower CPU',
    value: readyMs,
    unit: 'ms',
    goal: { atMost: 2000 },
  });
  report({
    name: 'code until the login',
    value: code / 1000,
    unit: 'kB compressed',
    goal: { atMost: 200 },
  });
  report({ name: 'all bytes until the login', value: all / 1000, unit: 'kB', goal: null });
  await page.context().close();
}

/** From the click on "log in" until the first figures stand on the screen. */
async function firstScreen(browser: Browser, world: BenchWorld, report: Report): Promise<void> {
  const { page, bytes } = await openPage(browser);
  const { official } = world.accounts;
  await page.goto(world.server.url);
  await page.getByLabel('Tên đăng nhập').fill(official.username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(official.password);
  const before = bytes();
  const startedAt = performance.now();
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
  const readyMs = performance.now() - startedAt;
  report({
    name: 'login to first screen, slow 4G, 4 × slower CPU',
    value: readyMs,
    unit: 'ms',
    goal: { atMost: 4000 },
  });
  report({
    name: 'code of the first screen',
    value: (bytes().code - before.code) / 1000,
    unit: 'kB compressed',
    goal: null,
  });
  report({
    name: 'code from nothing to the first screen',
    value: bytes().code / 1000,
    unit: 'kB compressed',
    goal: { atMost: 250 },
  });
  await page.context().close();
}
