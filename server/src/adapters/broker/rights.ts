/**
 * Rights of a box on the broker — quyền của cụm loa trên máy môi giới.
 *
 * A box writes its own up topics and reads its own down topics, and nothing else; the server does
 * the reverse for all. The same table is written for mosquitto in `deploy/mosquitto/loaso.acl`.
 */
import { DeviceId } from '@loaso/shared/ids';
import {
  downFilterOf,
  parseTopic,
  TOPICS,
  type TopicName,
  topicOf,
  UP_FILTER,
} from '@loaso/shared/wire/topics';

/** Login name of the server; no device id may begin with '@'. */
export const SERVER_LOGIN = '@server';

/** Who holds a connection: the server or one box. */
export type Holder = typeof SERVER_LOGIN | DeviceId;

/** The box a login name stands for, or null for any other text. */
export function deviceOf(login: string | undefined): DeviceId | null {
  const parsed = DeviceId.safeParse(login);
  return parsed.success ? parsed.data : null;
}

export function mayPublish(holder: Holder, topic: string): boolean {
  const parsed = parseTopic(topic);
  if (parsed === null) return false;
  const { direction } = TOPICS[parsed.name];
  return holder === SERVER_LOGIN
    ? direction === 'down'
    : direction === 'up' && parsed.device === holder;
}

export function maySubscribe(holder: Holder, filter: string): boolean {
  if (holder === SERVER_LOGIN) return filter === UP_FILTER;
  const own = [downFilterOf(holder), `d/${holder}/down/#`];
  return own.includes(filter) || DOWN_NAMES.some((name) => topicOf(holder, name) === filter);
}

/** True when a message on `topic` may reach `holder`, whatever its filters say. */
export function mayReceive(holder: Holder, topic: string): boolean {
  const parsed = parseTopic(topic);
  if (parsed === null) return false;
  const { direction } = TOPICS[parsed.name];
  return holder === SERVER_LOGIN
    ? direction === 'up'
    : direction === 'down' && parsed.device === holder;
}

const isDown = (name: string): name is TopicName => TOPICS[name as TopicName].direction === 'down';
const DOWN_NAMES: readonly TopicName[] = Object.keys(TOPICS).filter(isDown);
