/**
 * Emergency screens — màn hình cảnh báo khẩn cấp trong trình duyệt.
 *
 * A real Chromium over the fixture server and its strict policy: few taps, nothing taken for
 * something else, STOP in reach, no barrier in either theme, keyboard alone.
 */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type Fixture, startFixture } from '../../support/dashboard-fixture/server.js';
import {
  barriers,
  LAPTOP,
  logIn,
  openBrowser,
  PHONE,
  type Visit,
  visit,
} from '../../support/e2e/browser.js';
import { builtDashboard } from '../../support/e2e/built.js';

const CODE = '123456';
const WRONG = '000000';

describe('dashboard/emergency screens', function () {
  this.timeout(90_000);
  let browser: Browser;
  let fixture: Fixture;
  const visits: Visit[] = [];

  before(async () => {
    await builtDashboard();
    browser = await openBrowser();
  });
  beforeEach(async () => {
    fixture = await startFixture('full');
  });
  afterEach(async () => {
    const complaints = visits.flatMap((one) => one.complaints);
    await Promise.all(visits.map((one) => one.close()));
    visits.length = 0;
    await fixture.stop();
    expect(complaints).to.deep.equal([]);
  });
  after(() => browser?.close());

  async function enter(who: string, size = LAPTOP): Promise<Visit> {
    const one = await visit(browser, fixture.url, size);
    visits.push(one);
    await logIn(one, { username: who, password: 'mat khau trinh dien' } as never);
    await one.page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    return one;
  }

  const open = async ({ page }: Visit, path: string): Promise<void> => {
    await page.goto(`${fixture.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
  };

  /** Both themes, as the screen stands. */
  async function clear(one: Visit): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await one.page.emulateMedia({ colorScheme });
      expect(await barriers(one), `${colorScheme} ${one.page.url()}`).to.deep.equal([]);
    }
    await one.page.emulateMedia({ colorScheme: 'light' });
  }

  const overflow = (page: Page): Promise<number> =>
    page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    ) as Promise<number>;

  const choose = (page: Page, title: RegExp): Promise<void> =>
    page.getByRole('radio', { name: title }).check();

  /** From the steps to the results. */
  async function order(page: Page, title: RegExp, code = CODE): Promise<void> {
    await choose(page, title);
    await page.getByTestId('forecast').waitFor();
    await page.getByLabel('Mã 6 số trên điện thoại').fill(code);
    await page.getByTestId('go').click();
  }

  it('a prepared message sounds within five taps from home, on a phone', async () => {
    const { page } = await enter('canbo', PHONE);
    let taps = 0;
    const tap = async (target: ReturnType<Page['getByRole']>): Promise<void> => {
      await target.click();
      taps += 1;
    };
    await tap(page.getByRole('link', { name: 'Khẩn cấp' }));
    await tap(page.getByRole('radio', { name: /Bão gần bờ/ }));
    await page.getByTestId('forecast').waitFor();
    await tap(page.getByLabel('Mã 6 số trên điện thoại'));
    await page.keyboard.type(CODE);
    await tap(page.getByRole('button', { name: 'Phát ngay tại 12 cụm' }));
    await page
      .getByTestId('says')
      .filter({ hasText: /Đang phát tại/ })
      .waitFor();
    expect(taps).to.equal(4);
  });

  it('says in plain words what will happen and that one person is enough', async () => {
    const one = await enter('canbo');
    await open(one, '/khan-cap');
    await clear(one);
    await choose(one.page, /Bão gần bờ/);
    const words = await one.page.getByTestId('forecast').innerText();
    expect(words).to.include('12 cụm loa ở Phường Quy Nhơn sẽ kêu.');
    expect(words).to.include('Một mình ông/bà và mã 6 số là đủ.');
    await clear(one);
  });

  it('takes a pasted code with a gap and refuses a wrong one in words', async () => {
    const { page } = await enter('canbo');
    await page.goto(`${fixture.url}/khan-cap`);
    await choose(page, /Bão gần bờ/);
    const code = page.getByLabel('Mã 6 số trên điện thoại');
    expect(await code.getAttribute('autocomplete')).to.equal('one-time-code');
    expect(await code.getAttribute('inputmode')).to.equal('numeric');
    await code.fill('12');
    await page.getByTestId('go').click();
    await page.getByText('Hãy nhập đủ 6 chữ số.').waitFor();
    await code.fill('123 456');
    expect(await code.inputValue()).to.equal(CODE);
    expect(fixture.world.emergencies.orders).to.have.length(0);
  });

  it('shows the results of every speaker, and one tap stops it', async () => {
    const one = await enter('canbo');
    await open(one, '/khan-cap');
    await order(one.page, /Bão gần bờ/);
    await one.page.locator('[data-testid=box][data-state=sounding]').nth(5).waitFor();
    await one.page.getByText('không chắc giờ, đợi đồng bộ lại').waitFor();
    await clear(one);
    await one.page.getByRole('button', { name: 'DỪNG NGAY' }).click();
    await one.page
      .getByTestId('says')
      .filter({ hasText: /Đã dừng lúc/ })
      .waitFor();
    expect(fixture.world.emergencies.orders[0]?.state).to.equal('stopped');
    expect(await one.page.getByRole('dialog').count()).to.equal(0);
    await clear(one);
  });

  it('stands above every screen of everybody in the area, with STOP', async () => {
    const official = await enter('canbo');
    await open(official, '/khan-cap');
    const technician = await enter('kythuat', PHONE);
    await order(official.page, /Lũ lên nhanh/);
    const banner = technician.page.getByTestId('alarm-banner');
    await banner.getByText('KHẨN CẤP').waitFor();
    for (const path of ['/hom-nay', '/cum-loa', '/ban-do', '/tai-khoan']) {
      await open(technician, path);
      await banner.waitFor();
    }
    await clear(technician);
    await banner.getByRole('button', { name: /^DỪNG NGAY/ }).click();
    await banner.waitFor({ state: 'detached' });
    expect(fixture.world.emergencies.orders[0]?.stoppedBy).to.equal('Đinh Công Tráng');
  });

  it('asks a second person for what is not approved, who hears, reads and agrees', async () => {
    const official = await enter('canbo');
    await open(official, '/khan-cap');
    await choose(official.page, /Xả lũ/);
    const forecast = await official.page.getByTestId('forecast').innerText();
    expect(forecast).to.include('Cần người thứ hai');
    expect(forecast).to.include('Lê Minh Đức hoặc Trần Thu Hà');
    await order(official.page, /Xả lũ/);
    await official.page.getByTestId('ask-second').waitFor();
    expect(await official.page.getByTestId('second').count()).to.equal(0);

    const leader = await enter('lanhdao', PHONE);
    const banner = leader.page.getByTestId('alarm-banner');
    await banner.getByText(/Cần ông\/bà xác nhận/).waitFor();
    await banner.getByRole('link', { name: 'Xem và xác nhận' }).click();
    const second = leader.page.getByTestId('second');
    await second.getByTestId('player').waitFor();
    await second.getByText(/Ủy ban nhân dân tỉnh Bình Định/).waitFor();
    await clear(leader);
    await second.getByLabel('Mã 6 số trên điện thoại').fill(CODE);
    await second.getByTestId('agree').click();
    await official.page
      .getByTestId('says')
      .filter({ hasText: /Đang phát tại/ })
      .waitFor();
    expect(fixture.world.emergencies.orders[0]?.secondBy).to.equal('Lê Minh Đức');
  });

  it('explains one person alone before it can be chosen, and lets anybody object', async () => {
    const official = await enter('canbo');
    await open(official, '/khan-cap');
    await choose(official.page, /Xả lũ/);
    await official.page.getByText('Không gọi được người thứ hai?').click();
    await official.page.getByText(/60 giây đếm ngược/).waitFor();
    await official.page.getByRole('checkbox', { name: /Phát một mình/ }).check();
    await official.page.getByLabel('Mã 6 số trên điện thoại').fill(CODE);
    await official.page.getByRole('button', { name: 'Phát sau 60 giây tại 12 cụm' }).click();
    await official.page
      .getByTestId('says')
      .filter({ hasText: /Loa sẽ kêu sau/ })
      .waitFor();
    const leader = await enter('lanhdao');
    const object = leader.page.getByRole('button', { name: /NGĂN LẠI/ });
    await object.click();
    await official.page
      .getByTestId('says')
      .filter({ hasText: /Bị ngăn lại/ })
      .waitFor();
    expect(fixture.world.emergencies.orders[0]?.state).to.equal('vetoed');
  });

  it('makes a drill look, read and lie otherwise, and carries nothing over', async () => {
    const one = await enter('canbo');
    const { page } = one;
    await open(one, '/khan-cap');
    await choose(page, /Bão gần bờ/);
    await page.getByLabel('Mã 6 số trên điện thoại').fill('12345');
    const look = async (): Promise<{ ground: string; x: number; words: string }> => {
      const button = page.getByTestId('go');
      const ground = (await page.evaluate(
        `getComputedStyle(document.querySelector('[data-testid=go]')).backgroundColor`,
      )) as string;
      return { ground, x: (await button.boundingBox())?.x ?? 0, words: await button.innerText() };
    };
    const real = await look();
    await page.getByText('Diễn tập – loa không kêu', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Diễn tập cảnh báo' }).waitFor();
    expect(await page.getByTestId('kind').innerText()).to.include('DIỄN TẬP');
    expect(await page.getByTestId('go').count()).to.equal(0);
    await choose(page, /Bão gần bờ/);
    await page
      .getByTestId('forecast')
      .getByText(/sẽ trả lời, không kêu/)
      .waitFor();
    expect(await page.getByLabel('Mã 6 số trên điện thoại').inputValue()).to.equal('');
    const drill = await look();
    expect(drill.words).to.include('Bắt đầu diễn tập');
    expect(drill.ground).to.not.equal(real.ground);
    expect(drill.x).to.be.below(real.x - 200);
    await clear(one);
    await page.getByLabel('Mã 6 số trên điện thoại').fill(CODE);
    await page.getByTestId('go').click();
    await page
      .getByTestId('says')
      .filter({ hasText: /sẵn sàng phát/ })
      .waitFor();
    expect(await page.locator('[data-count=sounding]').count()).to.equal(0);
    await clear(one);
    expect(fixture.world.emergencies.orders[0]?.kind).to.equal('drill');
    await open(one, '/hom-nay');
    await page.getByTestId('alarm-banner').getByText('DIỄN TẬP', { exact: true }).waitFor();
    await clear(one);
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
    expect(fixture.world.bulletins[0]?.title).to.equal('Nước lên nhanh');
  });

  it('corrects a message by another that names it', async () => {
    const { page } = await enter('canbo');
    await page.goto(`${fixture.url}/khan-cap`);
    await order(page, /Bão gần bờ/);
    await page.getByRole('link', { name: 'Phát tin đính chính' }).click();
    await page
      .getByTestId('corrects')
      .getByText(/thay cho “Bão gần bờ/)
      .waitFor();
    await order(page, /Lũ lên nhanh/);
    await page.getByRole('link', { name: 'xem tin trước' }).waitFor();
    const [first, second] = fixture.world.emergencies.orders;
    expect([first?.state, second?.corrects]).to.deep.equal(['stopped', first?.id]);
  });

  it('sets up the six-digit code by scanning or typing, and replaces it with an old code', async () => {
    const one = await enter('canbo');
    const { page } = one;
    fixture.world.emergencies.factors.set('canbo', 'none');
    await open(one, '/khan-cap');
    await page.getByTestId('no-code').getByRole('link', { name: 'Cài mã 6 số' }).click();
    const factor = page.getByTestId('factor');
    await factor.getByRole('button', { name: 'Cài mã 6 số' }).click();
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
    await page.goto(`${fixture.url}/khan-cap`);
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
    await official.page.goto(`${fixture.url}/khan-cap`);
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

  it('refuses a wrong code of the second person and keeps waiting', async () => {
    const official = await enter('canbo');
    await open(official, '/khan-cap');
    await order(official.page, /Xả lũ/);
    await official.page.getByTestId('ask-second').waitFor();
    const leader = await enter('lanhdao');
    await open(leader, '/khan-cap/urgent-1');
    leader.complaints.length = 0;
    await leader.page.getByLabel('Mã 6 số trên điện thoại').fill(WRONG);
    await leader.page.getByTestId('agree').click();
    await leader.page.getByTestId('problem').getByText('Mã 6 số chưa đúng').waitFor();
    // The browser itself writes down every answer 403.
    leader.complaints.length = 0;
    expect(fixture.world.emergencies.orders[0]?.state).to.equal('waiting-second');
  });
});
