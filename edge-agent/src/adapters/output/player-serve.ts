/**
 * Player — trình phát, tiến trình riêng.
 *
 * The process that makes sound and nothing else: takes orders from the agent over one socket, renders
 * samples, tells what happened to each sound. It opens no journal, no broker and no cache of its own.
 * When the agent is gone, for whatever reason, it falls silent at once and ends.
 */
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { OutputNews, SoundOutput } from '../../ports.js';
import { createCardOutput } from './card-output.js';
import {
  createReader,
  type FromPlayer,
  lineOf,
  PLAYER_V,
  type SoundOrder,
  ToPlayer,
} from './player-wire.js';
import { askPriority } from './real-time.js';

const BEAT_MS = 500;
/** Words that may wait for an agent that does not read; beyond it has been stuck for hours. */
const UNREAD_BYTES = 1_000_000;

type Player = { readonly output: SoundOutput; readonly beat: NodeJS.Timeout };

/**
 * Serves one agent until it says so or its end of the socket closes.
 *
 * @param pid this process, for which priority is asked
 * @returns null after an orderly end, else the fault
 */
export async function servePlayer(socket: Duplex, pid: number): Promise<string | null> {
  const ended = Promise.withResolvers<string | null>();
  let player: Player | null = null;
  const say = (message: FromPlayer): void => {
    if (socket.writableLength > UNREAD_BYTES) ended.resolve('the agent does not listen');
    else if (socket.writable) socket.write(lineOf(message));
  };
  const open = (message: Extract<ToPlayer, { type: 'open' }>): void => {
    if (message.v !== PLAYER_V || player !== null) {
      ended.resolve(`protocol ${message.v} was asked for, this is ${PLAYER_V}`);
      return;
    }
    const output = createCardOutput(message.setting);
    const beat = setInterval(() => say({ type: 'beat', monoMs: monoNow() }), BEAT_MS);
    player = { output, beat };
    void begin(output, pid, say);
  };
  const take = (message: ToPlayer): void => {
    if (message.type === 'end') ended.resolve(null);
    else if (message.type === 'open') open(message);
    else if (player === null) ended.resolve('an order before the first line');
    else if (message.type === 'keep-heads') player.output.keepHeads(message.files);
    else obey(player.output, message);
  };
  socket.setEncoding('utf8');
  socket.on('data', createReader(ToPlayer, take, ended.resolve));
  for (const event of ['end', 'close', 'error']) {
    socket.once(event, () => ended.resolve('the agent is gone'));
  }
  const why = await ended.promise;
  await close(player);
  socket.end();
  if (!socket.closed) await Promise.race([once(socket, 'close'), sleep(BEAT_MS)]);
  return why;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function begin(
  output: SoundOutput,
  pid: number,
  say: (message: FromPlayer) => void,
): Promise<void> {
  const priority = await askPriority(pid);
  const state = await output.start((news: OutputNews) => say(news));
  say({ type: 'opened', v: PLAYER_V, priority, output: state });
}

async function close(player: Player | null): Promise<void> {
  if (player === null) return;
  clearInterval(player.beat);
  await player.output.stop();
}

/** @throws on an order that a port refuses, which is a bug of this side */
function obey(output: SoundOutput, order: SoundOrder): void {
  const { soundId } = order;
  if (order.type === 'prepare') output.prepare(soundId, order.parts, order.fromMs, order.relay);
  else if (order.type === 'play') output.play(order);
  else if (order.type === 'limit') output.limit(soundId, order.untilMonoMs);
  else if (order.type === 'volume') output.setVolume(soundId, order.volumePercent);
  else output.stopSound(soundId);
}

const monoNow = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
