/**
 * Screenshots — ảnh chụp màn hình cho tài liệu.
 *
 * Opens the built dashboard over the fixture world in a real browser and writes what a person sees
 * into docs/screens/, with a page that lists all. `make screenshots` renews them; nothing is drawn by
 * hand. An argument takes only the pictures whose names begin with it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant, instantAt, localDateOf } from '@loaso/shared/time';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Fixture, startFixture } from '../support/dashboard-fixture/server.js';
import { LAPTOP, PHONE, settled } from '../support/e2e/browser.js';
import type { Look, Mood, Shot } from './shot.js';
import { ROOMS } from './shots.js';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'docs', 'screens');
const ONLY = process.argv[2] ?? '';

const ARGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const LOOKS: Readonly<
  Record<Look, { size: typeof LAPTOP; colorScheme: 'light' | 'dark'; ending: string }>
> = {
  laptop: { size: LAPTOP, colorScheme: 'light', ending: '' },
  'laptop-dark': { size: LAPTOP, colorScheme: 'dark', ending: '-toi' },
  phone: { size: PHONE, colorScheme: 'light', ending: '-dt' },
  'phone-dark': { size: PHONE, colorScheme: 'dark', ending: '-dt-toi' },
};

/** Few colours are enough for a screen; a picture then takes a quarter. */
const COLOURS =
  'split[a][b];[a]palettegen=max_colors=128:stats_mode=single[p];[b][p]paletteuse=dither=none';

const SMALL = ['-c:v', 'libwebp', '-lossless', '1', '-compression_level', '6'];

/** The fixture's afternoon: its words speak of the evening's news. */
const AFTERNOON_MINUTE = 15 * 60;

const clock = Date.now.bind(Date);
const SHIFT_MS = instantAt(localDateOf(instant(clock())), AFTERNOON_MINUTE) - clock();
/** The same in the page, which would otherwise learn the fixture's time a second too late. */
const AFTERNOON = `(() => {
  const Clock = Date;
  globalThis.Date = class extends Clock {
    constructor(...parts) {
      super(...(parts.length === 0 ? [Clock.now() + ${SHIFT_MS}] : parts));
    }
    static now() {
      return Clock.now() + ${SHIFT_MS};
    }
  };
})()`;

const fileOf = ({ name }: Shot, look: Look): string => `${name}${LOOKS[look].ending}.webp`;

/** The fixture asks for a name alone; a page that somebody entered before does not wait for the login. */
async function enter(context: BrowserContext, url: string, who: string): Promise<void> {
  await context.addCookies([{ name: 'loaso', value: who, url }]);
  await context.addInitScript(`localStorage.setItem('loaso.entered', '1')`);
}

const FAULT = {
  code: 'fault',
  title: { vi: 'Máy chủ gặp lỗi', en: 'The server failed' },
  next: {
    vi: 'Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị kèm giờ xảy ra.',
    en: 'Try again in a few minutes; if it stays, tell the administrator when it happened.',
  },
};

/** Brings the page into the mood before the screen is opened. */
async function tune(page: Page, mood: Mood): Promise<void> {
  if (mood !== 'error') return;
  await page.route(/\/api\/(?!me$|areas$|live)/, (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', json: FAULT }),
  );
}

async function cut(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.evaluate(`window.dispatchEvent(new Event('offline'))`);
}

async function take(browser: Browser, fixture: Fixture, shot: Shot, look: Look): Promise<void> {
  const { size, colorScheme } = LOOKS[look];
  const context = await browser.newContext({ viewport: size, locale: 'vi-VN', colorScheme });
  await context.addInitScript(AFTERNOON);
  if (shot.who !== '') await enter(context, fixture.url, shot.who);
  const page = await context.newPage();
  await tune(page, shot.mood);
  await page.goto(fixture.url + shot.path);
  await page.locator('h1, [data-testid=wall]').first().waitFor();
  await page.waitForLoadState('networkidle');
  if (shot.mood === 'stale') {
    await cut(page);
    fixture.cutLive();
    await page.getByTestId('live-cut').waitFor();
  }
  await shot.act?.(page);
  await settled(page);
  const raw = join(FOLDER, 'raw.png');
  await page.screenshot({ path: raw });
  const file = join(FOLDER, fileOf(shot, look));
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', raw, '-vf', COLOURS, ...SMALL, file]);
  rmSync(raw);
  process.stdout.write(`docs/screens/${fileOf(shot, look)}\n`);
  await context.close();
}

const LOOK_WORDS: Readonly<Record<Look, string>> = {
  laptop: 'máy tính',
  'laptop-dark': 'máy tính, nền tối',
  phone: 'điện thoại',
  'phone-dark': 'điện thoại, nền tối',
};

/** One table row a shot; a picture of a phone is shown narrower. */
function pageOfAll(): string {
  const lines = ROOMS.flatMap(([title, shots]) => [
    `## ${title}`,
    '',
    ...shots.flatMap((shot) => [
      `### ${shot.words}`,
      '',
      ...shot.looks.map((look) => {
        const width = LOOKS[look].size === PHONE ? 195 : 560;
        const file = fileOf(shot, look);
        return `<img src="${file}" width="${width}" alt="${shot.words} (${LOOK_WORDS[look]})">`;
      }),
      '',
    ]),
  ]);
  const head = [
    '# Ảnh chụp màn hình',
    '',
    'Do `make screenshots` chụp từ trang điều hành đã dựng, trên thế giới mẫu; không tấm nào vẽ tay.',
    '',
  ];
  return `${[...head, ...lines].join('\n').trimEnd()}\n`;
}

/** Pictures that nothing takes any more. */
function tidy(): void {
  const wanted = new Set(
    ROOMS.flatMap(([, shots]) =>
      shots.flatMap((shot) => shot.looks.map((look) => fileOf(shot, look))),
    ),
  );
  for (const file of readdirSync(FOLDER)) {
    if (file.endsWith('.webp') && !wanted.has(file)) rmSync(join(FOLDER, file));
  }
}

mkdirSync(FOLDER, { recursive: true });
Date.now = () => clock() + SHIFT_MS;
const full = await startFixture('full');
const empty = await startFixture('empty');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
try {
  for (const shot of ROOMS.flatMap(([, shots]) => shots)) {
    if (!shot.name.startsWith(ONLY)) continue;
    for (const look of shot.looks) {
      await take(browser, shot.mood === 'empty' ? empty : full, shot, look);
    }
  }
  tidy();
  writeFileSync(join(FOLDER, 'README.md'), pageOfAll());
} finally {
  await browser.close();
  await full.stop();
  await empty.stop();
}
