/**
 * Columns of report sheets — cột của các bảng báo cáo.
 *
 * Columns of words, of whole numbers and of tenths; the period in words; who signs.
 */
import type { Included } from '@loaso/shared/wire/http/communes';
import type { StationNamed } from '@loaso/shared/wire/http/stations';
import type { Column } from './sheet.js';

export const text = (head: string, width: number): Column => ({ head, align: 'left', width });
export const whole = (head: string): Column => ({ head, align: 'right', width: 1, digits: 0 });
export const tenth = (head: string): Column => ({ head, align: 'right', width: 1, digits: 1 });

/** 2026-11-26 as people write it: 26/11/2026. */
export const day = (date: string): string => date.split('-').reverse().join('/');

export const spanOf = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from === to ? `Ngày ${day(from)}` : `Từ ngày ${day(from)} đến ngày ${day(to)}`;

type Station = { readonly station?: StationNamed | undefined };

export const stationWord = ({ id, name }: StationNamed): string =>
  id === 'none' ? 'Cụm loa không thuộc đài nào' : `Đài truyền thanh ${name}`;

/** The commune that reports, and which of its stations. */
export const officeOf = ({ areaName, station }: Station & { readonly areaName: string }): string =>
  station === undefined ? areaName : `${areaName} · ${stationWord(station)}`;

/** Of the name of a file. */
export const codeOf = ({ areaId, station }: Station & { readonly areaId: string }): string =>
  station === undefined ? areaId : `${areaId}_${station.id}`;

/** A diary of one station is signed at that station. */
export const signersOf = ({ station }: Station): readonly [left: string, right: string] => [
  'NGƯỜI LẬP BIỂU',
  station === undefined || station.id === 'none'
    ? 'THỦ TRƯỞNG ĐƠN VỊ'
    : stationWord(station).toUpperCase(),
];

/** Of what else a report tells: communes that have gone to this one. */
export const includedIn = ({ includes = [] }: { readonly includes?: Included[] | undefined }) =>
  includes.length === 0
    ? []
    : [
        `Gồm cả địa bàn cũ: ${includes.map(({ name, until }) => `${name} (đến hết ngày ${day(until)})`).join(', ')}`,
      ];

/** What strikes several stations is told by each of them: these figures do not add up to the commune's. */
export const severalIn = ({ station }: Station): string[] =>
  station === undefined ? [] : ['Việc chung của nhiều đài thì kể ở từng đài.'];
