/**
 * Gatekeeper of the embedded broker — người gác cổng.
 *
 * Every decision of the broker about a connection in one place: who may log in, with which client
 * id and last will, and which topics it may touch. Knows the rules, not the sockets.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { SEALED_BYTES_MAX } from '@loaso/shared/trust/sealed';
import type { BoxLogin } from '../../ports/fleet.js';
import type { BrokerRefusal } from './refusal-counter.js';
import { deviceOf, type Holder, mayPublish, maySubscribe, SERVER_LOGIN } from './rights.js';
import type { Throttle } from './throttle.js';

/** What the gate needs of a CONNECT packet. */
export type Greeting = {
  readonly clientId: string;
  readonly username?: string | undefined;
  readonly will?: { readonly topic: string; readonly retain?: boolean; readonly qos?: number };
};

export type Verdict = { readonly kind: BrokerRefusal; readonly detail: string } | null;

export type Gatekeeper = {
  /** Before the password: shape of the greeting. */
  greet(greeting: Greeting): Verdict;
  login(
    username: string | undefined,
    password: Buffer | undefined,
    inside: boolean,
  ): Promise<boolean>;
  publish(holder: Holder, packet: OutgoingPacket): Verdict;
  subscribe(holder: Holder, filter: string): Verdict;
};

export type OutgoingPacket = {
  readonly topic: string;
  readonly retain: boolean;
  readonly qos: number;
  readonly payload: Buffer | string;
};

const SECRET_MAX = 128;

export type GateTools = {
  readonly boxLogin: BoxLogin;
  /** Secret of the server's own login, new at each start. */
  readonly serverSecret: string;
  /** Messages per box. */
  readonly messages: Throttle;
};

export function createGatekeeper(tools: GateTools): Gatekeeper {
  return {
    greet({ clientId, username, will }) {
      if (clientId !== username) return refused('bad-login', 'client id is not the login name');
      if (username === SERVER_LOGIN) return null;
      const device = deviceOf(username);
      if (device === null) return refused('bad-login', 'no device id');
      return will === undefined ? null : willVerdict(device, will);
    },
    login(username, password, inside) {
      const secret = password?.toString() ?? '';
      if (username === SERVER_LOGIN) {
        return Promise.resolve(inside && sameSecret(secret, tools.serverSecret));
      }
      const device = deviceOf(username);
      const readable = device !== null && secret !== '' && secret.length <= SECRET_MAX;
      return readable ? tools.boxLogin(device, secret) : Promise.resolve(false);
    },
    publish(holder, packet) {
      const { topic, retain, qos } = packet;
      if (!mayPublish(holder, topic)) return refused('foreign-topic', topic.slice(0, 100));
      if (retain) return refused('foreign-topic', 'retained');
      if (qos > 1) return refused('foreign-topic', 'QoS 2');
      if (packet.payload.length > SEALED_BYTES_MAX) return refused('too-long', topic);
      if (holder === SERVER_LOGIN || tools.messages.take(holder)) return null;
      return refused('too-fast', topic);
    },
    subscribe: (holder, filter) =>
      maySubscribe(holder, filter) ? null : refused('foreign-filter', filter.slice(0, 100)),
  };
}

const refused = (kind: BrokerRefusal, detail: string): Verdict => ({ kind, detail });

function willVerdict(device: Holder, will: NonNullable<Greeting['will']>): Verdict {
  const own = will.topic === `d/${device}/up/gone`;
  const plain = will.retain !== true && (will.qos ?? 0) <= 1;
  return own && plain ? null : refused('bad-will', will.topic.slice(0, 100));
}

/** Compares in the same time whatever differs. */
function sameSecret(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
