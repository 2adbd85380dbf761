/**
 * Small worlds of hamlets and clusters — thế giới nhỏ để tính tay.
 *
 * Metres on a flat piece of land near Quy Nhơn, so that a person can work out every figure.
 */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import type { Cluster, Hamlet } from '#server/core/coverage/registry';
import type { Place } from '#server/core/coverage/share';

export const HOME: Place = { lat: 13.78, lng: 109.22 };
const METRES = 111_320;

/** `eastM`, `northM` from {@link HOME}. */
export const at = (eastM: number, northM = 0): Place => ({
  lat: HOME.lat + northM / METRES,
  lng: HOME.lng + eastM / (METRES * Math.cos((HOME.lat * Math.PI) / 180)),
});

export const hamlet = (number: number, change: Partial<Hamlet> = {}): Hamlet => ({
  areaId: AreaId.parse(`21583-${String(number).padStart(2, '0')}`),
  communeId: AreaId.parse('21583'),
  urban: false,
  people: 1_000,
  centre: at(0),
  radiusM: 200,
  ...change,
});

export const cluster = (name: string, change: Partial<Cluster> = {}): Cluster => ({
  id: DeviceId.parse(`cum-loa-${name}`),
  areaId: AreaId.parse('21583-01'),
  position: at(0),
  radiusM: 300,
  today: 'yes',
  heard7: 'yes',
  heard30: 'yes',
  ...change,
});
