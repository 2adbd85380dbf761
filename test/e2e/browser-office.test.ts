/**
 * Office in a browser — dời lịch, tìm, nhật ký, bản đồ, màn hình tường, mất mạng trên máy chủ thật.
 *
 * What makes an official's day short: airings moved by hand or by keys, anything found by a few letters,
 * a log that can be read, a page that opens without a line and keeps what was typed.
 */
import { addDays, formatMinute, instant, instantAt, localDateOf } from '@loaso/shared/time';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import { approvedBulletin, SHORT_NOTICE } from '../support/e2e/air.js';
import type { Visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

describe('e2e: the office in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let official: Visit;
  let page: Page;
  /** In a week of its own, so that both days are on one screen whenever this runs. */
  const monday = addDays(
    localDateOf(instant(Date.now())),
    8 - (((new Date().getUTCDay() + 6) % 7) + 1) + 7,
  );

  before(async () => {
    office = await openOffice({ boxes: 2 });
    world = office.world;
    const bulletin = await approvedBulletin(world, SHORT_NOTICE);
    for (const [title, minute] of [
      ['Tin sáng thứ hai', 600],
      ['Tin trưa thứ hai', 690],
    ] as const) {
      await call(world.people.official, 'POST', '/api/entries', {
        areaId: QUY_NHON,
        title,
        bulletinIds: [bulletin.id],
        target: { areaIds: [QUY_NHON], deviceIds: [] },
        rule: { kind: 'once', at: instantAt(monday, minute) },
      });
    }
    official = await office.enter(world.accounts.official);
    page = official.page;
  });
  after(() => office?.close());

  const open = async (path: string, on = page): Promise<void> => {
    await on.goto(`${world.server.url}${path}`);
    await on.getByRole('heading', { level: 1 }).waitFor();
    await on.waitForLoadState('networkidle');
  };
  const clear = (one = official): Promise<void> => office.clear(one);
  const block = (name: RegExp): Locator =>
    page.locator('.week-grid').getByRole('button', { name }).first();
  const effect = (): Locator => page.locator('[data-testid=move-effect][data-fresh=true]');
  const savedTimes = async (): Promise<string[]> => {
    const { items } = await call<{ items: { title: string; startAt: number }[] }>(
      world.people.official,
      'GET',
      `/api/calendar?areaId=${QUY_NHON}&from=${instantAt(monday, 0)}&to=${instantAt(addDays(monday, 7), 0)}`,
    );
    return items.map(({ title, startAt }) => {
      const at = instant(startAt);
      const minute = Math.floor((startAt - instantAt(localDateOf(at), 0)) / 60_000);
      return `${title}: ${localDateOf(at) === monday ? 'T2' : 'T3'} ${formatMinute(minute as never)}`;
    });
  };

  it('moves an airing by arrow keys alone, and takes it back', async () => {
    await open(`/lich-phat?tuan=${monday}`);
    await block(/10:00.*Tin sáng/).focus();
    await page.keyboard.press('ArrowDown');
    await block(/10:05 · Chưa lưu/).waitFor();
    await page.keyboard.press('ArrowRight');
    await effect().getByText('Không trùng lịch nào').waitFor();
    await clear();
    await page.keyboard.press('Enter');
    await page.getByTestId('undo').waitFor();
    expect(await savedTimes()).to.include('Tin sáng thứ hai: T3 10:05');
    await page.getByRole('button', { name: 'Lùi lại thay đổi vừa rồi' }).click();
    await page.getByTestId('undo').waitFor({ state: 'detached' });
    expect(await savedTimes()).to.include('Tin sáng thứ hai: T2 10:00');
  });

  it('leaves everything as it was on Escape', async () => {
    await block(/10:00.*Tin sáng/).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByTestId('move').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('move').waitFor({ state: 'detached' });
    await block(/10:00.*Tin sáng/).waitFor();
  });

  it('names whom a dragged airing would meet, before it is let go', async () => {
    const from = block(/10:00.*Tin sáng/);
    // Hovering looks the block up again where the week is drawn anew meanwhile.
    await from.hover();
    const [start, other] = await Promise.all([
      from.boundingBox(),
      block(/11:30.*Tin trưa/).boundingBox(),
    ]);
    if (start === null || other === null) throw new Error('the airings are not on screen');
    await page.mouse.move(start.x + 20, start.y + 6);
    await page.mouse.down();
    await page.mouse.move(start.x + 24, start.y + 20, { steps: 4 });
    await page.mouse.move(start.x + 24, other.y + 6, { steps: 12 });
    await effect().getByText('Tin trưa thứ hai').first().waitFor();
    await page.mouse.up();
    await clear();
    await page.getByRole('button', { name: 'Để như cũ' }).click();
    expect(await savedTimes()).to.include('Tin sáng thứ hai: T2 10:00');
  });

  const readings = async (): Promise<string[]> => {
    const { entries } = await call<{
      entries: {
        title: string;
        repeat: { times: number } | null;
        state: string;
        endedAt: unknown;
      }[];
    }>(world.people.official, 'GET', `/api/entries?areaId=${QUY_NHON}`);
    return entries
      .filter(({ state, endedAt }) => state === 'active' && endedAt === null)
      .map(({ title, repeat }) => `${title}: ${repeat?.times ?? 1}`);
  };

  it('reads an airing more often when its lower edge is pulled, by hand and by keys', async () => {
    const edge = await block(/10:00.*Tin sáng/).boundingBox();
    if (edge === null) throw new Error('the airing is not on screen');
    const [x, bottom] = [edge.x + edge.width / 2, edge.y + edge.height - 3];
    await page.mouse.move(x, bottom);
    await page.mouse.down();
    await page.mouse.move(x, bottom + 60, { steps: 12 });
    await page
      .getByTestId('stretch')
      .getByText(/^Đọc 5 lần/)
      .waitFor();
    await page.mouse.up();
    await block(/10:00 · Chưa lưu/).focus();
    await page.keyboard.press('Shift+ArrowUp');
    await page
      .getByTestId('stretch')
      .getByText(/^Đọc 4 lần/)
      .waitFor();
    await effect().getByText('Không trùng lịch nào').waitFor();
    await clear();
    await page.keyboard.press('Enter');
    await page.getByTestId('undo').waitFor();
    expect(await readings()).to.include('Tin sáng thứ hai: 4');
    await page.getByRole('button', { name: 'Lùi lại thay đổi vừa rồi' }).click();
    await page.getByTestId('undo').waitFor({ state: 'detached' });
    expect(await readings()).to.include('Tin sáng thứ hai: 1');
  });

  it('copies a week after saying what would be added', async () => {
    await page.getByRole('button', { name: 'Chép tuần này' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Tin sáng thứ hai: 1 lượt/).waitFor();
    await clear();
    await dialog.getByRole('button', { name: 'Chép', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await open(`/lich-phat?tuan=${addDays(monday, 7)}`);
    await block(/10:00.*Tin sáng/).waitFor();
  });

  it('finds a speaker by letters without marks, by keyboard, and nothing of another commune', async () => {
    const [box] = world.boxes;
    const { devices } = await call<{ devices: { id: string; name: string }[] }>(
      world.people.official,
      'GET',
      '/api/devices',
    );
    const name = devices.find(({ id }) => id === box?.id)?.name ?? '';
    const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: /^Tìm bản tin/ });
    await field.fill('an nhon');
    await page.getByText('Không tìm thấy gì.').waitFor();
    await field.fill(plain);
    await page.getByRole('option', { name }).first().waitFor();
    await clear();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
  });

  it('tells the administrator who did what, filters it, and vouches for the chain', async () => {
    const admin = await office.enter(world.accounts.admin);
    await open('/nhat-ky', admin.page);
    await admin.page.getByTestId('audit-chain').getByText('nguyên vẹn').waitFor();
    const moved = admin.page.getByTestId('audit-row').filter({ hasText: 'sửa dòng lịch' });
    expect(await moved.first().innerText()).to.match(/Trần Thị Cán Bộ sửa dòng lịch/);
    await admin.page.getByRole('combobox', { name: 'Việc gì' }).click();
    await admin.page.getByRole('option', { name: 'Lịch phát' }).click();
    await admin.page
      .getByTestId('audit-row')
      .filter({ hasText: 'duyệt bản tin' })
      .first()
      .waitFor({ state: 'detached' });
    expect(await moved.count()).to.be.at.least(1);
    await clear(admin);
    await admin.close();
  });

  it('lets the administrator release a hold with a reason that the log keeps', async () => {
    const admin = await office.enter(world.accounts.admin);
    await open('/nhat-ky', admin.page);
    await admin.page.getByText('Máy chủ ngừng ký kế hoạch sau khi').click();
    await admin.page.getByLabel('Vì sao mở lại được').fill('đã so kế hoạch của hai cụm loa');
    await admin.page.getByRole('button', { name: 'Mở lại việc ký kế hoạch' }).click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByText('đã so kế hoạch của hai cụm loa').waitFor();
    await clear(admin);
    await dialog.getByRole('button', { name: 'Mở lại việc ký kế hoạch' }).click();
    const kept = admin.page.getByTestId('audit-row').filter({ hasText: 'mở lại việc ký kế hoạch' });
    expect(await kept.first().innerText()).to.include('2 cụm loa: đã so kế hoạch');
    await admin.close();
  });

  it('goes from the province to a commune on the map, and keeps it in the address', async () => {
    const viewer = await office.enter(world.accounts.viewer);
    await open(`/ban-do?diaBan=${QUY_NHON}`, viewer.page);
    await viewer.page.getByRole('button', { name: /Bỏ chọn .*Quy Nhơn/ }).waitFor();
    await clear(viewer);
    await viewer.page.getByRole('button', { name: /Bỏ chọn .*Quy Nhơn/ }).click();
    await viewer.page.waitForURL((url) => url.search === '');
    await viewer.page.getByRole('link', { name: 'Màn hình treo tường' }).click();
    const wall = viewer.page.getByTestId('wall');
    await wall.waitFor();
    const first = await wall.getAttribute('data-panel');
    await viewer.page.locator(`[data-testid=wall]:not([data-panel=${first}])`).waitFor();
    await clear(viewer);
    await viewer.close();
  });

  it('opens without a line, keeps what was typed, and sends it once the line is back', async () => {
    const text = 'THÔNG BÁO\nNgày mai mất điện từ 7 giờ.';
    await open('/nhap-van-ban');
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await open('/hom-nay');
    await open('/nhap-van-ban');
    await page.getByLabel('Nội dung văn bản').fill(text);
    const before = official.complaints.length;
    await page.context().setOffline(true);
    await page.goto(`${world.server.url}/hom-nay`);
    await page.getByTestId('live-cut').getByText('lưu trên máy này').waitFor();
    await page.getByTestId('unsent').getByRole('link').click();
    expect(await page.getByLabel('Nội dung văn bản').inputValue()).to.equal(text);
    await page.getByRole('button', { name: 'Soạn lời đọc' }).click();
    await page.getByTestId('problem').getByText('Không nối được tới máy chủ').waitFor();
    expect(await page.getByLabel('Nội dung văn bản').inputValue()).to.equal(text);
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Soạn lời đọc' }).click();
    await page.getByRole('button', { name: 'Tạo tiếng đọc' }).waitFor();
    // A browser says of each request without a line that it failed.
    const said = official.complaints.splice(before);
    expect(said.filter((one) => !/INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/.test(one))).to.be
      .empty;
  });

  it('is a page that can be installed', async () => {
    const manifest = await (await fetch(`${world.server.url}/manifest.webmanifest`)).json();
    expect(manifest).to.include({ name: 'Loa Số', display: 'standalone', lang: 'vi' });
    for (const { src } of (manifest as { icons: { src: string }[] }).icons) {
      expect((await fetch(`${world.server.url}${src}`)).status, src).to.equal(200);
    }
  });

  it('never makes the page complain', () => {
    expect(office.visits.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
  });
});
