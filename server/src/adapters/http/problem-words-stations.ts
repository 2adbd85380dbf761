/**
 * Words of the problems of stations — lời từ chối về các đài truyền thanh của xã.
 *
 * For somebody who says which speakers belong to which station. Part of the exhaustive tables of
 * `problem-words.ts`.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<Refusal['code'], `station-${string}`>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const STATION_STATUS: { readonly [C in Code]: number } = {
  'station-only': 403,
  'station-bulletin': 403,
  'station-unfit': 422,
  'station-evaluation': 422,
  'station-not-commune': 422,
  'station-ahead': 422,
  'station-elsewhere': 409,
  'station-later': 409,
};

export const STATION_TITLE: { readonly [C in Code]: Words } = {
  'station-only': words(
    'Việc này vượt ra ngoài đài bạn phụ trách',
    'This goes beyond the stations you work for',
  ),
  'station-bulletin': words(
    'Bản tin này đang dùng ở nơi ngoài đài của bạn',
    'This bulletin is in use outside your stations',
  ),
  'station-evaluation': words(
    'Đánh giá năm lập cho cả xã, không lập cho riêng một đài',
    'A year is evaluated for the whole commune, not for one station',
  ),
  'station-unfit': words(
    'Không giao được những đài này cho người này',
    'These stations cannot be given to this person',
  ),
  'station-not-commune': words(
    'Đài truyền thanh phải thuộc một xã, phường, đặc khu',
    'A station belongs to a commune',
  ),
  'station-ahead': words(
    'Ngày cụm loa thuộc về đài không thể sau hôm nay',
    'Speakers cannot join a station on a day to come',
  ),
  'station-elsewhere': words(
    'Có cụm loa ngày đó đang thuộc đài khác',
    'A speaker is in another station on that day',
  ),
  'station-later': words(
    'Sau ngày đó cụm loa đã chuyển đài',
    'After that day the speaker has changed its station',
  ),
};

export const STATION_NEXT: { readonly [C in Code]: Words } = {
  'station-only': words(
    'Chỉ chọn đài của mình hoặc cụm loa thuộc đài; việc chung của xã thì nhờ người phụ trách cả xã.',
    'Choose only your station or clusters of it; what concerns the whole commune is done by who works for all of it.',
  ),
  'station-bulletin': words(
    'Chép thành bản tin mới cho đài của bạn, hoặc nhờ người phụ trách cả xã sửa, rút.',
    'Make a new bulletin for your station, or have it changed by who works for the whole commune.',
  ),
  'station-evaluation': words(
    'Bỏ chọn đài; số liệu từng đài xem ở Tổng hợp, Sổ nhật ký, Sự cố, Tin khẩn, Phút loa kêu.',
    'Leave the station out; figures of each are in the other reports.',
  ),
  'station-unfit': words(
    'Chọn đài đang hoạt động của đúng xã ấy. Chỉ cán bộ phụ trách và kỹ thuật viên làm theo đài; vai trò khác làm cho cả địa bàn.',
    'Choose stations of that commune that still stand. Only officials and technicians work for single stations.',
  ),
  'station-not-commune': words(
    'Lập đài từ tài khoản của xã, hoặc bỏ tên đài để chỉ lập nhóm.',
    'Make it from an account of the commune, or leave out the name of the station.',
  ),
  'station-ahead': words('Chọn hôm nay hoặc một ngày trước đó.', 'Choose today or a day before.'),
  'station-elsewhere': words(
    'Bỏ cụm khỏi đài kia trước, hoặc chọn một ngày muộn hơn.',
    'Take it out of the other station first, or choose a later day.',
  ),
  'station-later': words(
    'Chọn ngày cụm chuyển đài hoặc một ngày sau đó.',
    'Choose the day of that change or a later one.',
  ),
};
