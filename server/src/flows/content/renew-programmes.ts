/**
 * Renewing programmes — cập nhật chương trình theo bản thu mới.
 *
 * A bulletin that was corrected, voiced and approved anew goes on in the lines it was in, with its
 * new sound, in the languages that the area of each line hears. A line that scheduling would refuse
 * with it keeps the programme that it has; one that waits for another approval is renewed when that
 * one comes.
 */
import type { EntryId } from '@loaso/shared/ids';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import { fitToAir } from '../../core/bulletin/lifecycle.js';
import type { SettingsInForce } from '../../core/programme/area-settings.js';
import type { Words } from '../../core/schedule/fate-words.js';
import { heldInWords, longerInWords, type Outgrown } from '../../core/schedule/outgrown-words.js';
import type {
  StoredArea,
  StoredAreaSettings,
  StoredBulletin,
  StoredEntry,
  StoredProgramme,
} from '../../ports/store-records.js';
import { type Read, shapedOf } from '../schedule/draft-entry.js';
import { asRequest } from '../schedule/entry-shape.js';
import { audioHeard } from '../schedule/plan-sources.js';
import { placedDevices } from '../schedule/ports.js';
import {
  type Ground,
  isLonger,
  outgrownBy,
  type Renewed,
  renewedConsequences,
  renewedRefusal,
} from '../schedule/renewed-line.js';
import type { Desk } from './ports.js';
import { settingsAt } from './reading.js';

/** What is about to hold, and is not stored yet. */
export type Coming = {
  readonly bulletins?: readonly StoredBulletin[];
  readonly settings?: StoredAreaSettings;
};

/** A line that would sound otherwise. */
export type Renewal = Renewed & {
  /** Why it keeps what it has; null: it is renewed. */
  readonly held: Outgrown | null;
};

export async function renewalsOf(
  desk: Desk,
  lines: readonly StoredEntry[],
  coming: Coming,
): Promise<Renewal[]> {
  if (lines.length === 0) return [];
  const areas = await desk.store.areas.areas();
  const ground = { areas, devices: await placedDevices(desk, areas) };
  const renewals: Renewal[] = [];
  for (const line of lines) {
    const before = await desk.store.schedule.programme(line.programmeId);
    if (before === null) continue;
    const renewal = await renewalOf(desk, ground, { line, before, coming });
    if (renewal !== null) renewals.push(renewal);
  }
  return renewals;
}

type Asked = Pick<Renewed, 'line' | 'before'> & { readonly coming: Coming };

/** Null where it sounds as it did, or while one of its bulletins is not approved. */
async function renewalOf(
  desk: Desk,
  ground: Ground,
  { line, before, coming }: Asked,
): Promise<Renewal | null> {
  const { languages } = await settingsAt(desk, ground.areas, line.areaId, coming.settings);
  const read = await readNow(desk, before, { languages, coming });
  if (read === null) return null;
  const shaped = shapedOf(asRequest(line, before), read);
  if (!shaped.ok) {
    const held = outgrownBy(shaped.error);
    return held === null ? null : { line, before, next: before, held };
  }
  const next = { ...before, ...shaped.value };
  if (sameSound(before, next)) return null;
  return { line, before, next, held: await renewedRefusal(desk, ground, { line, before, next }) };
}

const sameSound = (a: StoredProgramme, b: StoredProgramme): boolean =>
  JSON.stringify(a.parts.map(({ sha256 }) => sha256)) ===
  JSON.stringify(b.parts.map(({ sha256 }) => sha256));

type Heard = Pick<SettingsInForce, 'languages'> & { readonly coming: Coming };

/** The present clips, or null while one of its bulletins is not approved. */
async function readNow(
  desk: Desk,
  { bulletinIds }: StoredProgramme,
  { languages, coming }: Heard,
): Promise<Read[] | null> {
  const read: Read[] = [];
  for (const id of bulletinIds) {
    const bulletin =
      coming.bulletins?.find((one) => one.id === id) ?? (await desk.store.content.bulletin(id));
    const fit = bulletin !== null && fitToAir(bulletin, desk.hashing.sha256);
    const audio = fit ? audioHeard(bulletin, languages) : [];
    if (audio.length === 0) return null;
    read.push({ id, audio });
  }
  return read;
}

/** Stores what may go out; what is held back stands in the audits with its reason. */
export async function renew(
  desk: Desk,
  renewals: readonly Renewal[],
  { by, why }: { readonly by: string; readonly why: string },
): Promise<void> {
  const { audit, schedule } = desk.store;
  for (const renewal of renewals) {
    const { line, before, next, held } = renewal;
    const kept = held === null ? null : await heldWords(desk, renewal);
    await audit.append({
      at: desk.clock.now(),
      actor: by,
      act: kept === null ? 'entry.renew' : 'entry.renew-held',
      target: `entry:${line.id}`,
      detail: (kept?.vi ?? `${why}: ${before.durationMs} ms → ${next.durationMs} ms`).slice(0, 500),
    });
    if (kept === null) await schedule.replaceProgramme(next);
  }
}

/** Silent where what it has may not sound any more, else as before. */
async function heldWords(desk: Desk, { line, before, next, held }: Renewal): Promise<Words> {
  if (held === null) throw new Error('nothing is held back');
  const lengths = { beforeMs: before.durationMs, nextMs: next.durationMs };
  const fate = (await soundsStill(desk, before)) ? 'as-before' : 'silent';
  return heldInWords(line.title, { lengths, why: held, fate });
}

/** Whether the clips that a programme has are still those of its bulletins. */
async function soundsStill(desk: Desk, { parts, bulletinIds }: StoredProgramme): Promise<boolean> {
  const fit = new Set<string>();
  for (const id of bulletinIds) {
    const bulletin = await desk.store.content.bulletin(id);
    if (bulletin === null || !fitToAir(bulletin, desk.hashing.sha256)) continue;
    for (const clip of [bulletin.clip, ...bulletin.variants.map((one) => one.clip)]) {
      if (clip !== null) fit.add(clip.sha256);
    }
  }
  return parts.length > 0 && parts.every(({ sha256 }) => fit.has(sha256));
}

/** Lines told one by one. */
const TOLD_MAX = 10;

export type LongerLine = NonNullable<PublishForecast['longer']>[number];

/** Lines that come out longer, each with what follows from it: before anybody decides. */
export async function longerLines(
  desk: Desk,
  areas: readonly StoredArea[],
  renewals: readonly Renewal[],
): Promise<LongerLine[]> {
  const grown = renewals.filter((one) => one.held !== null || isLonger(one)).slice(0, TOLD_MAX);
  if (grown.length === 0) return [];
  const ground = { areas, devices: await placedDevices(desk, areas) };
  const told: LongerLine[] = [];
  for (const renewal of grown) {
    const { line, before, next, held } = renewal;
    const words =
      held === null
        ? [
            longerInWords(line.title, { beforeMs: before.durationMs, nextMs: next.durationMs }),
            ...(await renewedConsequences(desk, ground, renewal)),
          ]
        : [await heldWords(desk, renewal)];
    told.push({ entryId: line.id as EntryId, held: held !== null, words });
  }
  return told;
}
