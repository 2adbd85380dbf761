/**
 * Renewing programmes — cập nhật chương trình theo bản thu mới.
 *
 * A bulletin that was corrected, voiced and approved anew goes on in the lines it was in, with its
 * new sound, in the languages that the area of each line hears. Programmes that wait for another
 * approval are renewed when that one comes.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { AreaId, BulletinId } from '@loaso/shared/ids';
import { fitToAir } from '../../core/bulletin/lifecycle.js';
import { shapeProgramme } from '../../core/programme/shape.js';
import type { StoredArea, StoredEntry, StoredProgramme } from '../../ports/store-records.js';
import { audioHeard } from '../schedule/plan-sources.js';
import type { Desk } from './ports.js';
import { linesUsing } from './reach-boxes.js';
import { settingsAt } from './reading.js';

export async function renewProgrammes(desk: Desk, by: string, id: BulletinId): Promise<void> {
  await renewLines(desk, await linesUsing(desk, [id]), { by, why: id });
}

/** A line that sounds otherwise now, and what it sounded before. */
export type RenewedLine = { readonly line: StoredEntry; readonly before: StoredProgramme };

/** @returns the lines that sound otherwise now */
export async function renewLines(
  desk: Desk,
  lines: readonly StoredEntry[],
  { by, why }: { readonly by: string; readonly why: string },
): Promise<RenewedLine[]> {
  const areas = await desk.store.areas.areas();
  const renewed: RenewedLine[] = [];
  for (const line of lines) {
    const old = await desk.store.schedule.programme(line.programmeId);
    const next = old === null ? null : await reassembled(desk, old, { areas, areaId: line.areaId });
    if (old === null || next === null || sameSound(old, next)) continue;
    await desk.store.audit.append({
      at: desk.clock.now(),
      actor: by,
      act: 'entry.renew',
      target: `entry:${line.id}`,
      detail: `${why}: ${old.durationMs} ms → ${next.durationMs} ms`,
    });
    await desk.store.schedule.replaceProgramme(next);
    renewed.push({ line, before: old });
  }
  return renewed;
}

const sameSound = (a: StoredProgramme, b: StoredProgramme): boolean =>
  JSON.stringify(a.parts.map(({ sha256 }) => sha256)) ===
  JSON.stringify(b.parts.map(({ sha256 }) => sha256));

type Heard = { readonly areas: readonly StoredArea[]; readonly areaId: AreaId };

/** The programme with the present clips, or null while one of its bulletins is not approved. */
async function reassembled(
  desk: Desk,
  programme: StoredProgramme,
  { areas, areaId }: Heard,
): Promise<StoredProgramme | null> {
  const { languages } = await settingsAt(desk, areas, areaId);
  const bulletins: { id: BulletinId; audio: AudioRef[] }[] = [];
  for (const id of programme.bulletinIds) {
    const bulletin = await desk.store.content.bulletin(id);
    const fit = bulletin !== null && fitToAir(bulletin, desk.hashing.sha256);
    const audio = fit ? audioHeard(bulletin, languages) : [];
    if (audio.length === 0) return null;
    bulletins.push({ id, audio });
  }
  const { repeat, episodes } = programme;
  const shaped = shapeProgramme({ bulletins, repeat, inTurn: episodes !== null });
  if (!shaped.ok) return null;
  // A relay keeps the length of its slot, whatever its fallback has become.
  const { durationMs } = programme.relay ? programme : shaped.value;
  return { ...programme, ...shaped.value, durationMs };
}
