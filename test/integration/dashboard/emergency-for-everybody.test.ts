/**
 * Emergency for everybody — cảnh báo khẩn cấp dùng được cho mọi người.
 *
 * Keyboard alone, 200 % zoom, a phone, English, a viewer; the code set up, typed and pasted; words
 * that somebody types in a hurry.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { CODE, choose, desk, order } from '../../support/dashboard-fixture/desk.js';
import { LAPTOP, PHONE } from '../../support/e2e/browser.js';

describe('dashboard/emergency for everybody', function () {
  this.timeout(240_000);
  const { fixture, enter, open, clear } = desk();

  const overflow = (page: Page): Promise<number> =>
    page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    ) as Promise<number>;

  it('takes a pasted code with a gap and refuses a wrong one in words', async () => {
    const { page } = await enter('canbo');
    await page.goto(`${fixture().url}/khan-cap`);
    await choose(page, /Bão gần bờ/);
    const code = page.getByLabel('Mã 6 số trên điện thoại');
    expect(await code.getAttribute('autocomplete')).to.equal('one-time-code');
    expect(await code.getAttribute('inputmode')).to.equal('numeric');
    await code.fill('12');
    await page.getByTestId('go').click();
    await page.getByText('Hãy nhập đủ 6 chữ số.').waitFor();
    await code.fill('123 456');
    expect(await code.inputValue()).to.equal(CODE);
    expect(fixture().world.emergencies.orders).to.have.length(0);
  });

  it('brings typed words to a message that can be heard and chosen', async () => {
    const one = await enter('canbo', PHONE);
    await open(one, '/khan-cap');
    await one.page.getByText('Soạn tin mới').click();
    await one.page.getByLabel('Lời cần phát').fill('Nước lên nhanh. Bà con lên đê ngay.');
    await one.page
      .getByTestId('spoken')
      .getByText(/một nghìn bốn trăm/)
      .waitFor();
    await clear(one);
    await one.page.getByRole('button', { name: 'Tạo tiếng đọc' }).click();
    await one.page.getByText('Đã có tiếng đọc. Hãy nghe lại.').waitFor({ timeout: 20_000 });
    const chosen = one.page.getByRole('radio', { name: /Nước lên nhanh/ });
    expect(await chosen.isChecked()).to.equal(true);
    await one.page
      .getByTestId('forecast')
      .getByText(/Cần người thứ hai/)
      .waitFor();
    expect(fixture().world.bulletins[0]?.title).to.equal('Nước lên nhanh');
  });

  it('sets up the six-digit code by scanning or typing, and replaces it with an old code', async () => {
    const one = await enter('canbo');
    const { page } = one;
    fixture().world.emergencies.factors.set('canbo', 'none');
    await open(one, '/khan-cap');
    await page.getByTestId('no-code').getByRole('link', { name: 'Cài mã 6 số' }).click();
    const factor = page.getByTestId('factor');
    const setUp = factor.getByRole('button', { name: 'Cài mã 6 số' });
    await setUp.click();
    await factor.getByText(/còn thiếu chữ nào/).waitFor();
    const word = factor.getByLabel('Mã mời');
    await clear(one);
    // As it is typed off a sheet of paper.
    await word.fill(' abcd-efgh jklm-npqr ');
    await setUp.click();
    await factor.getByRole('img', { name: 'Hình để quét bằng điện thoại' }).waitFor();
    expect(await factor.getByTestId('secret').innerText()).to.match(/^([A-Z2-7]{4} ?)+$/);
    await clear(one);
    await factor.getByLabel('Mã 6 số vừa hiện').fill(CODE);
    await factor.getByRole('button', { name: 'Xác nhận, bắt đầu dùng' }).click();
    await factor.getByText('Đang dùng').waitFor();
    expect(await factor.getByTestId('secret').count()).to.equal(0);
    await factor.locator('summary').click();
    await factor.getByLabel('Mã trên điện thoại cũ').waitFor();
    await clear(one);
  });

  it('goes by keyboard alone, from the first key to STOP', async () => {
    const { page } = await enter('canbo');
    await page.goto(`${fixture().url}/khan-cap`);
    await page.getByTestId('step-what').waitFor();
    const focused = (): Promise<string> =>
      page.evaluate(
        `(() => {
          const one = document.activeElement;
          if (one === null || one === document.body) return '';
          return one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? one.innerText ?? '';
        })()`,
      ) as Promise<string>;
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        if (name.test(await focused())) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no way by keyboard to ${name}`);
    };
    await tabTo(/Bão gần bờ: vào nhà/);
    await page.keyboard.press('Space');
    await page.getByTestId('forecast').waitFor();
    await tabTo(/Mã 6 số trên điện thoại/);
    await page.keyboard.type(CODE);
    await page.keyboard.press('Enter');
    await page
      .getByTestId('says')
      .filter({ hasText: /Đang phát tại/ })
      .waitFor();
    await tabTo(/^DỪNG NGAY/);
    await page.keyboard.press('Enter');
    await page
      .getByTestId('says')
      .filter({ hasText: /Đã dừng lúc/ })
      .waitFor();
  });

  it('fits a phone and a laptop at 200 % zoom, STOP in sight', async () => {
    const official = await enter('canbo');
    await official.page.goto(`${fixture().url}/khan-cap`);
    await order(official.page, /Bão gần bờ/);
    await official.page.getByTestId('stop').waitFor();
    const path = new URL(official.page.url()).pathname;
    for (const size of [PHONE, { width: 683, height: 384 }, LAPTOP]) {
      await official.page.setViewportSize(size);
      for (const where of ['/khan-cap', '/khan-cap?dienTap=true', '/tai-khoan', path]) {
        await open(official, where);
        expect(await overflow(official.page), `${where} at ${size.width}`).to.be.at.most(0);
      }
      await official.page.mouse.wheel(0, 4000);
      const box = await official.page.getByTestId('stop').boundingBox();
      expect(box?.y, `STOP at ${size.width}`).to.be.within(0, size.height - 40);
    }
  });

  it('says everything in English by the switch', async () => {
    const one = await enter('canbo');
    await open(one, '/tai-khoan');
    await one.page.getByText('English', { exact: true }).click();
    await one.page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
    await open(one, '/khan-cap');
    await one.page.getByText('REAL – speakers will sound').waitFor();
    await one.page.getByRole('radio', { name: /Bão gần bờ/ }).check();
    await one.page.getByText('You alone and the six-digit code are enough.').waitFor();
    await clear(one);
  });

  it('lets a viewer watch and order nothing', async () => {
    const viewer = await enter('so');
    await open(viewer, '/khan-cap');
    await viewer.page.getByText('Vai trò này xem và theo dõi', { exact: false }).waitFor();
    expect(await viewer.page.getByTestId('step-what').count()).to.equal(0);
    await clear(viewer);
  });
});
