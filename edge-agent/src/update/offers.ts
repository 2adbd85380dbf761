/**
 * Offers — lời chào bản mới từ máy chủ.
 *
 * Takes the messages about new agents off the line before the core sees them, and works on one of
 * them at a time. The core decides on sound; a new program is none of its business.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { topicOf } from '@loaso/shared/wire/topics';
import type { Link } from '../ports.js';

/** The same connection; messages of the topic `release` go to `take` instead. */
export function hearingReleases(link: Link, dev: DeviceId, take: (raw: string) => void): Link {
  const release = topicOf(dev, 'release');
  return {
    start: (ears) =>
      link.start({
        ...ears,
        message: (topic, raw) => (topic === release ? take(raw) : ears.message(topic, raw)),
      }),
    publish: (topic, raw, qos) => link.publish(topic, raw, qos),
    roundTripMs: () => link.roundTripMs(),
    stop: () => link.stop(),
  };
}

/** One at a time: an offer that comes while another is worked on is dropped, since it comes again. */
export function oneAtATime(work: (raw: string) => Promise<void>): (raw: string) => void {
  let busy = false;
  return (raw) => {
    if (busy) return;
    busy = true;
    void work(raw).finally(() => {
      busy = false;
    });
  };
}
