/**
 * Commands in the store — lệnh gửi tới cụm và câu trả lời.
 *
 * One row for each order, with the first answer of the box and with what came of it.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Ack } from '@loaso/shared/wire/ack';
import type { CommandResult } from '@loaso/shared/wire/result';
import type { OrderSent } from '../core/fleet/command-words.js';

export type StoredCommand = OrderSent & {
  readonly id: string;
  readonly deviceId: DeviceId;
  /** User name of who asked. */
  readonly by: string;
  readonly sentAt: number;
  readonly resultAt: number | null;
};

export type CommandStore = {
  addCommand(
    command: Omit<StoredCommand, 'ack' | 'ackedAt' | 'result' | 'resultAt'>,
  ): Promise<void>;
  command(id: string): Promise<StoredCommand | null>;
  /** Newest first. */
  commandsOf(deviceId: DeviceId, limit: number): Promise<StoredCommand[]>;
  /** Keeps the first answer to a command of that box; false where there is none, or it has one. */
  putCommandAck(ack: Ack & { readonly commandId: string }, at: number): Promise<boolean>;
  /** The same for the result. */
  putCommandResult(result: CommandResult, at: number): Promise<boolean>;
  /** Forgets what was sent before `before`. @returns how many were removed */
  sweepCommands(before: number): Promise<number>;
};
