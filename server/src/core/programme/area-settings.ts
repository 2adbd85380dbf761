/**
 * Settings of an area — cách đọc, tên đài, thứ tiếng của địa bàn.
 *
 * What holds in an area when it and those above it have each said something, or nothing. A province
 * speaks for its communes in style and languages, never in the name of a station.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type { ReadingStyle } from '@loaso/shared/wire/script';
import { NORTHERN_STYLE } from '../text/style.js';

export type AreaSaying = {
  readonly areaId: AreaId;
  readonly style: ReadingStyle | null;
  readonly languages: readonly LanguageCode[] | null;
  readonly stationName: string | null;
};

export type SettingsInForce = {
  readonly style: ReadingStyle;
  readonly languages: readonly LanguageCode[];
  /** As inside a sentence: 'phường Quy Nhơn'. */
  readonly stationName: string;
};

export type NamedArea = {
  readonly id: AreaId;
  readonly name: string;
  readonly level: 'province' | 'commune' | 'hamlet';
};

const inSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** @param path the area and those above it, nearest first; not empty */
export function settingsInForce(
  sayings: readonly AreaSaying[],
  path: readonly NamedArea[],
): SettingsInForce {
  const own = path.map(({ id }) => sayings.find(({ areaId }) => areaId === id));
  const first = path[0];
  const named = path.findIndex(
    ({ level }, index) => (index === 0 || level !== 'province') && own[index]?.stationName != null,
  );
  return {
    style: own.find((one) => one?.style != null)?.style ?? NORTHERN_STYLE,
    languages: own.find((one) => one?.languages != null)?.languages ?? ['vi'],
    stationName: own[named]?.stationName ?? inSentence(first?.name ?? ''),
  };
}

const KIND = /^(?:xã|phường|thị trấn|thị xã|đặc khu|thành phố|tỉnh|quận|huyện|thôn|khu)(?=\s)/iu;

/** 'Đài truyền thanh Xã Phù Mỹ' → 'xã Phù Mỹ', a name by itself stays: the formulas say what it is. */
export function bareStationName(typed: string): string {
  const bare = typed
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^đài (?:truyền thanh|phát thanh)\s+/iu, '');
  return KIND.test(bare) ? inSentence(bare) : bare;
}
