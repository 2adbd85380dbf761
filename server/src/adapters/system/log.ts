/**
 * Log — nhật ký hệ thống.
 *
 * One JSON object a line, with `event` from a closed list, UTC times, and nothing that opens a door:
 * fields named like secrets are blacked out wherever they stand in the first two levels.
 */
import { pino, stdSerializers, stdTimeFunctions } from 'pino';
import type { Log } from '../../ports/system.js';
import { LOG_EVENTS } from './log-events.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export type LogOptions = {
  readonly level: LogLevel;
  /** Where lines go; standard output when absent. */
  readonly destination?: { write(line: string): void };
};

const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'enrolmentCode',
  'password',
  'passwordHash',
  'privateKey',
  'secret',
  'secretHash',
  'token',
  'tokenHash',
];

const STDOUT = 1;

const LISTED: ReadonlySet<string> = new Set(LOG_EVENTS);

export function createLog({ level, destination }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]),
        censor: '[redacted]',
      },
      serializers: {
        cause: stdSerializers.err,
        err: stdSerializers.err,
        error: stdSerializers.err,
      },
    },
    destination ?? pino.destination({ dest: STDOUT, sync: true }),
  );
  const line = (event: string, fields: Record<string, unknown> = {}) => ({
    ...fields,
    event,
    // Written all the same: a line too many is better than one lost.
    ...(!LISTED.has(event) && { unlisted: true }),
  });
  return {
    info: (event, fields) => logger.info(line(event, fields)),
    warn: (event, fields) => logger.warn(line(event, fields)),
    error: (event, fields) => logger.error(line(event, fields)),
  };
}
