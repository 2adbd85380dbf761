/**
 * What telling needs — lời và tên để kể lại nhật ký.
 *
 * The words of the page and the names of the things that the log speaks of.
 */
import type { Formats, Translate } from '../../i18n/format.js';

/** 'device', 'user' … → id → name. */
export type Names = ReadonlyMap<string, ReadonlyMap<string, string>>;

export type Words = {
  readonly t: Translate;
  readonly fmt: Formats;
  readonly names: Names;
};
