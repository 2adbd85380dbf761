/**
 * Recorded bulletins and languages — bản tin thu sẵn, bản tiếng dân tộc.
 *
 * What people record themselves becomes a bulletin, or another language of one, and goes the same way
 * as everything else: decided on by somebody who wrote no part of it, before anything sounds.
 */
import { BulletinId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Bulletin, RecordingQuery, VariantQuery } from '@loaso/shared/wire/http/content';
import { LANGUAGES, type LanguageCode } from '@loaso/shared/wire/http/recordings';
import { languageOf } from '../../core/bulletin/content.js';
import { withVariants } from '../../core/bulletin/lifecycle.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Upload } from '../../ports/uploads.js';
import { beginsNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { findUndivided } from './find-bulletin.js';
import {
  announce,
  auditBulletin,
  type Desk,
  type Found,
  NOT_FOUND,
  save,
  scopeOf,
} from './ports.js';
import { republish, takenOff } from './reach-boxes.js';
import { detailOf } from './shapes.js';
import { type Taken, takeRecording } from './take-recording.js';

export async function recordBulletin(
  desk: Desk,
  actor: Actor,
  { query, upload }: { readonly query: RecordingQuery; readonly upload: Upload },
): Answer<Bulletin> {
  const scope = await scopeOf(desk, actor, 'write-bulletin');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(query.areaId)) return NOT_FOUND;
  const ended = await beginsNoMore(desk, [query.areaId]);
  if (ended !== null) return err(ended);
  const taken = await takeRecording(desk, actor, { ...query, upload });
  if (!taken.ok) return taken;
  const bulletin = recordedOf(desk, actor, { query, taken: taken.value });
  const { id } = bulletin;
  const detail = `${bulletin.title} · ${whatCame(taken.value)}`.slice(0, 500);
  await auditBulletin(desk, actor.username, { act: 'record', id, detail });
  await desk.store.content.addBulletin(bulletin);
  announce(desk, bulletin);
  return ok(await detailOf(desk, bulletin, scope.value.areas));
}

const whatCame = ({ recording, clip }: Taken): string =>
  [LANGUAGES[recording.language], recording.file.name, clip.sha256]
    .filter((part) => part !== '')
    .join(' · ');

type Recorded = { readonly query: RecordingQuery; readonly taken: Taken };

function recordedOf(desk: Desk, actor: Actor, { query, taken }: Recorded): StoredBulletin {
  const at = desk.clock.now();
  const { title, areaId, field, priority, summary } = query;
  return {
    id: BulletinId.parse(desk.chance.id('bt')),
    areaId,
    title,
    field,
    priority,
    state: 'voiced',
    script: {
      v: 1,
      title,
      rulesVersion: '',
      sentences: [],
      dropped: [],
      repairs: [],
      expectedMs: taken.clip.durationMs,
    },
    sourceName: taken.recording.file.name || 'bản thu',
    sourceSha256: taken.recording.file.sha256,
    sourceText: summary,
    clip: taken.clip,
    approval: null,
    rejectionReason: null,
    createdBy: actor.userId,
    writtenBy: [actor.userId],
    createdAt: at,
    updatedAt: at,
    revision: 1,
    kind: 'recorded',
    recording: taken.recording,
    variants: [],
  };
}

type VariantRequest = {
  readonly id: BulletinId;
  readonly language: LanguageCode;
  readonly query: VariantQuery;
  readonly upload: Upload;
};

export async function addVariant(
  desk: Desk,
  actor: Actor,
  { id, language, query, upload }: VariantRequest,
): Answer<Bulletin> {
  const found = await findUndivided(desk, actor, { id, permission: 'write-bulletin' });
  if (!found.ok) return found;
  const allowed = mayVary(found.value.bulletin, language);
  if (!allowed.ok) return allowed;
  const taken = await takeRecording(desk, actor, { ...query, language, upload });
  if (!taken.ok) return taken;
  // Asked again: an upload takes minutes, and meanwhile others work.
  const again = await findUndivided(desk, actor, { id, permission: 'write-bulletin' });
  if (!again.ok) return again;
  const { bulletin } = again.value;
  const variant = { language, ...taken.value };
  const next = withVariants(bulletin, [...othersThan(bulletin, language), variant], actor.userId);
  if (!next.ok) return next;
  return await vary(desk, actor, {
    found: again.value,
    next: next.value,
    act: 'variant',
    detail: whatCame(taken.value),
  });
}

/** The bulletin's own language is its clip; a withdrawn one takes nothing any more. */
function mayVary(bulletin: StoredBulletin, language: LanguageCode): Result<null, Refusal> {
  if (bulletin.state === 'withdrawn') {
    return err({ code: 'wrong-state', state: bulletin.state, needs: 'draft' });
  }
  return languageOf(bulletin) === language ? err({ code: 'own-language' }) : ok(null);
}

const othersThan = ({ variants }: StoredBulletin, language: LanguageCode) =>
  variants.filter((variant) => variant.language !== language);

export async function removeVariant(
  desk: Desk,
  actor: Actor,
  { id, language }: { readonly id: BulletinId; readonly language: LanguageCode },
): Answer<Bulletin> {
  const found = await findUndivided(desk, actor, { id, permission: 'write-bulletin' });
  if (!found.ok) return found;
  const { bulletin } = found.value;
  if (!bulletin.variants.some((variant) => variant.language === language)) return NOT_FOUND;
  const next = withVariants(bulletin, othersThan(bulletin, language), actor.userId);
  if (!next.ok) return next;
  return await vary(desk, actor, {
    found: found.value,
    next: next.value,
    act: 'variant-removed',
    detail: LANGUAGES[language],
  });
}

type Varying = {
  readonly found: Found;
  readonly next: StoredBulletin;
  readonly act: string;
  readonly detail: string;
};

async function vary(
  desk: Desk,
  actor: Actor,
  { found, next, act, detail }: Varying,
): Answer<Bulletin> {
  const { bulletin, areas } = found;
  const { id } = bulletin;
  await auditBulletin(desk, actor.username, { act, id, detail: detail.slice(0, 500) });
  const saved = await save(desk, next);
  if (!saved.ok) return saved;
  if (bulletin.state === 'approved') {
    const published = await republish(desk, [id], {
      why: `${actor.username}: ${act} ${id}`,
      change: takenOff(actor.username, bulletin),
    });
    if (!published.ok) return published;
  }
  return ok(await detailOf(desk, saved.value, areas));
}
