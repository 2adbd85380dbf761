/**
 * Layer of boxes — lớp cụm loa trên bản đồ.
 *
 * Draws the clusters of what is in sight, anew after each zoom and pan; while the hand moves, nothing
 * is drawn. Text nodes only: a name is never taken for markup.
 */
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import {
  divIcon,
  type FeatureGroup,
  featureGroup,
  type LatLng,
  type Map as LeafletMap,
  latLngBounds,
  marker,
  point,
} from 'leaflet';
import { LIGHT } from '../../parts/lights.js';
import { type Cluster, clustersOf } from './clusters.js';

/** So much beyond the edges is drawn too, parts of the view: a short pan shows no empty rim. */
const BEYOND = 0.4;
/** Beside this much, a single box is always apart. */
const APART_ZOOM = 14;
const DOT_PX = 22;
const MANY_PX = 40;

export type BoxWords = {
  readonly one: (device: DeviceSummary) => string;
  readonly many: (cluster: Cluster) => string;
};

type Deeds = { readonly words: BoxWords; readonly open: (device: DeviceSummary) => void };

const textNode = (text: string): HTMLElement => {
  const node = document.createElement('span');
  node.textContent = text;
  return node;
};

export class BoxLayer {
  readonly #map: LeafletMap;
  readonly #group: FeatureGroup;
  #devices: readonly DeviceSummary[] = [];
  #deeds: Deeds | null = null;

  constructor(map: LeafletMap) {
    this.#map = map;
    this.#group = featureGroup().addTo(map);
    map.on('moveend', () => this.#draw());
  }

  show(devices: readonly DeviceSummary[], deeds: Deeds): void {
    this.#devices = devices;
    this.#deeds = deeds;
    this.#draw();
  }

  #draw(): void {
    const map = this.#map;
    const view = map.getBounds().pad(BEYOND);
    const placed = this.#devices.flatMap((device) => {
      if (device.position === null || !view.contains(placeOf(device))) return [];
      return [{ device, ...map.project(placeOf(device)) }];
    });
    this.#group.clearLayers();
    for (const cluster of clustersOf(placed, map.getZoom() < APART_ZOOM)) this.#put(cluster);
  }

  #put(cluster: Cluster): void {
    const { devices, light, x, y } = cluster;
    const [only] = devices;
    if (only === undefined || this.#deeds === null) return;
    const { words, open } = this.#deeds;
    const single = devices.length === 1;
    const size = single ? DOT_PX : MANY_PX;
    const text = single ? words.one(only) : words.many(cluster);
    marker(this.#map.unproject(point(x, y)), {
      icon: divIcon({
        className: `box-dot tone-${LIGHT[light][0]} ${single ? '' : 'box-many'}`,
        html: textNode(single ? '' : String(devices.length)),
        iconSize: [size, size],
      }),
      alt: text,
      keyboard: false,
      riseOnHover: true,
    })
      .bindTooltip(textNode(text))
      .on('click', () => (single ? open(only) : this.#approach(devices)))
      .addTo(this.#group);
  }

  /** Enlarges until the boxes of a cluster come apart. */
  #approach(devices: readonly DeviceSummary[]): void {
    const bounds = latLngBounds(devices.map(placeOf));
    const zoom = Math.max(this.#map.getZoom() + 1, this.#map.getBoundsZoom(bounds.pad(0.2)));
    this.#map.setView(bounds.getCenter(), Math.min(zoom, this.#map.getMaxZoom()));
  }
}

const placeOf = ({ position }: DeviceSummary): LatLng =>
  ({ lat: position?.lat ?? 0, lng: position?.lng ?? 0 }) as LatLng;
