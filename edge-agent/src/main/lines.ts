/**
 * Lines of a box — các đường ra mạng của cụm.
 *
 * Broker, files and enrolment over one trust: the authorities of the settings beside the public ones,
 * at the time that the box knows. Main and command line open no line otherwise.
 */

import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import type { EnrolReply } from '@loaso/shared/wire/enrol';
import { downFilterOf, topicOf } from '@loaso/shared/wire/topics';
import {
  createHttpDownloader,
  DOWNLOAD_LIMITS,
  type DownloadLimits,
} from '../adapters/http/downloader.js';
import { createFileTrial } from '../adapters/http/file-trial.js';
import { createJsonPost } from '../adapters/http/json-post.js';
import { createMqttLink, type LinkLimits } from '../adapters/mqtt-link.js';
import { createSecureLine, type KnownTime } from '../adapters/tls/secure-line.js';
import type { Config } from '../config.js';
import { WRITTEN_MS } from '../core/known-time.js';
import type { Tools } from '../core/tools.js';
import type { Dial, Downloader, Link, Log, PostJson, TryFiles } from '../ports.js';

/** @param known what the box knows of the time at each connection */
export const dialOf = ({ caFile }: Config, known: () => KnownTime): Dial<Duplex> =>
  createSecureLine(caFile === undefined ? null : readFileSync(caFile, 'utf8'), known);

/** A box that is not enrolled has never been told the time. */
export const postOf = (config: Config): PostJson =>
  createJsonPost(dialOf(config, () => ({ atMs: null, floorMs: WRITTEN_MS })));

export const downloaderOf = (
  identity: EnrolReply,
  dial: Dial<Duplex>,
  count: (bytes: number) => void,
  limits: DownloadLimits = DOWNLOAD_LIMITS,
): Downloader => createHttpDownloader(accountOf(identity, dial), limits, count);

export const fileTrialOf = (
  identity: EnrolReply,
  dial: Dial<Duplex>,
  count: (bytes: number) => void,
): TryFiles => createFileTrial(accountOf(identity, dial), count);

const accountOf = ({ audioBaseUrl, dev, secret }: EnrolReply, dial: Dial<Duplex>) => ({
  audioBaseUrl,
  user: dev,
  secret,
  dial,
});

type Farewell = { readonly topic: string; readonly raw: string };

export const farewellOf = ({ dev }: EnrolReply, tools: Tools, bootId: string): Farewell => ({
  topic: topicOf(dev, 'gone'),
  raw: tools.seal('gone', JSON.stringify({ v: 1, dev, bootId })),
});

type Line = {
  readonly identity: EnrolReply;
  readonly dial: Dial<Duplex>;
  readonly limits: LinkLimits;
};

export const linkOf = ({ identity, dial, limits }: Line, gone: Farewell, log: Log): Link =>
  createMqttLink(
    {
      brokerUrl: identity.brokerUrl,
      user: identity.dev,
      secret: identity.secret,
      filter: downFilterOf(identity.dev),
      gone,
      limits,
      dial,
    },
    log,
  );
