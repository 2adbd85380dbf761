/**
 * Reports by e-mail in a browser — báo cáo tự gửi, máy chủ thư thật.
 *
 * An administrator adds a recipient and the monthly report, sends it at once, and the mail server has
 * it with its file; the screen says so.
 */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { until } from '../../deploy/demo/client.js';
import { barriers, logIn, openBrowser, type Visit, visit } from '../support/e2e/browser.js';
import { builtDashboard } from '../support/e2e/built.js';
import { openWorld, type World } from '../support/e2e/world.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';

const PATIENCE = { everyMs: 200, limitMs: 60_000 };

describe('e2e: reports by e-mail in a browser', function () {
  this.timeout(180_000);
  let mail: MailServer;
  let world: World;
  let browser: Browser;
  let admin: Visit;
  let page: Page;

  before(async () => {
    await builtDashboard();
    mail = await startMailServer();
    const env = {
      LOASO_SMTP_HOST: '127.0.0.1',
      LOASO_SMTP_PORT: `${mail.port}`,
      LOASO_SMTP_SECURITY: 'none',
      LOASO_MAIL_FROM: 'loa-so@gialai.example',
    };
    world = await openWorld({ boxes: 0, env });
    browser = await openBrowser();
    admin = await visit(browser, world.server.url);
    page = admin.page;
    await logIn(admin, world.accounts.admin);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
  });
  after(async () => {
    await browser?.close();
    await world?.close();
    await mail?.stop();
  });

  it('cannot be set up before there is somebody to receive them', async () => {
    await page.goto(`${world.server.url}/bao-cho-ai`);
    const add = page.getByRole('button', { name: 'Thêm báo cáo tự gửi' });
    await add.waitFor();
    expect(await add.isDisabled()).to.equal(true);
    await page.getByRole('button', { name: 'Thêm người nhận' }).click();
    await page.getByLabel('Họ và tên').fill('Trần Thị Minh');
    await page.getByLabel('Địa chỉ thư điện tử').fill('minh@gialai.example');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByTestId('contact').getByText('Trần Thị Minh').waitFor();
  });

  it('ask who receives them, and nothing else that could be left as it is', async () => {
    await page.getByRole('button', { name: 'Thêm báo cáo tự gửi' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await form.getByText('Chọn ít nhất một người nhận.').waitFor();
    expect(await barriers(admin)).to.deep.equal([]);
    await form.getByLabel('Trần Thị Minh · minh@gialai.example').check();
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByTestId('mail-report').getByText('Gửi: Trần Thị Minh').waitFor();
    expect(await barriers(admin)).to.deep.equal([]);
  });

  it('come at once when somebody wants so, with the report as a file', async () => {
    await page.getByRole('button', { name: /^Gửi ngay: Báo cáo tháng/ }).click();
    const letter = await until('the report comes', PATIENCE, () =>
      Promise.resolve(mail.heard.find(({ to }) => to.includes('minh@gialai.example')) ?? null),
    );
    expect(letter.raw).to.match(/filename="?bao-cao_/);
    await page.reload();
    await page
      .getByTestId('mail-report')
      .getByText(/^Đã gửi cho Trần Thị Minh/)
      .waitFor();
  });
});
