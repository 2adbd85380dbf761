/**
 * Boards — bảng theo dõi các lệnh khẩn đang mở.
 *
 * Orders that are not over, with the newest word of each box, in memory: thousands of words in a few
 * seconds cost a few writes. Written back by the beat; loaded again at the start. Answers the fleet's
 * questions about them: what to send to a box that comes back, which files it may fetch.
 */
import { type DeviceId, type EntryId, partsOfPlayId, type Sha256 } from '@loaso/shared/ids';
import type { Ack } from '@loaso/shared/wire/ack';
import type { EmergencyBoxState, EmergencyState } from '@loaso/shared/wire/http/emergency';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Status } from '@loaso/shared/wire/status';
import {
  type BoxWord,
  isDone,
  stateOf,
  withAck,
  withRecord,
  withSounding,
} from '../../core/emergency/box-word.js';
import type { StoredEmergency, StoredEmergencyBox } from '../../ports/emergencies.js';

export const OPEN_STATES = [
  'waiting-second',
  'counting-down',
  'sending',
  'sent',
  'stopping',
] as const;
export const OVER_STATES = ['ended', 'stopped', 'vetoed', 'lapsed', 'failed'] as const;

/** What changes of a box while an order is open. */
export type LiveBox = { -readonly [K in keyof StoredEmergencyBox]: StoredEmergencyBox[K] } & {
  /** Its airings are in the ledger. */
  planned: boolean;
  /** When the broker took a stop for it. */
  stopSentAt: number | null;
  /** The one it took last; null where that was before a restart. */
  stop: HandedStop | null;
};

/** `lasts`: as long as the order itself; `taken`: the box has said that it has it. */
export type HandedStop = { readonly id: string; readonly lasts: boolean; taken: boolean };

export type Board = {
  emergency: StoredEmergency;
  readonly boxes: ReadonlyMap<DeviceId, LiveBox>;
  /** Boxes whose word is newer than the store's. */
  readonly dirty: Set<DeviceId>;
  /** The second person was called for. */
  escalated: boolean;
  /** Handing over to the broker, until it is done. */
  delivering: Promise<void> | null;
  /** Handing over stops once more, until it is done. */
  stopping: Promise<void> | null;
  stopTriedAt: number;
  /** Nothing more of it leaves. */
  halted: boolean;
  /** Taken up after a restart: what was sent before is known only from what boxes say. */
  resumed: boolean;
};

export type Figures = { started: number; acks: number; firstAckMs: number | null };

export type Boards = {
  readonly all: () => readonly Board[];
  find(id: EntryId): Board | undefined;
  open(emergency: StoredEmergency, boxes: readonly StoredEmergencyBox[]): Board;
  close(id: EntryId): void;
  note(board: Board, device: DeviceId, change: (word: BoxWord) => BoxWord): void;
  acked(device: DeviceId, ack: Ack, at: number): void;
  recorded(device: DeviceId, records: readonly PlayRecord[], at: number): void;
  reported(device: DeviceId, status: Status, at: number): void;
  mayFetch(device: DeviceId, sha256: Sha256): boolean;
  readonly figures: () => Readonly<Figures>;
};

const asLive = (box: StoredEmergencyBox, stopSentAt: number | null): LiveBox => ({
  ...box,
  planned: box.word.sentAt !== null,
  stopSentAt,
  stop: null,
});

function boardFor(emergency: StoredEmergency, boxes: readonly StoredEmergencyBox[]): Board {
  // What was owed at a restart is owed to all: which box got its stop is not written down.
  const stopped = emergency.state === 'stopped' ? emergency.stoppedAt : null;
  return {
    emergency,
    boxes: new Map(boxes.map((box) => [box.deviceId, asLive(box, stopped)])),
    dirty: new Set(),
    escalated: false,
    delivering: null,
    stopping: null,
    stopTriedAt: 0,
    halted: stopped !== null || emergency.state === 'stopping',
    resumed: false,
  };
}

export function createBoards(): Boards {
  const boards = new Map<EntryId, Board>();
  const figures: Figures = { started: 0, acks: 0, firstAckMs: null };
  const note: Boards['note'] = (board, device, change) => {
    const box = board.boxes.get(device);
    if (box === undefined) return;
    const word = change(box.word);
    if (word === box.word) return;
    box.word = word;
    board.dirty.add(device);
  };
  const boardOf = (id: string): Board | undefined => boards.get(id as EntryId);
  return {
    all: () => [...boards.values()],
    find: boardOf,
    open(emergency, boxes) {
      const board = boardFor(emergency, boxes);
      boards.set(emergency.id, board);
      figures.started += 1;
      return board;
    },
    close: (id) => void boards.delete(id),
    note,
    acked(device, ack, at) {
      if (ack.what === 'stop') {
        for (const { boxes } of boards.values()) noteStop(boxes.get(device), ack);
        return;
      }
      const board = boardOf(ack.commandId ?? '');
      if (board === undefined || (ack.what !== 'urgent' && ack.what !== 'drill')) return;
      figures.acks += 1;
      if (ack.outcome !== 'refused') noteFirst(figures, board, at);
      note(board, device, (word) => withAck(word, ack, at));
    },
    recorded(device, records, at) {
      for (const record of records) {
        const { entry, startAtMs: start } = partsOfPlayId(record.playId);
        const board = boardOf(entry);
        if (board !== undefined) {
          note(board, device, (word) => withRecord(word, record, { start, at }));
        }
      }
    },
    reported(device, { onAir }, at) {
      const board = onAir === null ? undefined : boardOf(partsOfPlayId(onAir.playId).entry);
      if (board !== undefined) note(board, device, (word) => withSounding(word, at));
    },
    mayFetch: (device, sha256) =>
      [...boards.values()].some(
        ({ boxes, emergency, halted }) =>
          !halted &&
          boxes.has(device) &&
          emergency.message.audio.some((one) => one.sha256 === sha256),
      ),
    figures: () => figures,
  };
}

/** A stop that came twice is refused the second time: the box has it. */
function noteStop(box: LiveBox | undefined, { commandId, outcome, code }: Ack): void {
  const stop = box?.stop ?? null;
  if (stop === null || stop.id !== commandId) return;
  if (outcome !== 'refused' || code === 'repeated') stop.taken = true;
}

function noteFirst(figures: Figures, { emergency, boxes }: Board, at: number): void {
  const { confirmedAt } = emergency;
  const none = [...boxes.values()].every(({ word }) => word.acceptedAt === null);
  if (none && confirmedAt !== null) figures.firstAckMs = Math.max(0, at - confirmedAt);
}

export type Counts = Partial<Record<EmergencyBoxState, number>>;

export function countsOf(boxes: Iterable<Pick<StoredEmergencyBox, 'word'>>): Counts {
  const counts: Counts = {};
  for (const { word } of boxes) {
    const state = stateOf(word);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

/** Boxes that could still sound it and were handed no stop yet. */
export function owedStops({ boxes, emergency }: Board): LiveBox[] {
  const { kind, message } = emergency;
  return [...boxes.values()].filter(
    ({ stopSentAt, word }) => stopSentAt === null && !isDone(word, kind, message.plays),
  );
}

/** Boxes whose broker may keep the order for longer than the stop behind it: they have not taken it yet. */
export function unlastingStops({ boxes, emergency }: Board, stopLifeMs: number): LiveBox[] {
  const { kind, message } = emergency;
  return [...boxes.values()].filter(({ stopSentAt, stop, word }) => {
    if (stopSentAt === null || stop?.lasts === true || stop?.taken === true) return false;
    return message.exp > stopSentAt + stopLifeMs && !isDone(word, kind, message.plays);
  });
}

/** How many boxes owe no stop any more. */
export const stopsHanded = (board: Board): number => board.boxes.size - owedStops(board).length;

export const isOpen = (state: EmergencyState): boolean =>
  (OPEN_STATES as readonly string[]).includes(state);
