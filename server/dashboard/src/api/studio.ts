/**
 * Studio queries — từ điển, bản thu, cài đặt địa bàn.
 *
 * One query or call per line of the contract.
 */
import type { AreaId, BulletinId, LexiconId } from '@loaso/shared/ids';
import type { Priority } from '@loaso/shared/priority';
import { Bulletin, type Field } from '@loaso/shared/wire/http/content';
import {
  AreaSettings,
  type AreaSettingsChange,
  Lexicon,
  LexiconAdded,
  LexiconEffect,
  type NewLexiconEntry,
} from '@loaso/shared/wire/http/lexicon';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, queryText, send } from './client.js';
import { type Sending, sendFile } from './upload.js';

const OneBulletin = z.object({ bulletin: Bulletin });
const OneSettings = z.object({ settings: AreaSettings });

export const lexiconQuery = (areaId: AreaId) =>
  queryOptions({
    queryKey: ['lexicon', areaId],
    queryFn: () => get(Lexicon, `/api/lexicon${queryText({ areaId })}`),
  });

export const addReading = (entry: NewLexiconEntry) =>
  send(LexiconAdded, 'POST', '/api/lexicon', entry);

export const removeReading = (id: LexiconId) => send(LexiconEffect, 'DELETE', `/api/lexicon/${id}`);

export const settingsQuery = (areaId: AreaId) =>
  queryOptions({
    queryKey: ['settings', areaId],
    queryFn: async () => (await get(OneSettings, `/api/areas/${areaId}/settings`)).settings,
  });

export const changeSettings = async (areaId: AreaId, change: AreaSettingsChange) =>
  (await send(OneSettings, 'PATCH', `/api/areas/${areaId}/settings`, change)).settings;

/** What it would send. */
export const previewSettings = (areaId: AreaId, change: AreaSettingsChange) =>
  send(PublishForecast, 'POST', `/api/areas/${areaId}/settings/preview`, change);

export type Recorded = {
  readonly areaId: AreaId;
  readonly title: string;
  readonly field: Field;
  readonly language: LanguageCode;
  readonly summary: string;
  readonly priority?: Priority;
};

/** A file on its way: what {@link sendFile} needs besides the address. */
export type Carried = Omit<Sending, 'path' | 'file'> & { readonly file: File };

/** The contract takes at most so many characters of a file's name. */
const nameOf = (file: File): string => file.name.slice(-200);

export const sendRecording = async (about: Recorded, carried: Carried): Promise<Bulletin> => {
  const path = `/api/bulletins/recordings${queryText({ ...about, fileName: nameOf(carried.file) })}`;
  return (await sendFile(OneBulletin, { ...carried, path })).bulletin;
};

type InLanguage = {
  readonly id: BulletinId;
  readonly language: LanguageCode;
  readonly summary: string;
};

export const sendVariant = async (
  { id, language, summary }: InLanguage,
  carried: Carried,
): Promise<Bulletin> => {
  const query = queryText({ summary, fileName: nameOf(carried.file) });
  const path = `/api/bulletins/${id}/variants/${language}${query}`;
  return (await sendFile(OneBulletin, { ...carried, path })).bulletin;
};

export const removeVariant = async (id: BulletinId, language: LanguageCode): Promise<Bulletin> =>
  (await send(OneBulletin, 'DELETE', `/api/bulletins/${id}/variants/${language}`)).bulletin;
