/**
 * Office — văn phòng trong kiểm thử: máy chủ thật, trình duyệt thật, người đã vào.
 *
 * What every test in a browser begins with: a world, a browser, and people who have entered. Keeps
 * every visit, so that a test can ask at its end what the pages complained about.
 */
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { Account } from '../../../deploy/demo/accounts.js';
import { barriers, LAPTOP, logIn, openBrowser, type Visit, visit } from './browser.js';
import { builtDashboard } from './built.js';
import { openWorld, type Wishes, type World } from './world.js';

export type Office = {
  readonly world: World;
  readonly browser: Browser;
  /** Everybody who has entered, in their order; a test adds whoever came another way. */
  readonly visits: Visit[];
  /** Logs in and waits for the first page. */
  enter(who: Pick<Account, 'username' | 'password'>, size?: typeof LAPTOP): Promise<Visit>;
  /** Goes to an address and waits until nothing is fetched any more. */
  open(one: Visit, path: string): Promise<void>;
  /** The screen as it stands is free of serious barriers. */
  clear(one: Visit): Promise<void>;
  close(): Promise<void>;
};

export async function openOffice(wishes: Wishes): Promise<Office> {
  await builtDashboard();
  const world = await openWorld(wishes);
  const browser = await openBrowser().catch(async (cause: unknown) => {
    await world.close();
    throw cause;
  });
  const visits: Visit[] = [];
  return {
    world,
    browser,
    visits,
    async enter(who, size = LAPTOP) {
      const one = await visit(browser, world.server.url, size);
      visits.push(one);
      await logIn(one, who);
      await one.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
      return one;
    },
    async open({ page }, path) {
      await page.goto(`${world.server.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
    },
    async clear(one) {
      expect(await barriers(one), one.page.url()).to.deep.equal([]);
    },
    async close() {
      await browser.close();
      await world.close();
    },
  };
}
