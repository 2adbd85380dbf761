/**
 * Stop button — nút dừng trên vỏ máy.
 *
 * Reads an input device of the kernel (`gpio-keys`, any key) and calls back when it is pressed. It can
 * do nothing else: there is no button that starts a sound. Looks, and never waits in a read: a thread
 * that waits for a finger keeps the process from ending, and the player from falling silent with it.
 */
import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { Log } from '../../ports.js';

/** struct input_event of linux/input.h: two words of time, then type, code and value. */
const WORD_BYTES = process.arch === 'arm' ? 4 : 8;
const EVENT_BYTES = 2 * WORD_BYTES + 8;
const TYPE_AT = 2 * WORD_BYTES;
const VALUE_AT = TYPE_AT + 4;
const EV_KEY = 1;
const PRESSED = 1;
const RETRY_MS = 10_000;
const LOOK_EVERY_MS = 50;
/** More presses between two looks are one. */
const EVENTS_MAX = 64;

export type StopButton = { stop(): void };

/** How many times a key went down in these bytes. */
export function pressesIn(bytes: Buffer): number {
  let presses = 0;
  for (let at = 0; at + EVENT_BYTES <= bytes.length; at += EVENT_BYTES) {
    const type = bytes.readUInt16LE(at + TYPE_AT);
    const value = bytes.readInt32LE(at + VALUE_AT);
    if (type === EV_KEY && value === PRESSED) presses += 1;
  }
  return presses;
}

/** @param device for example `/dev/input/by-path/platform-gpio-keys-event` */
export function createStopButton(device: string, pressed: () => void, log: Log): StopButton {
  const bytes = Buffer.alloc(EVENTS_MAX * EVENT_BYTES);
  let told = false;
  let timer: NodeJS.Timeout | undefined;
  let open: number | null = null;

  const close = (): void => {
    if (open !== null) closeSync(open);
    open = null;
  };

  /** What the kernel has for us: whole events, or nothing; null where the device has gone. */
  function read(): number | null {
    try {
      open ??= openSync(device, constants.O_RDONLY | constants.O_NONBLOCK);
      return readSync(open, bytes);
    } catch (cause) {
      if (isQuiet(cause)) return 0;
      if (!told) log('warn', 'board-fault', { detail: String(cause).slice(0, 200) });
      told = true;
      close();
      return null;
    }
  }

  /** @returns when to look again */
  function look(): number {
    const length = read();
    if (length === null) return RETRY_MS;
    if (pressesIn(bytes.subarray(0, length)) > 0) pressed();
    return LOOK_EVERY_MS;
  }

  function again(afterMs: number): void {
    timer = setTimeout(() => again(look()), afterMs);
    timer.unref();
  }

  again(look());
  return {
    stop: () => {
      clearTimeout(timer);
      close();
    },
  };
}

/** Nothing has been pressed since the last look. */
const isQuiet = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN';
