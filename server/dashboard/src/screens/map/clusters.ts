/**
 * Clusters — gộp cụm loa gần nhau trên bản đồ.
 *
 * Boxes whose dots would lie on each other become one dot with their number and the colour of the worst
 * among them: trouble is never hidden inside a calm dot. Pure; the map gives places in pixels.
 */
import type { DeviceSummary, Light } from '@loaso/shared/wire/http/fleet';
import { worstOf } from './by-commune.js';

export type Placed = { readonly device: DeviceSummary; readonly x: number; readonly y: number };

export type Cluster = {
  /** Middle of its boxes, pixels. */
  readonly x: number;
  readonly y: number;
  readonly light: Light;
  readonly devices: readonly DeviceSummary[];
};

/** Side of the squares within which boxes are one dot, pixels: a thumb hits one and not its neighbour. */
const CELL_PX = 52;

/**
 * @param apart false where the map cannot be enlarged any more: then every box keeps its own dot
 * @returns in the order in which their first boxes came
 */
export function clustersOf(placed: readonly Placed[], apart = true): Cluster[] {
  const cells = new Map<string, Placed[]>();
  for (const [index, one] of placed.entries()) {
    const key = apart
      ? `${Math.floor(one.x / CELL_PX)} ${Math.floor(one.y / CELL_PX)}`
      : `${index}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [one]);
    else cell.push(one);
  }
  return [...cells.values()].map((cell) => {
    const devices = cell.map(({ device }) => device);
    return {
      x: cell.reduce((sum, { x }) => sum + x, 0) / cell.length,
      y: cell.reduce((sum, { y }) => sum + y, 0) / cell.length,
      light: worstOf(devices),
      devices,
    };
  });
}
