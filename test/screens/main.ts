/**
 * Screenshots — ảnh chụp màn hình cho tài liệu.
 *
 * Opens the built dashboard over the fixture world in a real browser and writes what a person sees
 * into docs/screens/. `make screenshots` renews them; nothing is drawn by hand.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { startFixture } from '../support/dashboard-fixture/server.js';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'docs', 'screens');
const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

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

/** No picture in the middle of a movement. */
const SETTLED = `Promise.allSettled(
  document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished),
).then(() => undefined)`;

type Shot = {
  name: string;
  who: string;
  path: string;
  size: typeof LAPTOP;
  dark?: boolean;
  /** What is done on the screen before the picture is taken. */
  act?: (page: Page) => Promise<unknown>;
};

const choose = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: /Bão gần bờ/ }).check();
  await page.getByTestId('forecast').waitFor();
};

const order = async (page: Page): Promise<void> => {
  await choose(page);
  await page.getByLabel('Mã 6 số trên điện thoại').fill('123456');
  await page.getByTestId('go').click();
  await page.locator('[data-testid=box][data-state=sounding]').nth(5).waitFor();
};

const stop = (page: Page): Promise<void> => page.getByTestId('stop').first().click();

const SHOTS: readonly Shot[] = [
  { name: 'hom-nay', who: 'canbo', path: '/hom-nay', size: LAPTOP },
  { name: 'lich-phat', who: 'canbo', path: '/lich-phat', size: LAPTOP },
  { name: 'ban-do', who: 'so', path: '/ban-do', size: LAPTOP },
  { name: 'cum-loa', who: 'kythuat', path: '/cum-loa', size: PHONE },
  { name: 'khan-cap', who: 'canbo', path: '/khan-cap', size: LAPTOP, act: choose },
  { name: 'dien-tap', who: 'canbo', path: '/khan-cap?dienTap=true', size: LAPTOP, act: choose },
  { name: 'khan-cap-ket-qua', who: 'canbo', path: '/khan-cap', size: LAPTOP, act: order },
  {
    name: 'khan-cap-dai-bao',
    who: 'kythuat',
    path: '/cum-loa',
    size: PHONE,
    act: (page) => page.getByTestId('alarm-banner').waitFor(),
  },
  {
    name: 'khan-cap-dung',
    who: 'canbo',
    path: '/khan-cap/urgent-1',
    size: PHONE,
    act: async (page) => {
      await stop(page);
      await page
        .getByTestId('says')
        .filter({ hasText: /Đã dừng/ })
        .waitFor();
    },
  },
  { name: 'hom-nay-toi', who: 'lanhdao', path: '/hom-nay', size: PHONE, dark: true },
];

async function enter(page: Page, url: string, who: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Tên đăng nhập').fill(who);
  await page.getByLabel('Mật khẩu', { exact: true }).fill('mat khau trinh dien');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
}

mkdirSync(FOLDER, { recursive: true });
const fixture = await startFixture('full');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
try {
  for (const { name, who, path, size, dark, act } of SHOTS) {
    const context = await browser.newContext({
      viewport: size,
      locale: 'vi-VN',
      colorScheme: dark === true ? 'dark' : 'light',
    });
    const page = await context.newPage();
    await enter(page, fixture.url, who);
    await page.goto(fixture.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await act?.(page);
    await page.evaluate(SETTLED);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    process.stdout.write(`docs/screens/${name}.png\n`);
    await context.close();
  }
} finally {
  await browser.close();
  await fixture.stop();
}
