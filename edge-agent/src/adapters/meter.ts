/**
 * Meter — đồng hồ đo dữ liệu.
 *
 * Counts what the agent itself sends and receives, for a box whose kernel counts nothing that could
 * be told apart. Below the truth by the overhead of the line, which nobody here can see.
 */
import type { Link } from '../ports.js';

/** Names, headers and acknowledgements of one message, about. */
const MESSAGE_OVERHEAD_BYTES = 100;

export type Meter = {
  readonly count: (bytes: number) => void;
  readonly total: () => number;
};

export function createMeter(): Meter {
  let total = 0;
  return {
    count: (bytes) => {
      total += bytes;
    },
    total: () => total,
  };
}

/** The same link, with every message counted. */
export function meteredLink(link: Link, { count }: Meter): Link {
  const countMessage = (topic: string, raw: string): void =>
    count(topic.length + Buffer.byteLength(raw) + MESSAGE_OVERHEAD_BYTES);
  return {
    start: (hears) =>
      link.start({
        ...hears,
        message: (topic, raw) => {
          countMessage(topic, raw);
          hears.message(topic, raw);
        },
      }),
    publish: (topic, raw, qos) => {
      countMessage(topic, raw);
      link.publish(topic, raw, qos);
    },
    roundTripMs: () => {
      count(MESSAGE_OVERHEAD_BYTES);
      return link.roundTripMs();
    },
    stop: () => link.stop(),
  };
}
