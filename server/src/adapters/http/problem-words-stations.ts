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
  'station-not-commune': 422,
  'station-ahead': 422,
  'station-elsewhere': 409,
  'station-later': 409,
};

export const STATION_TITLE: { readonly [C in Code]: Words } = {
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
