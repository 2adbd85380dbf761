/**
 * Log — nhật ký vận hành.
 *
 * JSON lines with `event` from the closed list; error means that somebody must come. Never holds a
 * secret: it is given fields, not objects.
 */
import { pino } from 'pino';
import type { Log } from '../ports.js';

export function createLog(level: string, fields: Readonly<Record<string, string>>): Log {
  const logger = pino({ level, base: fields, timestamp: pino.stdTimeFunctions.isoTime });
  return (severity, event, more) => logger[severity]({ event, ...more });
}
