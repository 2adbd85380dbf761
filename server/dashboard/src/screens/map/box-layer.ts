/**
 * Layer of boxes — lớp cụm loa trên bản đồ.
 *
 * Draws the clusters of what is in sight, anew after each zoom and pan; while the hand moves, nothing
 * is drawn. Text nodes only: a name is never taken for markup.
 */
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import {
  type CircleMarker,
  circleMarker,
  type FeatureGroup,
  featureGroup,
  type LatLng,
  type Map as LeafletMap,
  latLngBounds,
  point,
} from 'leaflet';
import { LIGHT } from '../../parts/lights.js';
import { worstLight } from '../../parts/worst-light.js';
import { type Cluster, clustersOf } from './clusters.js';

/** So much beyond the edges is drawn too, parts of the view: a short pan shows no empty rim. */
const BEYOND = 0.4;
/** Beside this much, a single box is always apart. */
const APART_ZOOM = 14;
/** Radii. */
const DOT_PX = 9;
const MANY_PX = 17;
const SVG = 'http://www.w3.org/2000/svg';

type BoxWords = {
  readonly one: (device: DeviceSummary) => string;
  readonly many: (cluster: Cluster) => string;
};

export type Deeds = { readonly words: BoxWords; readonly open: (device: DeviceSummary) => void };

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
  /** What decides the drawing; most words of a box change none of it. */
  #looks = '';
  readonly #counts: Element[] = [];

  constructor(map: LeafletMap) {
    this.#map = map;
    this.#group = featureGroup().addTo(map);
    map.on('moveend', () => this.#draw());
  }

  show(devices: readonly DeviceSummary[], deeds: Deeds): void {
    const looks = devices.map(lookOf).join('|');
    const same = looks === this.#looks && deeds === this.#deeds;
    this.#devices = devices;
    this.#deeds = deeds;
    this.#looks = looks;
    if (!same) this.#draw();
  }

  #draw(): void {
    const map = this.#map;
    const view = map.getBounds().pad(BEYOND);
    const placed = this.#devices.flatMap((device) => {
      if (device.position === null || !view.contains(placeOf(device))) return [];
      return [{ device, ...map.project(placeOf(device)) }];
    });
    this.#group.clearLayers();
    for (const text of this.#counts.splice(0)) text.remove();
    for (const cluster of clustersOf(placed, map.getZoom() < APART_ZOOM)) this.#put(cluster);
  }

  #put(cluster: Cluster): void {
    const { devices, light, x, y } = cluster;
    const [only] = devices;
    if (only === undefined || this.#deeds === null) return;
    const { words, open } = this.#deeds;
    const single = devices.length === 1;
    const at = this.#map.unproject(point(x, y));
    const dot = circleMarker(at, {
      radius: single ? DOT_PX : MANY_PX,
      className: `box-dot tone-${LIGHT[light][0]} ${single ? '' : 'box-many'}`,
      weight: 3,
    })
      .bindTooltip(textNode(single ? words.one(only) : words.many(cluster)))
      .on('click', () => (single ? open(only) : this.#approach(devices)))
      .addTo(this.#group);
    if (!single) this.#count(dot, devices.length);
  }

  /** In the same drawing as the dots: hundreds of elements of their own would make a pan stutter. */
  #count(dot: CircleMarker, count: number): void {
    const { x, y } = this.#map.latLngToLayerPoint(dot.getLatLng());
    const text = document.createElementNS(SVG, 'text');
    text.setAttribute('x', String(x));
    text.setAttribute('y', String(y));
    text.setAttribute('class', 'box-count');
    text.textContent = String(count);
    dot.getElement()?.after(text);
    this.#counts.push(text);
  }

  /** Enlarges until the boxes of a cluster come apart. */
  #approach(devices: readonly DeviceSummary[]): void {
    const bounds = latLngBounds(devices.map(placeOf));
    const zoom = Math.max(this.#map.getZoom() + 1, this.#map.getBoundsZoom(bounds.pad(0.2)));
    this.#map.setView(bounds.getCenter(), Math.min(zoom, this.#map.getMaxZoom()));
  }
}

const lookOf = ({ id, name, position, lights }: DeviceSummary): string =>
  `${id} ${name} ${position?.lat} ${position?.lng} ${worstLight(lights)}`;

const placeOf = ({ position }: DeviceSummary): LatLng =>
  ({ lat: position?.lat ?? 0, lng: position?.lng ?? 0 }) as LatLng;
