/**
 * Heavy screens — bản đồ cả tỉnh, tuần kín lịch trong Chromium.
 *
 * The real dashboard with answers as large as a province gives them: frames per second while the map of
 * 2,500 speakers is panned, and the time until a week of 500 airings stands.
 */
import type { Browser, Page } from 'playwright-core';
import type { Account } from '../../deploy/demo/accounts.js';
import type { Report } from './figure.js';
import type { BenchWorld } from './world.js';

export const BOXES = 2500;
const AIRINGS = 500;
const PAN_STEPS = 150;
const LIGHTS = ['green', 'green', 'green', 'amber', 'red', 'unknown'];

/** Spread over Gia Lai, the same at each run. */
export const device = (index: number): object => ({
  id: `loa-do-${String(index).padStart(4, '0')}`,
  name: `Cụm loa ${index}`,
  areaId: '21583',
  areaName: 'Phường Quy Nhơn',
  position: { lat: 13.1 + ((index * 37) % 1000) / 720, lng: 107.6 + ((index * 91) % 1000) / 640 },
  state: 'enrolled',
  online: true,
  lastSeenAt: 1_764_000_000_000,
  lights: { reachable: LIGHTS[index % 6], ready: LIGHTS[(index + 1) % 6], audible: 'green' },
  sentence: { vi: 'Mọi thứ đều tốt.', en: 'All is well.' },
  onAirTitle: null,
  next: null,
});

/** Five minutes apart over the days of the week that was asked for. */
function airings(from: number): object[] {
  const perDay = Math.ceil(AIRINGS / 7);
  return Array.from({ length: AIRINGS }, (_, index) => ({
    entryId: `dong-lich-${index % 60}`,
    title: `Bản tin số ${index}`,
    startAt:
      from + Math.floor(index / perDay) * 86_400_000 + (300 + (index % perDay) * 12) * 60_000,
    durationMs: 240_000,
    priority: 'normal',
    devices: 12,
    states: { planned: 12 },
  }));
}

const elsewhere = (port: number): string =>
  `window.WebSocket = class extends WebSocket {
    constructor() { super('ws://127.0.0.1:${port}'); }
  };`;

/** @param livePort where the page hears its live feed instead of at the server */
export async function enter(
  browser: Browser,
  { server }: BenchWorld,
  who: Account,
  livePort?: number,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    // The other port would be against the policy.
    bypassCSP: livePort !== undefined,
  });
  const page = await context.newPage();
  if (livePort !== undefined) await page.addInitScript(elsewhere(livePort));
  await page.route('**/api/devices', (route) =>
    route.fulfill({
      json: { devices: Array.from({ length: BOXES }, (_, index) => device(index)) },
    }),
  );
  await page.route('**/api/calendar?*', (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('from'));
    return route.fulfill({ json: { items: airings(from) } });
  });
  await page.goto(server.url);
  await page.getByLabel('Tên đăng nhập').fill(who.username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
  return page;
}

const FRAMES = `new Promise((done) => {
  const times = [];
  window.stopFrames = () => done(times);
  const frame = (at) => { times.push(at); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
})`;

/** @returns frames per second while the hand drags the map to and fro */
async function pan(page: Page): Promise<number> {
  const box = await page.getByTestId('map').boundingBox();
  if (box === null) throw new Error('no map on screen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = page.evaluate(FRAMES) as Promise<number[]>;
  for (let step = 0; step < PAN_STEPS; step += 1) {
    const turn = (step / PAN_STEPS) * 4 * Math.PI;
    await page.mouse.move(x + 140 * Math.sin(turn), y + 90 * Math.sin(turn / 2));
  }
  await page.evaluate('window.stopFrames()');
  const times = await frames;
  await page.mouse.up();
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return ((times.length - 1) / spanMs) * 1000;
}

async function map(page: Page, report: Report): Promise<void> {
  await page.getByRole('link', { name: 'Bản đồ' }).first().click();
  await page.locator('.box-many').first().waitFor();
  for (let zoom = 0; zoom < 2; zoom += 1) {
    await page.getByRole('button', { name: 'Phóng to' }).click();
    await page.waitForTimeout(400);
  }
  const fps = await pan(page);
  const name = 'map of 2,500 speakers, panned';
  report({ name, value: fps, unit: 'frames/s', goal: { atLeast: 50 } });
}

/** From the click until 500 blocks have been laid out and painted; code and data fetched before. */
const OPENED = `new Promise((done) => {
  const startedAt = performance.now();
  const look = () => {
    if (document.querySelectorAll('.week-grid .block').length < ${AIRINGS}) {
      requestAnimationFrame(look);
      return;
    }
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - startedAt)));
  };
  [...document.querySelectorAll('a.nav-link')].find((one) => one.pathname === '/lich-phat').click();
  look();
})`;

async function week(page: Page, report: Report): Promise<void> {
  const calendar = page.getByRole('link', { name: 'Lịch phát' }).first();
  await calendar.click();
  await page
    .locator('.week-grid .block')
    .nth(AIRINGS - 1)
    .waitFor();
  await page.getByRole('link', { name: 'Hôm nay' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
  const openMs = (await page.evaluate(OPENED)) as number;
  const name = 'week of 500 airings opens';
  report({ name, value: openMs, unit: 'ms', goal: { atMost: 300 } });
}

export async function heavyScreens(
  browser: Browser,
  world: BenchWorld,
  report: Report,
): Promise<void> {
  const { viewer, official } = world.accounts;
  const atMap = await enter(browser, world, viewer);
  await map(atMap, report);
  await atMap.context().close();
  const atWeek = await enter(browser, world, official);
  await week(atWeek, report);
  await atWeek.context().close();
}
