/**
 * Kind of place — nơi đặt cụm loa.
 *
 * What stands near a cluster, as far as it bears on how loud and when it may sound. A closed list, so
 * that a rule and a register mean the same.
 */
import { z } from 'zod';

/**
 * khu dân cư, hoặc chưa ghi / gần trường học / gần bệnh viện, trạm y tế / chợ / chùa, nhà thờ / cơ quan.
 */
export const PlaceKind = z.enum(['residential', 'school', 'clinic', 'market', 'worship', 'office']);
export type PlaceKind = z.infer<typeof PlaceKind>;

/** Those that a rule may name; of the others it says what holds everywhere. */
export const SpecialPlaceKind = PlaceKind.exclude(['residential']);
export type SpecialPlaceKind = z.infer<typeof SpecialPlaceKind>;
