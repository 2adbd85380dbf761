/**
 * Kind of place in a table — nơi đặt cụm loa trong tệp.
 *
 * The words that a cell may hold, folded, and the one that is written out.
 */
import type { PlaceKind } from '@loaso/shared/place-kind';

export const PLACE_NAMES: Readonly<Record<PlaceKind, string>> = {
  residential: 'khu dân cư',
  school: 'gần trường học',
  clinic: 'gần bệnh viện, trạm y tế',
  market: 'chợ',
  worship: 'chùa, nhà thờ',
  office: 'cơ quan',
};

export const PLACE_WORDS: Readonly<Record<string, PlaceKind>> = {
  'khu dan cu': 'residential',
  'dan cu': 'residential',
  'gan truong hoc': 'school',
  'truong hoc': 'school',
  truong: 'school',
  'gan benh vien tram y te': 'clinic',
  'gan benh vien': 'clinic',
  'benh vien': 'clinic',
  'gan tram y te': 'clinic',
  'tram y te': 'clinic',
  cho: 'market',
  'chua nha tho': 'worship',
  chua: 'worship',
  'nha tho': 'worship',
  'co quan': 'office',
};
