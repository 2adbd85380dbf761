/**
 * Hooks of the embedded broker — các móc của máy môi giới.
 *
 * Asks the gatekeeper at each decision that aedes leaves to us and counts what is refused. Knows
 * aedes and no rule of its own.
 */
import type { Aedes, AuthenticateError, Client } from 'aedes';
import type { Gatekeeper } from './gatekeeper.js';
import type { RefusalCounter } from './refusal-counter.js';
import { deviceOf, type Holder, mayReceive, SERVER_LOGIN } from './rights.js';

export type Guarded = { readonly gate: Gatekeeper; readonly refusals: RefusalCounter };

type Options = NonNullable<ConstructorParameters<typeof Aedes>[0]>;

/** The refusal codes of CONNACK, MQTT 3.1.1 table 3.1. */
const connectError = (code: 2 | 4, what: string): AuthenticateError =>
  Object.assign(new Error(what), { returnCode: code });

const holderOf = (client: Client | null): Holder | null =>
  client === null ? null : client.id === SERVER_LOGIN ? SERVER_LOGIN : deviceOf(client.id);

/** @param inside streams that were opened inside this process */
export function hooksFor({ gate, refusals }: Guarded, inside: WeakSet<object>): Options {
  return {
    preConnect: (_client, packet, done) => {
      const verdict = gate.greet(packet);
      if (verdict !== null) {
        refusals.refuse(verdict.kind, packet.username ?? 'anonymous', verdict.detail);
        return done(connectError(2, verdict.detail), false);
      }
      // Nothing waits here for an absent box: it asks for its plan, and an old command is no command.
      if (packet.username !== SERVER_LOGIN) packet.clean = true;
      done(null, true);
    },
    authenticate: (client, username, password, done) => {
      gate.login(username, password, inside.has(client.conn)).then(
        (allowed) => {
          if (allowed) return done(null, true);
          refusals.refuse('bad-login', username ?? 'anonymous', 'wrong secret');
          done(connectError(4, 'wrong login'), false);
        },
        (cause: unknown) => done(connectError(4, String(cause)), false),
      );
    },
    authorizePublish: (client, packet, done) => {
      const holder = holderOf(client);
      if (holder === null) return done(new Error('nobody publishes without a login'));
      const verdict = gate.publish(holder, packet);
      if (verdict === null) return done(null);
      refusals.refuse(verdict.kind, holder, verdict.detail);
      done(new Error(verdict.detail));
    },
    authorizeSubscribe: (client, subscription, done) => {
      const holder = holderOf(client);
      const verdict = holder === null ? null : gate.subscribe(holder, subscription.topic);
      if (holder !== null && verdict === null) return done(null, subscription);
      refusals.refuse('foreign-filter', client.id, subscription.topic.slice(0, 100));
      done(null, null);
    },
    authorizeForward: (client, packet) => {
      const holder = holderOf(client);
      return holder !== null && mayReceive(holder, packet.topic) ? packet : null;
    },
  };
}
