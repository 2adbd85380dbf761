/**
 * Verbs about series — các việc về loạt kỳ.
 *
 * What may be done with a long text and with all of its episodes at once; part of the verbs about
 * content.
 */
import type { BulletinId } from '@loaso/shared/ids';
import type { Bulletin, Job, VoiceRequest } from '@loaso/shared/wire/http/content';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import type {
  DivideRequest,
  Series,
  SeriesDecision,
  SeriesPreview,
} from '@loaso/shared/wire/http/series';
import type { Actor, Answer } from './actor.js';

/** A long text as a series: `id` is the divided bulletin or one of its episodes. */
export type SeriesFlows = {
  previewSeries(actor: Actor, id: BulletinId, slotMinutes: number): Answer<SeriesPreview>;
  divide(actor: Actor, id: BulletinId, request: DivideRequest): Answer<Series>;
  unite(actor: Actor, id: BulletinId): Answer<Bulletin>;
  series(actor: Actor, id: BulletinId): Answer<Series>;
  voiceSeries(actor: Actor, id: BulletinId, request: VoiceRequest): Answer<Job>;
  submitSeries(actor: Actor, id: BulletinId, decision: SeriesDecision): Answer<Series>;
  /** What approving all that wait for it would send to which boxes. */
  forecastSeries(actor: Actor, id: BulletinId): Answer<PublishForecast>;
  approveSeries(actor: Actor, id: BulletinId, decision: SeriesDecision): Answer<Series>;
};
