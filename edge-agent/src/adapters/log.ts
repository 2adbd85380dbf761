/**
 * Log — nhật ký vận hành.
 *
 * JSON lines with `event` from the closed list; error means that somebody must come. Never holds a
 * secret: it is given fields, not objects.
 */
import { pino } from 'pino';
import type { Log } from '../ports.js';

/** @param keep told of every line that is written */
export function createLog(
  level: string,
  fields: Readonly<Record<string, string>>,
  keep: (line: string) => void = () => undefined,
): Log {
  const out = pino.destination({ fd: 1, sync: true });
  const both = {
    write: (line: string): void => {
      out.write(line);
      keep(line);
    },
  };
  const options = { level, base: fields, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(options, both);
  return (severity, event, more) => logger[severity]({ event, ...more });
}
