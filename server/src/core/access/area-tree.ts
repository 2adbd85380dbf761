/**
 * Area tree from a map — địa bàn từ bản đồ hành chính.
 *
 * Turns the features of a map of communes into the tree that scope, schedule and coverage work on:
 * one province and its communes. Refuses a map it does not understand as a whole: a commune left out
 * in silence would be a commune nobody can reach.
 */
import { AreaId } from '@loaso/shared/ids';
import type { Area } from '@loaso/shared/wire/http/people';

type Kind = { readonly prefix: string; readonly kind: Area['kind']; readonly urban: boolean };

/** The first words of an official name say what kind of unit it is (Law 72/2025/QH15, article 1). */
const KINDS: readonly Kind[] = [
  { prefix: 'Phường ', kind: 'phuong', urban: true },
  { prefix: 'Xã ', kind: 'xa', urban: false },
  { prefix: 'Đặc khu ', kind: 'dac-khu', urban: false },
];

type Province = { readonly id: AreaId; readonly name: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function communeOf(feature: unknown, province: Province): Area {
  const properties = isRecord(feature) ? feature['properties'] : undefined;
  const { code, fullName } = isRecord(properties) ? properties : {};
  const name = typeof fullName === 'string' ? fullName.normalize('NFC') : '';
  const found = KINDS.find(({ prefix }) => name.startsWith(prefix));
  const id = AreaId.safeParse(code);
  if (found === undefined || !id.success) {
    throw new Error(`the map holds no commune in ${JSON.stringify(properties)}`);
  }
  const { kind, urban } = found;
  return { id: id.data, parentId: province.id, name, level: 'commune', kind, urban };
}

/**
 * @param map  a GeoJSON FeatureCollection whose features have the properties `code` and `fullName`
 * @returns the province first, then its communes by code
 * @throws when the map is of another shape, is empty, or names a commune twice
 */
export function areasOfMap(province: Province, map: unknown): Area[] {
  const features = isRecord(map) ? map['features'] : undefined;
  if (!Array.isArray(features) || features.length === 0) throw new Error('the map has no features');
  const communes = features
    .map((feature: unknown) => communeOf(feature, province))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const twice = communes.find(({ id }, index) => id === communes[index + 1]?.id);
  if (twice !== undefined) throw new Error(`the map names ${twice.id} twice`);
  const root: Area = { ...province, parentId: null, level: 'province', kind: 'tinh', urban: false };
  return [root, ...communes];
}
