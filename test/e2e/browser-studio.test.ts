/**
 * Studio in a browser — chỉnh lời đọc, từ điển, bản thu, cài đặt trên máy chủ thật.
 *
 * What was so far only looked at over a fixture, on the real server: every save is still there after
 * a reload. In the dark, in English, by keyboard.
 */
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import { ROOT } from '../../deploy/demo/processes.js';
import { approvedBulletin } from '../support/e2e/air.js';
import type { Visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

const TEXT = `QUYẾT ĐỊNH
Về việc vệ sinh đường làng
Điều 1. Mỗi nhà quét đường trước cửa vào sáng thứ bảy.
Điều 2. Thôn trưởng nhắc các nhà.
Điều 3. Quyết định này có hiệu lực từ ngày ký.`;
/** Long enough to be stopped on its way over a slow line. */
const SAMPLE = join(ROOT, 'audio-samples', 'warning-tone.flac');
const WITH_NAME = 'THÔNG BÁO\nBà con làng Đăk Pơ họp lúc 19 giờ tối nay.';

describe('e2e: the studio in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let official: Visit;
  let page: Page;
  let bulletinPath = '';

  before(async () => {
    office = await openOffice({ boxes: 0 });
    world = office.world;
    official = await office.enter(world.accounts.official);
    page = official.page;
  });
  after(() => office?.close());

  const open = (path: string): Promise<void> => office.open(official, path);
  const clear = (): Promise<void> => office.clear(official);
  const bulletin = async () =>
    (
      await call<{
        bulletin: {
          clip: { voice: string } | null;
          variants: { language: string }[];
          script: { sentences: { spoken: string }[] };
        };
      }>(world.people.official, 'GET', `/api${bulletinPath.replace('/ban-tin/', '/bulletins/')}`)
    ).bulletin;

  /** Presses Tab until the named thing has the focus. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let presses = 0; presses < 90; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = (await page.evaluate(
        `document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.innerText ?? ''`,
      )) as string;
      if (name.test(focused)) return;
    }
    throw new Error(`no way by keyboard to ${name}`);
  }

  it('keeps a sentence that was corrected by keyboard alone', async () => {
    await open('/nhap-van-ban');
    await page.getByLabel('Nội dung văn bản').fill(TEXT);
    await page.getByRole('button', { name: 'Soạn lời đọc' }).click();
    await page.getByTestId('sentence').first().waitFor();
    bulletinPath = new URL(page.url()).pathname;
    const count = await page.getByTestId('sentence').count();
    await tabTo(new RegExp(`^Sửa lời đọc câu ${count}$`));
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: `Lời đọc của câu ${count}` });
    await field.waitFor();
    await clear();
    await field.fill('quyết định có hiệu lực ngay hôm nay.');
    await tabTo(/^Lưu$/);
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
    await open(bulletinPath);
    await page.getByTestId('sentence').last().getByText('có hiệu lực ngay hôm nay').waitFor();
    expect((await bulletin()).script.sentences.at(-1)?.spoken).to.include('ngay hôm nay');
  });

  it('leaves out the parts without a tick, and takes them back in', async () => {
    await page.getByTestId('tab-parts').click();
    const parts = page.getByTestId('parts');
    const article = parts.getByRole('checkbox', { name: /^Điều 2/ });
    await article.uncheck();
    await clear();
    await parts.getByRole('button', { name: 'Lưu phần đọc' }).click();
    await page.getByRole('status').filter({ hasText: 'Đã lưu.' }).first().waitFor();
    const silent = async (): Promise<number> =>
      (await bulletin()).script.sentences.filter(({ spoken }) => spoken === '').length;
    expect(await silent()).to.be.above(0);
    await article.check();
    await parts.getByRole('button', { name: 'Lưu phần đọc' }).click();
    await parts.getByRole('button', { name: 'Lưu phần đọc', disabled: true }).waitFor();
    expect(await silent()).to.equal(0);
  });

  it('reads with the voice that was chosen', async () => {
    await open(bulletinPath);
    const chooser = page.getByRole('combobox', { name: 'Giọng đọc' });
    const fit = chooser.locator('option:not([disabled])');
    const wanted = (await fit.last().getAttribute('value')) ?? '';
    await chooser.selectOption(wanted);
    await page.getByText('Chậm', { exact: true }).click();
    await page.getByRole('button', { name: 'Tạo tiếng đọc' }).click();
    await page.getByTestId('voice').getByTestId('player').waitFor({ timeout: 60_000 });
    expect((await bulletin()).clip?.voice).to.include(wanted);
  });

  it('adds the same bulletin in another language, and takes it away', async () => {
    await open(bulletinPath);
    const variants = page.getByTestId('variants');
    await variants.getByText('Thêm một thứ tiếng').click();
    const language = variants.getByRole('combobox', { name: 'Thứ tiếng' });
    const name = (await language.locator('option').first().innerText()).trim();
    await variants.locator('input[type=file]').setInputFiles(SAMPLE);
    await clear();
    await variants.getByRole('button', { name: 'Gửi bản tiếng này' }).click();
    const remove = variants.getByRole('button', { name: `Bỏ bản tiếng ${name}` });
    await remove.waitFor({ timeout: 60_000 });
    expect((await bulletin()).variants).to.have.length(1);
    await clear();
    await remove.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bỏ', exact: true }).click();
    await variants.getByText('Chưa có bản tiếng nào khác', { exact: false }).waitFor();
    expect((await bulletin()).variants).to.have.length(0);
  });

  it('says which approved bulletins a new reading brings back to the leader', async () => {
    const approved = await approvedBulletin(world, WITH_NAME, QUY_NHON);
    await open('/tu-dien');
    await clear();
    await page.getByLabel('Chữ trong văn bản').fill('Đăk Pơ');
    await page.getByLabel('Đọc là').fill('đắc bờ');
    await page.getByRole('button', { name: 'Thêm vào từ điển' }).click();
    const effect = page.getByTestId('effect');
    await effect.getByRole('link', { name: approved.title }).waitFor();
    expect(await effect.innerText()).to.include('đã duyệt trước đó');
    await page.getByTestId('reading').getByText('đắc bờ').waitFor();
    await page.getByLabel('Câu muốn thử').fill('Làng Đăk Pơ họp.');
    await page.getByRole('button', { name: 'Xem sẽ đọc thế nào' }).click();
    await page
      .getByTestId('try-reading')
      .getByText(/đắc bờ/)
      .waitFor();
    await clear();
  });

  it('keeps the settings of the area', async () => {
    await open('/cai-dat');
    const card = page.getByTestId('station-name');
    await card.getByRole('checkbox', { name: 'Theo địa bàn cấp trên' }).uncheck();
    await card.getByLabel('Tên đọc trên loa').fill('phường Quy Nhơn ven biển');
    await clear();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('status').filter({ hasText: 'Đã lưu.' }).first().waitFor();
    await open('/cai-dat');
    expect(await page.getByLabel('Tên đọc trên loa').inputValue()).to.equal(
      'phường Quy Nhơn ven biển',
    );
  });

  it('stops an upload on a slow line without calling it a fault, and sends it afterwards', async () => {
    await open('/ghi-am');
    await page.getByLabel('Tên bản tin').fill('Bản thu thử');
    await page.locator('input[type=file]').setInputFiles(SAMPLE);
    const line = await page.context().newCDPSession(page);
    const speed = (uploadThroughput: number) =>
      line.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await line.send('Network.enable');
    await speed(8_000);
    await page.getByRole('button', { name: 'Gửi bản ghi âm' }).click();
    await page
      .getByTestId('upload')
      .getByText(/^Đang gửi/)
      .waitFor();
    await clear();
    await page.getByRole('button', { name: 'Dừng gửi' }).click();
    await page.getByTestId('upload').waitFor({ state: 'detached' });
    expect(await page.getByTestId('problem').count()).to.equal(0);
    await speed(-1);
    await page.getByRole('button', { name: 'Gửi bản ghi âm' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bản thu thử' }).waitFor({ timeout: 60_000 });
    await page.getByTestId('voice').getByTestId('player').waitFor();
    await clear();
  });

  it('has no barrier in the dark and in English', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open('/tai-khoan');
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
    for (const path of [bulletinPath, '/tu-dien', '/cai-dat', '/ghi-am', '/nhap-van-ban']) {
      await open(path);
      expect(await page.getByRole('heading', { level: 1 }).innerText()).to.not.match(
        /\w+\.\w+\.\w+/,
      );
      await clear();
    }
    await open(bulletinPath);
    await page.getByTestId('tab-parts').click();
    await clear();
    await open('/tai-khoan');
    await page.getByText('Tiếng Việt', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Tài khoản' }).waitFor();
  });

  it('never makes the page complain', () => {
    expect(official.complaints).to.deep.equal([]);
  });
});
