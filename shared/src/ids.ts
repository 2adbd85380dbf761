/**
 * Identifiers — mã định danh.
 *
 * Every id is parsed once, at the edge, and is a type of its own from then on, so that two of them
 * cannot be swapped in silence. Promises nothing about existence: only the store knows that.
 */
import { z } from 'zod';

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** One loudspeaker box — cụm thu phát thanh ứng dụng CNTT-VT. Also its MQTT login and topic level. */
export const DeviceId = z
  .string()
  .regex(/^[a-z0-9-]{8,40}$/)
  .brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

/** Địa bàn: official code as text with leading zeros: '52', '21553'; hamlets '21553-03'. */
export const AreaId = z
  .string()
  .regex(/^[0-9]{2,5}(-[0-9]{2,3})?$/)
  .brand<'AreaId'>();
export type AreaId = z.infer<typeof AreaId>;

/** Of a hamlet the commune that its code was given in, of anything else its own code. */
export const communeCodeOf = (area: string): string => area.split('-')[0] ?? area;

/** Người dùng. */
export const UserId = slug.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

/** Bản tin. */
export const BulletinId = slug.brand<'BulletinId'>();
export type BulletinId = z.infer<typeof BulletinId>;

/** Chương trình phát thanh. */
export const ProgrammeId = slug.brand<'ProgrammeId'>();
export type ProgrammeId = z.infer<typeof ProgrammeId>;

/** Dòng lịch phát. */
export const EntryId = slug.brand<'EntryId'>();
export type EntryId = z.infer<typeof EntryId>;

/** Long work on the server (voicing a text) — việc đang chạy. */
export const JobId = slug.brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

/** One reading of a site lexicon — mục từ điển của đài. */
export const LexiconId = slug.brand<'LexiconId'>();
export type LexiconId = z.infer<typeof LexiconId>;

/** Sự cố. */
export const IncidentId = slug.brand<'IncidentId'>();
export type IncidentId = z.infer<typeof IncidentId>;

/** Nguồn tiếp âm: a stream that may be relayed. */
export const RelaySourceId = slug.brand<'RelaySourceId'>();
export type RelaySourceId = z.infer<typeof RelaySourceId>;

/** Nhóm cụm loa: boxes under one name. */
export const ClusterGroupId = slug.brand<'ClusterGroupId'>();
export type ClusterGroupId = z.infer<typeof ClusterGroupId>;

/** Uỷ quyền duyệt. */
export const DelegationId = slug.brand<'DelegationId'>();
export type DelegationId = z.infer<typeof DelegationId>;

/** Một lần phát hành. */
export const PublicationId = slug.brand<'PublicationId'>();
export type PublicationId = z.infer<typeof PublicationId>;

/** Một đợt đưa bản phần mềm mới tới các cụm. */
export const RolloutId = slug.brand<'RolloutId'>();
export type RolloutId = z.infer<typeof RolloutId>;

/** Ảnh cụm loa. */
export const PhotoId = slug.brand<'PhotoId'>();
export type PhotoId = z.infer<typeof PhotoId>;

/** SHA-256 in lower-case hex: the name of a file or of a signed body. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;

/** One airing of one schedule line on one box — mã lượt phát. Composed, so a replan repeats it. */
export const PlayId = z
  .string()
  .regex(/^[a-z0-9-]+\.[a-z0-9-]+\.\d{10,16}$/)
  .brand<'PlayId'>();
export type PlayId = z.infer<typeof PlayId>;

/** @param startAtMs instant of the airing, UTC milliseconds */
export const playIdOf = (entry: EntryId, device: DeviceId, startAtMs: number): PlayId =>
  PlayId.parse(`${entry}.${device}.${startAtMs}`);

/** The three parts of a {@link PlayId}. */
export function partsOfPlayId(id: PlayId): { entry: EntryId; device: DeviceId; startAtMs: number } {
  const [entry, device, startAtMs] = id.split('.');
  return {
    entry: EntryId.parse(entry),
    device: DeviceId.parse(device),
    startAtMs: Number(startAtMs),
  };
}
