/**
 * Coverage in a browser — sổ địa bàn và độ phủ trên máy chủ thật.
 *
 * A department brings its table in, is told what is wrong in it, reads the figures down to the
 * cluster, and opens the table that it takes home.
 */
import { readFile } from 'node:fs/promises';
import { CoverageReport } from '@loaso/shared/wire/http/coverage';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { QUY_NHON } from '../../deploy/demo/accounts.js';
import { call } from '../../deploy/demo/client.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

/** One hamlet around the box of the demo, one far away, one wrong row. */
const TABLE = [
  '\uFEFFMã thôn;Tên thôn;Số dân;Số hộ;Vĩ độ;Kinh độ;Bán kính;Nguồn',
  '21583-11;Khu phố 1;1.234;310;13,7696;109,2318;100;UBND phường',
  '21583-12;Khu phố 2;766;190;13,7400;109,2000;100;UBND phường',
  '21583-13;Khu phố 3;9 trăm;20;13,7300;109,2000;100;UBND phường',
].join('\r\n');

describe('e2e: coverage in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;

  before(async () => {
    office = await openOffice({ boxes: 1 });
    world = office.world;
  });
  after(() => office?.close());

  const figure = (page: Page, name: string) => page.locator(`[data-figure=${name}]`).first();

  it('tells an administrator what is wrong in a table, and takes its good rows', async () => {
    const { page, ...one } = await office.enter(world.accounts.admin);
    await page.goto(`${world.server.url}/so-dia-ban`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'thon.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(TABLE),
    });
    const report = page.getByTestId('table-report');
    await report.getByText('thon.csv: 2 trong 3 dòng đúng').waitFor();
    await report.getByText('“9 trăm” không phải số nguyên').waitFor();
    expect(await report.innerText()).to.contain('Dòng 4, Số dân');
    await office.clear({ page, ...one });
    await page.getByRole('button', { name: 'Nhận 2 dòng đúng' }).click();
    await page.getByTestId('taken').waitFor();
    await page.getByTestId('register-rows').getByText('Khu phố 2').waitFor();
  });

  it('shows the Department the figures, the targets, the commune, the hamlets, the cluster', async () => {
    const department = await office.enter(world.accounts.viewer);
    const { page } = department;
    await page.getByRole('link', { name: 'Độ phủ' }).click();
    await figure(page, 'paper').getByText('1.234 trong 2.000 người').waitFor();
    await figure(page, 'today').getByText('0 trong 2.000 người').waitFor();
    await figure(page, 'today').getByText('Chưa có tin: 1.234 người').waitFor();
    const town = page.getByTestId('targets').getByRole('row', { name: /Đô thị, đến 2027/ });
    expect(await town.innerText()).to.match(/61,7 %\s+Thiếu 366 người/);
    await office.clear(department);
    await page.getByTestId('commune-table').getByRole('link', { name: 'Phường Quy Nhơn' }).click();
    const hamlets = page.getByTestId('hamlet-table');
    await hamlets.getByRole('row', { name: /Khu phố 1.*100 %/ }).waitFor();
    await page.getByTestId('steps').getByText('Khu phố 2, Phường Quy Nhơn').waitFor();
    await office.clear(department);
    const [box] = world.boxes;
    await page
      .getByTestId('clusters')
      .getByRole('link', { name: box?.name ?? '' })
      .click();
    await page.getByRole('heading', { name: box?.name ?? '', level: 1 }).waitFor();
  });

  it('gives the table of the screen home, with the same figures', async () => {
    const { page } = await office.enter(world.accounts.viewer);
    await page.goto(`${world.server.url}/phu-song?diaBan=${QUY_NHON}`);
    await page.getByTestId('hamlet-table').waitFor();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải bảng (CSV)' }).click();
    const file = await coming;
    expect(file.suggestedFilename()).to.equal('do-phu.csv');
    const text = await readFile(await file.path(), 'utf8');
    expect(text.charCodeAt(0), 'Excel reads the letters').to.equal(0xfeff);
    const [name, , , head = '', ...rows] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(name).to.equal('Mức độ phủ truyền thanh: Phường Quy Nhơn');
    const columns = head.split(/;(?![^"]*"(?:;|$))/);
    const shown = CoverageReport.parse(
      await call(world.people.viewer, 'GET', `/api/coverage?areaId=${QUY_NHON}`),
    );
    const at = columns.indexOf('Người: trên giấy');
    const sum = rows.reduce((total, row) => total + Number(row.split(';')[at]), 0);
    expect([rows.length, sum]).to.deep.equal([2, shown.total.reached.paper.people]);
  });

  it('fits a phone', async () => {
    const phone = await office.enter(world.accounts.viewer, { width: 390, height: 844 });
    await phone.page.goto(`${world.server.url}/phu-song`);
    await phone.page.getByTestId('commune-table').waitFor();
    const over = await phone.page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(over).to.be.at.most(0);
    await office.clear(phone);
  });

  it('leaves nothing to complain of on any console', () => {
    expect(office.visits.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
  });
});
