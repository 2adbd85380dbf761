/** A technician at work: the list of the day on a phone, an incident taken and noted, a speaker's axis. */
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { type Fixture, startFixture } from '../support/dashboard-fixture/server.js';
import { barriers, logIn, openBrowser, PHONE, type Visit, visit } from '../support/e2e/browser.js';
import { builtDashboard } from '../support/e2e/built.js';

describe('e2e: the technician and the incidents', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  let browser: Browser;
  let phone: Visit;
  before(async () => {
    await builtDashboard();
    [fixture, browser] = await Promise.all([startFixture('full'), openBrowser()]);
    phone = await visit(browser, fixture.url, PHONE);
    await logIn(phone, { username: 'kythuat', password: 'mat khau trinh dien' });
  });
  after(async () => {
    await browser.close();
    await fixture.stop();
  });

  const open = async (path: string): Promise<void> => {
    await phone.page.goto(fixture.url + path);
    await phone.page.getByRole('heading', { level: 1 }).waitFor();
    await phone.page.waitForLoadState('networkidle');
  };
  const clear = async (): Promise<void> => {
    expect(await barriers(phone), phone.page.url()).to.deep.equal([]);
    const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await phone.page.evaluate(wide)).to.be.at.most(0);
  };

  it('takes work from the list of the day with one tap', async () => {
    await open('/viec-hom-nay');
    const first = phone.page.getByTestId('work-item').first();
    await first.getByText('Chưa ai nhận').waitFor();
    await clear();
    await first.getByRole('button', { name: 'Tôi nhận việc này' }).click();
    await first.getByText('Việc của bạn').waitFor();
    expect(await first.getByRole('link', { name: 'Chỉ đường' }).count()).to.be.at.least(1);
  });

  it('notes what was done, where everybody reads it', async () => {
    await open('/su-co');
    await clear();
    await phone.page.getByRole('link', { name: /Mất điện khu vực/ }).click();
    await phone.page.getByLabel('Ghi chú', { exact: true }).fill('Điện lực hẹn 16 giờ');
    await phone.page.getByRole('button', { name: 'Thêm ghi chú' }).click();
    await phone.page.getByTestId('notes').getByText('Điện lực hẹn 16 giờ').first().waitFor();
    await clear();
  });

  it('reads why a speaker is silent, and what came before', async () => {
    await open('/cum-loa/loa-quy-nhon-bac-01');
    await phone.page.getByTestId('diagnosis').getByText('Gọi điện lực').waitFor();
    const axis = phone.page.getByTestId('axis');
    await axis.getByText('Mất điện lưới, chạy bằng pin').waitFor();
    await axis.getByRole('button', { name: 'Điện' }).click();
    expect(await axis.getByText('Mất điện lưới, chạy bằng pin').count()).to.equal(0);
    await clear();
  });

  it('never makes the page complain', () => {
    expect(phone.complaints).to.deep.equal([]);
  });
});
