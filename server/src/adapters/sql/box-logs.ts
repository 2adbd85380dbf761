/**
 * Logs of boxes in SQL — nhật ký lấy từ cụm trong kho.
 *
 * As base64: both kinds of database keep text alike.
 */
import type { BoxLogStore } from '../../ports/box-logs.js';
import type { OpenDatabase } from './dialects.js';
import { as, text } from './values.js';

type LogRow = {
  readonly command_id: string;
  readonly device_id: string;
  readonly at: number;
  readonly gzip: string;
};

const tableOf = ({ db }: OpenDatabase) => db.withTables<{ box_logs: LogRow }>();

export const boxLogStore = (open: () => OpenDatabase): BoxLogStore => ({
  async putBoxLog({ commandId, deviceId, at, gzip }, most) {
    const packed = text(Buffer.from(gzip).toString('base64'));
    await tableOf(open())
      .insertInto('box_logs')
      .values({ command_id: commandId, device_id: deviceId, at, gzip: packed })
      .onConflict((it) => it.column('command_id').doNothing())
      .execute();
    const kept = await tableOf(open())
      .selectFrom('box_logs')
      .select('command_id')
      .where('device_id', '=', deviceId)
      .orderBy('at', 'desc')
      .orderBy('command_id', 'desc')
      .limit(most)
      .execute();
    await tableOf(open())
      .deleteFrom('box_logs')
      .where('device_id', '=', deviceId)
      .where(
        'command_id',
        'not in',
        kept.map(({ command_id }) => command_id),
      )
      .execute();
  },
  async boxLog(deviceId, commandId) {
    const row = await tableOf(open())
      .selectFrom('box_logs')
      .selectAll()
      .where('device_id', '=', deviceId)
      .where('command_id', '=', commandId)
      .executeTakeFirst();
    if (row === undefined) return null;
    const gzip = Buffer.from(row.gzip, 'base64');
    return { commandId: row.command_id, deviceId: as(row.device_id), at: row.at, gzip };
  },
  async boxLogsOf(deviceId) {
    const rows = await tableOf(open())
      .selectFrom('box_logs')
      .select('command_id')
      .where('device_id', '=', deviceId)
      .orderBy('at', 'desc')
      .execute();
    return rows.map(({ command_id }) => command_id);
  },
  async sweepBoxLogs(before) {
    const rows = await tableOf(open())
      .deleteFrom('box_logs')
      .where('at', '<', before)
      .returning('command_id')
      .execute();
    return rows.length;
  },
});
