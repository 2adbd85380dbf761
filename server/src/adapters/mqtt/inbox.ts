/**
 * Inbox — hộp thư đến.
 *
 * What boxes say, in order per box and side by side between boxes, with a bound on how much may
 * wait: beyond it `put` waits, and with it the broker. A handler that fails is logged and counted;
 * the next message is not its victim.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { TopicName } from '@loaso/shared/wire/topics';
import type { FleetListener } from '../../ports/fleet.js';
import type { Log } from '../../ports/system.js';

export type Letter = { readonly device: DeviceId; readonly name: TopicName; readonly raw: string };

export type Inbox = {
  /** Resolves when there is room. */
  put(letter: Letter): Promise<void>;
  waiting(): number;
  failed(): number;
  /** Resolves when everything put so far is handled. */
  idle(): Promise<void>;
};

export function createInbox(
  listener: Pick<FleetListener, 'message'>,
  log: Log,
  waitingMax: number,
): Inbox {
  const queues = new Map<DeviceId, Letter[]>();
  let waiting = 0;
  let failed = 0;
  const room: (() => void)[] = [];
  let quiet: (() => void)[] = [];

  const settleOne = (): void => {
    waiting -= 1;
    if (waiting < waitingMax) {
      const next = room.shift();
      next?.();
    }
    if (waiting > 0) return;
    for (const done of quiet) done();
    quiet = [];
  };

  const work = async (device: DeviceId, queue: Letter[]): Promise<void> => {
    for (let letter = queue[0]; letter !== undefined; letter = queue[0]) {
      try {
        await listener.message(letter.device, letter.name, letter.raw);
      } catch (cause) {
        failed += 1;
        log.error('link.message-failed', { device, name: letter.name, detail: String(cause) });
      }
      queue.shift();
      if (queue.length === 0) queues.delete(device);
      settleOne();
    }
  };

  return {
    put(letter) {
      waiting += 1;
      const queue = queues.get(letter.device);
      if (queue === undefined) {
        const fresh = [letter];
        queues.set(letter.device, fresh);
        void work(letter.device, fresh);
      } else queue.push(letter);
      if (waiting < waitingMax) return Promise.resolve();
      return new Promise((resolve) => {
        room.push(resolve);
      });
    },
    waiting: () => waiting,
    failed: () => failed,
    idle: () =>
      waiting === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            quiet.push(resolve);
          }),
  };
}
