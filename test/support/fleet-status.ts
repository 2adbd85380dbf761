/**
 * Sample status — trạng thái mẫu của một cụm khoẻ.
 *
 * A test says only what ails the box.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import type { Status } from '@loaso/shared/wire/status';

/** A status as a healthy box says it. */
export const statusOf = (dev: DeviceId, change: Partial<Status> = {}): Status => ({
  v: 1,
  dev,
  at: instant(Date.now()),
  bootId: 'boot-0001',
  agentVersion: '0.1.0',
  uptimeS: 60,
  clock: { trust: 'locked', source: 'server', errorMs: 20 },
  plan: null,
  envelopeNum: 1,
  cache: { needed: 0, have: 0, missing: [], bytes: 0, freeBytes: 1_000_000_000 },
  onAir: null,
  next: null,
  output: { kind: 'card', virtual: false, healthy: true, detail: '' },
  unsentRecords: 0,
  refusals: [],
  ...change,
});

/** What a board without trouble measures. */
export const HEALTHY: NonNullable<Status['vitals']> = {
  mains: 'on',
  mainsSinceAt: null,
  supplyVolts: 12.2,
  underVoltage: false,
  temperatureC: 45,
  operator: 'Viettel',
  signalDbm: -80,
  dataUsedBytes: 1_000,
  line: 'ok',
  starts24h: 1,
  lastStart: 'power',
};

/** Of a board that tells nothing but its line. */
export const VITALS: NonNullable<Status['vitals']> = {
  mains: 'on',
  mainsSinceAt: null,
  supplyVolts: null,
  underVoltage: null,
  temperatureC: null,
  operator: null,
  signalDbm: null,
  dataUsedBytes: null,
  line: 'ok',
  starts24h: null,
  lastStart: 'unknown',
};
