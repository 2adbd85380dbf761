/**
 * Board under Linux — bo mạch của cụm.
 *
 * Reads what a standard kernel offers and what the board file names; null for everything else. Never
 * fails: a sensor that breaks must not be what silences a box.
 */
import type { Board, Log } from '../../ports.js';
import { type BoardFile, loadBoardFile, measured, worded } from './board-file.js';
import { createModem } from './modem.js';
import { createSagWatch, mainsOf } from './power.js';
import { temperatureOf } from './temperature.js';
import { type TrafficSetting, trafficOf } from './traffic.js';

export type BoardSetting = TrafficSetting & {
  /** Board file, if this box has one. */
  readonly boardFile: string | undefined;
  readonly modemCommand: readonly string[];
  readonly nowMs: () => number;
};

export function createLinuxBoard(setting: BoardSetting, log: Log): Board {
  const { sys } = setting;
  const sagged = createSagWatch(sys);
  const modem = createModem(setting.modemCommand, setting.nowMs);
  let own: BoardFile | null = null;
  const boardFile = async (): Promise<BoardFile> => {
    if (own !== null) return own;
    own = {};
    if (setting.boardFile === undefined) return own;
    try {
      own = await loadBoardFile(setting.boardFile);
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      log('error', 'board-fault', { detail: detail.slice(0, 200) });
    }
    return own;
  };
  return {
    read: async () => {
      const file = await boardFile();
      const { operator, signalDbm } = await modem();
      const sag = await worded(file.underVoltage);
      return {
        mains: (await worded(file.mains)) ?? (await mainsOf(sys)),
        supplyVolts: await measured(file.supplyVolts, 0, 400),
        underVoltage: sag === null ? await sagged() : sag === 'yes',
        temperatureC: (await measured(file.temperatureC, -60, 200)) ?? (await temperatureOf(sys)),
        operator,
        signalDbm: (await measured(file.signalDbm, -150, 0)) ?? signalDbm,
        line: await worded(file.line),
        ...(file.horns !== undefined && { horns: await Promise.all(file.horns.map(worded)) }),
        counter: await trafficOf(setting),
      };
    },
  };
}
