/**
 * Distance — khoảng cách trên bản đồ.
 *
 * From one point to another over the sphere (haversine); good to a few metres in a province. Roads
 * are longer: it orders, it does not promise.
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

/** Directions in whatever map the phone has. */
export const wayTo = ({ lat, lng }: Point): string =>
  `https://www.google.com/maps/dir/?api=1&destination=${lat},${lng}`;

/** What one link of a map takes: nine points on the way and the last. */
const LINK_STOPS_MAX = 10;

/**
 * Links to the whole way in the order given, one for every ten stops. Each begins where the phone is,
 * so that the page need not tell the map.
 */
export function waysThrough(places: readonly Point[]): string[] {
  const links: string[] = [];
  for (let first = 0; first < places.length; first += LINK_STOPS_MAX) {
    const part = places.slice(first, first + LINK_STOPS_MAX);
    const last = part.at(-1);
    if (last === undefined) continue;
    const between = part.slice(0, -1).map(({ lat, lng }) => `${lat},${lng}`);
    const through = between.length === 0 ? '' : `&waypoints=${between.join('%7C')}`;
    links.push(`${wayTo(last)}${through}`);
  }
  return links;
}
