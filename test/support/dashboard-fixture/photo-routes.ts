/**
 * Photos of the fixture — ảnh mẫu.
 *
 * Drawn poles, horns and cabinets at the first cluster; an empty world has none.
 */
import { DeviceId, PhotoId, Sha256 } from '@loaso/shared/ids';
import { type Photo, PhotoAbout, type PhotoKind } from '@loaso/shared/wire/http/photos';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const DAY = 86_400_000;
const PHOTOGRAPHED = DeviceId.parse('loa-quy-nhon-01');

/** The first letter of the name says what is drawn. */
const LETTERS: Readonly<Record<PhotoKind, string>> = {
  pole: 'a',
  speaker: 'b',
  cabinet: 'c',
  power: 'd',
  other: 'e',
};
export const pictureOf = (kind: PhotoKind): Sha256 => Sha256.parse(LETTERS[kind].repeat(64));

const photo = (kind: PhotoKind, caption: string, at: number): Photo => ({
  id: PhotoId.parse(`anh-${kind}-${at}`),
  kind,
  caption,
  sha256: pictureOf(kind),
  thumbSha256: pictureOf(kind),
  width: 1600,
  height: 1200,
  sizeBytes: 412_000,
  by: 'Lê Văn Kỹ Thuật',
  at,
});

const known = new WeakMap<World, Photo[]>();

function photosOf(world: World, id: string | undefined, now: number): Photo[] {
  if (id !== PHOTOGRAPHED || world.devices.length === 0) return [];
  const photos = known.get(world) ?? [
    photo('speaker', 'Hai loa 25 W hướng ra chợ', now - 2 * DAY),
    photo('cabinet', 'Chìa khoá ở nhà trưởng khu phố', now - 2 * DAY),
    photo('pole', '', now - 40 * DAY),
  ];
  known.set(world, photos);
  return photos;
}

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const photos: Readonly<Record<string, Handler>> = {
  'GET devices/*/photos': ({ now }, world, [id]) => ({
    status: 200,
    json: { photos: photosOf(world, id, now) },
  }),
  'POST devices/*/photos': ({ query, now }, world, [id]) => {
    const { kind, caption } = PhotoAbout.parse(Object.fromEntries(query));
    const list = photosOf(world, id, now);
    list.unshift(photo(kind, caption, now));
    return { status: 201, json: { photos: list } };
  },
};

const SKY =
  '<rect width="400" height="300" fill="#9fc6dd"/><rect y="240" width="400" height="60" fill="#7d9a5c"/>';
const POLE = '<rect x="190" y="20" width="18" height="240" fill="#8a8a86"/>';
const HORN = '<path d="M208 70h30l50-28v86l-50-28h-30z" fill="#d8d8d4"/>';
const CABINET =
  '<rect x="150" y="90" width="100" height="130" rx="6" fill="#c9ced1"/><circle cx="236" cy="155" r="5" fill="#444"/>';
const SCENES: Readonly<Record<string, string>> = {
  a: SKY + POLE,
  b: SKY + POLE + HORN,
  c: SKY + POLE + CABINET,
};

/** What lies at `/photo/:sha256`. */
export const scene = (name: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="1600" height="1200">${
    SCENES[name.slice(0, 1)] ?? SKY
  }</svg>`;
