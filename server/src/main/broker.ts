/**
 * Broker wiring — nối với máy môi giới MQTT.
 *
 * Embedded or external by one setting; either way the server is one more client of it, and a box may
 * use its own topics only.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createEmbeddedBroker } from '../adapters/broker/embedded.js';
import { createExternalBroker } from '../adapters/broker/external.js';
import { type BrokerAddress, createLink, type Link } from '../adapters/mqtt/link.js';
import { type Config, placesIn } from '../config.js';
import type { BoxLogin, BrokerLogins } from '../ports/fleet.js';
import type { Log } from '../ports/system.js';
import { pem } from './tls.js';

export type BrokerEnd = {
  readonly link: Link;
  readonly logins: BrokerLogins;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What boxes are told at enrolment. */
  readonly publicUrl: () => string;
  readonly connections: () => number;
};

type Presence = Parameters<typeof createEmbeddedBroker>[0]['presence'];

export type BrokerHooks = { readonly boxLogin: BoxLogin; readonly presence: Presence };

export function createBroker(config: Config, log: Log, hooks: BrokerHooks): BrokerEnd {
  return config.brokerMode === 'embedded' ? embedded(config, log, hooks) : external(config, log);
}

function embedded(config: Config, log: Log, hooks: BrokerHooks): BrokerEnd {
  const tls = pem(config.brokerTlsCertFile, config.brokerTlsKeyFile);
  const broker = createEmbeddedBroker({
    host: config.brokerHost,
    port: config.brokerPort,
    dataDir: placesIn(config.dataDir).broker,
    ...(tls === null ? {} : { tls }),
    ...hooks,
    log,
  });
  const address = `mqtt${tls === null ? '' : 's'}://${config.brokerHost}`;
  return {
    link: createLink({ broker: broker.inside, logins: broker, log }),
    logins: broker,
    start: () => broker.start(),
    stop: () => broker.stop(),
    publicUrl: () => config.brokerPublicUrl || `${address}:${broker.port()}`,
    connections: () => broker.connections(),
  };
}

function external(config: Config, log: Log): BrokerEnd {
  if (config.brokerUrl === '') throw new Error('brokerUrl is needed with brokerMode external');
  const password =
    config.brokerPasswordFile === ''
      ? randomBytes(24).toString('base64url')
      : readFileSync(config.brokerPasswordFile, 'utf8').trim();
  const logins = createExternalBroker({
    passwordFile: config.brokerLoginsFile,
    serverSecret: password,
    reload: { pidFile: config.brokerReloadPidFile },
    log,
  });
  const broker: BrokerAddress = { url: config.brokerUrl, username: config.brokerUser, password };
  return {
    link: createLink({ broker, logins, log }),
    logins,
    start: () => logins.start(),
    stop: () => Promise.resolve(),
    publicUrl: () => config.brokerPublicUrl || config.brokerUrl,
    connections: () => 0,
  };
}
