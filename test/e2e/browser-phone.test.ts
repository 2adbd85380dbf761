/**
 * Phones on a slow line — việc hằng ngày trên điện thoại, mạng 4G yếu.
 *
 * The real server behind a line as slow as a hamlet has it: the official sends a text for approval in a
 * handful of taps, the leader gives it back with a reason and then lets it pass, the technician finds a
 * speaker that is gone, and sees it come back.
 */
import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import { type Account, QUY_NHON } from '../../deploy/demo/accounts.js';
import { call, until } from '../../deploy/demo/client.js';
import { LAPTOP, logIn, PHONE, SLOW_4G, type Visit, visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

const TEXT = `THÔNG BÁO
Về việc họp tổ dân phố số 3
Mời bà con họp lúc 7 giờ tối nay.`;
const REASON = 'Thiếu nơi họp: nhà văn hoá khu phố 3.';
/** A slow line makes everything slow but nothing impossible. */
const PATIENCE_MS = 40_000;
const CLICKS_MAX = 6;

describe('e2e: phones on a slow line', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let official: Visit;
  let leader: Visit;
  let path = '';

  before(async () => {
    office = await openOffice({ boxes: 1 });
    world = office.world;
    world.startBox(world.boxes[0]!);
  });
  after(() => office?.close());

  async function enter(who: Account, viewport = PHONE): Promise<Visit> {
    const one = await visit(office.browser, 'about:blank', viewport);
    office.visits.push(one);
    one.page.setDefaultTimeout(PATIENCE_MS);
    const line = await one.page.context().newCDPSession(one.page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', SLOW_4G);
    await one.page.goto(world.server.url);
    await logIn(one, who);
    await one.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    return one;
  }

  it('lets the official in over slow 4G', async () => {
    official = await enter(world.accounts.official);
    await office.clear(official);
  });

  it('brings a pasted text to "sent for approval" in no more than six clicks', async () => {
    const { page } = official;
    let clicks = 0;
    const click = async (target: Locator): Promise<void> => {
      await target.click();
      clicks += 1;
    };
    await click(page.getByRole('link', { name: 'Nhập văn bản' }).first());
    await page.getByLabel('Nội dung văn bản').fill(TEXT);
    await click(page.getByRole('button', { name: 'Soạn lời đọc' }));
    await click(page.getByRole('button', { name: 'Tạo tiếng đọc' }));
    await page.getByTestId('voice').getByTestId('player').waitFor({ timeout: 90_000 });
    await click(page.getByRole('button', { name: 'Gửi duyệt' }));
    await page.getByText('Chờ duyệt').first().waitFor();
    path = new URL(page.url()).pathname;
    expect(clicks).to.be.at.most(CLICKS_MAX);
  });

  it('lets the leader give it back with a reason', async () => {
    leader = await enter(world.accounts.approver);
    const { page } = leader;
    await page
      .getByRole('link', { name: /họp tổ dân phố/i })
      .first()
      .click();
    await page.getByRole('button', { name: 'Trả lại', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await dialog.getByText('Hãy viết ít nhất 3 ký tự.').waitFor();
    await dialog.getByLabel('Lý do trả lại').fill(REASON);
    await office.clear(leader);
    await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('shows the official the reason, who mends the sentence and sends it again', async () => {
    const { page } = official;
    await page.goto(`${world.server.url}${path}`);
    await page.getByText(REASON).first().waitFor();
    await office.clear(official);
    const count = await page.getByTestId('sentence').count();
    await page.getByRole('button', { name: `Sửa lời đọc câu ${count}`, exact: true }).click();
    await page
      .getByRole('textbox', { name: `Lời đọc của câu ${count}` })
      .fill('mời bà con họp lúc bảy giờ tối nay tại nhà văn hoá khu phố ba.');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('button', { name: /Tạo (lại )?tiếng đọc/ }).click();
    await page.getByRole('button', { name: 'Gửi duyệt' }).click({ timeout: 90_000 });
    await page.getByText('Chờ duyệt').first().waitFor();
  });

  it('lets the leader approve the mended one, whose words he sees', async () => {
    const { page } = leader;
    await page.goto(`${world.server.url}${path}`);
    await page.getByText('nhà văn hoá khu phố ba').first().waitFor();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByText('Đã duyệt', { exact: true }).first().waitFor();
  });

  it('shows the technician in the yard a speaker that is gone, and its return', async () => {
    const [box] = world.boxes;
    if (box === undefined) throw new Error('a world without a box');
    const technician = await enter(world.accounts.technician);
    const { page } = technician;
    await page.getByRole('link', { name: 'Cụm loa', exact: true }).first().click();
    const row = page.getByTestId('device-row').filter({ hasText: box.name });
    await row.locator('[data-light=green]').first().waitFor();
    await world.killBox(box);
    await row.locator('[data-light=red], [data-light=amber]').first().waitFor();
    await row.getByRole('link', { name: box.name }).click();
    await page.getByRole('heading', { level: 1, name: box.name }).waitFor();
    await page
      .getByText(/mất kết nối|không còn|không nối/i)
      .first()
      .waitFor();
    world.startBox(box);
    await until('the box is back', { everyMs: 500, limitMs: 60_000 }, async () => {
      const { device } = await call<{ device: { online: boolean } }>(
        world.people.technician,
        'GET',
        `/api/devices/${box.id}`,
      );
      return device.online ? true : null;
    });
    await page.goto(`${world.server.url}/cum-loa`);
    await row.locator('[data-light=green]').first().waitFor();
  });

  it('opens the department its map of the commune on an old laptop', async () => {
    const viewer = await enter(world.accounts.viewer, LAPTOP);
    await viewer.page.goto(`${world.server.url}/ban-do?diaBan=${QUY_NHON}`);
    await viewer.page.getByTestId('map').locator('path.commune').first().waitFor({
      state: 'attached',
    });
    await viewer.page.getByTestId('device-row').first().waitFor();
  });

  it('never makes the page complain', () => {
    expect(office.visits.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
  });
});
