/**
 * Stop button — nút dừng trên vỏ máy.
 *
 * Reads an input device of the kernel (`gpio-keys`, any key) and calls back when it is pressed. It can
 * do nothing else: there is no button that starts a sound.
 */
import { createReadStream } from 'node:fs';
import type { Log } from '../../ports.js';

/** struct input_event of linux/input.h: two words of time, then type, code and value. */
const WORD_BYTES = process.arch === 'arm' ? 4 : 8;
const EVENT_BYTES = 2 * WORD_BYTES + 8;
const TYPE_AT = 2 * WORD_BYTES;
const VALUE_AT = TYPE_AT + 4;
const EV_KEY = 1;
const PRESSED = 1;
const RETRY_MS = 10_000;

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
  let ended = false;
  let told = false;
  let retry: NodeJS.Timeout | undefined;
  let current: ReturnType<typeof createReadStream> | undefined;
  const again = (): void => {
    if (ended) return;
    retry = setTimeout(listen, RETRY_MS);
    retry.unref();
  };
  function listen(): void {
    // The kernel hands over whole events.
    current = createReadStream(device, { highWaterMark: 64 * EVENT_BYTES });
    current.on('data', (chunk) => {
      if (pressesIn(Buffer.from(chunk)) > 0) pressed();
    });
    current.on('error', (cause) => {
      if (!told) log('warn', 'board-fault', { detail: cause.message.slice(0, 200) });
      told = true;
    });
    current.on('close', again);
  }
  listen();
  return {
    stop: () => {
      ended = true;
      clearTimeout(retry);
      current?.destroy();
    },
  };
}
