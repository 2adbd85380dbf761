/**
 * Remarks in the store — nơi giữ nhận xét, kiến nghị của báo cáo năm.
 *
 * What officials said of a span of an area, one row for each version; none is ever changed.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { Remarks } from '@loaso/shared/wire/http/report-evaluation';

export type RemarkSpan = {
  readonly areaId: AreaId;
  readonly from: LocalDate;
  readonly to: LocalDate;
};

export type StoredRemarks = RemarkSpan & Omit<Remarks, 'by'> & { readonly by: UserId };

export type RemarkStore = {
  /** Of this area and exactly these days, the newest first. */
  remarksOf(span: RemarkSpan, limit: number): Promise<StoredRemarks[]>;
  /** False, nothing stored, when another has taken its version. */
  addRemarks(remarks: StoredRemarks): Promise<boolean>;
};
