/**
 * Reports by e-mail in a browser — báo cáo tự gửi, máy chủ thư thật.
 *
 * An administrator adds a recipient and the monthly report, changes it, sends it at once, and the mail
 * server has it with its file; a report that is on screen can be sent by itself from there.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { until } from '../../deploy/demo/client.js';
import type { Visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';

const PATIENCE = { everyMs: 200, limitMs: 60_000 };

describe('e2e: reports by e-mail in a browser', function () {
  this.timeout(300_000);
  let mail: MailServer;
  let office: Office;
  let admin: Visit;
  let page: Page;

  before(async () => {
    mail = await startMailServer();
    const env = {
      LOASO_SMTP_HOST: '127.0.0.1',
      LOASO_SMTP_PORT: `${mail.port}`,
      LOASO_SMTP_SECURITY: 'none',
      LOASO_MAIL_FROM: 'loa-so@gialai.example',
    };
    office = await openOffice({ boxes: 0, env });
    admin = await office.enter(office.world.accounts.admin);
    page = admin.page;
  });
  after(async () => {
    await office?.close();
    await mail?.stop();
  });

  it('cannot be set up before there is somebody to receive them', async () => {
    await office.open(admin, '/bao-cho-ai');
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
    await office.clear(admin);
    await form.getByLabel('Trần Thị Minh · minh@gialai.example').check();
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByTestId('mail-report').getByText('Gửi: Trần Thị Minh').waitFor();
    await office.clear(admin);
  });

  it('are changed without being set up again', async () => {
    await page.getByRole('button', { name: /^Sửa: Báo cáo tháng/ }).click();
    const form = page.getByRole('dialog', { name: 'Sửa báo cáo tự gửi' });
    expect(await form.getByLabel('Trần Thị Minh · minh@gialai.example').isChecked()).to.equal(true);
    await form.getByLabel('Giờ gửi').selectOption({ label: '16:00' });
    await office.clear(admin);
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page
      .getByTestId('mail-report')
      .getByText(/gửi lúc 16:00/)
      .waitFor();
    expect(await page.getByTestId('mail-report').count()).to.equal(1);
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

  it('are set up from the report that is on screen', async () => {
    const shown = `diaBan=${QUY_NHON}&tu=2026-01-01&den=2026-03-31&phapLuat=true`;
    await office.open(admin, `/bao-cao?${shown}`);
    await office.clear(admin);
    await page.getByRole('link', { name: 'Gửi tự động báo cáo này…' }).click();
    const form = page.getByRole('dialog', { name: 'Thêm báo cáo tự gửi' });
    await form.getByLabel('Báo cáo nào').waitFor();
    expect(await form.getByLabel('Báo cáo nào').inputValue()).to.equal('quarter');
    expect(await form.getByRole('combobox', { name: 'Địa bàn' }).inputValue()).to.match(/Quy Nhơn/);
    await form.getByLabel('Trần Thị Minh · minh@gialai.example').check();
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page
      .getByTestId('mail-report')
      .getByText(/^Báo cáo quý · .*Quy Nhơn/)
      .waitFor();
    await page.waitForURL((url) => url.search === '');
  });

  it('go once somebody has been asked', async () => {
    await page.getByRole('button', { name: /^Thôi gửi: Báo cáo quý/ }).click();
    const question = page.getByRole('dialog', { name: 'Thôi gửi báo cáo này?' });
    await question.getByRole('button', { name: 'Thôi gửi' }).click();
    const gone = page.getByTestId('mail-report').filter({ hasText: 'Báo cáo quý' });
    await gone.waitFor({ state: 'detached' });
  });

  it('never make the page complain', () => {
    expect(office.visits.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
  });
});
