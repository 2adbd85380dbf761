/**
 * People at the fixture's screens — người dùng thử màn hình mẫu.
 *
 * A real Chromium over a fixture server of its own for every test: who enters, what they see, that
 * the page never complains. Registers its own hooks.
 */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { barriers, LAPTOP, logIn, openBrowser, type Visit, visit } from '../e2e/browser.js';
import { builtDashboard } from '../e2e/built.js';
import { type Fixture, startFixture } from './server.js';

export const CODE = '123456';

const TWO_FRAMES = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined))))`;

export type Desk = {
  readonly fixture: () => Fixture;
  readonly enter: (who: string, size?: typeof LAPTOP) => Promise<Visit>;
  readonly open: (one: Visit, path: string) => Promise<void>;
  /** No barrier in either theme, as the screen stands. */
  readonly clear: (one: Visit) => Promise<void>;
};

export function desk(): Desk {
  let browser: Browser;
  let fixture: Fixture;
  const visits: Visit[] = [];
  before(async () => {
    await builtDashboard();
    browser = await openBrowser();
  });
  beforeEach(async () => {
    fixture = await startFixture('full');
  });
  afterEach(async () => {
    const complaints = visits.flatMap((one) => one.complaints);
    await Promise.all(visits.map((one) => one.close()));
    visits.length = 0;
    await fixture.stop();
    expect(complaints).to.deep.equal([]);
  });
  after(() => browser?.close());
  return {
    fixture: () => fixture,
    enter: async (who, size = LAPTOP) => {
      const one = await visit(browser, fixture.url, size);
      visits.push(one);
      await logIn(one, { username: who, password: 'mat khau trinh dien' });
      await one.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
      return one;
    },
    open: async ({ page }, path) => {
      await page.goto(`${fixture.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
    },
    clear: async (one) => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await one.page.emulateMedia({ colorScheme });
        // The page follows in its own time, and fades.
        await one.page
          .locator(`html[data-mantine-color-scheme="${colorScheme}"]`)
          .waitFor({ state: 'attached' });
        await one.page.evaluate(TWO_FRAMES);
        expect(await barriers(one), `${colorScheme} ${one.page.url()}`).to.deep.equal([]);
      }
    },
  };
}

export const choose = (page: Page, title: RegExp): Promise<void> =>
  page.getByRole('radio', { name: title }).check();

/** From the steps to the results. */
export async function order(page: Page, title: RegExp, code = CODE): Promise<void> {
  await choose(page, title);
  await page.getByTestId('forecast').waitFor();
  await page.getByLabel('Mã 6 số trên điện thoại').fill(code);
  await page.getByTestId('go').click();
}
