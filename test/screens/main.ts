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

type Shot = { name: string; who: string; path: string; size: typeof LAPTOP; dark?: boolean };

const SHOTS: readonly Shot[] = [
  { name: 'hom-nay', who: 'canbo', path: '/hom-nay', size: LAPTOP },
  { name: 'lich-phat', who: 'canbo', path: '/lich-phat', size: LAPTOP },
  { name: 'ban-do', who: 'so', path: '/ban-do', size: LAPTOP },
  { name: 'cum-loa', who: 'kythuat', path: '/cum-loa', size: PHONE },
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
  for (const { name, who, path, size, dark } of SHOTS) {
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
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    process.stdout.write(`docs/screens/${name}.png\n`);
    await context.close();
  }
} finally {
  await browser.close();
  await fixture.stop();
}
