/**
 * Photos in a browser — ảnh cụm loa, máy chủ thật, ffmpeg thật.
 *
 * A technician at the pole takes a photo with a phone; nothing is fetched before it is seen; the
 * commune sees it, and a viewer cannot remove it.
 */
import { expect } from 'chai';
import { PHONE, type Visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import { asFromPhone, drawPicture, HEIC } from '../support/pictures.js';

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });

const SIZE = `(async () => {
  const img = document.querySelector('[data-testid=photo-large] img');
  await img.decode();
  return [img.naturalWidth, img.naturalHeight];
})()`;

describe('e2e: photos of a cluster in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let technician: Visit;
  let path = '';

  before(async () => {
    office = await openOffice({ boxes: 1 });
    path = `/cum-loa/${office.world.boxes[0]?.id ?? ''}`;
    technician = await office.enter(office.world.accounts.technician, PHONE);
  });
  after(() => office?.close());

  const choose = async (buffer: Buffer): Promise<void> => {
    const form = technician.page.getByTestId('add-photo');
    await form.locator('input[type=file]').last().setInputFiles(file('anh.jpg', buffer));
  };

  it('are added at the pole, with what they show', async () => {
    const { page } = technician;
    await office.open(technician, path);
    const section = page.getByTestId('photos');
    await section.scrollIntoViewIfNeeded();
    await section.getByText('Chưa có ảnh nào.').waitFor();
    await section.getByLabel('Ảnh chụp gì').selectOption({ label: 'Hộp thiết bị' });
    await section.getByLabel('Ghi chú').fill('Chìa khoá ở nhà trưởng khu phố');
    const camera = section.locator('input[type=file]').first();
    expect(await camera.getAttribute('capture')).to.equal('environment');
    await choose(asFromPhone(drawPicture({ width: 2400, height: 1800 }), 6));
    await section.getByText('Chìa khoá ở nhà trưởng khu phố').waitFor();
    await office.clear(technician);
  });

  it('are refused in words that say what to do', async () => {
    await choose(HEIC);
    await technician.page.getByText('chọn “Tương thích nhất” rồi chụp lại').waitFor();
    await choose(Buffer.from('GIF89a'));
    await technician.page.getByText('Tệp này không phải ảnh, hoặc ảnh bị hỏng').waitFor();
    await office.clear(technician);
  });

  it('load when they come into view, the large one when it is opened', async () => {
    const { page } = technician;
    const fetched: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/^\/photo\/|\/photos$/.test(pathname))
        fetched.push(pathname.replace(/[0-9a-f]{64}/, '…'));
    });
    await office.open(technician, path);
    expect(fetched).to.deep.equal([]);
    await page.getByTestId('photos').scrollIntoViewIfNeeded();
    const small = page.getByTestId('photo');
    await small.locator('img').waitFor();
    expect(fetched).to.deep.equal([`/api/devices/${path.split('/').at(-1)}/photos`, '/photo/…']);
    await small.click();
    await page.getByTestId('photo-large').locator('img').waitFor();
    // It was held upright and came lying: 2400 x 1800 turned, and made smaller.
    expect(await page.evaluate(SIZE)).to.deep.equal([1200, 1600]);
    expect(fetched).to.have.lengthOf(3);
    await office.clear(technician);
    await page.keyboard.press('Escape');
  });

  it('are seen by the area, and removed only by who may, after a question', async () => {
    const viewer = await office.enter(office.world.accounts.viewer);
    await office.open(viewer, path);
    const section = viewer.page.getByTestId('photos');
    await section.scrollIntoViewIfNeeded();
    await section.getByTestId('photo').click();
    await viewer.page
      .getByTestId('photo-large')
      .getByText(/Kỹ Thuật gửi /)
      .waitFor();
    expect(await viewer.page.getByRole('button', { name: 'Xoá ảnh' }).count()).to.equal(0);
    expect(await viewer.page.getByTestId('add-photo').count()).to.equal(0);
    await viewer.close();

    const official = await office.enter(office.world.accounts.official);
    await office.open(official, path);
    const { page } = official;
    await page.getByTestId('photos').scrollIntoViewIfNeeded();
    await page.getByTestId('photo').click();
    await page.getByRole('button', { name: 'Sửa ghi chú' }).click();
    const form = page.getByRole('dialog', { name: 'Sửa ghi chú của ảnh' });
    await form.getByLabel('Ghi chú').fill('Thôi');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(await page.getByTestId('photo-large').count()).to.equal(1);
    await page.getByRole('button', { name: 'Sửa ghi chú' }).click();
    await form.getByLabel('Ghi chú').fill('Chìa khoá ở nhà trưởng thôn');
    await office.clear(official);
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByTestId('photo-large').getByText('Chìa khoá ở nhà trưởng thôn').waitFor();
    await page.getByRole('button', { name: 'Xoá ảnh' }).click();
    const question = page.getByRole('dialog').filter({ hasText: 'Xoá ảnh này?' });
    await question.getByText('không lấy lại được').waitFor();
    await office.clear(official);
    await question.getByRole('button', { name: 'Xoá ảnh' }).click();
    await page.getByText('Chưa có ảnh nào.').waitFor();
    expect(await page.getByTestId('photo-large').count()).to.equal(0);
    await page.locator('h2:focus', { hasText: 'Ảnh tại chỗ' }).waitFor();
  });

  it('stand in the log, told in words', async () => {
    const admin = await office.enter(office.world.accounts.admin);
    await office.open(admin, '/nhat-ky');
    const row = admin.page.getByTestId('audit-row').filter({ hasText: 'xoá ảnh của' });
    expect(await row.first().innerText()).to.include('Hộp thiết bị: Chìa khoá ở nhà trưởng');
  });

  it('never make the page complain', () => {
    const said = office.visits.flatMap(({ complaints }) => complaints);
    // A browser says so of every refusal, and two were wanted.
    expect(said.filter((one) => !/status of 422/.test(one))).to.deep.equal([]);
  });
});
