/**
 * Browser — trình duyệt thật trong kiểm thử.
 *
 * Headless Chromium as an official's laptop or phone has it. A visit keeps everything that the page
 * complained about, the content policy included, and can be examined for barriers by axe.
 */
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Account } from '../../../deploy/demo/accounts.js';

export const LAPTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Chrome's "Slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip. */
export const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 93_750,
};

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
const PATIENCE_MS = 60_000;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });

export type Visit = {
  readonly page: Page;
  /** Errors on the console, uncaught exceptions, refusals of the content policy. */
  readonly complaints: string[];
  close(): Promise<void>;
};

/** A browser says so of every answer 401, and a login that fails is one. */
const EXPECTED = /status of 401/;

export async function visit(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number } = LAPTOP,
): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (cause) => complaints.push(String(cause)));
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

type Login = Pick<Account, 'username' | 'password'>;

export async function logIn({ page }: Visit, { username, password }: Login): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

const AXE = axe.source;

/** A movement that never ends holds up no test. */
const SETTLE_MS_MAX = 3000;

/** A fade begins some frames after what fades in is there: so many without any must have gone by. */
const CALM_FRAMES = 6;

/** Colours in the middle of a fade are nobody's colours, and no picture. */
const SETTLED = `(async () => {
  const end = performance.now() + ${SETTLE_MS_MAX};
  const patience = new Promise((resolve) => setTimeout(resolve, ${SETTLE_MS_MAX}));
  for (let calm = 0; calm < ${CALM_FRAMES} && performance.now() < end; ) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    calm = moving.length === 0 ? calm + 1 : 0;
    await Promise.race([patience, Promise.allSettled(moving.map((one) => one.finished))]);
  }
})()`;

type Violation = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };

/** Waits until nothing moves and nothing is about to. */
export const settled = (page: Page): Promise<unknown> => page.evaluate(SETTLED);

/** Serious and critical barriers of the screen as it stands, one line each. */
export async function barriers({ page }: Visit): Promise<string[]> {
  await settled(page);
  await page.evaluate(`typeof axe === 'undefined' && (() => { ${AXE} })()`);
  const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as {
    violations: Violation[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(nodeInWords).join(' | ')}`);
}

const nodeInWords = ({ html, failureSummary }: Violation['nodes'][number]): string =>
  `${html.slice(0, 160)} (${failureSummary.replaceAll('\n', ' ').slice(0, 300)})`;
