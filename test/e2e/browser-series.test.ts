/**
 * A long text in a browser — chia văn bản dài thành loạt kỳ trên máy chủ thật.
 *
 * An official divides the text, has every episode voiced by the real voice and sends all; the leader
 * hears them in the list and approves all; the schedule form takes the whole series in one touch.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ROOT } from '../../deploy/demo/processes.js';
import type { Visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

const DECISION = join(ROOT, 'server/samples/qd-1462-ubnd-binh-dinh-2025.txt');

describe('e2e: a long text as a series in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let official: Visit;
  let page: Page;

  before(async () => {
    office = await openOffice({ boxes: 0 });
    world = office.world;
    official = await office.enter(world.accounts.official);
    page = official.page;
  });
  after(() => office?.close());

  it('shows what a division would give, and makes the episodes in one touch', async () => {
    await page.goto(`${world.server.url}/nhap-van-ban`);
    await page.getByLabel('Nội dung văn bản').fill(readFileSync(DECISION, 'utf8'));
    await page.getByRole('button', { name: 'Soạn lời đọc' }).click();
    const offer = page.getByTestId('divide');
    await offer.getByTestId('episode-preview').waitFor();
    expect(await offer.getByRole('listitem').count()).to.equal(4);
    await offer.getByRole('button', { name: /^Chia thành 4 kỳ, mỗi kỳ khoảng 1\d phút$/ }).click();
    const series = page.getByTestId('series');
    await series.getByRole('listitem').nth(3).waitFor();
    expect(await series.getByRole('listitem').count()).to.equal(4);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).to.match(/\(kỳ 1\/4\)/);
    await office.clear(official);
  });

  it('puts them together again, and divides anew', async () => {
    await page.getByRole('button', { name: 'Gộp lại thành một' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Gộp lại thành một' }).click();
    const again = page.getByRole('button', { name: /^Chia thành 4 kỳ/ });
    await again.waitFor();
    await again.click();
    await page.getByTestId('series').waitFor();
  });

  it('voices all as one job and sends all for approval', async () => {
    const series = page.getByTestId('series');
    await series.getByRole('button', { name: 'Tạo tiếng đọc cho 4 kỳ' }).click();
    await series.getByTestId('voice-progress').waitFor();
    const send = series.getByRole('button', { name: 'Gửi duyệt 4 kỳ' });
    await send.waitFor({ timeout: 180_000 });
    await send.click();
    await series.getByText('Chờ duyệt').nth(3).waitFor();
  });

  it('is approved in one act by the leader, who hears every episode in the list', async () => {
    const leader = await office.enter(world.accounts.approver);
    await leader.page.goto(page.url());
    const series = leader.page.getByTestId('series');
    await series.getByRole('listitem').nth(3).waitFor();
    expect(await series.getByRole('button', { name: /^Nghe/ }).count()).to.equal(4);
    await series.getByRole('button', { name: 'Duyệt 4 kỳ' }).click();
    await series.getByText('Đã duyệt').nth(3).waitFor();
    await office.clear(leader);
  });

  it('is scheduled whole from one episode', async () => {
    await page.goto(`${world.server.url}/lich-phat/them?banTin=${page.url().split('/').at(-1)}`);
    await page.getByRole('button', { name: 'Chọn cả loạt 4 kỳ' }).click();
    expect(
      await page.getByRole('checkbox', { name: /\(kỳ \d\/4\)/, checked: true }).count(),
    ).to.equal(4);
  });
});
