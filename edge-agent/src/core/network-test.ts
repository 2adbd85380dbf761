/**
 * Network test — đo mạng.
 *
 * Asks the world to try the broker and the file server, one test at a time, within the data that is
 * left. The file is one that the plan calls for: a free address is never asked. Waits for the answer
 * within a stated time and no longer.
 */
import { durationMs } from '@loaso/shared/time';
import { needsOf } from './cache-plan.js';
import type { AgentEvent } from './event.js';
import { bytesLeft } from './fetch-time.js';
import { tell, tellRefusal } from './results.js';
import type { AgentState, Need } from './state.js';
import { change, clockWords, type Turn } from './turn.js';

/** So much is read at most, bytes; */
const READ_BYTES_MAX = 256_000;
/** less than this would measure nothing. */
const READ_BYTES_MIN = 8_000;
/** The ports give up before this. */
const ANSWER_WITHIN_MS = 60_000;

export function orderNetworkTest(turn: Turn, id: string): void {
  const obstacle = obstacleOf(turn.state);
  if (obstacle !== null) {
    tellRefusal(turn, id, obstacle);
    return;
  }
  const file = largestOf(needsOf(turn));
  const most = Math.floor(Math.min(READ_BYTES_MAX, bytesLeft(turn)));
  const unread = most < READ_BYTES_MIN ? 'no-data' : file === null ? 'no-file' : null;
  const untilMonoMs = turn.at.monoMs + ANSWER_WITHIN_MS;
  change(turn, { networkTest: { id, unread, untilMonoMs } });
  turn.afterStored.push({
    type: 'measure-network',
    id,
    sha256: unread === null ? (file?.sha256 ?? null) : null,
    bytesMax: unread === null ? most : 0,
    why: 'a test of the network was ordered',
  });
}

function obstacleOf({ shuttingDown, durable, networkTest }: AgentState): string | null {
  if (shuttingDown) return 'shutting-down';
  // Whatever the line carries now is for the warning.
  if (durable.orders.live.size > 0) return 'urgent-held';
  return networkTest === null ? null : 'test-running';
}

/** A short file would measure the start of a connection and not its rate. */
function largestOf(needs: readonly Need[]): Need | null {
  return needs.reduce<Need | null>(
    (largest, need) => (largest === null || need.sizeBytes > largest.sizeBytes ? need : largest),
    null,
  );
}

export function networkMeasured(
  turn: Turn,
  { id, files, brokerMs }: Extract<AgentEvent, { type: 'network-measured' }>,
): void {
  const { networkTest, board } = turn.state;
  if (networkTest?.id !== id) return;
  change(turn, { networkTest: null });
  tell(turn, {
    kind: 'network',
    commandId: id,
    files,
    unread: networkTest.unread,
    brokerMs: brokerMs === null ? null : durationMs(brokerMs),
    operator: board.reading?.operator ?? null,
    signalDbm: board.reading?.signalDbm ?? null,
    clockErrorMs: clockWords(turn).errorMs,
  });
}

/** Gives up a test whose answer does not come. */
export function driveNetworkTest(turn: Turn): void {
  const { networkTest } = turn.state;
  if (networkTest === null || turn.at.monoMs < networkTest.untilMonoMs) return;
  change(turn, { networkTest: null });
  tellRefusal(turn, networkTest.id, 'no-answer');
}

export const networkTestDueMono = ({ state: { networkTest } }: Turn): number =>
  networkTest?.untilMonoMs ?? Number.POSITIVE_INFINITY;
