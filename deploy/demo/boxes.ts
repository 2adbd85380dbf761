/**
 * Demo boxes — ba cụm loa trình diễn.
 *
 * Registered by the technician, enrolled with a one-time code, then run as real agents whose sound
 * goes to a file with exact timing: what would have come out of the horns.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AN_NHON, QUY_NHON } from './accounts.js';
import { call, type Session, until } from './client.js';
import { AGENT_BIN, type Running, runOnce, start } from './processes.js';

export type Box = {
  readonly id: string;
  readonly name: string;
  readonly areaId: string;
  readonly position: { readonly lat: number; readonly lng: number };
  readonly stateDir: string;
  readonly soundDir: string;
};

const box = (
  dir: string,
  [id, name]: [string, string],
  areaId: string,
  position: Box['position'],
): Box => ({
  id,
  name,
  areaId,
  position,
  stateDir: join(dir, id, 'state'),
  soundDir: join(dir, id, 'sound'),
});

export const boxesIn = (dir: string): Box[] => [
  box(dir, ['cum-quynhon-01', 'Cụm loa khu phố 1, Quy Nhơn'], QUY_NHON, {
    lat: 13.7696,
    lng: 109.2318,
  }),
  box(dir, ['cum-quynhon-02', 'Cụm loa chợ Lớn, Quy Nhơn'], QUY_NHON, {
    lat: 13.7763,
    lng: 109.2241,
  }),
  box(dir, ['cum-annhon-01', 'Cụm loa thôn Hòa Cư, An Nhơn'], AN_NHON, {
    lat: 13.8895,
    lng: 109.1117,
  }),
];

export async function enrolBox(technician: Session, one: Box): Promise<void> {
  const { id, name, areaId, position } = one;
  await call(technician, 'POST', '/api/devices', { id, name, areaId, position });
  const path = `/api/devices/${id}/enrolment-code`;
  const { line } = await call<{ line: string }>(technician, 'POST', path, {});
  mkdirSync(one.stateDir, { recursive: true });
  mkdirSync(one.soundDir, { recursive: true });
  // As printed for the technician, but for the folder: three boxes share this machine.
  const [, ...words] = line.split(' ');
  await runOnce(AGENT_BIN, [...words, '--state', one.stateDir]);
}

/** The horns of this one hang on a torn wire, so that there is something to find out. */
const AILING = 'cum-annhon-01';

/** Sensors of a pretended board, as files: what a maker's program would write. */
function boardOf({ id, stateDir }: Box): string {
  const folder = join(stateDir, '..', 'board');
  mkdirSync(folder, { recursive: true });
  const sensor = (name: string, value: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `${value}\n`);
    return file;
  };
  const line = { '0': 'ok', '1': 'open' };
  const board = {
    supplyVolts: { file: sensor('millivolts', '12180'), scale: 0.001 },
    temperatureC: { file: sensor('temperature', '47500'), scale: 0.001 },
    mains: { file: sensor('mains', '1'), words: { '1': 'on', '0': 'battery' } },
    line: { file: sensor('line', id === AILING ? '1' : '0'), words: line },
  };
  const file = join(folder, 'board.json');
  writeFileSync(file, JSON.stringify(board));
  return file;
}

export const runBox = (one: Box, logDir: string): Running =>
  start(
    one.id,
    [AGENT_BIN, 'run', '--state', one.stateDir, '--output', 'file', '--output-file', one.soundDir],
    { logFile: join(logDir, `${one.id}.log`), env: { LOASO_AGENT_BOARD_FILE: boardOf(one) } },
  );

type Device = {
  device: {
    online: boolean;
    desired: { mark: { num: number; hash: string } } | null;
    acked: { mark: { hash: string } | null } | null;
    status: { cache: { needed: number; have: number } } | null;
  };
};

export const deviceOf = (who: Session, id: string): Promise<Device> =>
  call<Device>(who, 'GET', `/api/devices/${id}`);

/** Waits until a box holds the newest plan and every file of it. */
export const readyBox = (who: Session, id: string): Promise<Device['device']> =>
  until(`${id} holds its plan and its files`, { everyMs: 300, limitMs: 60_000 }, async () => {
    const { device } = await deviceOf(who, id);
    const newest = device.desired !== null && device.desired.mark.hash === device.acked?.mark?.hash;
    const cached =
      device.status !== null &&
      device.status.cache.needed > 0 &&
      device.status.cache.have === device.status.cache.needed;
    return newest && cached ? device : null;
  });
