/**
 * Schedule in a browser — xếp lịch, sửa, bỏ, lùi lại, tuần tới, ngày lễ trên máy chủ thật.
 *
 * A commune's week as an official makes it, on the real server and store: what was saved is what the
 * screens show, and every screen on the way is free of barriers.
 */
import { addDays, instant, localDateOf } from '@loaso/shared/time';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { holidaysOf } from '#server/core/schedule/day-kinds';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import { approvedBulletin } from '../support/e2e/air.js';
import { PHONE, type Visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

describe('e2e: the schedule in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let official: Visit;
  let page: Page;
  const tomorrow = addDays(localDateOf(instant(Date.now())), 1);
  /** The day whose airing is edited. */
  const edited = addDays(tomorrow, 1);

  before(async () => {
    office = await openOffice({ boxes: 1 });
    world = office.world;
    await approvedBulletin(world, 'Bản tin thử lịch');
    await makeOrdinary();
    official = await office.enter(world.accounts.official);
    page = official.page;
  });
  after(() => office?.close());

  /** The days of this test are no holidays, whenever it runs. */
  async function makeOrdinary(): Promise<void> {
    const last = addDays(edited, 1);
    for (const year of new Set([tomorrow, last].map((date) => Number(date.slice(0, 4))))) {
      for (const { date } of holidaysOf(year)) {
        if (date < tomorrow || date > last) continue;
        const change = { areaId: QUY_NHON, date, kind: 'ordinary', name: '' };
        await call(world.people.official, 'POST', '/api/days', change);
      }
    }
  }

  const open = (path: string): Promise<void> => office.open(official, path);
  const clear = (): Promise<void> => office.clear(official);
  /** Opens that day's airing from the list of the week. */
  const openAiring = async (): Promise<void> => {
    await open(`/lich-phat?tuan=${edited}`);
    await page.getByText('Danh sách', { exact: true }).click();
    const heading = page.getByRole('heading', { name: edited.split('-').reverse().join('/') });
    const day = page.locator('.day').filter({ has: heading });
    await day.getByRole('button').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sửa' }).waitFor();
  };

  it('saves a daily line that leaves holidays out, read twice', async () => {
    await open('/lich-phat/them');
    await page.getByTestId('what').getByRole('checkbox').first().check();
    await page.getByLabel('Đọc mấy lần trong một lượt').selectOption('2');
    await page.getByTestId('where').getByRole('checkbox').first().check();
    await page.getByLabel('Các giờ phát').fill('17h');
    await page.getByLabel('Áp dụng cho').selectOption('notHoliday');
    await page.getByTestId('preview-effect').waitFor();
    await page.getByText('Xem cả tuần tới nếu lưu dòng này').click();
    await page.getByTestId('ahead').getByText('Chưa lưu').first().waitFor();
    await clear();
    await page.getByRole('button', { name: 'Lưu và gửi tới cụm loa' }).click();
    await page.getByTestId('saved').waitFor();
  });

  it('says before saving how far it goes, and afterwards which box has it, on a phone too', async () => {
    const live = page.getByTestId('publication-live');
    await live.getByText('Đã tới 0/1 cụm; 1 cụm chưa kết nối, sẽ nhận khi có mạng.').waitFor();
    for (const box of world.boxes) world.startBox(box);
    await live.getByText(/^Đã tới 1\/1 cụm/).waitFor({ timeout: 60_000 });
    await live.getByRole('link', { name: 'Xem từng cụm' }).click();
    const box = page.locator('[data-testid=step-box][data-step=ready]');
    await box.getByText('Đã nhận, đủ âm thanh, sẵn sàng phát.').waitFor({ timeout: 60_000 });
    await clear();
    await page.setViewportSize(PHONE);
    await box.waitFor();
    await clear();
    await open('/phat-hanh');
    await page.getByTestId('publication-row').first().waitFor();
    await clear();
    await page.setViewportSize({ width: 1366, height: 768 });
    await openAiring();
    await page.getByRole('button', { name: 'Bỏ', exact: true }).click();
    await page.getByTestId('publish-forecast').getByText('1 xã, 1 cụm, bỏ các lượt').waitFor();
    await clear();
  });

  it('moves one airing, and the week shows it', async () => {
    await openAiring();
    await clear();
    await page.getByRole('button', { name: 'Sửa' }).click();
    await page.getByRole('radio', { name: /^Chỉ lần này/ }).waitFor();
    await page.getByLabel('Giờ phát', { exact: true }).fill('18:30');
    await page
      .getByTestId('preview-effect')
      .getByText(/1 lượt/)
      .waitFor();
    await clear();
    await page.getByRole('button', { name: 'Lưu thay đổi và gửi tới cụm loa' }).click();
    await page.getByTestId('saved').waitFor();
    await page.getByRole('button', { name: 'Xem lịch phát' }).click();
    await open(`/lich-phat?tuan=${edited}`);
    await page.getByRole('button', { name: /18:30/ }).waitFor();
  });

  it('leaves one airing out, and brings it back', async () => {
    await openAiring();
    const before = await page.locator('.day-item').count();
    await page.getByRole('button', { name: 'Bỏ', exact: true }).click();
    await page.getByRole('button', { name: 'Bỏ lượt phát' }).waitFor();
    await clear();
    await page.getByRole('button', { name: 'Bỏ lượt phát' }).click();
    await page.getByTestId('undo').waitFor();
    await expectItems(before - 1);
    await page.getByRole('button', { name: 'Lùi lại thay đổi vừa rồi' }).click();
    await page.getByTestId('undo').waitFor({ state: 'detached' });
    await expectItems(before);
  });

  const expectItems = async (count: number): Promise<void> => {
    const items = page.locator('.day-item');
    await items.nth(count).waitFor({ state: 'detached' });
    if (count > 0) await items.nth(count - 1).waitFor();
  };

  it('tells the coming week and the holidays, on a laptop and on a phone', async () => {
    await open('/lich-phat/tuan-toi');
    // Sure, or not yet: on a slow machine the box has its plan before the page is drawn.
    const told = page.getByTestId('ahead').getByText(/^(Phát đủ|Chưa chắc phát)$/);
    await told.first().waitFor();
    await clear();
    await open('/lich-phat/ngay-le');
    // Folded from May on: what is over is nobody's concern.
    const past = page.getByTestId('past-days').locator('summary');
    await page.locator('.ahead-row').first().waitFor({ state: 'attached' });
    if ((await past.count()) > 0) await past.click();
    await page.getByText('Giỗ Tổ Hùng Vương').waitFor();
    await page.getByLabel('Tên ngày').fill('Hội làng');
    await page.getByRole('button', { name: 'Lưu ngày này' }).click();
    await page.getByText('Hội làng').waitFor();
    await clear();
    await page.setViewportSize(PHONE);
    const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    for (const path of [
      '/lich-phat',
      '/lich-phat/them',
      '/lich-phat/tuan-toi',
      '/lich-phat/ngay-le',
    ]) {
      await open(path);
      await clear();
      expect(await page.evaluate(wide), path).to.be.at.most(0);
    }
  });

  it('gives up the airing of a day that became a holiday, and no other', async () => {
    await open('/lich-phat/tuan-toi');
    const timesOn = (date: string) =>
      page
        .locator('.ahead-day')
        .filter({ has: page.getByRole('heading', { name: date.split('-').reverse().join('/') }) })
        .locator('.ahead-time')
        .allInnerTexts();
    await page.getByTestId('ahead').waitFor();
    expect(await timesOn(tomorrow)).to.deep.equal([]);
    expect(await timesOn(edited)).to.deep.equal(['18:30']);
    expect(await timesOn(addDays(edited, 1))).to.deep.equal(['17:00']);
  });
});
