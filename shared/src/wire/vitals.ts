/**
 * Vitals of a box — số đo tình trạng của cụm: nguồn điện, nhiệt độ, sóng, dữ liệu, lần khởi động.
 *
 * What a technician asks first. Each value is null where the box has no way to know it: an absent
 * sensor is no good news. The newest travel in every status, so that the last words of a box that
 * fell silent tell why.
 */
import { z } from 'zod';
import { Instant } from '../time.js';

/** Why the agent started: cold power-on, its own choice, the watchdog, an update, a fault. */
export const RestartReason = z.enum([
  'power',
  'reboot',
  'watchdog',
  'update',
  'command',
  'crash',
  'unknown',
]);
export type RestartReason = z.infer<typeof RestartReason>;

/** The wire to one horn, as the board measures it. */
export const HornLine = z.enum(['ok', 'open', 'short']);
export type HornLine = z.infer<typeof HornLine>;

export const Vitals = z.object({
  /** Mains of the pole; `battery` while the standby supply carries the box. */
  mains: z.enum(['on', 'battery']).nullable(),
  /** Since when `mains` is as it is. */
  mainsSinceAt: Instant.nullable(),
  /** At the input of the board. */
  supplyVolts: z.number().min(0).max(400).nullable(),
  /** The board's own word that its supply sagged since the last status. */
  underVoltage: z.boolean().nullable(),
  /** Of the processor, degrees Celsius. */
  temperatureC: z.number().min(-60).max(200).nullable(),
  /** Mobile network: name as the modem tells it, and strength. */
  operator: z.string().max(40).nullable(),
  signalDbm: z.number().min(-150).max(0).nullable(),
  /** Sent and received this calendar month, bytes. */
  dataUsedBytes: z.int().nonnegative().nullable(),
  /** What this box may use a month, bytes; null for no limit. Absent from older boxes. */
  dataBudgetBytes: z.int().nonnegative().nullable().optional(),
  /** The amplifier and the line of the horns, as the board measures them. */
  line: z.enum(['ok', 'open', 'short', 'amplifier-off']).nullable(),
  /**
   * Each horn by itself, null for one that could not be read. Absent where the board does not tell them
   * apart: there one of several may be silent and nobody knows.
   */
  horns: z.array(HornLine.nullable()).max(8).optional(),
  /** Starts of the agent in the last 24 hours, this one included. */
  starts24h: z.int().nonnegative().nullable(),
  lastStart: RestartReason,
});
export type Vitals = z.infer<typeof Vitals>;
