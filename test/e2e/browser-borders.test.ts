/**
 * Borders of a commune — người của xã này không thấy gì của xã kia.
 *
 * Every door that reads, taken from the server's own description so that a new one is tried the day it
 * is opened, and every screen in a browser: nothing of the neighbour's bulletin, line or speaker.
 */
import { instant, localDateOf } from '@loaso/shared/time';
import { expect } from 'chai';
import { type Account, AN_NHON, QUY_NHON } from '../../deploy/demo/accounts.js';
import { call, login, type Session } from '../../deploy/demo/client.js';
import { approvedBulletin } from '../support/e2e/air.js';
import { type Office, openOffice } from '../support/e2e/office.js';
import type { World } from '../support/e2e/world.js';

/** Said by the neighbour alone. */
const SECRET = 'Rau muống Hòa Cư';
const TEXT = `THÔNG BÁO\n${SECRET} họp tối nay lúc 7 giờ.`;
const BOX = 'cum-annhon-01';
const DAY_MS = 86_400_000;

const SCREENS = [
  '/hom-nay',
  '/ban-tin',
  '/lich-phat',
  '/ban-do',
  '/cum-loa',
  '/su-co',
  '/viec-hom-nay',
  '/tuong',
  '/tai-khoan',
];

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly schema: { readonly type?: string | readonly string[] };
};
type Operation = { readonly parameters?: readonly Parameter[] };
type Description = { readonly paths: Readonly<Record<string, { readonly get?: Operation }>> };

describe('e2e: the border between two communes', function () {
  this.timeout(300_000);
  let office: Office;
  let world: World;
  let person: Account;
  const ids = { bulletin: '', entry: '' };

  before(async () => {
    office = await openOffice({ boxes: 3 });
    world = office.world;
    const bulletin = await approvedBulletin(world, TEXT, AN_NHON);
    const { entry } = await call<{ entry: { id: string } }>(
      world.people.otherOfficial,
      'POST',
      '/api/entries',
      {
        areaId: AN_NHON,
        title: SECRET,
        bulletinIds: [bulletin.id],
        target: { areaIds: [AN_NHON], deviceIds: [] },
        rule: { kind: 'once', at: Date.now() + 3_600_000 },
      },
    );
    Object.assign(ids, { bulletin: bulletin.id, entry: entry.id });
    person = {
      ...world.accounts.viewer,
      username: 'xem.quynhon',
      fullName: 'Người Xem',
      areaId: QUY_NHON,
    };
    const { where: _where, ...account } = person;
    await call(world.people.admin, 'POST', '/api/users', account);
  });
  after(() => office?.close());

  /** What a curious neighbour would put there. */
  function answerTo({ name, schema }: Parameter): string {
    const days = [schema.type].flat().includes('string');
    const at = (ms: number): string => (days ? localDateOf(instant(ms)) : String(ms));
    const known: Readonly<Record<string, string>> = {
      from: at(Date.now() - DAY_MS),
      to: at(Date.now() + DAY_MS),
      limit: '100',
      deviceId: BOX,
      bulletinId: ids.bulletin,
      entryId: ids.entry,
      emergencyId: ids.entry,
      areaId: AN_NHON,
      area: AN_NHON,
      kind: 'clusters',
    };
    return known[name] ?? (days ? localDateOf(instant(Date.now())) : '1');
  }

  function addressesOf({ paths }: Description): string[] {
    return Object.entries(paths).flatMap(([path, { get }]) => {
      if (get === undefined) return [];
      const all = get.parameters ?? [];
      const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
        answerTo({ name, in: 'path', schema: { type: 'string' } }),
      );
      const asked = new URLSearchParams(
        all
          .filter((one) => one.in === 'query')
          .map((one): [string, string] => [one.name, answerTo(one)]),
      );
      return [filled, `${filled}?${asked.toString()}`];
    });
  }

  async function read(who: Session, address: string): Promise<string> {
    const answer = await fetch(`${who.url}${address}`, { headers: { cookie: who.cookie } });
    return `${answer.status} ${await answer.text()}`;
  }

  const leaks = async (who: Session, addresses: readonly string[]): Promise<string[]> => {
    const marks = [SECRET, BOX, ids.bulletin, ids.entry];
    const found: string[] = [];
    for (const address of addresses) {
      const said = await read(who, address);
      // A refusal may repeat what was asked for.
      const mark = said.startsWith('2') ? marks.find((one) => said.includes(one)) : undefined;
      if (mark !== undefined) found.push(`${address}: ${mark}`);
    }
    return found;
  };

  it('holds at every door that reads, for viewer, official and leader', async () => {
    const description = await call<Description>(world.people.admin, 'GET', '/api/openapi.json');
    const addresses = addressesOf(description);
    expect(addresses.length).to.be.greaterThan(40);
    const people = [
      await login(world.server.url, person.username, person.password),
      world.people.official,
      world.people.approver,
    ];
    for (const who of people) expect(await leaks(who, addresses)).to.deep.equal([]);
    // The same doors do tell it to who belongs there: the test is able to fail.
    expect((await leaks(world.people.otherOfficial, addresses)).length).to.be.greaterThan(3);
  });

  it('holds for the sound of the bulletin', async () => {
    const { bulletin } = await call<{ bulletin: { clip: { sha256: string } } }>(
      world.people.otherOfficial,
      'GET',
      `/api/bulletins/${ids.bulletin}`,
    );
    const path = `/audio/${bulletin.clip.sha256}`;
    expect((await read(world.people.official, path)).slice(0, 3)).to.be.oneOf(['403', '404']);
    expect((await read(world.people.otherOfficial, path)).slice(0, 3)).to.equal('200');
  });

  it('holds on every screen, in the search and behind a guessed address', async () => {
    const one = await office.enter(person);
    const { page } = one;
    const guessed = [`/cum-loa/${BOX}`, `/ban-tin/${ids.bulletin}`, `/lich-phat?diaBan=${AN_NHON}`];
    for (const path of [...SCREENS, ...guessed, `/ban-do?diaBan=${AN_NHON}`]) {
      await page.goto(`${world.server.url}${path}`);
      await page.waitForLoadState('networkidle');
      const text = await page.locator('body').innerText();
      expect(text, path).to.not.be.empty;
      for (const mark of [SECRET, 'Hòa Cư', BOX]) expect(text, path).to.not.include(mark);
    }
    await page.goto(`${world.server.url}/hom-nay`);
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Tìm/ }).fill('hoa cu');
    await page.getByText('Không tìm thấy gì.').waitFor();
    await one.close();
  });
});
