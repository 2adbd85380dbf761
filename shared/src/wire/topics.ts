/**
 * Topics — bảng chủ đề MQTT.
 *
 * One table: topic → direction, delivery, sealed type. A box reads only `d/<its id>/down/…` and
 * writes only `d/<its id>/up/…`; nothing is retained and nothing is shared between boxes.
 */
import { DeviceId } from '../ids.js';
import type { SealedType } from '../trust/sealed.js';

export type Direction = 'down' | 'up';

export type Topic = {
  readonly direction: Direction;
  readonly qos: 0 | 1;
  readonly type: SealedType;
};

export const TOPICS = {
  root: { direction: 'down', qos: 1, type: 'root' },
  envelope: { direction: 'down', qos: 1, type: 'envelope' },
  plan: { direction: 'down', qos: 1, type: 'plan' },
  urgent: { direction: 'down', qos: 1, type: 'urgent' },
  drill: { direction: 'down', qos: 1, type: 'drill' },
  stop: { direction: 'down', qos: 1, type: 'stop' },
  command: { direction: 'down', qos: 1, type: 'command' },
  release: { direction: 'down', qos: 1, type: 'release' },
  time: { direction: 'down', qos: 0, type: 'time' },
  receipt: { direction: 'down', qos: 1, type: 'receipt' },
  ack: { direction: 'up', qos: 1, type: 'ack' },
  status: { direction: 'up', qos: 0, type: 'status' },
  records: { direction: 'up', qos: 1, type: 'records' },
  result: { direction: 'up', qos: 1, type: 'result' },
  ask: { direction: 'up', qos: 1, type: 'ask' },
  gone: { direction: 'up', qos: 1, type: 'gone' },
} as const satisfies Readonly<Record<string, Topic>>;
export type TopicName = keyof typeof TOPICS;

/** 'd/<device>/<direction>/<name>'. */
export const topicOf = (device: DeviceId, name: TopicName): string =>
  `d/${device}/${TOPICS[name].direction}/${name}`;

/** What a box subscribes to. */
export const downFilterOf = (device: DeviceId): string => `d/${device}/down/+`;

/** What the server subscribes to. */
export const UP_FILTER = 'd/+/up/+';

/** The parts of a topic of ours, or null for any other text. */
export function parseTopic(topic: string): { device: DeviceId; name: TopicName } | null {
  const [head, device, direction, name, ...rest] = topic.split('/');
  if (head !== 'd' || rest.length > 0 || name === undefined || !isTopicName(name)) return null;
  if (TOPICS[name].direction !== direction) return null;
  const id = DeviceId.safeParse(device);
  return id.success ? { device: id.data, name } : null;
}

const isTopicName = (name: string): name is TopicName => Object.hasOwn(TOPICS, name);
