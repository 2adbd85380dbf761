/**
 * Software screens — màn hình bản phần mềm trong trình duyệt.
 *
 * A real Chromium over the fixture server: what an administrator reads before a release goes out, and
 * what they may decide about it after.
 */
import { expect } from 'chai';
import { desk } from '../../support/dashboard-fixture/desk.js';
import { haltRollout } from '../../support/dashboard-fixture/release-routes.js';
import { PHONE } from '../../support/e2e/browser.js';

describe('dashboard/software screens', function () {
  this.timeout(240_000);
  const { fixture, enter, open, clear } = desk();

  it('says in a sentence who gets a release before it is sent out, anew for every choice', async () => {
    const one = await enter('quantri');
    const { page } = one;
    await open(one, '/phan-mem');
    await page.getByRole('button', { name: 'Bỏ đợt này' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bỏ đợt này' }).click();
    await page.getByText('Đã bỏ đợt này.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Đưa xuống…' }).first().click();
    const forecast = page.getByTestId('forecast');
    await forecast.filter({ hasText: 'rồi 130 cụm còn lại' }).waitFor();
    expect(await forecast.innerText()).to.include('chỉ nhận ban đêm');
    await clear(one);
    await page.getByText('Ngay khi rảnh').click();
    await page.getByLabel(/Tự dừng nếu hơn/).fill('5');
    await forecast.filter({ hasText: 'hơn 5 cụm hỏng. Mỗi cụm nhận ngay khi rảnh' }).waitFor();
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    await page.waitForURL('**/phan-mem/roll-mau-1');
    await page.getByTestId('step-box').first().waitFor();
  });

  it('tells the administrator of a stopped rollout where the day begins, and leads to the box', async () => {
    haltRollout(fixture().world);
    const one = await enter('quantri', PHONE);
    const { page } = one;
    await page.getByTestId('halted-rollout').getByRole('link').click();
    await page.getByTestId('rollout').filter({ hasText: 'Đã tự dừng ở đợt 2/3' }).waitFor();
    const first = page.getByTestId('step-box').first();
    expect(await first.innerText()).to.include('sau 600 giây vẫn thiếu lịch phát');
    await clear(one);
    await page.getByRole('button', { name: 'Đi tiếp' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đi tiếp' }).click();
    await page.getByTestId('rollout').filter({ hasText: 'đang đưa' }).waitFor();
  });

  it('keeps the list of a filter to what it says', async () => {
    const one = await enter('quantri');
    const { page } = one;
    await open(one, '/phan-mem/roll-mau-1');
    await page.getByLabel('Lọc theo tình trạng').selectOption({ label: 'đang tải (3)' });
    expect(await page.getByTestId('step-box').count()).to.equal(3);
  });
});
