/**
 * Commune canvas — hình bản đồ.
 *
 * The map library lives here alone. Our own borders are the whole base map: no tile, no other host.
 * Colours come from classes, so light and dark follow the page.
 */
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { useNavigate } from '@tanstack/react-router';
import {
  control,
  type GeoJSON,
  geoJSON,
  type LatLngBounds,
  type Layer,
  type Map as LeafletMap,
  map as makeMap,
  type Path,
  type Polygon,
  svg,
} from 'leaflet';
import { type JSX, useEffect, useMemo, useRef, useState } from 'react';
import type { CommuneMap } from '../../api/fleet.js';
import { useWords } from '../../i18n/use-words.js';
import { worstLight } from '../../parts/worst-light.js';
import { BoxLayer, type Deeds } from './box-layer.js';
import 'leaflet/dist/leaflet.css';

type Props = {
  readonly communes: CommuneMap;
  readonly devices: readonly DeviceSummary[];
  readonly chosen: string | null;
  /** The area whose borders fill the first view; all when it is no commune. */
  readonly homeArea: string;
  readonly onChoose: (code: string | null) => void;
};

type Properties = { readonly code: string; readonly fullName: string };
type Drawn = { readonly map: LeafletMap; readonly borders: GeoJSON; readonly boxes: BoxLayer };

type Land = Pick<Props, 'communes' | 'homeArea'>;
type ZoomWords = readonly [zoomIn: string, zoomOut: string];

/** Text only: a name is never taken for markup. */
const textNode = (text: string): HTMLElement => {
  const node = document.createElement('span');
  node.textContent = text;
  return node;
};

/** Boxes by commune code. */
function countsOf(devices: readonly DeviceSummary[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { areaId } of devices) {
    const code = areaId.slice(0, 5);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

function draw(box: HTMLElement, { communes, homeArea }: Land, zoomWords: ZoomWords): Drawn {
  const map = makeMap(box, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    minZoom: 7,
    maxZoom: 15,
    // Wide enough that a pan shows land at once; drawn anew only when the hand rests.
    renderer: svg({ padding: 0.5 }),
  });
  control.zoom({ zoomInTitle: zoomWords[0], zoomOutTitle: zoomWords[1] }).addTo(map);
  const borders = geoJSON(communes as unknown as GeoJSON.GeoJsonObject, {
    style: () => ({ className: 'commune', weight: 1 }),
  }).addTo(map);
  map.fitBounds(homeBounds(borders, homeArea), { padding: [8, 8], maxZoom: 12 });
  return { map, borders, boxes: new BoxLayer(map) };
}

/** The commune of a person who works in one; the province for all others. */
function homeBounds(borders: GeoJSON, homeArea: string): LatLngBounds {
  const mine = borders.getLayers().find((layer) => codeOf(layer) === homeArea.slice(0, 5));
  return mine === undefined ? borders.getBounds() : (mine as Polygon).getBounds();
}

const codeOf = (layer: Layer): string =>
  (layer as Layer & { readonly feature: { readonly properties: Properties } }).feature.properties
    .code;

/** Same class list on every redraw: leaflet itself never changes a class after creation. */
function paint(path: Path, classes: string): void {
  path.getElement()?.setAttribute('class', `leaflet-interactive ${classes}`);
}

export function CommuneCanvas({
  communes,
  devices,
  chosen,
  homeArea,
  onChoose,
}: Props): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);

  useEffect(() => {
    if (box.current === null) return;
    const made = draw(box.current, { communes, homeArea }, [
      t('fleet.map.zoomIn'),
      t('fleet.map.zoomOut'),
    ]);
    setDrawn(made);
    return () => {
      setDrawn(null);
      made.map.remove();
    };
  }, [communes, homeArea, t]);

  const counted = useMemo(() => JSON.stringify([...countsOf(devices)]), [devices]);

  useEffect(() => {
    const counts = new Map(JSON.parse(counted) as [string, number][]);
    drawn?.borders.eachLayer((layer) => {
      const path = layer as Path & { readonly feature: { readonly properties: Properties } };
      const { code, fullName } = path.feature.properties;
      const n = counts.get(code) ?? 0;
      const words =
        n === 0
          ? `${fullName}: ${t('fleet.map.noBox')}`
          : t('fleet.map.commune', { name: fullName, n });
      paint(
        path,
        `commune ${n > 0 ? 'commune-has' : ''} ${chosen === code ? 'commune-chosen' : ''}`,
      );
      path.unbindTooltip().bindTooltip(textNode(words), { sticky: true });
      path.off('click').on('click', () => onChoose(chosen === code ? null : code));
    });
  }, [drawn, counted, chosen, onChoose, t]);

  const deeds = useMemo<Deeds>(
    () => ({
      words: {
        one: (device) => `${device.name}: ${t(`words.light.${worstLight(device.lights)}`)}`,
        many: ({ devices: some, light }) =>
          t('fleet.map.cluster', { n: some.length, light: t(`words.light.${light}`) }),
      },
      open: ({ id }) => void navigate({ to: '/cum-loa/$deviceId', params: { deviceId: id } }),
    }),
    [navigate, t],
  );
  useEffect(() => drawn?.boxes.show(devices, deeds), [drawn, devices, deeds]);

  useEffect(() => {
    if (drawn === null || chosen === null) return;
    const layer = drawn.borders.getLayers().find((one) => codeOf(one) === chosen);
    if (layer !== undefined) {
      drawn.map.fitBounds((layer as Polygon).getBounds(), { padding: [24, 24], maxZoom: 14 });
    }
  }, [drawn, chosen]);

  return (
    <div
      ref={box}
      className="map-canvas"
      role="application"
      aria-label={t('fleet.map.label')}
      data-testid="map"
    />
  );
}
