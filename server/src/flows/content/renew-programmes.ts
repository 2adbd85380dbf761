/**
 * Renewing programmes — cập nhật chương trình theo bản thu mới.
 *
 * A bulletin that was corrected, voiced and approved anew goes on in the lines it was in, with its
 * new sound. Programmes that wait for another approval are renewed when that one comes.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { fitToAir } from '../../core/bulletin/lifecycle.js';
import { assembleProgramme, type ProgrammeBulletin } from '../../core/programme/assemble.js';
import type { StoredProgramme } from '../../ports/store-records.js';
import { audioOf } from '../schedule/plan-sources.js';
import type { Desk } from './ports.js';
import { linesUsing } from './reach-boxes.js';

export async function renewProgrammes(desk: Desk, by: string, id: BulletinId): Promise<void> {
  const lines = await linesUsing(desk, id);
  for (const line of lines) {
    const old = await desk.store.schedule.programme(line.programmeId);
    const next = old === null ? null : await reassembled(desk, old);
    if (old === null || next === null || sameSound(old, next)) continue;
    await desk.store.audit.append({
      at: desk.clock.now(),
      actor: by,
      act: 'entry.renew',
      target: `entry:${line.id}`,
      detail: `${id}: ${old.durationMs} ms → ${next.durationMs} ms`,
    });
    await desk.store.schedule.replaceProgramme(next);
  }
}

const sameSound = (a: StoredProgramme, b: StoredProgramme): boolean =>
  JSON.stringify(a.parts.map(({ sha256 }) => sha256)) ===
  JSON.stringify(b.parts.map(({ sha256 }) => sha256));

/** The programme with the present clips, or null while one of its bulletins is not approved. */
async function reassembled(
  desk: Desk,
  programme: StoredProgramme,
): Promise<StoredProgramme | null> {
  const bulletins: ProgrammeBulletin[] = [];
  for (const id of programme.bulletinIds) {
    const bulletin = await desk.store.content.bulletin(id);
    const fit = bulletin !== null && fitToAir(bulletin, desk.hashing.sha256);
    const audio = fit ? audioOf(bulletin) : null;
    if (audio === null) return null;
    bulletins.push({ id, audio });
  }
  const assembled = assembleProgramme({ bulletins, gapMs: 0 });
  if (!assembled.ok) return null;
  const { pieces, durationMs } = assembled.value;
  const parts = pieces.map(({ sha256, offsetMs, durationMs: length }) => ({
    sha256,
    offsetMs,
    durationMs: length,
  }));
  return { ...programme, parts, durationMs };
}
