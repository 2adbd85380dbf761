/**
 * Final checks — kiểm tra cuối cùng.
 *
 * When all boxes are back and everything has come in: what the journals promised is in the ledger,
 * once; what was heard is recorded; and the airings of the run add up to the unit.
 */
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { airingOf } from '#server/core/coverage/expected';
import type { Box } from './box.js';
import type { Segment } from './segment.js';
import type { Server } from './server.js';

export type Tally = {
  planned: number;
  played: number;
  interrupted: number;
  missed: number;
  unknown: number;
};

/** Shorter sounds may end before their beginning was written. */
const HEARD_MS = 1_000;
const CLOCK_SLACK_MS = 2_000;

export function checkBox(box: Box, server: Server, endAt: number, tally: Tally): void {
  const rows = server.ledger.rowsOf(box.id);
  checkLost(box, server);
  checkPlan(box, server);
  box.witness.technician.concludes(server.heldOf(box.id).results);
  checkDuplicates(box, rows);
  checkRecorded(box, rows);
  countAirings(box, server, { rows, endAt }, tally);
}

/**
 * Whatever was put back or started beside: people have looked, so the server wants the last plan that was
 * signed, and the box holds it.
 */
function checkPlan(box: Box, server: Server): void {
  const { plan } = server.heldOf(box.id);
  if (plan === null) return;
  const held = box.state?.durable.mark ?? null;
  const wanted = server.publishing.rowOf(box.id)?.mark ?? null;
  if (wanted?.num === plan.num && held?.hash === wanted.hash) return;
  const numbers = `holds ${held?.num ?? 'no plan'}, ${wanted?.num ?? 'none'} is wanted`;
  box.witness.violate('leftBehind', `${numbers}, ${plan.num} was signed`);
}

function checkLost(box: Box, server: Server): void {
  for (const [seq, record] of box.witness.promised) {
    const row = server.ledger.rowOf(box.id, seq);
    if (row !== undefined && wordsOf(row) === wordsOf(record)) continue;
    const found = row === undefined ? 'nothing' : JSON.stringify(row);
    box.witness.violate('lost', `record ${seq} ${JSON.stringify(record)}, found ${found}`);
  }
}

/** As text, whatever order the fields came in. */
const wordsOf = (record: PlayRecord): string =>
  JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Two rows that tell the same thing, or tell of one airing that it sounded and that it did not. */
function checkDuplicates(box: Box, rows: readonly PlayRecord[]): void {
  const seen = new Map<string, PlayRecord>();
  const sounded = new Set(
    rows.filter(({ outcome }) => outcome !== 'missed').map((one) => one.playId),
  );
  for (const row of rows) {
    const missed = row.outcome === 'missed';
    const name = missed ? `${row.playId} missed` : `${row.playId} ${row.startedAt} ${row.fromMs}`;
    const other = seen.get(name);
    seen.set(name, row);
    const contrary = missed && sounded.has(row.playId);
    if (other === undefined && !contrary) continue;
    box.witness.violate(
      'duplicate',
      `${JSON.stringify(row)} beside ${JSON.stringify(other ?? null)}`,
    );
  }
}

function checkRecorded(box: Box, rows: readonly PlayRecord[]): void {
  for (const segment of box.witness.segments) {
    if (segment.endedAt - segment.startedAt < HEARD_MS || !segment.begunStored) continue;
    if (rows.some((row) => tells(row, segment))) continue;
    const when = new Date(segment.startedAt).toISOString();
    box.witness.violate('unrecorded', `${segment.order.playId} was heard at ${when}`);
  }
}

function tells(row: PlayRecord, { order, startedAt, boundMs }: Segment): boolean {
  if (row.outcome === 'missed' || row.playId !== order.playId) return false;
  return Math.abs(row.startedAt - startedAt) <= boundMs + CLOCK_SLACK_MS;
}

function countAirings(
  box: Box,
  server: Server,
  { rows, endAt }: { rows: readonly PlayRecord[]; endAt: number },
  tally: Tally,
): void {
  const byAiring = Map.groupBy(rows, ({ playId }) => playId as string);
  for (const playId of box.witness.lineage.owed(endAt)) {
    if (byAiring.has(playId)) continue;
    box.witness.violate('accounting', `no word on ${playId}, which its plan had at its time`);
  }
  for (const airing of server.planned.of(box.id)) {
    if (airing.cancelledAt !== null || airing.startAt + airing.durationMs > endAt) continue;
    const { state } = airingOf(airing, byAiring.get(airing.playId) ?? [], endAt + 86_400_000, null);
    tally.planned += 1;
    if (state === 'planned' || state === 'playing') {
      box.witness.violate('accounting', `${airing.playId} is over and still ${state}`);
    } else tally[state] += 1;
  }
}
