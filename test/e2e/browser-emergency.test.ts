/**
 * Emergency in a browser — cảnh báo khẩn cấp từ màn hình đến loa.
 *
 * The real server, signer and agent: officials set up their codes, a prepared message sounds and is
 * stopped by one tap, what nobody has approved needs two people, a drill makes no sound.
 */
import { expect } from 'chai';
import type { Account } from '../../deploy/demo/accounts.js';
import { call, until } from '../../deploy/demo/client.js';
import { invite } from '../../deploy/demo/codes.js';
import { approve, voice } from '../../deploy/demo/content.js';
import { recordingsOf } from '../../deploy/demo/proof.js';
import { LAPTOP, PHONE, type Visit } from '../support/e2e/browser.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import { type Phone, phoneWith } from '../support/e2e/one-time-code.js';
import type { World } from '../support/e2e/world.js';

const TITLE = 'Nước sông lên nhanh';
const TEXT = `${TITLE}. Bà con khu phố một và khu phố hai đưa người già, trẻ em lên nhà văn hoá ngay bây giờ.`;
/** Of 32 768: speech is far above, silence below. */
const LOUD = 500;
const CODE = 'Mã 6 số trên điện thoại';

describe('e2e: an emergency in a browser', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let official: Visit;
  let leader: Visit;
  let officialPhone: Phone;
  let leaderPhone: Phone;

  before(async () => {
    office = await openOffice({ boxes: 1 });
    world = office.world;
    world.startBox(world.boxes[0]!);
    official = await office.enter(world.accounts.official, LAPTOP);
    leader = await office.enter(world.accounts.approver, PHONE);
  });
  after(() => office?.close());

  /** Scans the picture as a phone would: by the key beside it. */
  async function setUp(one: Visit, account: Account): Promise<Phone> {
    const word = await invite(world.server.env, account);
    await office.open(one, '/khan-cap');
    await one.page.getByTestId('no-code').getByRole('link').click();
    const factor = one.page.getByTestId('factor');
    await factor.getByLabel('Mã mời').fill(word);
    await factor.getByRole('button', { name: 'Cài mã 6 số' }).click();
    const phone = phoneWith(await factor.getByTestId('secret').innerText());
    await factor.getByLabel('Mã 6 số vừa hiện').fill(await phone.code());
    await factor.getByRole('button', { name: 'Xác nhận, bắt đầu dùng' }).click();
    await factor.getByText('Đang dùng').waitFor();
    return phone;
  }

  /** Samples that the box let sound so far, in number. */
  const heard = (): number =>
    recordingsOf(world.boxes[0]!)
      .flatMap(({ samples }) => samples.filter((sample) => Math.abs(sample) > LOUD).length)
      .reduce((sum, count) => sum + count, 0);

  const says = ({ page }: Visit, words: RegExp, timeout = 20_000): Promise<void> =>
    page.getByTestId('says').filter({ hasText: words }).waitFor({ timeout });

  const isPrepared = async (bulletinId: string): Promise<true | null> => {
    const { messages } = await call<{ messages: { bulletinId: string; prepared: boolean }[] }>(
      world.people.official,
      'GET',
      '/api/emergency',
    );
    return messages.some((one) => one.bulletinId === bulletinId && one.prepared) ? true : null;
  };

  /** An approved warning that the box holds already. */
  async function prepare(): Promise<void> {
    const { official: author, approver } = world.people;
    const areaId = world.accounts.official.areaId;
    const { bulletin } = await call<{ bulletin: { id: string } }>(
      author,
      'POST',
      '/api/bulletins',
      {
        areaId,
        title: TITLE,
        field: 'adhoc',
        priority: 'emergency',
        text: TEXT,
      },
    );
    await voice(author, bulletin.id, () => undefined);
    await approve(author, approver, bulletin.id);
    await until('the prepared message', { everyMs: 500, limitMs: 90_000 }, () =>
      isPrepared(bulletin.id),
    );
    const question = {
      kind: 'real',
      bulletinId: bulletin.id,
      areaIds: [areaId],
      breakGlass: false,
    };
    await until('the file on the box', { everyMs: 500, limitMs: 60_000 }, async () => {
      const { path, cached } = await call<{ path: string; cached: number }>(
        author,
        'POST',
        '/api/emergency/forecast',
        question,
      );
      return path === 'A' && cached === 1 ? true : null;
    });
  }

  it('lets the official and the leader set up their codes by what the screen shows', async () => {
    await prepare();
    officialPhone = await setUp(official, world.accounts.official);
    await office.clear(official);
    leaderPhone = await setUp(leader, world.accounts.approver);
    await office.clear(leader);
  });

  it('sounds a prepared message at the speaker, and one tap stops it', async () => {
    const { page } = official;
    await office.open(official, '/khan-cap');
    await page.getByRole('radio', { name: new RegExp(TITLE) }).check();
    await page.getByTestId('forecast').getByText('Một mình ông/bà và mã 6 số là đủ.').waitFor();
    await office.clear(official);
    await page.getByLabel(CODE).fill(await officialPhone.code());
    await page.getByRole('button', { name: 'Phát ngay tại 1 cụm' }).click();
    await says(official, /Đang phát tại 1 trên 1 cụm loa/);
    await page.getByText(/kêu sau [\d,]+ giây/).waitFor();
    await office.clear(official);
    await leader.page.getByTestId('alarm-banner').getByText('KHẨN CẤP').waitFor();
    await page.getByRole('button', { name: 'DỪNG NGAY' }).click();
    await says(official, /Đã dừng lúc/);
    await page.locator('[data-testid=box][data-state=cut]').waitFor();
    await leader.page.getByTestId('alarm-banner').waitFor({ state: 'detached' });
    await office.clear(official);
  });

  it('sounds typed words only after a second person has heard and confirmed them', async () => {
    const { page } = official;
    await office.open(official, '/khan-cap');
    await page.getByText('Soạn tin mới').click();
    await page.getByLabel('Lời cần phát').fill('Cháy ở chợ. Tránh xa chợ ngay.');
    await page
      .getByTestId('spoken')
      .getByText(/tránh xa chợ/i)
      .waitFor();
    await page.getByRole('button', { name: 'Tạo tiếng đọc' }).click();
    await page.getByText('Đã có tiếng đọc. Hãy nghe lại.').waitFor({ timeout: 60_000 });
    await page
      .getByTestId('forecast')
      .getByText(/Cần người thứ hai/)
      .waitFor();
    await page.getByText('Đọc 3 lần').click();
    await page.getByLabel('Số lần đọc').selectOption('1');
    await page.getByLabel(CODE).fill(await officialPhone.code());
    await page.getByRole('button', { name: 'Xác nhận và mời người thứ hai' }).click();
    await says(official, /Chờ người thứ hai/);

    const banner = leader.page.getByTestId('alarm-banner');
    await banner.getByRole('link', { name: 'Xem và xác nhận' }).click();
    const second = leader.page.getByTestId('second');
    await second.getByText(/tránh xa chợ/i).waitFor();
    await office.clear(leader);
    const before = heard();
    await second.getByLabel(CODE).fill(await leaderPhone.code());
    await second.getByTestId('agree').click();
    await says(official, /Đã phát xong tại 1 trên 1 cụm loa/, 60_000);
    await office.clear(leader);
    expect(heard()).to.be.above(before);
  });

  it('drills the whole way and makes no sound', async () => {
    const { page } = official;
    const before = heard();
    await office.open(official, '/khan-cap?dienTap=true');
    await page.getByRole('radio', { name: new RegExp(TITLE) }).check();
    await page
      .getByTestId('forecast')
      .getByText(/sẽ trả lời, không kêu/)
      .waitFor();
    await page.getByLabel(CODE).fill(await officialPhone.code());
    await page.getByRole('button', { name: 'Bắt đầu diễn tập với 1 cụm' }).click();
    await says(official, /1 trên 1 cụm loa sẵn sàng phát/, 40_000);
    expect(await page.getByTestId('kind').innerText()).to.include('DIỄN TẬP');
    await office.clear(official);
    expect(heard()).to.equal(before);
  });

  it('refuses a code that was used before, in words', async () => {
    const { page } = official;
    await office.open(official, '/khan-cap');
    await page.getByRole('radio', { name: new RegExp(TITLE) }).check();
    await page.getByTestId('forecast').waitFor();
    const code = await officialPhone.code();
    await page.getByLabel(CODE).fill(code);
    await page.getByTestId('go').click();
    await says(official, /Đang phát/);
    await page.getByRole('button', { name: 'DỪNG NGAY' }).click();
    await says(official, /Đã dừng/);
    await office.open(official, '/khan-cap');
    await page.getByRole('radio', { name: new RegExp(TITLE) }).check();
    await page.getByLabel(CODE).fill(code);
    await page.getByTestId('go').click();
    await page.getByTestId('problem').waitFor();
    expect(await page.getByLabel(CODE).inputValue()).to.equal('');
    // A browser writes down every refusal of the server by itself.
    official.complaints.length = 0;
  });

  it('never makes the page complain', () => {
    expect(office.visits.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
  });
});
