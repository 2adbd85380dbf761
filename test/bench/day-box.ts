/**
 * A box of a measured province — một cụm loa của tỉnh đem đo.
 *
 * The real link of the agent with its last will and back-off, real sealed words under its own key:
 * asks at each connect, acknowledges plans, tells its status every minute and at each change, keeps a
 * record until it is receipted. It has no disk and makes no sound, so that thousands fit a process.
 */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { DeviceId, partsOfPlayId } from '@loaso/shared/ids';
import { durationMs, instant } from '@loaso/shared/time';
import { parseSealed, seal } from '@loaso/shared/trust/sealed';
import type { PlanMark } from '@loaso/shared/wire/plan';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { downFilterOf, type TopicName, topicOf } from '@loaso/shared/wire/topics';
import { createMqttLink, LINK_LIMITS } from '#edge-agent/adapters/mqtt-link';
import { createSecureLine } from '#edge-agent/adapters/tls/secure-line';
import { statusOf } from '../support/fleet-status.js';
import { type BoxKey, keyOf } from './day-keys.js';

/** As the agent does by default. */
const STATUS_EVERY_MS = 60_000;
const RESEND_MS = 5_000;

export type Airing = { readonly playId: string; readonly durationMs: number };

export type Counts = { statuses: number; records: number; plans: number; connects: number };

export type DayBox = {
  start(): void;
  /** Sounds it now, in pretence: says so, says when it ends, and records it. */
  air(airing: Airing): void;
  /** Records that nobody has confirmed. */
  unconfirmed(): number;
  up(): boolean;
};

type Setting = { readonly id: string; readonly brokerUrl: string; readonly operator: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function createDayBox({ id, brokerUrl, operator }: Setting, counts: Counts): DayBox {
  const dev = DeviceId.parse(id);
  const key: BoxKey = keyOf(id);
  const privateKey = createPrivateKey({ key: key.pkcs8, format: 'der', type: 'pkcs8' });
  const signer = {
    kid: dev,
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
  const bootId = `boot-${id}`;
  const bornAt = Date.now();
  let held: PlanMark | null = null;
  let onAir: Airing | null = null;
  let records: PlayRecord[] = [];
  let [nextSeq, counter, isUp] = [1, 0, false];
  let minute: NodeJS.Timeout | undefined;

  const sealed = (type: Parameters<typeof seal>[0], body: object): string =>
    seal(type, JSON.stringify({ v: 1, dev, ...body }), [signer]);
  const farewell = { topic: topicOf(dev, 'gone'), raw: sealed('gone', { bootId }) };
  const login = { user: dev, secret: key.secret, filter: downFilterOf(dev) };
  const dial = createSecureLine(null, () => ({ atMs: Date.now(), floorMs: 0 }));
  const link = createMqttLink(
    { brokerUrl, ...login, gone: farewell, limits: LINK_LIMITS, dial },
    () => undefined,
  );
  const say = (name: 'ask' | 'ack' | 'status' | 'records', body: object): void => {
    if (isUp) link.publish(topicOf(dev, name), sealed(name, { at: Date.now(), ...body }), 1);
  };

  const tell = (): void => {
    clearTimeout(minute);
    if (!isUp) return;
    const {
      v: _v,
      dev: _dev,
      ...status
    } = statusOf(dev, {
      bootId,
      uptimeS: Math.floor((Date.now() - bornAt) / 1_000),
      plan: held,
      onAir: onAir === null ? null : onAirOf(onAir),
      cache: { needed: 1, have: 1, missing: [], bytes: 200_000, freeBytes: 8_000_000_000 },
      unsentRecords: records.length,
      vitals: vitalsOf(operator),
    });
    say('status', status);
    counts.statuses += 1;
    minute = setTimeout(tell, STATUS_EVERY_MS);
  };
  const sendRecords = (): void => {
    if (records.length === 0 || !isUp) return;
    say('records', { records });
    setTimeout(sendRecords, RESEND_MS);
  };
  const up = (): void => {
    isUp = true;
    counts.connects += 1;
    const want = ['plan', 'envelope', 'receipt'];
    say('ask', { bootId, want, have: held, envelopeNum: 1, agentVersion: '0.1.0' });
    sendRecords();
    tell();
    // Each at its own second of the minute, as boxes that were switched on at some time.
    clearTimeout(minute);
    minute = setTimeout(tell, Math.random() * STATUS_EVERY_MS);
  };
  const takePlan = (raw: string): void => {
    const opened = parseSealed(raw);
    if (!opened.ok) return;
    const { epoch, num } = JSON.parse(opened.value.body) as PlanMark;
    held = { epoch, num, hash: sha256(opened.value.body) as PlanMark['hash'] };
    counts.plans += 1;
    counter += 1;
    say('ack', { what: 'plan', outcome: 'accepted', plan: held, envelopeNum: 1, counter });
  };
  const takeReceipt = (raw: string): void => {
    const opened = parseSealed(raw);
    if (!opened.ok) return;
    const { upToSeq } = JSON.parse(opened.value.body) as { upToSeq: number };
    records = records.filter(({ seq }) => seq > upToSeq);
  };
  const hears: Partial<Record<TopicName, (raw: string) => void>> = {
    plan: takePlan,
    receipt: takeReceipt,
  };

  return {
    start: () =>
      link.start({
        up,
        down: () => {
          isUp = false;
          clearTimeout(minute);
        },
        message: (topic, raw) => hears[topic.split('/').at(-1) as TopicName]?.(raw),
      }),
    air(airing) {
      onAir = airing;
      tell();
      setTimeout(() => {
        onAir = null;
        records.push(recordOf(airing, nextSeq));
        counts.records += 1;
        nextSeq += 1;
        sendRecords();
        tell();
      }, airing.durationMs);
    },
    unconfirmed: () => records.length,
    up: () => isUp,
  };
}

const onAirOf = ({ playId }: Airing) => ({
  playId: playId as PlayRecord['playId'],
  positionMs: durationMs(0),
  title: 'Bản tin',
});

const recordOf = ({ playId, durationMs: playedMs }: Airing, seq: number): PlayRecord => ({
  v: 1,
  seq,
  playId: playId as PlayRecord['playId'],
  recordedAt: instant(Date.now()),
  clock: { trust: 'locked', source: 'server', errorMs: 20 },
  outcome: 'completed',
  startedAt: instant(partsOfPlayId(playId as PlayRecord['playId']).startAtMs),
  fromMs: durationMs(0),
  playedMs: durationMs(playedMs),
  virtual: false,
});

const vitalsOf = (operator: string) => ({
  mains: 'on' as const,
  mainsSinceAt: null,
  supplyVolts: 12.2,
  underVoltage: false,
  temperatureC: 48,
  operator,
  signalDbm: -85,
  dataUsedBytes: 1_000_000,
  line: 'ok' as const,
  starts24h: 1,
  lastStart: 'power' as const,
});
