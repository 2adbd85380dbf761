/**
 * Commands in SQL — lệnh gửi tới cụm trong kho.
 *
 * The first answer stays: what a line brings twice changes nothing.
 */
import type { CommandStore, StoredCommand } from '../../ports/commands.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJsonOrNull, json, text } from './values.js';

type CommandRow = {
  readonly id: string;
  readonly device_id: string;
  readonly kind: string;
  readonly by_name: string;
  readonly sent_at: number;
  readonly expires_at: number;
  readonly ack: string | null;
  readonly acked_at: number | null;
  readonly result: string | null;
  readonly result_at: number | null;
};

const commandOf = (row: CommandRow): StoredCommand => ({
  id: row.id,
  deviceId: as(row.device_id),
  kind: as(row.kind),
  by: row.by_name,
  sentAt: row.sent_at,
  expiresAt: row.expires_at,
  ack: fromJsonOrNull(row.ack),
  ackedAt: row.acked_at,
  result: fromJsonOrNull(row.result),
  resultAt: row.result_at,
});

const tableOf = ({ db }: OpenDatabase) => db.withTables<{ device_commands: CommandRow }>();

type Answers = Pick<CommandStore, 'putCommandAck' | 'putCommandResult'>;

const answersOf = (open: () => OpenDatabase): Answers => ({
  async putCommandAck(ack, at) {
    const row = await tableOf(open())
      .updateTable('device_commands')
      .set({ ack: text(json(ack)), acked_at: at })
      .where('id', '=', ack.commandId)
      .where('device_id', '=', ack.dev)
      .where('ack', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
  async putCommandResult(result, at) {
    const row = await tableOf(open())
      .updateTable('device_commands')
      .set({ result: text(json(result)), result_at: at })
      .where('id', '=', result.commandId)
      .where('device_id', '=', result.dev)
      .where('result', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
});

export const commandStore = (open: () => OpenDatabase): CommandStore => ({
  ...answersOf(open),
  async addCommand({ id, deviceId, kind, by, sentAt, expiresAt }) {
    const none = { ack: null, acked_at: null, result: null, result_at: null };
    const times = { sent_at: sentAt, expires_at: expiresAt };
    await tableOf(open())
      .insertInto('device_commands')
      .values({ id, device_id: deviceId, kind, by_name: text(by), ...times, ...none })
      .execute();
  },
  async command(id) {
    const row = await tableOf(open())
      .selectFrom('device_commands')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : commandOf(row);
  },
  async commandsOf(deviceId, limit) {
    const rows = await tableOf(open())
      .selectFrom('device_commands')
      .selectAll()
      .where('device_id', '=', deviceId)
      .orderBy('sent_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(commandOf);
  },
  async sweepCommands(before) {
    const rows = await tableOf(open())
      .deleteFrom('device_commands')
      .where('sent_at', '<', before)
      .returning('id')
      .execute();
    return rows.length;
  },
});
