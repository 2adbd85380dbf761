/**
 * Live feed — dòng tin trực tiếp.
 *
 * One WebSocket that turns hints of the server into fresh queries. Promises to reconnect with a
 * growing pause and to say since when it has been cut; a lost hint only costs age, so after each
 * reconnection everything on screen is asked again.
 */

import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { LiveEvent } from '@loaso/shared/wire/http/live';
import type { QueryClient } from '@tanstack/react-query';
import { now, setServerTime } from '../app/clock.js';

const PAUSE_FIRST_MS = 1000;
const PAUSE_MAX_MS = 30_000;
/** Hints that come together are answered together. */
const GATHER_MS = 400;
/** Least time between two answers to what comes all day: an old laptop has to keep up with a province. */
const SPACING_MS = 2500;
const ALL_DAY: ReadonlySet<LiveEvent['kind']> = new Set(['device', 'record']);

export type LiveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'cut'; readonly since: number };

/** Which cached answers a hint makes old. */
const STALE_AFTER: Readonly<Record<LiveEvent['kind'], readonly string[]>> = {
  hello: [],
  device: ['overview'],
  record: ['overview', 'calendar', 'airings'],
  bulletin: ['bulletins', 'overview'],
  job: [],
  schedule: ['entries', 'calendar', 'airings', 'overview'],
  publication: ['publications', 'calendar'],
  rollout: ['releases'],
  incident: ['incidents', 'work'],
  emergency: ['emergencies', 'overview'],
};

type Heard = ReadonlyMap<string, DeviceSummary>;

const swap = (heard: Heard) => (list: DeviceSummary[] | undefined) =>
  list?.map((one) => heard.get(one.id) ?? one);

/** Puts what the hint already carries straight into the cache; returns further keys to renew. */
function patch(client: QueryClient, event: LiveEvent): unknown[][] {
  switch (event.kind) {
    case 'hello':
      setServerTime(event.at);
      return [];
    case 'device':
      return [['device', event.device.id]];
    case 'job':
      client.setQueryData(['job', event.job.id], event.job);
      return event.job.state === 'running'
        ? []
        : [['bulletin', event.job.bulletinId], ['bulletins']];
    case 'bulletin':
      return [['bulletin', event.bulletinId]];
    case 'record':
      return [['device', event.deviceId]];
    case 'publication':
      return [['publication', event.publicationId]];
    case 'rollout':
      return [['rollout', event.rolloutId]];
    case 'emergency':
      return [['emergency', event.emergencyId]];
    case 'incident':
      return [['incident', event.incidentId]];
    case 'schedule':
      return [];
  }
}

export class LiveFeed {
  readonly #client: QueryClient;
  readonly #listeners = new Set<() => void>();
  readonly #due = new Map<string, unknown[]>();
  /** The last word of each box since the list was drawn. */
  readonly #heard = new Map<string, DeviceSummary>();
  #renewedAt = 0;
  #gatherAt = 0;
  #state: LiveState = { kind: 'connecting' };
  #socket: WebSocket | null = null;
  #pauseMs = PAUSE_FIRST_MS;
  #timer = 0;
  #gather = 0;
  #wanted = false;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): LiveState => this.#state;

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#open();
  }

  stop(): void {
    this.#wanted = false;
    window.clearTimeout(this.#timer);
    window.clearTimeout(this.#gather);
    this.#gather = 0;
    this.#due.clear();
    this.#heard.clear();
    this.#socket?.close();
    this.#socket = null;
    this.#become({ kind: 'connecting' });
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #open(): void {
    const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${window.location.host}/api/live`);
    this.#socket = socket;
    socket.addEventListener('message', (message) => this.#hear(message.data));
    socket.addEventListener('open', () => this.#joined());
    socket.addEventListener('close', () => this.#lost(socket));
  }

  #joined(): void {
    const again = this.#state.kind === 'cut';
    this.#pauseMs = PAUSE_FIRST_MS;
    this.#become({ kind: 'live' });
    if (again) void this.#client.invalidateQueries();
  }

  #lost(socket: WebSocket): void {
    if (!this.#wanted || socket !== this.#socket) return;
    if (this.#state.kind !== 'cut') this.#become({ kind: 'cut', since: now() });
    this.#timer = window.setTimeout(() => this.#open(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MAX_MS);
  }

  #hear(data: unknown): void {
    const parsed = LiveEvent.safeParse(parseJson(data));
    if (!parsed.success) return;
    if (parsed.data.kind === 'device') this.#heard.set(parsed.data.device.id, parsed.data.device);
    const keys = STALE_AFTER[parsed.data.kind].map((key) => [key]);
    for (const key of [...keys, ...patch(this.#client, parsed.data)]) {
      this.#due.set(JSON.stringify(key), key);
    }
    if (this.#due.size > 0) this.#gatherFor(parsed.data.kind);
  }

  /** What a person has done is answered at once, and takes along whatever waits. */
  #gatherFor(kind: LiveEvent['kind']): void {
    const restMs = this.#renewedAt + SPACING_MS - performance.now();
    const at = performance.now() + (ALL_DAY.has(kind) ? Math.max(GATHER_MS, restMs) : GATHER_MS);
    if (this.#gather !== 0 && at >= this.#gatherAt) return;
    window.clearTimeout(this.#gather);
    this.#gatherAt = at;
    this.#gather = window.setTimeout(() => this.#renew(), at - performance.now());
  }

  #renew(): void {
    this.#gather = 0;
    this.#renewedAt = performance.now();
    if (this.#heard.size > 0) this.#client.setQueryData(['devices'], swap(this.#heard));
    this.#heard.clear();
    for (const queryKey of this.#due.values()) void this.#client.invalidateQueries({ queryKey });
    this.#due.clear();
  }
}

/** A newer server may send what this page does not know yet: such a hint is left alone. */
function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
