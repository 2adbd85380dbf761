/**
 * Distance — khoảng cách trên bản đồ.
 *
 * From a person to the nearest box of a piece of work, over the sphere (haversine); good to a few
 * metres in a province. Roads are longer: it orders, it does not promise.
 */
export type Point = { readonly lat: number; readonly lng: number };

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function distanceKm(a: Point, b: Point): number {
  const dLat = radians(b.lat - a.lat);
  const dLng = radians(b.lng - a.lng);
  const chord =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Kilometres to the nearest of `places`; null where none has a position. */
export function nearestKm(from: Point, places: readonly (Point | null)[]): number | null {
  const found = places.flatMap((place) => (place === null ? [] : [distanceKm(from, place)]));
  return found.length === 0 ? null : Math.min(...found);
}

/** Directions in whatever map the phone has. */
export const wayTo = ({ lat, lng }: Point): string =>
  `https://www.google.com/maps/dir/?api=1&destination=${lat},${lng}`;
