/**
 * Search part of addresses — phần sau dấu hỏi của địa chỉ.
 *
 * What a shared link remembers: filter, week, area. A value that makes no sense is dropped, not
 * refused, since links get mangled on their way.
 */
import { AreaId, BulletinId, ClusterGroupId, EntryId } from '@loaso/shared/ids';
import { Origin, Priority } from '@loaso/shared/priority';
import { Instant, LocalDate } from '@loaso/shared/time';
import { BulletinKind, BulletinState, Field } from '@loaso/shared/wire/http/content';
import { Figure } from '@loaso/shared/wire/http/coverage';
import { ClustersOf, HamletsOf, Side } from '@loaso/shared/wire/http/coverage-behind';
import { MailPeriod } from '@loaso/shared/wire/http/mail-reports';
import { AirFigure } from '@loaso/shared/wire/http/report-airings';
import { OrderBoxesOf } from '@loaso/shared/wire/http/report-emergencies';
import { FaultsOf } from '@loaso/shared/wire/http/report-faults';
import { StationChoice } from '@loaso/shared/wire/http/stations';
import { z } from 'zod';

/** An address without quotes gives a code as a number; leading zeros are not among these codes. */
const Place = z.union([AreaId, z.number().transform(String).pipe(AreaId)]);

export const bulletinsSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  trangThai: BulletinState.optional().catch(undefined),
});

const Group = ClusterGroupId.optional().catch(undefined);

/** `tuan`: the Monday of the week; `diaBan`: area code; `nhom`: a group of speakers alone. */
export const calendarSearch = z.object({
  tuan: LocalDate.optional().catch(undefined),
  diaBan: Place.optional().catch(undefined),
  nhom: Group,
});

/** `diaBan`, `nhom`: as on the calendar. */
export const aheadSearch = z.object({ diaBan: Place.optional().catch(undefined), nhom: Group });

/** `banTin`, `nhom`: the bulletin and the group to start with; `sua`, `luc`: the line to edit and the airing pointed at. */
export const entrySearch = z.object({
  banTin: BulletinId.optional().catch(undefined),
  nhom: Group,
  sua: EntryId.optional().catch(undefined),
  luc: Instant.optional().catch(undefined),
});

/** `diaBan`: the place that is looked at more closely. */
export const mapSearch = z.object({ diaBan: Place.optional().catch(undefined) });

/** `ngay`: figures of that day; `phapLuat`: bulletins about the law alone. */
export const coverageSearch = z.object({
  diaBan: Place.optional().catch(undefined),
  ngay: LocalDate.optional().catch(undefined),
  phapLuat: z.boolean().optional().catch(undefined),
});

/** What a count of clusters counts: the report as above, `cum` which of them, `dai` of which station, `trang` the page. */
export const coverageClustersSearch = coverageSearch.extend({
  cum: ClustersOf.optional().catch(undefined),
  dai: StationChoice.optional().catch(undefined),
  trang: z.number().int().min(1).optional().catch(undefined),
});

/** What a figure is made of: `conSo` which figure, `nguoi` which people of it, `phia` town or countryside. */
export const coverageHamletsSearch = coverageSearch.extend({
  conSo: Figure.optional().catch(undefined),
  nguoi: HamletsOf.optional().catch(undefined),
  phia: Side.optional().catch(undefined),
  trang: z.number().int().min(1).optional().catch(undefined),
});

/** `loc`: a group of speakers, those alone whose SIM will not last among them. */
export const devicesSearch = z.object({
  loc: z.enum(['bad', 'data', 'good', 'new']).optional().catch(undefined),
});

/** `q`: a name. */
export const peopleSearch = z.object({ q: z.string().max(100).optional().catch(undefined) });

/** `diaBan`: whose lexicon or settings; one's own area when absent. */
export const areaSearch = z.object({ diaBan: Place.optional().catch(undefined) });

/** `dai`: one station of the commune alone, or what is in none. */
const station = { dai: StationChoice.optional().catch(undefined) };

/** Orders behind a figure: sent warnings, drills, or the warning that took longest. */
const OrdersOf = z.enum(['real', 'drill', 'slowest']);
export type OrdersOf = z.infer<typeof OrdersOf>;

/**
 * `tu`, `den`: first and last day; `phapLuat`: legal bulletins alone; `so`: the diary; `phan`: another part.
 * A figure that is opened: `suCo` which of the faults, `nguyenNhan` of which cause, `trang` its page; `lenh` which orders.
 */
export const reportSearch = z.object({
  ...station,
  diaBan: Place.optional().catch(undefined),
  tu: LocalDate.optional().catch(undefined),
  den: LocalDate.optional().catch(undefined),
  phapLuat: z.boolean().optional().catch(undefined),
  so: z.boolean().optional().catch(undefined),
  phan: z.enum(['danh-gia', 'su-co', 'tin-khan', 'phut-keu']).optional().catch(undefined),
  suCo: FaultsOf.optional().catch(undefined),
  nguyenNhan: z.string().max(40).optional().catch(undefined),
  trang: z.number().int().min(1).optional().catch(undefined),
  lenh: OrdersOf.optional().catch(undefined),
});

/**
 * The airings behind a figure: the report as above, `ketQua` which figure, and which row of which
 * table: `linhVuc`, `hinhThuc`, `mucDo`, `nguon`, `noi`, `thang`.
 */
export const reportAiringsSearch = z.object({
  ...station,
  diaBan: Place.optional().catch(undefined),
  tu: LocalDate.optional().catch(undefined),
  den: LocalDate.optional().catch(undefined),
  phapLuat: z.boolean().optional().catch(undefined),
  phan: z.enum(['danh-gia']).optional().catch(undefined),
  ketQua: AirFigure.optional().catch(undefined),
  linhVuc: Field.optional().catch(undefined),
  hinhThuc: BulletinKind.optional().catch(undefined),
  mucDo: Priority.optional().catch(undefined),
  nguon: Origin.optional().catch(undefined),
  noi: Place.optional().catch(undefined),
  thang: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional()
    .catch(undefined),
});

/** A figure of the report that is opened: the report as above, `trang` the page of the list. */
const opened = {
  ...station,
  diaBan: Place.optional().catch(undefined),
  tu: LocalDate.optional().catch(undefined),
  den: LocalDate.optional().catch(undefined),
  trang: z.number().int().min(1).optional().catch(undefined),
};

/** The minutes of sound of a hamlet: `thon`, and of its worst day alone `ngay`. */
export const reportSoundsSearch = z.object({
  ...opened,
  thon: AreaId.optional().catch(undefined),
  ngay: LocalDate.optional().catch(undefined),
});

/** The boxes of an order: `lenh` which order, `ketQua` which of its counts. */
export const reportBoxesSearch = z.object({
  ...opened,
  lenh: EntryId.optional().catch(undefined),
  ketQua: OrderBoxesOf.optional().catch(undefined),
});

/** A report that shall be sent by itself: `ky` how often, `diaBan` of where, `phapLuat` as above. */
export const contactsSearch = z.object({
  ky: MailPeriod.optional().catch(undefined),
  diaBan: Place.optional().catch(undefined),
  phapLuat: z.boolean().optional().catch(undefined),
});

/** `khan`: a message for emergencies, prepared in advance. */
export const composeSearch = z.object({ khan: z.boolean().optional().catch(undefined) });

/** `dienTap`: a drill; `thay`: the emergency that the new one puts right. */
export const emergencySearch = z.object({
  dienTap: z.boolean().optional().catch(undefined),
  thay: EntryId.optional().catch(undefined),
});
