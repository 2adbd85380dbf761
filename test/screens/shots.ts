/**
 * Shots — danh sách ảnh chụp.
 *
 * Which screens are photographed, who sits before them, what is done first, and in which of the two
 * sizes and two lights. The name is the file; the words stand in the page that lists them.
 */
import type { Page } from 'playwright-core';

export type Look = 'laptop' | 'laptop-dark' | 'phone' | 'phone-dark';
export type Mood = 'full' | 'empty' | 'error' | 'stale';

export type Shot = {
  readonly name: string;
  readonly words: string;
  readonly who: string;
  readonly path: string;
  readonly looks: readonly Look[];
  readonly mood?: Mood;
  /** What is done on the screen before the picture is taken. */
  readonly act?: (page: Page) => Promise<unknown>;
};

const ALL: readonly Look[] = ['laptop', 'laptop-dark', 'phone', 'phone-dark'];
const BOTH: readonly Look[] = ['laptop', 'phone-dark'];
const HANDY: readonly Look[] = ['laptop-dark', 'phone'];

const choose = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: /Bão gần bờ/ }).check();
  await page.getByTestId('forecast').waitFor();
};

const order = async (page: Page): Promise<void> => {
  await choose(page);
  await page.getByLabel('Mã 6 số trên điện thoại').fill('123456');
  await page.getByTestId('go').click();
  await page.locator('[data-testid=box][data-state=sounding]').nth(5).waitFor();
};

const stop = async (page: Page): Promise<void> => {
  await page.getByTestId('stop').first().click();
  await page
    .getByTestId('says')
    .filter({ hasText: /Đã dừng/ })
    .waitFor();
};

const search = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Tìm/ }).fill('quy nhon');
  await page.getByRole('option').first().waitFor();
};

const paste = (page: Page): Promise<void> =>
  page
    .getByLabel('Nội dung văn bản')
    .fill('THÔNG BÁO\nVề việc họp tổ dân phố số 3\nMời bà con họp lúc 7 giờ tối nay.');

const official = { who: 'canbo' };
const department = { who: 'so' };
const administrator = { who: 'quantri' };
const technician = { who: 'kythuat' };

const DAILY: readonly Shot[] = [
  { name: 'dang-nhap', words: 'Đăng nhập', who: '', path: '/dang-nhap', looks: BOTH },
  { name: 'hom-nay', words: 'Hôm nay', ...official, path: '/hom-nay', looks: ALL },
  {
    name: 'hom-nay-duyet',
    words: 'Hôm nay của lãnh đạo',
    who: 'lanhdao',
    path: '/hom-nay',
    looks: HANDY,
  },
  { name: 'ban-tin', words: 'Bản tin', ...official, path: '/ban-tin', looks: BOTH },
  {
    name: 'ban-tin-loi-doc',
    words: 'Một bản tin: lời đọc',
    ...official,
    path: '/ban-tin/qd-1462',
    looks: BOTH,
  },
  {
    name: 'ban-tin-duyet',
    words: 'Nghe và duyệt',
    who: 'lanhdao',
    path: '/ban-tin/tiem-chung',
    looks: HANDY,
  },
  {
    name: 'nhap-van-ban',
    words: 'Nhập văn bản',
    ...official,
    path: '/nhap-van-ban',
    looks: BOTH,
    act: paste,
  },
  { name: 'ghi-am', words: 'Ghi âm', ...official, path: '/ghi-am', looks: BOTH },
  { name: 'tu-dien', words: 'Từ điển cách đọc', ...official, path: '/tu-dien', looks: BOTH },
  { name: 'cai-dat', words: 'Giọng và cách đọc', ...official, path: '/cai-dat', looks: BOTH },
  { name: 'tim', words: 'Tìm ở mọi nơi', ...official, path: '/hom-nay', looks: BOTH, act: search },
  { name: 'tai-khoan', words: 'Tài khoản', ...official, path: '/tai-khoan', looks: BOTH },
];

const SCHEDULE: readonly Shot[] = [
  { name: 'lich-phat', words: 'Lịch phát', ...official, path: '/lich-phat', looks: ALL },
  {
    name: 'lich-phat-them',
    words: 'Thêm dòng lịch',
    ...official,
    path: '/lich-phat/them',
    looks: BOTH,
  },
  { name: 'tuan-toi', words: 'Tuần tới', ...official, path: '/lich-phat/tuan-toi', looks: BOTH },
  { name: 'ngay-le', words: 'Ngày lễ', ...official, path: '/lich-phat/ngay-le', looks: BOTH },
  { name: 'phat-hanh', words: 'Phát hành', ...official, path: '/phat-hanh', looks: BOTH },
];

const FLEET: readonly Shot[] = [
  { name: 'ban-do', words: 'Bản đồ', ...department, path: '/ban-do', looks: ALL },
  { name: 'tuong', words: 'Màn hình treo tường', ...department, path: '/tuong', looks: HANDY },
  { name: 'cum-loa', words: 'Cụm loa', ...technician, path: '/cum-loa', looks: ALL },
  {
    name: 'mot-cum-loa',
    words: 'Một cụm loa',
    ...technician,
    path: '/cum-loa/loa-quy-nhon-01',
    looks: BOTH,
  },
  {
    name: 'viec-hom-nay',
    words: 'Việc hôm nay của kỹ thuật viên',
    ...technician,
    path: '/viec-hom-nay',
    looks: BOTH,
  },
  { name: 'su-co', words: 'Sự cố', ...technician, path: '/su-co', looks: BOTH },
  { name: 'bao-cao', words: 'Báo cáo', ...department, path: '/bao-cao', looks: BOTH },
  { name: 'nguoi-dung', words: 'Người dùng', ...administrator, path: '/nguoi-dung', looks: BOTH },
  { name: 'nhat-ky', words: 'Nhật ký', ...administrator, path: '/nhat-ky', looks: BOTH },
];

const STATES: readonly Shot[] = [
  ...[
    ['hom-nay', 'Hôm nay', '/hom-nay'],
    ['ban-tin', 'Bản tin', '/ban-tin'],
    ['lich-phat', 'Lịch phát', '/lich-phat'],
  ].flatMap(([name = '', words = '', path = '']): Shot[] => [
    {
      name: `${name}-trong`,
      words: `${words}: chưa có gì`,
      ...official,
      path,
      looks: BOTH,
      mood: 'empty',
    },
    {
      name: `${name}-loi`,
      words: `${words}: máy chủ lỗi`,
      ...official,
      path,
      looks: BOTH,
      mood: 'error',
    },
  ]),
  {
    name: 'cum-loa-trong',
    words: 'Cụm loa: chưa có gì',
    ...technician,
    path: '/cum-loa',
    looks: BOTH,
    mood: 'empty',
  },
  {
    name: 'cum-loa-loi',
    words: 'Cụm loa: máy chủ lỗi',
    ...technician,
    path: '/cum-loa',
    looks: BOTH,
    mood: 'error',
  },
  {
    name: 'hom-nay-cu',
    words: 'Hôm nay: mất đường truyền, số cũ được đánh dấu',
    ...official,
    path: '/hom-nay',
    looks: BOTH,
    mood: 'stale',
  },
];

/** Last, in this order: the orders that they give go on in the fixture's world. */
const ALARM: readonly Shot[] = [
  {
    name: 'khan-cap',
    words: 'Cảnh báo khẩn cấp',
    ...official,
    path: '/khan-cap',
    looks: ALL,
    act: choose,
  },
  {
    name: 'dien-tap',
    words: 'Diễn tập',
    ...official,
    path: '/khan-cap?dienTap=true',
    looks: BOTH,
    act: choose,
  },
  {
    name: 'khan-cap-ket-qua',
    words: 'Kết quả từng cụm loa',
    ...official,
    path: '/khan-cap',
    looks: ['laptop'],
    act: order,
  },
  {
    name: 'khan-cap-dai-bao',
    words: 'Dải báo ở mọi màn hình',
    ...technician,
    path: '/cum-loa',
    looks: BOTH,
    act: (page) => page.getByTestId('alarm-banner').waitFor(),
  },
  {
    name: 'khan-cap-dung',
    words: 'Đã dừng',
    ...official,
    path: '/khan-cap/urgent-1',
    looks: ['phone'],
    act: stop,
  },
];

export const ROOMS: readonly (readonly [title: string, shots: readonly Shot[]])[] = [
  ['Soạn, duyệt, tài khoản', DAILY],
  ['Lịch phát', SCHEDULE],
  ['Cụm loa, bản đồ, quản trị', FLEET],
  ['Khi trống, khi lỗi, khi mất đường truyền', STATES],
  ['Khẩn cấp', ALARM],
];
