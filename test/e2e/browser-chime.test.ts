/**
 * The technician's hands on a phone — thử chuông, đo mạng bằng điện thoại.
 *
 * A technician stands at the foot of a pole, presses one button and reads on the same page what the box
 * has done: through the real server, signer and broker to a real agent, and back.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { PHONE, type Visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

describe('e2e: the hands of a technician on a phone', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let technician: Visit;

  before(async () => {
    office = await openOffice({ boxes: 1 });
    world = office.world;
    world.startBox(world.boxes[0]!);
  });
  after(() => office?.close());

  it('is one tap away on the page of the speaker', async () => {
    technician = await office.enter(world.accounts.technician, PHONE);
    const { page } = technician;
    await page.goto(`${world.server.url}/cum-loa/${world.boxes[0]!.id}`);
    await page.locator('[data-testid=lights] [data-light=green]').first().waitFor();
    await page.getByRole('button', { name: 'Thử chuông' }).click();
  });

  it('is answered under the button, in words', async () => {
    const { page } = technician;
    const answer = page.getByTestId('answers').locator('[data-kind=test-chime]').first();
    await answer.getByText(/Hộp đã phát chuông thử lúc \d\d:\d\d(:\d\d)?, âm lượng 20%/).waitFor();
    expect(await answer.getAttribute('data-state')).to.equal('done');
    await office.clear(technician);
  });

  it('has the speaker measure its own line, and reads what is in the way and what to do', async () => {
    const { page } = technician;
    await page.getByRole('button', { name: 'Đo mạng' }).click();
    const answer = page.getByTestId('answers').locator('[data-kind=network-test]').first();
    await answer.getByText(/^Mạng .*Số đo: .*đường lệnh \d+ ms/).waitFor();
    expect(await answer.getAttribute('data-state')).to.equal('done');
    await office.clear(technician);
  });

  it('has the speaker read its files again, and counts them', async () => {
    const { page } = technician;
    await page.getByRole('button', { name: 'Kiểm tệp' }).click();
    const answer = page.getByTestId('answers').locator('[data-kind=check-files]').first();
    await answer.getByText(/Đã kiểm \d+ tệp|đang trống/).waitFor();
    expect(await answer.getAttribute('data-state')).to.equal('done');
  });

  it('turns the speaker down, and the page says by whom', async () => {
    const { page } = technician;
    const volume = page.getByTestId('volume');
    await volume.getByLabel('Âm lượng, so với mức được phép').selectOption('60');
    await volume.getByRole('button', { name: 'Đặt âm lượng' }).click();
    const answer = page.getByTestId('answers').locator('[data-kind=set-volume]').first();
    await answer.getByText('Hộp đã giảm âm lượng còn 60%').waitFor();
    await volume.getByText('Hộp đang giảm còn 60% mức được phép').waitFor();
    await office.clear(technician);
  });

  it('has the speaker hand over its log, to be taken along', async () => {
    const { page } = technician;
    await page.getByRole('button', { name: 'Lấy nhật ký' }).click();
    const answer = page.getByTestId('answers').locator('[data-kind=collect-log]').first();
    await answer.getByText(/Nhật ký tới lúc \d\d:\d\d(:\d\d)?: \d+ dòng/).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      answer.getByRole('link', { name: 'Tải nhật ký về máy' }).click(),
    ]);
    const text = gunzipSync(readFileSync(await download.path())).toString();
    expect(text).to.include(world.boxes[0]!.id);
  });

  it('asks before the whole box is restarted, and says that somebody must go where it cannot', async () => {
    const { page } = technician;
    await page.getByRole('button', { name: 'Khởi động lại hộp' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('ba lần một ngày').waitFor();
    await dialog.getByRole('button', { name: 'Khởi động lại hộp' }).click();
    const answer = page.getByTestId('answers').locator('[data-kind=restart-box]').first();
    await answer.getByText('Hộp từ chối: hộp không khởi động lại được từ xa').waitFor();
    expect(await answer.getAttribute('data-state')).to.equal('refused');
    // Not before: a dialog that fades has no contrast.
    await dialog.waitFor({ state: 'hidden' });
    await office.clear(technician);
  });

  it('stands on the time axis of the speaker and never makes the page complain', async () => {
    const { page } = technician;
    await page.reload();
    await page.getByTestId('axis').getByText('Hộp đã phát chuông thử').first().waitFor();
    expect(technician.complaints).to.deep.equal([]);
  });
});
