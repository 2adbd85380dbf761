/**
 * Columns of report sheets — cột của các bảng báo cáo.
 *
 * Columns of words, of whole numbers and of tenths; the period in words; who signs.
 */
import type { Included } from '@loaso/shared/wire/http/communes';
import type { Column } from './sheet.js';

export const text = (head: string, width: number): Column => ({ head, align: 'left', width });
export const whole = (head: string): Column => ({ head, align: 'right', width: 1, digits: 0 });
export const tenth = (head: string): Column => ({ head, align: 'right', width: 1, digits: 1 });

/** 2026-11-26 as people write it: 26/11/2026. */
export const day = (date: string): string => date.split('-').reverse().join('/');

export const spanOf = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from === to ? `Ngày ${day(from)}` : `Từ ngày ${day(from)} đến ngày ${day(to)}`;

export const SIGNERS = ['NGƯỜI LẬP BIỂU', 'THỦ TRƯỞNG ĐƠN VỊ'] as const;

/** Of what else a report tells: communes that have gone to this one. */
export const includedIn = ({ includes = [] }: { readonly includes?: Included[] | undefined }) =>
  includes.length === 0
    ? []
    : [
        `Gồm cả địa bàn cũ: ${includes.map(({ name, until }) => `${name} (đến hết ngày ${day(until)})`).join(', ')}`,
      ];
