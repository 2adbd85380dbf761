/**
 * Permitted hours in a browser — giờ được phát trên máy chủ thật, cụm loa thật.
 *
 * An official shortens the evenings and sees on the screen when the box has taken it; the box itself
 * says which hours it holds. Back to more takes the leader, also where a row in the database says that
 * somebody agreed.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import type { Visit } from '../support/e2e/browser.js';
import { smuggleRule } from '../support/e2e/intruder.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

/** The box on the page takes its envelope within seconds; a loaded machine takes longer. */
const PATIENCE = { timeout: 60_000 };
const TAKEN = 'Cả 1 cụm đã nhận giờ phát mới nhất.';

describe('e2e: permitted hours in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let official: Visit;
  let page: Page;

  before(async () => {
    office = await openOffice({ boxes: 1, hours: 'house' });
    world = office.world;
    for (const box of world.boxes) world.startBox(box);
    official = await office.enter(world.accounts.official);
    page = official.page;
  });
  after(() => office?.close());

  it('are narrowed by an official, who sees before what changes and after which box knows', async () => {
    await page.goto(`${world.server.url}/gio-phat`);
    await page.getByTestId('boxes').getByText(TAKEN).waitFor(PATIENCE);
    await page.getByLabel('Địa bàn này có quy định riêng').check();
    await page.getByLabel('Đến giờ').fill('18h99');
    await page.getByText('Viết giờ như 5:00 hoặc 17h30.').waitFor();
    await page.getByLabel('Đến giờ').fill('19h');
    await page.getByLabel('Số buổi phát tối đa mỗi ngày').fill('2');
    await page.getByText('Không phát từ 19:00 đến 21:30, hằng ngày').waitFor();
    await page.getByText('Số buổi phát mỗi ngày: không giới hạn → tối đa 2 buổi').waitFor();
    await page.getByRole('button', { name: 'Thêm một loại nơi đặt' }).click();
    await page
      .getByText('Gần bệnh viện, trạm y tế: Không phát từ 11:30 đến 14:00, hằng ngày')
      .waitFor();
    await office.clear(official);
    await page.getByLabel('Lý do').fill('bà con đề nghị yên tĩnh buổi tối');
    await page.getByRole('button', { name: 'Áp dụng ngay' }).click();
    const now = page.getByTestId('now');
    await now.getByText(/^04:45–19:00 · .* · Tối đa 2 buổi mỗi ngày · /).waitFor();
    await page.getByTestId('boxes').getByText(TAKEN).waitFor(PATIENCE);
  });

  it('are what the box says it holds', async () => {
    const [box] = world.boxes;
    await page.goto(`${world.server.url}/cum-loa/${box?.id}`);
    await page.getByText('04:45–19:00', { exact: true }).waitFor();
  });

  it('are fewer for a box that stands near a clinic, once the technician has said so', async () => {
    const [box] = world.boxes;
    const technician = await office.enter(world.accounts.technician);
    await technician.page.goto(`${world.server.url}/cum-loa/${box?.id}`);
    const place = technician.page.getByTestId('place');
    await place.getByLabel('Nơi đặt').selectOption('Gần bệnh viện, trạm y tế');
    await place.getByRole('button', { name: 'Lưu nơi đặt' }).click();
    await page.goto(`${world.server.url}/gio-phat`);
    await page.getByTestId('boxes').getByText(TAKEN).waitFor(PATIENCE);
    await technician.page.reload();
    await technician.page.getByText(/^04:45–11:30\s14:00–19:00$/).waitFor();
    await office.clear(technician);
    expect(technician.complaints).to.deep.equal([]);
  });

  it('come back by an earlier word of the area, once the leader agrees', async () => {
    await page.goto(`${world.server.url}/gio-phat`);
    await page.getByLabel('Địa bàn này có quy định riêng').uncheck();
    await page.getByText(/^Được phát thêm từ 19:00 đến 21:30/).waitFor();
    await page.getByLabel('Lý do').fill('mùa lễ hội');
    await page.getByRole('button', { name: 'Gửi người thứ hai đồng ý' }).click();
    await page.getByTestId('pending').waitFor();
    await page
      .getByTestId('now')
      .getByText(/^04:45–19:00 · /)
      .waitFor();
    const leader = await office.enter(world.accounts.approver);
    await leader.page.goto(page.url());
    await leader.page
      .getByTestId('pending')
      .getByRole('button', { name: 'Đồng ý', exact: true })
      .click();
    await leader.page
      .getByRole('dialog')
      .getByRole('button', { name: 'Đồng ý', exact: true })
      .click();
    await leader.page
      .getByTestId('now')
      .getByText(/^04:45–21:30 · /)
      .waitFor();
    await leader.page.getByTestId('boxes').getByText(TAKEN).waitFor(PATIENCE);
    await office.clear(leader);
    expect([...official.complaints, ...leader.complaints]).to.deep.equal([]);
  });

  it('wait for a second person where the database alone says more, and hold once one agrees', async () => {
    const rules = `/api/sound-rules/${QUY_NHON}`;
    const windows = [
      { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 285, toMinute: 1140, volumeMaxPercent: 100 },
    ];
    const limits = { windows, minutesPerDayMax: 360, emergencyVolumeMaxPercent: 100 };
    const { num } = await call<{ num: number }>(world.people.official, 'GET', rules);
    const rule = { limits, why: 'giữ yên tĩnh buổi tối', seen: num };
    await call(world.people.official, 'POST', rules, rule);
    const leader = await office.enter(world.accounts.approver);
    await leader.page.goto(`${world.server.url}/gio-phat`);
    await leader.page.getByTestId('boxes').getByText(TAKEN).waitFor(PATIENCE);
    smuggleRule(world, QUY_NHON);
    await leader.page.reload();
    const notice = leader.page.getByTestId('unagreed');
    await notice.getByText('1 cụm vẫn giữ giờ cũ: chưa có người thứ hai xác nhận').waitFor();
    await office.clear(leader);
    const agree = { name: 'Xác nhận cho phát theo giờ này' };
    await notice.getByRole('button', agree).click();
    await leader.page.getByRole('dialog').getByRole('button', agree).click();
    await leader.page.getByTestId('boxes').getByText(TAKEN).waitFor(PATIENCE);
    expect(await notice.count()).to.equal(0);
    expect(leader.complaints).to.deep.equal([]);
  });
});
