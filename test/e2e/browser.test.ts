/**
 * Browser — việc chính trên trang điều hành.
 *
 * Four people in a real Chromium: the official imports, voices, hears and submits; the leader approves;
 * the official schedules; a real agent plays; everybody sees it. No barrier, no complaint of the page.
 */
import { formatMinute, instant, localDateOf, msOfDay } from '@loaso/shared/time';
import { expect } from 'chai';
import { until } from '../../deploy/demo/client.js';
import { logIn, PHONE, type Visit, visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

const TEXT = `THÔNG BÁO
Về việc họp tổ dân phố số 3
Mời bà con họp lúc 7 giờ tối nay.`;
/** Time from saving to the airing, least. */
const LEAD_MS = 10_000;

describe('e2e: the dashboard in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let official: Visit;
  let bulletinUrl = '';
  let title = '';
  let airsAt = 0;

  before(async () => {
    office = await openOffice({ boxes: 1 });
    world = office.world;
    world.startBox(world.boxes[0]!);
  });
  after(() => office?.close());

  const walk = async (one: Visit, paths: readonly string[]): Promise<void> => {
    for (const path of paths) {
      await one.page.goto(`${world.server.url}${path}`);
      await one.page.getByRole('heading', { level: 1 }).waitFor();
      await one.page.waitForLoadState('networkidle');
      await office.clear(one);
    }
  };

  it('tells who mistypes the password what is wrong', async () => {
    official = await visit(office.browser, world.server.url);
    office.visits.push(official);
    await office.clear(official);
    await logIn(official, { ...world.accounts.official, password: 'không phải mật khẩu' });
    const problem = official.page.getByTestId('problem');
    await problem.waitFor();
    expect(await problem.innerText()).to.include('Tên đăng nhập hoặc mật khẩu chưa đúng');
  });

  it('brings a pasted text to a voice that can be heard, and submits it', async () => {
    const { page } = official;
    await logIn(official, world.accounts.official);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await office.clear(official);
    await page.getByRole('link', { name: 'Nhập văn bản' }).first().click();
    await page.getByLabel('Nội dung văn bản').fill(TEXT);
    await office.clear(official);
    await page.getByRole('button', { name: 'Soạn lời đọc' }).click();
    await page.getByRole('button', { name: 'Tạo tiếng đọc' }).click();
    await page.getByTestId('voice-progress').waitFor();
    const player = page.getByTestId('voice').getByTestId('player');
    await player.waitFor({ timeout: 60_000 });
    bulletinUrl = page.url();
    title = await page.getByRole('heading', { level: 1 }).innerText();
    await office.clear(official);
    const fetched = page.waitForResponse((answer) => answer.url().includes('/audio/'));
    await player.getByRole('button').click();
    expect((await fetched).status()).to.be.oneOf([200, 206]);
    await player.getByText(/^0:0[1-9] \//).waitFor();
    await player.getByRole('button', { name: /Tạm dừng/ }).click();
    await page.getByRole('button', { name: 'Gửi duyệt' }).click();
    await page.getByText('Chờ duyệt').first().waitFor();
  });

  it('lets the leader hear and approve it', async () => {
    const leader = await office.enter(world.accounts.approver);
    await office.clear(leader);
    await leader.page.goto(bulletinUrl);
    await leader.page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await leader.page.getByText('Đã duyệt', { exact: true }).first().waitFor();
    await office.clear(leader);
  });

  it('schedules it by the calendar form, with a preview before saving', async () => {
    const { page } = official;
    // A time alone is typed: it must lie on the day that the form shows.
    await until('a minute of today', { everyMs: 500, limitMs: 90_000 }, () => {
      const today = localDateOf(instant(Date.now()));
      return Promise.resolve(localDateOf(instant(Date.now() + 90_000)) === today ? today : null);
    });
    await page.goto(`${world.server.url}/lich-phat`);
    await page.getByRole('button', { name: 'Thêm dòng lịch' }).first().click();
    await page.getByTestId('what').getByRole('checkbox', { name: title }).check();
    await page.getByTestId('where').getByRole('checkbox').first().check();
    await page.getByText('Một lần', { exact: true }).click();
    airsAt = Math.ceil((Date.now() + LEAD_MS) / 60_000) * 60_000;
    await page
      .getByLabel('Giờ phát', { exact: true })
      .fill(formatMinute(Math.floor(msOfDay(instant(airsAt)) / 60_000) as never));
    await page.getByTestId('preview-effect').waitFor();
    expect(await page.getByTestId('preview-effect').innerText()).to.match(
      /^1 cụm loa sẽ đọc 1 lượt/,
    );
    await office.clear(official);
    await page.getByRole('button', { name: 'Lưu và gửi tới cụm loa' }).click();
    await page.getByTestId('saved').waitFor();
    await office.clear(official);
  });

  it('keeps every other screen free of barriers, on a laptop and on a phone', async () => {
    const admin = await office.enter(world.accounts.admin);
    await walk(admin, [
      '/nguoi-dung',
      '/nhat-ky',
      '/ban-do',
      '/cum-loa',
      '/su-co',
      '/viec-hom-nay',
      '/tai-khoan',
      '/khong-co',
    ]);
    await walk(official, ['/ban-tin', '/lich-phat']);
    const phone = await office.enter(world.accounts.official, PHONE);
    await office.clear(phone);
    const paths = ['/ban-tin', '/nhap-van-ban', '/lich-phat', '/lich-phat/them', '/cum-loa'];
    await walk(phone, [...paths, '/ban-do', '/tai-khoan', new URL(bulletinUrl).pathname]);
    const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await phone.page.evaluate(wide)).to.be.at.most(0);
  });

  it('shows the official and the viewer that it was played', async () => {
    const { page } = official;
    await page.goto(`${world.server.url}/lich-phat`);
    const patience = Math.max(0, airsAt - Date.now()) + 75_000;
    // The page is not touched any more: the live feed brings the word of the box.
    await page
      .getByRole('button', { name: /Đã phát/ })
      .first()
      .waitFor({ timeout: patience });
    const viewer = await office.enter(world.accounts.viewer);
    await viewer.page.goto(`${world.server.url}/lich-phat?tuan=${localDateOf(instant(airsAt))}`);
    await viewer.page
      .getByRole('button', { name: /Đã phát/ })
      .first()
      .waitFor();
    await office.clear(viewer);
    await page
      .getByRole('button', { name: /Đã phát/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('Đã phát').waitFor();
    await office.clear(official);
  });

  it('shows the technician on the page of the box what it holds and what it played', async () => {
    const technician = await office.enter(world.accounts.technician);
    const { page } = technician;
    await page.goto(`${world.server.url}/cum-loa/${world.boxes[0]!.id}`);
    const airing = page.getByTestId('airing').first();
    await airing.waitFor();
    expect(await airing.getAttribute('data-state')).to.equal('played');
    expect(await airing.innerText()).to.include('Đã phát');
    await page.getByTestId('refusals').waitFor();
    await office.clear(technician);
    await page.setViewportSize(PHONE);
    await office.clear(technician);
  });

  it('lets a person out, for good', async () => {
    const { page } = official;
    await page.goto(`${world.server.url}/tai-khoan`);
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    await page.goto(bulletinUrl);
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
  });

  it('never makes the page complain', () => {
    expect(office.visits.length).to.be.at.least(6);
    expect(office.visits.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
  });
});
