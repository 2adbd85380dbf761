/**
 * Typed position — toạ độ gõ tay.
 *
 * Both numbers or neither, with a comma or a point as people write them in Việt Nam.
 */
export type Position = { readonly lat: number; readonly lng: number };
export type TypedPosition =
  | { readonly ok: true; readonly position: Position | null }
  | { readonly ok: false };

const numberOf = (text: string): number =>
  /^-?\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN;

export function positionOf(latText: string, lngText: string): TypedPosition {
  if (latText.trim() === '' && lngText.trim() === '') return { ok: true, position: null };
  const lat = numberOf(latText);
  const lng = numberOf(lngText);
  const valid = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
  return valid ? { ok: true, position: { lat, lng } } : { ok: false };
}
