/**
 * A bulletin from a template — soạn từ mẫu, so kỳ báo cáo.
 *
 * The notice that a commune sends out every month, made on a phone by changing a few words; and the
 * Department, which sees at once what grew since the days before.
 */
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { type Fixture, startFixture } from '../support/dashboard-fixture/server.js';
import { barriers, logIn, openBrowser, PHONE, type Visit, visit } from '../support/e2e/browser.js';
import { builtDashboard } from '../support/e2e/built.js';

const FILLED = ['7 giờ 30', '5 tháng 12', 'trạm y tế phường', 'dưới 5 tuổi', '0256 3822 222'];

describe('e2e: a bulletin from a template', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  let browser: Browser;
  let phone: Visit;

  before(async () => {
    await builtDashboard();
    fixture = await startFixture('full');
    browser = await openBrowser();
    phone = await visit(browser, fixture.url, PHONE);
    await logIn(phone, { username: 'canbo', password: 'mat khau trinh dien' });
    await phone.page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
    await phone.page.goto(`${fixture.url}/nhap-van-ban`);
  });
  after(async () => {
    await browser?.close();
    await fixture?.stop();
  });

  const text = () => phone.page.getByLabel('Nội dung văn bản').inputValue();
  const marked = () => phone.page.evaluate('document.getSelection().toString()');

  it('marks the first place of a template, and types over it', async () => {
    const { page } = phone;
    await page.getByRole('button', { name: 'Tiêm chủng' }).click();
    await page.getByText(/Còn 5 chỗ phải điền/).waitFor();
    expect(await barriers(phone)).to.deep.equal([]);
    await page.getByTestId('blanks').getByRole('button', { name: 'giờ' }).click();
    expect(await marked()).to.equal('[giờ]');
    await page.keyboard.type(FILLED[0] ?? '');
    expect(await text()).to.include('tiêm chủng từ 7 giờ 30 ngày [ngày]');
  });

  it('sends nothing while a place is open, and leads to it', async () => {
    const { page } = phone;
    await page.getByRole('button', { name: 'Soạn lời đọc' }).click();
    await page.getByText('Còn chỗ trong ngoặc vuông chưa điền.').waitFor();
    await page.getByTestId('blanks').getByRole('button', { name: 'ngày' }).click();
    expect(await marked()).to.equal('[ngày]');
  });

  it('sends it once every place is filled in', async () => {
    const { page } = phone;
    for (const words of FILLED.slice(1)) {
      await page.getByTestId('blanks').getByRole('button').first().click();
      await page.keyboard.type(words);
    }
    await page.getByTestId('blanks').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Soạn lời đọc' }).click();
    await page.waitForURL(/\/ban-tin\/[^/]+$/);
  });

  it('tells the Department what grew since the days before', async () => {
    const desk = await visit(browser, fixture.url);
    await logIn(desk, { username: 'so', password: 'mat khau trinh dien' });
    await desk.page.getByRole('heading', { level: 1, name: 'Hôm nay' }).waitFor();
    await desk.page.goto(`${fixture.url}/bao-cao?tu=2026-11-09&den=2026-11-15`);
    await desk.page.getByText(/so với 02\/11\/2026 – 08\/11\/2026/).waitFor();
    const figures = await desk.page.getByTestId('report-figures').innerText();
    expect(figures).to.match(/không đổi|tăng \d|giảm \d/);
    expect(await barriers(desk)).to.deep.equal([]);
  });
});
