/**
 * Every screen — mọi màn hình: không rào cản, hai nền, phóng to 200 %.
 *
 * Each screen in the light on a laptop and in the dark on a phone, examined by axe; then enlarged to
 * 200 %, where nothing may be lost at the side; then walked through by the Tab key alone.
 */
import { expect } from 'chai';
import { desk } from '../../support/dashboard-fixture/desk.js';
import { barriers, LAPTOP, PHONE, type Visit } from '../../support/e2e/browser.js';

const SCREENS: Readonly<Record<string, readonly string[]>> = {
  canbo: [
    '/hom-nay',
    '/ban-tin',
    '/ban-tin/qd-1462',
    '/nhap-van-ban',
    '/ghi-am',
    '/lich-phat',
    '/lich-phat/tuan-toi',
    '/lich-phat/ngay-le',
    '/lich-phat/them',
    '/phat-hanh',
    '/tu-dien',
    '/cai-dat',
    '/gio-phat',
    '/nguon-tiep-am',
    '/khan-cap',
    '/tai-khoan',
  ],
  so: [
    ...['/hom-nay', '/ban-do', '/tuong', '/cum-loa', '/phu-song', '/bao-cao'],
    ...['/phu-song/thon?conSo=today&nguoi=people', '/phu-song/cum-loa?cum=today-no'],
    '/bao-cao/luot-phat?ketQua=missed',
    '/bao-cao/phut-keu?thon=21583-01',
    '/bao-cao/tin-khan?lenh=khan-mau-3',
    ...['danh-gia', 'su-co', 'tin-khan', 'phut-keu'].map((part) => `/bao-cao?phan=${part}`),
  ],
  kythuat: ['/cum-loa/loa-quy-nhon-01', '/viec-hom-nay', '/su-co', '/tai-khoan'],
  quantri: [
    '/phan-mem',
    '/phan-mem/roll-mau-1',
    '/so-dia-ban',
    '/bao-cho-ai',
    '/nguon-tiep-am',
    '/nguoi-dung',
    '/nhat-ky',
    '/khong-co',
  ],
};

/** A laptop's page at 200 %: half the room, every point doubled. */
const ENLARGED = { width: LAPTOP.width / 2, height: LAPTOP.height / 2 };

/** How far the page goes beyond its right edge, CSS pixels. */
const BEYOND = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** What can be clicked and stands outside the page, where no scrolling brings it in. */
const LOST = `(() => {
  const scrolls = (one) => one !== document.body &&
    (['auto', 'scroll'].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  return [...document.querySelectorAll('main :is(a, button, input, select, textarea)')]
    .filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      const outside = left < -1 || right > innerWidth + 1;
      return width > 0 && outside && !scrolls(one) && !one.closest('.visually-hidden, .map-canvas');
    })
    .map((one) => one.outerHTML.slice(0, 120));
})()`;

/** The name of what has the focus, and whether it, or the label that stands for it, can be seen. */
const FOCUSED = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return null;
  const [label] = one.labels ?? [];
  const seen = [one, label].some((part) => part !== undefined && part.offsetWidth > 0);
  const name = one.getAttribute('aria-label') ?? label?.innerText ?? one.innerText ?? '';
  return { name: name.trim() || one.getAttribute('title') || '', seen,
    tag: one.outerHTML.slice(0, 120) };
})()`;

const TABS = 45;

type Focus = { readonly name: string; readonly seen: boolean; readonly tag: string } | null;

describe('dashboard/every screen', function () {
  this.timeout(240_000);
  const { enter, open } = desk();

  async function dressed(one: Visit, scheme: 'light' | 'dark', size: typeof LAPTOP): Promise<void> {
    await one.page.emulateMedia({ colorScheme: scheme });
    await one.page.setViewportSize(size);
  }

  for (const [person, paths] of Object.entries(SCREENS)) {
    it(`has no barrier for ${person}, light on a laptop and dark on a phone`, async () => {
      const one = await enter(person);
      const found: string[] = [];
      for (const path of paths) {
        for (const [scheme, size] of [
          ['light', LAPTOP],
          ['dark', PHONE],
        ] as const) {
          await dressed(one, scheme, size);
          await open(one, path);
          found.push(...(await barriers(one)).map((barrier) => `${path} ${scheme}: ${barrier}`));
        }
      }
      expect(found).to.deep.equal([]);
    });

    it(`loses nothing at 200 % for ${person}`, async () => {
      const one = await enter(person);
      await one.page.setViewportSize(ENLARGED);
      const wide: string[] = [];
      for (const path of paths) {
        await open(one, path);
        const beyond = (await one.page.evaluate(BEYOND)) as number;
        if (beyond > 0) wide.push(`${path}: ${beyond} px beyond the edge`);
        const lost = (await one.page.evaluate(LOST)) as string[];
        wide.push(...lost.map((element) => `${path}: ${element}`));
      }
      expect(wide).to.deep.equal([]);
    });
  }

  /** @returns what the Tab key passes on one screen */
  async function walk(one: Visit): Promise<NonNullable<Focus>[]> {
    const stops: NonNullable<Focus>[] = [];
    for (let presses = 0; presses < TABS; presses += 1) {
      await one.page.keyboard.press('Tab');
      const focus = (await one.page.evaluate(FOCUSED)) as Focus;
      if (focus !== null) stops.push(focus);
    }
    return stops;
  }

  it('is walked through by the Tab key, each stop with a name and in sight', async () => {
    const one = await enter('canbo');
    for (const path of ['/hom-nay', '/nhap-van-ban', '/lich-phat/them', '/khan-cap', '/tu-dien']) {
      await open(one, path);
      const stops = await walk(one);
      expect(stops.length, path).to.be.at.least(10);
      expect(
        stops.filter(({ name, seen }) => name === '' || !seen),
        path,
      ).to.deep.equal([]);
    }
  });
});
