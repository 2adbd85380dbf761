/**
 * Letters about a hold — thư báo đang giữ phát hành.
 *
 * To everybody whose places have boxes ahead of this database, at any hour but for those who want one
 * letter a day. Queued once however often it is asked for: a letter is known by its hold and its reader.
 */
import type { AreaId } from '@loaso/shared/ids';
import { inScope } from '../../core/access/scope.js';
import { readableAt } from '../../core/mail/due.js';
import { holdLetter } from '../../core/mail/letters.js';
import type { NewLetter } from '../../ports/mail.js';
import type { FleetPorts } from './ports.js';

export type HoldNews = {
  readonly what: 'held' | 'released';
  /** When the hold was first seen. */
  readonly since: number;
  /** Of the boxes that are, or were, ahead. */
  readonly areaIds: readonly AreaId[];
  readonly text: string;
  readonly at: number;
};

export async function queueHoldLetters(
  { alarms, store }: FleetPorts,
  { what, since, areaIds, text, at }: HoldNews,
): Promise<void> {
  const letters = alarms?.letters ?? null;
  if (letters === null) return;
  const [readers, areas] = await Promise.all([store.mail.contacts(), store.areas.areas()]);
  const concerned = readers.filter(
    ({ active, areaId }) => active && areaIds.some((id) => inScope(areas, areaId, id)),
  );
  const link = `${letters.pageUrl()}/hom-nay`;
  const words = holdLetter(what, text, link);
  const queued = concerned.map((reader): NewLetter => {
    const dueAt = readableAt(reader, at, true);
    return {
      id: `hold-${since}.${what}.${reader.id}`,
      contactId: reader.id,
      thread: null,
      to: { name: reader.name, address: reader.email },
      ...words,
      link,
      attachments: [],
      createdAt: at,
      dueAt,
      held: dueAt > at,
    };
  });
  if (queued.length > 0) await store.mail.queueLetters(queued);
}
