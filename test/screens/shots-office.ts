/**
 * Shots of the office — ảnh chụp mức độ phủ, báo cáo, quản trị.
 *
 * Part of the list in `shots.ts`.
 */
import { bindToStation, held, table } from './acts.js';
import {
  administrator,
  department,
  ERROR,
  official,
  type Screen,
  TWO,
  technician,
} from './shot.js';

export const OFFICE: readonly Screen[] = [
  { at: ['phu-song', 'Mức độ phủ của tỉnh', department, '/phu-song'], also: TWO },
  { at: ['phu-song-xa', 'Mức độ phủ của một xã', department, '/phu-song?diaBan=21583'] },
  {
    at: [
      'phu-song-thon',
      'Những thôn làm nên một con số độ phủ',
      department,
      '/phu-song/thon?conSo=today&nguoi=people',
    ],
    also: TWO,
  },
  {
    at: [
      'phu-song-cum-loa',
      'Những cụm loa làm nên một con số độ phủ',
      department,
      '/phu-song/cum-loa?cum=today-unknown',
    ],
    also: TWO,
  },
  { at: ['so-dia-ban', 'Sổ địa bàn', administrator, '/so-dia-ban'], also: TWO },
  {
    at: ['nhap-cum-loa', 'Nhập cụm loa mới từ tệp', technician, '/so-dia-ban'],
    act: table,
  },
  { at: ['bao-cao', 'Báo cáo', department, '/bao-cao'], also: TWO },
  { at: ['bao-cao-danh-gia', 'Đánh giá năm', department, '/bao-cao?phan=danh-gia'] },
  {
    at: [
      'bao-cao-luot-phat',
      'Những lượt không phát làm nên một con số',
      department,
      '/bao-cao/luot-phat?ketQua=missed&linhVuc=law',
    ],
    also: ERROR,
  },
  { at: ['bao-cao-su-co', 'Sự cố trong kỳ', department, '/bao-cao?phan=su-co'] },
  {
    at: [
      'bao-cao-su-co-mo',
      'Những sự cố làm nên một con số',
      department,
      '/bao-cao?phan=su-co&suCo=mended&nguyenNhan=commune-power#tung-muc',
    ],
  },
  { at: ['bao-cao-tin-khan', 'Tin khẩn trong kỳ', department, '/bao-cao?phan=tin-khan'] },
  { at: ['bao-cao-phut-keu', 'Phút loa kêu ở từng thôn', department, '/bao-cao?phan=phut-keu'] },
  {
    at: [
      'bao-cao-phut-keu-mo',
      'Những lần loa kêu làm nên số phút của một thôn',
      department,
      '/bao-cao/phut-keu?thon=21583-01',
    ],
    also: ERROR,
  },
  {
    at: [
      'bao-cao-tin-khan-mo',
      'Những cụm loa làm nên một con số của tin khẩn',
      department,
      '/bao-cao/tin-khan?lenh=khan-mau-3&ketQua=ordered',
    ],
    also: ERROR,
  },
  { at: ['nhat-ky-tap', 'Nhật ký tập', department, '/bao-cao?so=true&diaBan=99999'] },
  { at: ['so-nhat-ky', 'Sổ nhật ký phát', department, '/bao-cao?so=true'] },
  { at: ['bao-cao-cac-dai', 'Các đài của một xã', official, '/bao-cao?diaBan=21583'] },
  {
    at: [
      'so-nhat-ky-dai',
      'Sổ nhật ký của một đài',
      official,
      '/bao-cao?so=true&diaBan=21583&dai=nhom-dai-cu',
    ],
  },
  { at: ['bao-cho-ai', 'Báo sự cố cho ai', administrator, '/bao-cho-ai'], also: TWO },
  {
    at: [
      'bao-cao-tu-gui',
      'Đặt báo cáo tự gửi',
      administrator,
      '/bao-cho-ai?ky=quarter&diaBan=21583',
    ],
  },
  { at: ['nguoi-dung', 'Người dùng', administrator, '/nguoi-dung'], also: ERROR },
  {
    at: ['nguoi-dung-dai', 'Giao đài cho cán bộ', administrator, '/nguoi-dung'],
    act: bindToStation,
  },
  { at: ['nhat-ky', 'Nhật ký', administrator, '/nhat-ky'], also: ERROR },
  { at: ['doi-chieu', 'Đối chiếu sau khi khôi phục', administrator, '/nhat-ky'], act: held },
];
