/**
 * Acts — việc làm trước khi chụp.
 *
 * What a person does on a screen before its picture is taken.
 */
import type { Page } from 'playwright-core';
import { heldOf } from '../support/dashboard-fixture/hold-routes.js';

/** Where, by groups of speakers; with `open` the form of one of them. */
export const groups =
  (open: boolean) =>
  async (page: Page): Promise<void> => {
    const where = page.getByTestId('where');
    await where.getByText('Nhóm cụm loa', { exact: true }).click();
    await where.getByRole('checkbox').first().check();
    if (open) await where.getByRole('button', { name: 'Sửa nhóm Đài Nhơn Bình cũ' }).click();
  };

/** A new line twice a day that meets another, and takes minutes of a third. */
export const clash = async (page: Page): Promise<void> => {
  await page.getByTestId('what').getByRole('checkbox').first().check();
  await page.getByTestId('where').getByRole('checkbox').first().check();
  await page.getByLabel('Các giờ phát').fill('5h, 17h');
  await page.getByTestId('losses').waitFor();
  await page.getByTestId('conflicts').scrollIntoViewIfNeeded();
};

/** An official who is given one station of the commune. */
export const bindToStation = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Sửa Nguyễn Thị Hoa' }).click();
  await page.getByTestId('user-stations').getByRole('checkbox').first().check();
};

/** A warning for some hamlets of the own commune. */
export const hamlets = async (page: Page): Promise<void> => {
  const where = page.getByTestId('step-where');
  await where.getByRole('button', { name: 'Chỉ báo cho một số thôn' }).click();
  await where.getByRole('checkbox').first().check();
};

/** After an older database was put back, before anybody has compared. */
export const held = async (page: Page): Promise<void> => {
  await page.route(/\/api\/overview$/, async (route) => {
    const response = await route.fetch();
    const overview = (await response.json()) as object;
    await route.fulfill({ response, json: { ...overview, held: 41 } });
  });
  await page.route(/\/api\/fleet\/hold$/, (route) => route.fulfill({ json: heldOf(Date.now()) }));
  await page.reload();
  await page.getByTestId('held').or(page.getByTestId('hold-lines')).waitFor();
};

/** A leader who has not set up one-time codes. */
export const codeless = async (page: Page): Promise<void> => {
  await page.route(/\/api\/me\/factor$/, (route) => route.fulfill({ json: { state: 'none' } }));
  await page.reload();
  await page.getByTestId('approve').waitFor();
};

/** A leader about to approve a stream. */
export const approveStream = async (page: Page): Promise<void> => {
  await page.getByTestId('relay-source').getByRole('button', { name: 'Duyệt' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/Mã 6 số/)
    .waitFor();
};

/** Somebody who decides in a leader's place today, before a bulletin of their own. */
export const deputy = async (page: Page): Promise<void> => {
  await page.route(/\/api\/me$/, async (route) => {
    const response = await route.fetch();
    const { user } = (await response.json()) as { readonly user: object };
    const decidesFor = [{ leader: 'Lê Minh Đức', areaId: '21583', until: '2026-12-31' }];
    await route.fulfill({ response, json: { user: { ...user, decidesFor } } });
  });
  await page.reload();
  await page.getByTestId('own-approval').waitFor();
};

export const choose = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: /Bão gần bờ/ }).check();
  await page.getByTestId('forecast').waitFor();
  await page.evaluate('window.scrollTo(0, 0)');
};

export const order = async (page: Page): Promise<void> => {
  await choose(page);
  await page.getByLabel('Mã 6 số trên điện thoại').fill('123456');
  await page.getByTestId('go').click();
  await page.locator('[data-testid=box][data-state=sounding]').nth(5).waitFor();
};

/** A stop that not every speaker was handed yet, as a broker that is away would leave it. */
export const stopping = async (page: Page): Promise<void> => {
  await page.route(/\/api\/emergency\/[^/]+$/, async (route) => {
    const response = await route.fetch();
    const order = (await response.json()) as { readonly devices: number };
    const half = { state: 'stopping', stopsHanded: order.devices - 3 };
    await route.fulfill({ response, json: { ...order, ...half, stoppedBy: 'Nguyễn Thị Hoa' } });
  });
  await page.reload();
  await page.getByTestId('still-stopping').waitFor();
};

/** Of an order of its own: one that was given for an earlier picture may be over by now. */
export const stop = async (page: Page): Promise<void> => {
  await order(page);
  await page.getByTestId('stop').first().click();
  await page
    .getByTestId('says')
    .filter({ hasText: /Đã dừng/ })
    .waitFor();
};

export const search = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Tìm/ }).fill('quy nhon');
  await page.getByRole('option').first().waitFor();
};

export const paste = (page: Page): Promise<void> =>
  page
    .getByLabel('Nội dung văn bản')
    .fill('THÔNG BÁO\nVề việc họp tổ dân phố số 3\nMời bà con họp lúc 7 giờ tối nay.');

export const template = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Tiêm chủng' }).click();

export const banner = (page: Page): Promise<void> => page.getByTestId('alarm-banner').waitFor();

/** Evenings end an hour earlier. */
export const narrow = async (page: Page): Promise<void> => {
  await page.getByLabel('Đến giờ').fill('19:00');
  await page.getByTestId('lost').waitFor();
  await page.getByTestId('picture').scrollIntoViewIfNeeded();
};

/** Days with hours of their own, being written. */
export const exempt = async (page: Page): Promise<void> => {
  const panel = page.getByTestId('exemptions');
  await panel.getByRole('button', { name: 'Thêm ngày có giờ riêng' }).click();
  await panel.getByLabel('Từ ngày').fill('17/02/2027');
  await panel.getByLabel('Từ ngày').blur();
  await panel.getByTestId('exempt-effect').waitFor();
  await panel.scrollIntoViewIfNeeded();
};

export const exempted = async (page: Page): Promise<void> => {
  const panel = page.getByTestId('exemptions');
  await panel.getByRole('button', { name: 'Xác nhận', exact: true }).waitFor();
  await panel.scrollIntoViewIfNeeded();
};

/** Work on one speaker, said beforehand. */
export const plan = async (page: Page): Promise<void> => {
  const panel = page.getByTestId('maintenance');
  await panel.getByRole('button', { name: 'Báo trước bảo trì' }).click();
  await panel.getByRole('combobox', { name: 'Nơi bảo trì' }).click();
  await page.getByRole('option', { name: 'Phường Quy Nhơn', exact: true }).click();
  await panel.getByRole('combobox', { name: 'Cụm loa' }).click();
  await page.getByRole('option', { name: 'Cụm loa chợ Lớn' }).click();
  await panel.getByText('Hẹn lúc khác').click();
  await panel.getByLabel('Giờ bắt đầu').fill('7h30');
  await panel.getByLabel('Làm gì').fill('Thay dây loa');
  await panel.scrollIntoViewIfNeeded();
};

/** The way of the day from the middle of the town. */
export const way = async (page: Page): Promise<void> => {
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ latitude: 13.7765, longitude: 109.2237 });
  await page.getByText('Theo đường đi').click();
  await page.getByTestId('stops').waitFor();
  await page.getByText('Đang tìm vị trí của bạn').waitFor({ state: 'hidden' });
};

/** A table with new clusters, looked at and not yet taken. */
export const table = async (page: Page): Promise<void> => {
  const input = page.getByTestId('import-table').locator('input[type=file]');
  const text = 'Tên cụm;Địa bàn;Vĩ độ;Kinh độ';
  await input.setInputFiles({
    name: 'cum-moi.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await page.getByTestId('fresh').waitFor();
};

/** Codes for a few speakers, as they lie on paper. */
export const codes = async (page: Page): Promise<void> => {
  await page.route('**/api/devices', async (route) => {
    const answer = await route.fetch();
    const { devices } = (await answer.json()) as { devices: { id: string; state: string }[] };
    const one = devices.find(({ state }) => state === 'registered');
    const more = ['Cụm loa bến cá', 'Cụm loa nhà văn hoá'].map((name, index) => ({
      ...one,
      ...{ id: `loa-in-ma-0${index}`, name, position: { lat: 13.7705, lng: 109.2235 } },
    }));
    await route.fulfill({ json: { devices: [...devices, ...more] } });
  });
  await page.reload();
  await page.getByRole('button', { name: /^Chọn \d+ cụm đầu/ }).click();
  await page.getByRole('button', { name: /^Lấy mã cho/ }).click();
  await page.getByTestId('codes').locator('svg').nth(2).waitFor();
};

/** To whom an incident is given. */
export const give = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Giao cho người khác' }).click();
  await page.getByRole('dialog').getByRole('combobox').waitFor();
};

export const commands = async (page: Page): Promise<void> => {
  await page.getByTestId('answers').locator('li').nth(3).scrollIntoViewIfNeeded();
  await page.evaluate("document.querySelector('[data-testid=commands]').scrollIntoView()");
};

/** What the month of its SIM will come to. */
export const simData = async (page: Page): Promise<void> => {
  await page.getByTestId('data-use').waitFor();
  await page.evaluate(
    "document.querySelector('[data-testid=data-use]').scrollIntoView({ block: 'center' })",
  );
};

export const photos = async (page: Page): Promise<void> => {
  await page.getByTestId('photos').scrollIntoViewIfNeeded();
  await page.getByTestId('photo').nth(2).scrollIntoViewIfNeeded();
  await page.getByTestId('add-photo').scrollIntoViewIfNeeded();
};

/** Somebody who has no codes yet, before the word of the invitation is typed. */
export const uninvited = async (page: Page): Promise<void> => {
  await page.route(/\/api\/me\/factor$/, (route) => route.fulfill({ json: { state: 'none' } }));
  await page.reload();
  await page.getByLabel('Mã mời').scrollIntoViewIfNeeded();
};
