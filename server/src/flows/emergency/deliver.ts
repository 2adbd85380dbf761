/**
 * Delivering — gửi tin khẩn tới từng cụm.
 *
 * Signs in parts and hands each part to the broker while the next is being signed. Nothing waits for
 * the store on the way: what was sent is written down afterwards, by the beat. A refusal of the first
 * part is the answer to who asked; a later one leaves the rest unsent, and says so.
 */
import { ok, type Result } from '@loaso/shared/result';
import { instant } from '@loaso/shared/time';
import { withSent } from '../../core/emergency/box-word.js';
import { bodiesOf } from '../../core/emergency/message.js';
import type { SignerRefusal } from '../../ports/fleet.js';
import type { Board, Boards, LiveBox } from './boards.js';
import { announceEmergency, auditEmergency, type EmergencyPorts } from './ports.js';

/** As many as the signer takes at once. */
const PART = 200;

export type Sending = Pick<
  EmergencyPorts,
  'store' | 'signer' | 'link' | 'live' | 'clock' | 'log'
> & { readonly boards: Boards };

type Signed = Result<string[], SignerRefusal>;

/** Starts the delivery of an order in `sending`. @returns when its first part is signed, or refused */
export function deliver(sending: Sending, board: Board): Promise<Result<null, SignerRefusal>> {
  return new Promise((resolve, reject) => {
    board.delivering = run(sending, board, resolve)
      .catch((cause: unknown) => {
        const { id } = board.emergency;
        sending.log.error('emergency.delivery-failed', { id, detail: String(cause) });
        reject(cause);
      })
      .finally(() => {
        board.delivering = null;
      });
  });
}

async function run(
  sending: Sending,
  board: Board,
  firstDone: (first: Result<null, SignerRefusal>) => void,
): Promise<void> {
  const parts = partsOf([...board.boxes.values()].filter(({ word }) => word.sentAt === null));
  const sign = signerOf(sending, board);
  const handed: Promise<void>[] = [];
  let signing: Promise<Signed> = sign(parts[0] ?? []);
  for (const [index, part] of parts.entries()) {
    const signed = await signing;
    if (!signed.ok) {
      await settle(sending, board, { handed, refusal: signed.error });
      firstDone(signed);
      return;
    }
    const next = parts[index + 1];
    if (next !== undefined && !board.halted) signing = sign(next);
    if (board.halted) break;
    handed.push(...hand(sending, board, { part, sealed: signed.value }));
    firstDone(ok(null));
  }
  await settle(sending, board, { handed, refusal: null });
  firstDone(ok(null));
}

function partsOf(boxes: readonly LiveBox[]): LiveBox[][] {
  const parts: LiveBox[][] = [];
  for (let from = 0; from < boxes.length; from += PART) parts.push(boxes.slice(from, from + PART));
  return parts;
}

const typeOf = ({ emergency }: Board): 'urgent' | 'drill' =>
  emergency.kind === 'drill' ? 'drill' : 'urgent';

function signerOf({ signer, clock }: Sending, board: Board) {
  const { emergency } = board;
  const { id, createdBy, second } = emergency;
  const why = second === null ? createdBy.username : `${createdBy.username}, ${second.username}`;
  // One date for all: a part that is signed again after a fault is then the same text.
  const bodyFor = bodiesOf(emergency, { iat: instant(clock.now()), why });
  return (boxes: readonly LiveBox[]): Promise<Signed> =>
    boxes.length === 0
      ? Promise.resolve(ok([]))
      : signer.signUrgents(id, typeOf(board), boxes.map(bodyFor));
}

function hand(
  { link, clock, boards }: Sending,
  board: Board,
  { part, sealed }: { readonly part: readonly LiveBox[]; readonly sealed: readonly string[] },
): Promise<void>[] {
  return part.map(async (box, index) => {
    const message = sealed[index];
    if (message === undefined) return;
    box.sealed = message;
    board.dirty.add(box.deviceId);
    if (!(await link.send(box.deviceId, typeOf(board), message))) return;
    boards.note(board, box.deviceId, (word) => withSent(word, clock.now()));
  });
}

async function settle(
  sending: Sending,
  board: Board,
  { handed, refusal }: { handed: readonly Promise<void>[]; refusal: SignerRefusal | null },
): Promise<void> {
  const { store, clock, log, boards } = sending;
  await Promise.all(handed);
  const { emergency, boxes } = board;
  const unsent = [...boxes.values()].filter(({ word }) => word.sentAt === null).length;
  const failed = refusal !== null && unsent === boxes.size;
  const why = refusal === null ? null : `${refusal.code}: ${refusal.detail}`;
  const state = failed ? ('failed' as const) : ('sent' as const);
  const change = { state, why, ...(failed ? {} : { sentAt: clock.now() }) };
  const figures = { id: emergency.id, boxes: boxes.size, unsent, why };
  if (unsent === 0) log.info('emergency.sent', figures);
  else log.error('emergency.sent', figures);
  if (!(await store.emergencies.changeEmergency(emergency.id, ['sending'], change))) return;
  board.emergency = { ...board.emergency, ...change };
  if (failed && !board.resumed) boards.close(emergency.id);
  const detail = `${boxes.size - unsent} of ${boxes.size} boxes${why === null ? '' : `; ${why}`}`;
  await auditEmergency(sending, 'server', { act: state, id: emergency.id, detail });
  announceEmergency(sending, emergency, state);
}

/**
 * A box has come back: it gets what it has not taken yet, and a stop where there was one.
 *
 * @param bootId the start of the box that asks
 */
export async function sendAgain(
  sending: Sending,
  board: Board,
  { box, bootId }: { readonly box: LiveBox; readonly bootId: string },
): Promise<void> {
  const { boards, clock, link } = sending;
  if (board.delivering !== null || board.halted || box.word.acceptedAt !== null) return;
  const stale = box.word.refusal?.code === 'clock-untrusted' && box.bootId !== bootId;
  if (box.word.refusal !== null && !stale) return;
  if (box.sealed === null || stale) {
    box.bootId = bootId;
    const signed = await signerOf(sending, board)([box]);
    const [message] = signed.ok ? signed.value : [];
    if (message === undefined) return;
    box.sealed = message;
    box.word = { ...box.word, refusal: null };
  }
  board.dirty.add(box.deviceId);
  if (!(await link.send(box.deviceId, typeOf(board), box.sealed))) return;
  boards.note(board, box.deviceId, (word) => withSent(word, clock.now()));
}
