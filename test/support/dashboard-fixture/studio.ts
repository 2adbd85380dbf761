/**
 * Studio of the fixture — từ điển, bản thu, cài đặt mẫu.
 *
 * Readings of the ward and of the province above it, one recorded bulletin with a language variant,
 * settings half inherited.
 */
import { AreaId, BulletinId, LexiconId } from '@loaso/shared/ids';
import type { Bulletin } from '@loaso/shared/wire/http/content';
import type { AreaSettings, LexiconEntry } from '@loaso/shared/wire/http/lexicon';
import type { LanguageCode, Recording } from '@loaso/shared/wire/http/recordings';
import { clipOf } from './content.js';
import { hashOf } from './fleet.js';

const WARD = AreaId.parse('21583');
const PROVINCE = AreaId.parse('52');

const entry = (
  id: string,
  [written, spoken]: readonly [string, string],
  change: Partial<LexiconEntry> = {},
): LexiconEntry => ({
  id: LexiconId.parse(id),
  areaId: WARD,
  areaName: 'Phường Quy Nhơn',
  written,
  spoken,
  match: 'any-case',
  createdBy: 'Nguyễn Thị Hoa',
  createdAt: Date.UTC(2026, 9, 12, 2, 30),
  shadowed: false,
  ...change,
});

const above = { areaId: PROVINCE, areaName: 'Tỉnh Gia Lai', createdBy: 'Trần Văn Quản' };

export const readingsOf = (): LexiconEntry[] => [
  entry('td-1', ['Ghềnh Ráng', 'ghềnh ráng']),
  entry('td-2', ['KV3', 'khu vực ba']),
  entry('td-3', ['Đăk Pơ', 'đắc pơ'], above),
  entry('td-4', ['Kbang', 'cờ bang'], { ...above, match: 'any-marks' }),
  entry('td-5', ['KV3', 'ca vê ba'], { ...above, shadowed: true }),
];

export const settingsOf = (areaId: string): AreaSettings => ({
  areaId: AreaId.parse(areaId),
  style: { thousand: 'nghìn', zeroTens: 'linh', four: 'tư' },
  languages: ['vi', 'bdq', 'jra'],
  stationName: 'phường Quy Nhơn',
  own: { style: null, languages: ['vi', 'bdq', 'jra'], stationName: null },
  updatedBy: 'Nguyễn Thị Hoa',
  updatedAt: Date.UTC(2026, 9, 20, 1, 5),
});

export const recordingOf = (
  language: LanguageCode,
  name: string,
  { summary = '', at = Date.now() } = {},
): Recording => ({
  language,
  file: { name, sizeBytes: 2_481_234, sha256: hashOf(41) },
  summary,
  repairs: ['mixed-to-mono', 'resampled', 'silence-trimmed', 'was-clipped'],
  before: {
    container: 'm4a',
    codec: 'aac',
    sampleRate: 44_100,
    channels: 2,
    durationMs: 141_000,
    loudnessLufs: -27.4,
  },
  after: { durationMs: 128_000, codec: 'mp3', loudnessLufs: -16, truePeakDbtp: -1.5 },
  by: 'Nguyễn Thị Hoa',
  at,
});

type Told = {
  readonly title: string;
  readonly language: LanguageCode;
  readonly fileName: string;
  readonly summary: string;
};

/** `blank` lends what every bulletin has. */
export function recordedBulletin(blank: Bulletin, told: Told, now: number): Bulletin {
  const recording = recordingOf(told.language, told.fileName, { summary: told.summary, at: now });
  return {
    ...blank,
    id: BulletinId.parse(`ghi-am-${now}`),
    title: told.title,
    state: 'voiced',
    kind: 'recorded',
    recording,
    variants: [],
    standing: null,
    languages: [told.language],
    clip: clipOf(13, recording.after.durationMs),
    durationMs: recording.after.durationMs,
    script: { ...blank.script, sentences: [], dropped: [], repairs: [] },
    source: { name: told.fileName, sha256: hashOf(41), characters: told.summary.length },
    history: [{ at: now, actor: 'Nguyễn Thị Hoa', act: 'bulletin.record', note: told.fileName }],
  };
}
