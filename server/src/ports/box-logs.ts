/**
 * Logs of boxes in the store — nhật ký lấy từ cụm.
 *
 * The last few of each box, as they came: gzip.
 */
import type { DeviceId } from '@loaso/shared/ids';

export type BoxLog = {
  readonly commandId: string;
  readonly deviceId: DeviceId;
  readonly at: number;
  readonly gzip: Uint8Array;
};

export type BoxLogStore = {
  /** Keeps it in the place of the oldest where the box has `most` already. */
  putBoxLog(log: BoxLog, most: number): Promise<void>;
  boxLog(deviceId: DeviceId, commandId: string): Promise<BoxLog | null>;
  /** Commands of which a log is kept. */
  boxLogsOf(deviceId: DeviceId): Promise<string[]>;
  /** Forgets what came before `before`. @returns how many were removed */
  sweepBoxLogs(before: number): Promise<number>;
};
