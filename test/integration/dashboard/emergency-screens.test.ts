/**
 * Emergency screens — màn hình cảnh báo khẩn cấp trong trình duyệt.
 *
 * A real Chromium over the fixture server and its strict policy: few taps, nothing taken for
 * something else, STOP in reach, two people, a minute to object.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { CODE, choose, desk, order } from '../../support/dashboard-fixture/desk.js';
import { PHONE } from '../../support/e2e/browser.js';

const WRONG = '000000';

describe('dashboard/emergency screens', function () {
  this.timeout(240_000);
  const { fixture, enter, open, clear } = desk();

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
    expect(fixture().world.emergencies.orders[0]?.state).to.equal('stopped');
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
    expect(fixture().world.emergencies.orders[0]?.stoppedBy).to.equal('Đinh Công Tráng');
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
    await second.getByText(/Gọi một một bốn khi cần cứu/).waitFor();
    await clear(leader);
    await second.getByLabel('Mã 6 số trên điện thoại').fill(CODE);
    await second.getByTestId('agree').click();
    await official.page
      .getByTestId('says')
      .filter({ hasText: /Đang phát tại/ })
      .waitFor();
    expect(fixture().world.emergencies.orders[0]?.secondBy).to.equal('Lê Minh Đức');
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
    expect(fixture().world.emergencies.orders[0]?.state).to.equal('vetoed');
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
    expect(fixture().world.emergencies.orders[0]?.kind).to.equal('drill');
    await open(one, '/hom-nay');
    await page.getByTestId('alarm-banner').getByText('DIỄN TẬP', { exact: true }).waitFor();
    await clear(one);
  });

  it('corrects a message by another that names it', async () => {
    const { page } = await enter('canbo');
    await page.goto(`${fixture().url}/khan-cap`);
    await order(page, /Bão gần bờ/);
    await page.getByRole('link', { name: 'Phát tin đính chính' }).click();
    await page
      .getByTestId('corrects')
      .getByText(/thay cho “Bão gần bờ/)
      .waitFor();
    await order(page, /Lũ lên nhanh/);
    await page.getByRole('link', { name: 'xem tin trước' }).waitFor();
    const [first, second] = fixture().world.emergencies.orders;
    expect([first?.state, second?.corrects]).to.deep.equal(['stopped', first?.id]);
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
    expect(fixture().world.emergencies.orders[0]?.state).to.equal('waiting-second');
  });
});
