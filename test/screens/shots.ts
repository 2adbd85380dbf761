/**
 * Shots — danh sách ảnh chụp.
 *
 * Which screens are photographed, who sits before them, and in which states. Every screen is taken in
 * both sizes and both lights when it is full; what else it can be (empty, in trouble, cut off) once on a
 * laptop in the light and once on a phone in the dark. The name is the file; the words stand in the
 * page that lists them.
 */
import {
  approveStream,
  banner,
  choose,
  clash,
  codeless,
  codes,
  commands,
  deputy,
  exempt,
  exempted,
  give,
  groups,
  hamlets,
  held,
  narrow,
  order,
  paste,
  photos,
  plan,
  search,
  simData,
  stop,
  stopping,
  template,
  uninvited,
  way,
} from './acts.js';
import {
  ALL,
  administrator,
  BOTH,
  department,
  ERROR,
  LIVE,
  leader,
  official,
  ofStation,
  type Screen,
  type Shot,
  shotsOf,
  TWO,
  technician,
} from './shot.js';
import { OFFICE } from './shots-office.js';

const DAILY: readonly Screen[] = [
  { at: ['dang-nhap', 'Đăng nhập', '', '/dang-nhap'] },
  { at: ['hom-nay', 'Hôm nay', official, '/hom-nay'], also: LIVE },
  { at: ['hom-nay-giu-lich', 'Hôm nay: đang giữ lịch', official, '/hom-nay'], act: held },
  { at: ['hom-nay-duyet', 'Hôm nay của lãnh đạo', leader, '/hom-nay'] },
  { at: ['ban-tin', 'Bản tin', official, '/ban-tin'], also: TWO },
  { at: ['ban-tin-loi-doc', 'Một bản tin: lời đọc', official, '/ban-tin/qd-1462'], also: ERROR },
  { at: ['ban-tin-duyet', 'Nghe và duyệt', leader, '/ban-tin/tiem-chung'], act: codeless },
  { at: ['ban-tin-duyet-ma', 'Nghe và duyệt bằng mã 6 số', leader, '/ban-tin/tiem-chung'] },
  {
    at: [
      'ban-tin-nho-duyet',
      'Người đã soạn nhờ người khác duyệt',
      official,
      '/ban-tin/tiem-chung',
    ],
    act: deputy,
  },
  { at: ['nhap-van-ban', 'Nhập văn bản', official, '/nhap-van-ban'], act: paste },
  { at: ['nhap-van-ban-moi', 'Nhập văn bản: dán hoặc chọn mẫu', official, '/nhap-van-ban'] },
  { at: ['nhap-tu-mau', 'Nhập văn bản từ mẫu', official, '/nhap-van-ban'], act: template },
  { at: ['ghi-am', 'Ghi âm', official, '/ghi-am'] },
  { at: ['tu-dien', 'Từ điển cách đọc', official, '/tu-dien'], also: TWO },
  { at: ['cai-dat', 'Giọng và cách đọc', official, '/cai-dat'], also: ERROR },
  { at: ['tim', 'Tìm ở mọi nơi', official, '/hom-nay'], act: search },
  { at: ['tai-khoan', 'Tài khoản', official, '/tai-khoan'], also: ERROR },
  { at: ['ma-moi', 'Tài khoản: cài mã 6 số', official, '/tai-khoan'], act: uninvited },
  { at: ['khong-co', 'Địa chỉ không có', official, '/khong-co'] },
];

const SCHEDULE: readonly Screen[] = [
  { at: ['lich-phat', 'Lịch phát', official, '/lich-phat'], also: LIVE },
  { at: ['lich-phat-them', 'Thêm dòng lịch', official, '/lich-phat/them'], also: TWO },
  { at: ['lich-phat-them-dai', 'Thêm dòng lịch cho một đài', ofStation, '/lich-phat/them'] },
  { at: ['trung-gio', 'Thêm dòng lịch: trùng giờ', official, '/lich-phat/them'], act: clash },
  { at: ['nhom-cum', 'Nhóm cụm loa', official, '/lich-phat/them'], act: groups(true) },
  { at: ['tuan-toi', 'Tuần tới', official, '/lich-phat/tuan-toi'], also: ERROR },
  { at: ['ngay-le', 'Ngày lễ', official, '/lich-phat/ngay-le'], also: ERROR },
  { at: ['phat-hanh', 'Phát hành', official, '/phat-hanh'], also: TWO },
  {
    at: ['mot-lan-phat-hanh', 'Một lần phát hành', department, '/phat-hanh/pub-tinh-1'],
    also: ERROR,
  },
  { at: ['gio-phat', 'Giờ được phát', official, '/gio-phat'], act: narrow, also: TWO },
  { at: ['gio-phat-duyet', 'Giờ được phát: người thứ hai', leader, '/gio-phat'] },
  { at: ['ngay-rieng', 'Những ngày có giờ riêng', official, '/gio-phat'], act: exempt },
  {
    at: ['ngay-rieng-duyet', 'Những ngày có giờ riêng: người thứ hai', leader, '/gio-phat'],
    act: exempted,
  },
  { at: ['nguon-tiep-am', 'Nguồn tiếp âm', administrator, '/nguon-tiep-am'], also: TWO },
  {
    at: ['nguon-tiep-am-duyet', 'Duyệt nguồn tiếp âm', leader, '/nguon-tiep-am'],
    act: approveStream,
  },
];

const FLEET: readonly Screen[] = [
  { at: ['ban-do', 'Bản đồ', department, '/ban-do'], also: LIVE },
  { at: ['tuong', 'Màn hình treo tường', department, '/tuong'], also: LIVE },
  { at: ['cum-loa', 'Cụm loa', technician, '/cum-loa'], also: LIVE },
  {
    at: ['mot-cum-loa', 'Một cụm loa', technician, '/cum-loa/loa-quy-nhon-01'],
    also: ['error', 'stale'],
  },
  {
    at: ['anh-cum-loa', 'Ảnh tại chỗ của một cụm loa', technician, '/cum-loa/loa-quy-nhon-01'],
    act: photos,
  },
  { at: ['sim-sap-het', 'Cụm loa có SIM sắp hết', technician, '/cum-loa?loc=data'] },
  {
    at: ['du-lieu-sim', 'Dữ liệu SIM của một cụm loa', technician, '/cum-loa/loa-quy-nhon-01'],
    act: simData,
  },
  {
    at: [
      'lenh-cum-loa',
      'Lệnh và câu trả lời của một cụm loa',
      technician,
      '/cum-loa/loa-quy-nhon-01',
    ],
    act: commands,
  },
  {
    at: ['viec-hom-nay', 'Việc hôm nay của kỹ thuật viên', technician, '/viec-hom-nay'],
    also: LIVE,
  },
  { at: ['duong-di', 'Đường đi trong ngày', technician, '/viec-hom-nay'], act: way },
  { at: ['ma-dang-ky', 'Chọn cụm loa để lấy mã đăng ký', technician, '/ma-dang-ky'], also: TWO },
  { at: ['to-ma-dang-ky', 'Tờ mã đăng ký', technician, '/ma-dang-ky'], act: codes },
  { at: ['su-co', 'Sự cố', technician, '/su-co'], also: LIVE },
  { at: ['lich-bao-tri', 'Báo trước bảo trì một cụm loa', technician, '/su-co'], act: plan },
  { at: ['mot-su-co', 'Một sự cố', technician, '/su-co/inc-mang'], also: ERROR },
  { at: ['giao-su-co', 'Giao một sự cố', technician, '/su-co/inc-loa'], act: give },
  { at: ['phan-mem', 'Bản phần mềm', administrator, '/phan-mem'], also: ERROR },
  {
    at: ['mot-dot-phan-mem', 'Một đợt cập nhật', administrator, '/phan-mem/roll-mau-1'],
    also: ERROR,
  },
];

/** Last, in this order: the orders that they give go on in the fixture's world. */
const ALARM: readonly Screen[] = [
  { at: ['khan-cap', 'Cảnh báo khẩn cấp', official, '/khan-cap'], also: TWO, act: choose },
  { at: ['khan-cap-dai', 'Cảnh báo khẩn cấp của một đài', ofStation, '/khan-cap'], act: choose },
  { at: ['dien-tap', 'Diễn tập', official, '/khan-cap?dienTap=true'], act: choose },
];

const mood = 'full';
const UNDER_WAY: readonly Shot[] = [
  {
    ...{ name: 'khan-cap-thon', words: 'Chỉ báo cho một số thôn', mood },
    ...{ who: official, path: '/khan-cap', looks: BOTH, act: hamlets },
  },
  {
    ...{ name: 'khan-cap-ket-qua', words: 'Kết quả từng cụm loa', mood },
    ...{ who: official, path: '/khan-cap', looks: ['laptop'], act: order },
  },
  {
    ...{ name: 'khan-cap-theo-doi', words: 'Theo dõi từng cụm loa', mood },
    ...{ who: official, path: '/khan-cap/urgent-1', looks: ALL },
  },
  {
    ...{ name: 'khan-cap-dai-bao', words: 'Dải báo ở mọi màn hình', mood },
    ...{ who: technician, path: '/cum-loa', looks: BOTH, act: banner },
  },
  {
    ...{ name: 'khan-cap-dang-dung', words: 'Đang dừng, chưa tới hết các cụm', mood },
    ...{ who: official, path: '/khan-cap/urgent-1', looks: ALL, act: stopping },
  },
  {
    ...{ name: 'khan-cap-dung', words: 'Đã dừng', mood },
    ...{ who: official, path: '/khan-cap', looks: ['phone'], act: stop },
  },
];

export const ROOMS: readonly (readonly [title: string, shots: readonly Shot[]])[] = [
  ['Soạn, duyệt, tài khoản', DAILY.flatMap(shotsOf)],
  ['Lịch phát', SCHEDULE.flatMap(shotsOf)],
  ['Cụm loa, bản đồ, sự cố', FLEET.flatMap(shotsOf)],
  ['Mức độ phủ, báo cáo, quản trị', OFFICE.flatMap(shotsOf)],
  ['Khẩn cấp', [...ALARM.flatMap(shotsOf), ...UNDER_WAY]],
];
