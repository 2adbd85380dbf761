/**
 * Enrolment in a browser — in mã đăng ký, và cụm loa dùng đúng dòng đã in.
 *
 * A technician takes codes for several registered speakers; what stands on the sheet, word for word,
 * is what the program of the box takes. A code works once, is taken back by a tap, and lies nowhere.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { modulesOf, pathOf } from '#dashboard/parts/qr-path';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import { AGENT_BIN, runOnce } from '../../deploy/demo/processes.js';
import { PHONE } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';

type Seen = { readonly code: string; readonly line: string; readonly picture: string };

describe('e2e: enrolment by a printed code', function () {
  this.timeout(300_000);
  let office: Office;
  let page: Page;
  const asked: string[] = [];
  const NAMES = ['Cụm loa bến cá', 'Cụm loa chợ mới', 'Cụm loa đình làng'];
  const ids: string[] = [];

  before(async () => {
    office = await openOffice({ boxes: 0 });
    const { technician } = office.world.people;
    for (const name of NAMES) {
      const body = { name, areaId: QUY_NHON, position: { lat: 13.77, lng: 109.22 } };
      const { device } = await call<{ device: { id: string } }>(
        technician,
        'POST',
        '/api/devices',
        body,
      );
      ids.push(device.id);
    }
    ({ page } = await office.enter(office.world.accounts.technician));
    page.on('request', (request) => asked.push(request.url()));
  });
  after(() => office?.close());

  const stateOf = async (id: string | undefined): Promise<{ state: string; codeUntil: number }> => {
    const path = `/api/devices/${id}`;
    const { technician } = office.world.people;
    return (await call<{ device: { state: string; codeUntil: number } }>(technician, 'GET', path))
      .device;
  };
  /** The program of a box, given what is printed; its folder is a test's. */
  const typeIn = (line: string, folder: string): Promise<string> => {
    const [program, ...words] = line.split(' ');
    expect(program).to.equal('loaso-agent');
    return runOnce(AGENT_BIN, [...words, '--state', join(office.world.dir, folder)]);
  };
  const sheet: Seen[] = [];

  it('prints a square for each speaker, with the line as text and as a picture', async () => {
    await office.open(office.visits[0]!, '/ma-dang-ky');
    await page.getByRole('button', { name: 'Chọn 3 cụm đầu' }).click();
    await page.getByRole('combobox', { name: 'Mã dùng được trong' }).click();
    await page.getByRole('option', { name: '7 ngày' }).click();
    await page.getByRole('button', { name: 'Lấy mã cho 3 cụm' }).click();
    await page.getByRole('button', { name: 'In', exact: true }).waitFor();
    const squares = page.getByTestId('codes').locator('li.code-square');
    await squares.locator('svg path').nth(5).waitFor();
    expect(await squares.locator('h2').allInnerTexts()).to.deep.equal(NAMES);
    for (const square of await squares.all()) {
      sheet.push({
        code: (await square.getByTestId('enrol-code').innerText()).trim(),
        line: (await square.getByTestId('enrol-line').innerText()).trim(),
        picture: (await square.locator('svg path').nth(1).getAttribute('d')) ?? '',
      });
    }
    expect(new Set(sheet.map(({ code }) => code)).size).to.equal(3);
    for (const { line, picture } of sheet) expect(picture).to.equal(pathOf(modulesOf(line)));
    await office.clear(office.visits[0]!);
    const { codeUntil } = await stateOf(ids[0]);
    expect((codeUntil - Date.now()) / 86_400_000).to.be.within(6.9, 7);
  });

  it('puts on paper the squares alone, none of them cut', async () => {
    await page.emulateMedia({ media: 'print' });
    const shown = await page.locator('nav, .page-head, button').filter({ visible: true }).count();
    expect(shown).to.equal(0);
    const pages = (await page.pdf({ preferCSSPageSize: true }))
      .toString('latin1')
      .match(/\/Type \/Page\b/g);
    expect(pages).to.have.length(1);
    await page.emulateMedia({ media: 'screen' });
  });

  it('lets the program of a box in by the printed line, once', async () => {
    const [first] = sheet;
    if (first === undefined) throw new Error('no sheet');
    const said = await typeIn(first.line, 'first');
    expect(said).to.include(`Đã đăng ký ${NAMES[0]}`);
    expect((await stateOf(ids[0])).state).to.equal('enrolled');
    const again = await typeIn(first.line, 'again').catch((cause: Error) => cause.message);
    expect(again).to.match(/đã dùng|dùng rồi|đã được dùng/i);
  });

  it('takes a lost code back from a phone, and the printed line opens nothing', async () => {
    const phone = await office.enter(office.world.accounts.technician, PHONE);
    await office.open(phone, `/cum-loa/${ids[1]}`);
    const open = phone.page.getByTestId('open-code');
    await open.getByRole('button', { name: 'Thu lại mã' }).click();
    const dialog = phone.page.getByRole('dialog');
    await dialog.getByText('không dùng được nữa').waitFor();
    await office.clear(phone);
    await dialog.getByRole('button', { name: 'Thu lại mã' }).click();
    await open.waitFor({ state: 'detached' });
    const said = await typeIn(sheet[1]?.line ?? '', 'lost').catch((cause: Error) => cause.message);
    expect(said).to.include('Mã đăng ký không đúng');
    expect((await stateOf(ids[1])).state).to.equal('registered');
  });

  it('leaves no code in an address, in the log, in the trail, or in what the page complains of', async () => {
    const log = readFileSync(join(office.world.dir, 'server.log'), 'utf8');
    const trail = await call(office.world.people.admin, 'GET', '/api/audit');
    const complaints = office.visits.flatMap((one) => one.complaints);
    expect(log).to.include('fleet.enrolled');
    const everywhere = JSON.stringify([asked, log, trail, complaints]);
    for (const { code } of sheet) {
      for (const written of [code, code.replaceAll('-', '')]) {
        expect(everywhere.includes(written), written).to.equal(false);
      }
    }
    expect(complaints).to.deep.equal([]);
  });
});
