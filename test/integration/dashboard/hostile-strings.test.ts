/**
 * Hostile strings on the screens — chữ độc trên màn hình.
 *
 * 200 strings that a page would run if it took a text for markup: as the names and titles that every
 * list shows, and typed into every text field. The fixture's policy forbids what slips through; the
 * page must not even complain.
 */
import { expect } from 'chai';
import type { Page, Route } from 'playwright-core';
import { desk } from '../../support/dashboard-fixture/desk.js';
import type { Visit } from '../../support/e2e/browser.js';
import { HOSTILE } from '../../support/hostile-strings.js';

/** What people write, by the names of the wire. */
const WRITTEN = new Set([
  'title',
  'name',
  'fullName',
  'areaName',
  'deviceName',
  'detail',
  'spoken',
  'written',
  'note',
  'reason',
  'onAirTitle',
]);
/** Within the shortest limit of the wire. */
const LENGTH_MAX = 80;
const FIT = HOSTILE.filter((one) => one.length <= LENGTH_MAX);

type Row = Record<string, unknown>;

/** The row again and again, each with its own identity and its own hostile texts. */
function crowd(rows: readonly Row[]): Row[] {
  return HOSTILE.flatMap((_text, index) => {
    const row = rows[index % rows.length];
    return row === undefined ? [] : [{ ...poisoned(row, index), ...identity(row, index) }];
  });
}

function identity(row: Row, index: number): Row {
  const own: Row = {};
  if (typeof row['id'] === 'string') own['id'] = `${row['id']}-${index}`;
  if (typeof row['seq'] === 'number') own['seq'] = index + 1;
  if (typeof row['entryId'] === 'string') own['entryId'] = `${row['entryId']}-${index}`;
  return own;
}

function poisoned(row: Row, turn: number): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      WRITTEN.has(key) && typeof value === 'string' && value !== '' ? textAt(turn) : value,
    ]),
  );
}

const textAt = (turn: number): string => FIT[turn % FIT.length] ?? '';

const LISTS = /\/api\/(bulletins|devices|users|entries|calendar|lexicon|audit)(\?.*)?$/;

/** The server's own answer, its lists crowded with hostile rows. */
async function poison(route: Route): Promise<void> {
  if (route.request().method() !== 'GET') return route.continue();
  const response = await route.fetch();
  const json = (await response.json()) as Row;
  const crowded = Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      Array.isArray(value) && value.length > 0 ? crowd(value as Row[]) : value,
    ]),
  );
  await route.fulfill({ response, json: crowded });
}

const SCREENS = [
  ['canbo', '/ban-tin', 100],
  ['canbo', '/lich-phat', 100],
  ['canbo', '/tu-dien', 100],
  ['so', '/cum-loa', 40],
  ['quantri', '/nguoi-dung', 100],
  ['quantri', '/nhat-ky', 20],
] as const;

const FIELDS = [
  ['canbo', '/nhap-van-ban'],
  ['canbo', '/ghi-am'],
  ['canbo', '/ban-tin'],
  ['canbo', '/lich-phat/them'],
  ['canbo', '/tu-dien'],
  ['canbo', '/khan-cap'],
  ['canbo', '/cai-dat'],
  ['so', '/cum-loa'],
  ['so', '/ban-do'],
  ['quantri', '/nguoi-dung'],
  ['quantri', '/nhat-ky'],
] as const;

/** Every string, some at a time: a screen draws itself at each. */
const TYPED = Array.from({ length: HOSTILE.length / 5 }, (_, index) =>
  HOSTILE.slice(index * 5, index * 5 + 5).join(' '),
);

/** Writes them into every text field as it stands, the way a keyboard would. */
const TYPE_ALL = `(async (strings) => {
  const fields = [...document.querySelectorAll('input, textarea')].filter((one) =>
    one.offsetParent !== null && !one.readOnly && !one.disabled &&
    ['text', 'search', 'password', 'textarea'].includes(one.type));
  for (const field of fields) {
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    const write = Object.getOwnPropertyDescriptor(kind.prototype, 'value').set;
    for (const text of strings) {
      write.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return fields.length;
})(${JSON.stringify(TYPED)})`;

const ran = (page: Page): Promise<unknown> => page.evaluate('window.ran ?? null');

describe('dashboard/hostile strings', function () {
  this.timeout(240_000);
  const { enter, open } = desk();

  it('are two hundred, each its own', () => {
    expect(new Set(HOSTILE).size).to.equal(200);
  });

  async function untouched(one: Visit): Promise<void> {
    expect(await ran(one.page)).to.equal(null);
    expect(await one.page.locator('#root script, #root iframe, #root [onerror]').count()).to.equal(
      0,
    );
    expect(new URL(one.page.url()).hostname).to.equal('127.0.0.1');
  }

  it('are shown by every list as what they are', async () => {
    let who = '';
    let one: Visit | null = null;
    for (const [person, path, least] of SCREENS) {
      if (one === null || person !== who) {
        await one?.close();
        one = await enter(person);
        await one.page.route(LISTS, poison);
        who = person;
      }
      await open(one, path);
      const text = await one.page.locator('main').innerText();
      const shown = FIT.filter((hostile) => text.includes(hostile.trim()));
      expect(shown.length, path).to.be.at.least(least);
      await untouched(one);
    }
  });

  it('run nowhere while they are typed', async () => {
    let who = '';
    let one: Visit | null = null;
    let fields = 0;
    for (const [person, path] of FIELDS) {
      if (one === null || person !== who) {
        await one?.close();
        one = await enter(person);
        who = person;
      }
      await open(one, path);
      fields += (await one.page.evaluate(TYPE_ALL)) as number;
      await untouched(one);
    }
    expect(fields).to.be.at.least(12);
  });
});
