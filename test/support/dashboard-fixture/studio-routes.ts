/**
 * Studio routes of the fixture — từ điển, bản thu, cài đặt qua HTTP.
 *
 * The part of the contract that people who listen and record use, answered from the {@link World}.
 */
import { LexiconId } from '@loaso/shared/ids';
import { RecordingQuery, VariantQuery } from '@loaso/shared/wire/http/content';
import { AreaSettingsChange, NewLexiconEntry } from '@loaso/shared/wire/http/lexicon';
import { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { clipOf, importedBulletin } from './content.js';
import { AREAS } from './people.js';
import { LANGUAGES_FORECAST } from './publications.js';
import type { Call, Reply } from './routes.js';
import { recordedBulletin, recordingOf, settingsOf } from './studio.js';
import type { World } from './world.js';

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;
type Act = (
  call: Call,
  world: World,
  on: { readonly bulletin: World['bulletins'][number]; readonly rest: readonly string[] },
) => Reply;

const ok = (json: unknown, status = 200): Reply => ({ status, json });

/** Any change of the lexicon touches the approved bulletin of the fixture. */
const effectOf = (world: World) => ({
  version: `2-${world.readings.length}`,
  returned: world.bulletins
    .filter(({ state }) => state === 'approved')
    .map(({ id, title }) => ({ id, title, wasApproved: true })),
});

export const studio: Readonly<Record<string, Handler>> = {
  'GET lexicon': (_, world) => ok({ version: '2', entries: world.readings }),
  'POST lexicon': ({ body, user, now }, world) => {
    const request = NewLexiconEntry.parse(body);
    const entry = {
      ...request,
      id: LexiconId.parse(`td-${now}`),
      areaName: AREAS.find(({ id }) => id === request.areaId)?.name ?? '',
      createdBy: user?.fullName ?? '',
      createdAt: now,
      shadowed: false,
    };
    world.readings.unshift(entry);
    return ok({ ...effectOf(world), entry }, 201);
  },
  'DELETE lexicon/*': (_, world, [id]) => {
    const index = world.readings.findIndex((one) => one.id === id);
    world.readings.splice(index, 1);
    return ok(effectOf(world));
  },
  'GET areas/*/settings': (_, world, [id = '']) =>
    ok({ settings: world.settings.get(id) ?? settingsOf(id) }),
  'POST areas/*/settings/preview': () => ok(LANGUAGES_FORECAST),
  'PATCH areas/*/settings': ({ body, now, user }, world, [id = '']) => {
    const { style, languages, stationName } = AreaSettingsChange.parse(body);
    const before = world.settings.get(id) ?? settingsOf(id);
    const own = {
      style: style === undefined ? before.own.style : style,
      languages: languages === undefined ? before.own.languages : languages,
      stationName: stationName === undefined ? before.own.stationName : stationName,
    };
    const settings = {
      ...before,
      style: own.style ?? before.style,
      languages: own.languages ?? before.languages,
      stationName: own.stationName ?? before.stationName,
      own,
      updatedBy: user?.fullName ?? null,
      updatedAt: now,
    };
    world.settings.set(id, settings);
    return ok({ settings });
  },
};

/** `POST bulletins/recordings`, whose address looks like a bulletin's. */
export const record: Handler = ({ query, now }, world) => {
  const told = RecordingQuery.parse(Object.fromEntries(query));
  const bulletin = recordedBulletin(importedBulletin(told.title, now), told, now);
  world.bulletins.unshift(bulletin);
  return ok({ bulletin }, 201);
};

export const variantActs: Readonly<Record<string, Act>> = {
  'POST variants': ({ query, now }, world, { bulletin, rest: [code] }) => {
    const language = LanguageCode.parse(code);
    const { fileName, summary } = VariantQuery.parse(Object.fromEntries(query));
    const recording = recordingOf(language, fileName, { summary, at: now });
    const variants = [...bulletin.variants, { language, clip: clipOf(17, 128_000), recording }];
    return ok({ bulletin: world.change(bulletin, { variants }, now) });
  },
  'DELETE variants': ({ now }, world, { bulletin, rest: [code] }) => {
    const variants = bulletin.variants.filter(({ language }) => language !== code);
    return ok({ bulletin: world.change(bulletin, { variants }, now) });
  },
};
