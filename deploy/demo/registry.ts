/**
 * Demo register — sổ địa bàn của bản trình diễn.
 *
 * Hamlets with people and places for ten real communes around the three boxes, and clusters that are
 * installed but not enrolled yet. The communes are real; hamlets and figures are made up, and say so
 * wherever they are shown. Written by the doors that a department uses: tables, taken as they are.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, instant, localDateOf } from '@loaso/shared/time';
import { AN_NHON, QUY_NHON } from './accounts.js';
import type { Box } from './boxes.js';
import { call, type Session } from './client.js';
import { ROOT } from './processes.js';

const SOURCE = 'Số liệu minh hoạ, không phải thống kê';
const SEED = 1462;

/** Real communes: a town, its neighbours, a plain, the highlands. */
const COMMUNES = [
  QUY_NHON,
  AN_NHON,
  '21553',
  '21589',
  '21592',
  '21901',
  '21907',
  '23563',
  '23728',
  '23941',
] as const;

type Ring = readonly (readonly [lng: number, lat: number])[];
type Feature = {
  readonly properties: { readonly code: string; readonly fullName: string };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
};

/** Numbers of 0 to 1 that are the same at every start (mulberry32). */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The largest ring of a commune: islands are left alone. */
function ringOf({ geometry }: Feature): Ring {
  const rings =
    geometry.type === 'Polygon'
      ? [(geometry.coordinates as Ring[])[0] ?? []]
      : (geometry.coordinates as Ring[][]).map(([outer = []]) => outer);
  return rings.reduce((best, ring) => (ring.length > best.length ? ring : best), []);
}

/** Ray casting; good enough for where a made-up hamlet lies. */
function holds(ring: Ring, [lng, lat]: readonly [number, number]): boolean {
  let inside = false;
  for (const [index, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(index + ring.length - 1) % ring.length] ?? [x1, y1];
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

type Spot = { readonly lat: number; readonly lng: number };

function spotIn(ring: Ring, dice: () => number): Spot {
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)];
  const between = (all: readonly number[]): number =>
    Math.min(...all) + dice() * (Math.max(...all) - Math.min(...all));
  for (let tries = 0; tries < 200; tries += 1) {
    const [lng, lat] = [between(lngs), between(lats)];
    if (holds(ring, [lng, lat])) return { lat, lng };
  }
  throw new Error('the map holds no place in a commune');
}

type Hamlet = Spot & {
  readonly code: string;
  readonly commune: string;
  readonly urban: boolean;
  readonly name: string;
  readonly people: number;
  readonly radiusM: number;
  readonly languages: string;
};

function hamletsOf(boxes: readonly Box[]): Hamlet[] {
  const file = join(ROOT, 'server', 'data', 'gia-lai-communes.geojson');
  const map = JSON.parse(readFileSync(file, 'utf8')) as { readonly features: readonly Feature[] };
  const dice = diceOf(SEED);
  return COMMUNES.flatMap((commune) => {
    const feature = map.features.find(({ properties }) => properties.code === commune);
    if (feature === undefined) throw new Error(`the map has no commune ${commune}`);
    const urban = feature.properties.fullName.startsWith('Phường');
    const ring = ringOf(feature);
    const own = boxes.filter(({ areaId }) => areaId === commune);
    const spots = Array.from(
      { length: urban ? 9 : 7 },
      (_, index) => own[index]?.position ?? spotIn(ring, dice),
    );
    return spots.map((spot, index) => hamletAt({ commune, urban, index }, spot, dice));
  });
}

type Head = { readonly commune: string; readonly urban: boolean; readonly index: number };

const hamletAt = ({ commune, urban, index }: Head, spot: Spot, dice: () => number): Hamlet => ({
  code: `${commune}-${String(index + 1).padStart(2, '0')}`,
  commune,
  urban,
  name: `${urban ? 'Tổ dân phố' : 'Thôn'} ${index + 1} (minh hoạ)`,
  people: Math.round(urban ? 1_100 + dice() * 1_500 : 420 + dice() * 1_100),
  radiusM: Math.round((urban ? 180 : 260) + dice() * 160),
  ...spot,
  languages: tongueIn(commune, dice()),
});

/** Most hamlets of the highlands speak another language too. */
function tongueIn(commune: string, chance: number): string {
  if (!highland(commune) || chance > 0.7) return '';
  return chance < 0.35 ? 'Ba Na' : 'Gia Rai';
}

/** Communes of the former Gia Lai have codes from here on. */
const highland = (commune: string): boolean => commune > '22100';

const comma = (value: number): string => value.toFixed(5).replace('.', ',');
/** '26/04/2025', so many days ago. */
function sinceDays(days: number): string {
  const [year, month, day] = localDateOf(instant(Date.now() - days * DAY_MS)).split('-');
  return `${day}/${month}/${year}`;
}

const hamletTable = (hamlets: readonly Hamlet[]): string =>
  [
    'Mã thôn;Tên thôn;Mã xã;Khu vực;Số dân;Số hộ;Vĩ độ;Kinh độ;Bán kính;Áp dụng từ;Ngôn ngữ;Nguồn',
    ...hamlets.map((one) =>
      [
        one.code,
        one.name,
        one.commune,
        one.urban ? 'đô thị' : 'nông thôn',
        one.people,
        Math.round(one.people / 3.6),
        comma(one.lat),
        comma(one.lng),
        one.radiusM,
        sinceDays(200),
        one.languages,
        SOURCE,
      ].join(';'),
    ),
  ].join('\r\n');

type Installed = { readonly id: string; readonly name: string; readonly areaId: string } & Spot;

/** In every third hamlet that has no box: on the pole, and nobody has entered its code yet. */
const waitingIn = (hamlets: readonly Hamlet[], boxes: readonly Box[]): Installed[] =>
  hamlets
    .filter(
      ({ lat, lng }, index) =>
        index % 3 === 0 &&
        boxes.every(({ position }) => position.lat !== lat || position.lng !== lng),
    )
    .slice(0, 12)
    .map(({ code, name, commune, lat, lng }) => ({
      id: `cum-minhhoa-${code}`,
      name: `Cụm loa ${name.replace(' (minh hoạ)', '')}, chờ đăng ký`,
      areaId: commune,
      lat,
      lng,
    }));

const siteTable = (clusters: readonly (Spot & { readonly id: string })[]): string =>
  [
    'Mã cụm;Số loa;Công suất mỗi loa (W);Độ cao (m);Địa hình;Vĩ độ;Kinh độ;Ngày lắp;Nhà mạng;Áp dụng từ',
    ...clusters.map(({ id, lat, lng }, index) =>
      [
        id,
        2 + (index % 3),
        index % 4 === 3 ? 50 : 25,
        8,
        'làng xóm',
        comma(lat),
        comma(lng),
        sinceDays(150),
        ['Nhà mạng A', 'Nhà mạng B'][index % 2],
        sinceDays(150),
      ].join(';'),
    ),
  ].join('\r\n');

type Report = { readonly taken: number; readonly faultsTotal: number };

async function take(who: Session, kind: 'hamlets' | 'clusters', text: string): Promise<number> {
  const path = `/api/registry/${kind}`;
  const { taken, faultsTotal } = await call<Report>(who, 'POST', path, { text, mode: 'take' });
  if (faultsTotal > 0) throw new Error(`${kind}: ${faultsTotal} rows of the demo are wrong`);
  return taken;
}

/** @returns what was registered, for the terminal */
export async function fillRegister(
  who: { readonly admin: Session; readonly technician: Session },
  boxes: readonly Box[],
): Promise<{ hamlets: number; clusters: number }> {
  const all = hamletsOf(boxes);
  const hamlets = await take(who.admin, 'hamlets', hamletTable(all));
  const waiting = waitingIn(all, boxes);
  for (const { id, name, areaId, lat, lng } of waiting) {
    await call(who.technician, 'POST', '/api/devices', {
      id,
      name,
      areaId,
      position: { lat, lng },
    });
  }
  const standing = boxes.map(({ id, position }) => ({ id, ...position }));
  const clusters = await take(who.technician, 'clusters', siteTable([...standing, ...waiting]));
  return { hamlets, clusters };
}
