/**
 * loaso registry — nhập, xuất sổ địa bàn và thông số cụm loa.
 *
 * The same tables as on the screen, as CSV or XLSX, for whoever keeps them in files. `check` only says what is wrong,
 * row by row; `take` takes the good rows. A running server shows them within a minute.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AreaId, UserId } from '@loaso/shared/ids';
import {
  RegistryFile,
  RegistryKind,
  type RegistryReport,
} from '@loaso/shared/wire/http/registry-files';
import { readConfig } from '../config.js';
import type { Actor } from '../flows/flows.js';
import { openRegistry } from '../main/registry.js';

const USAGE = `loaso registry export hamlets|clusters [FILE]
loaso registry check|take hamlets|clusters FILE
`;

export async function registry(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [deed, what, file] = positionals;
  const kind = RegistryKind.safeParse(what);
  if (!kind.success) return usage();
  if (deed === 'export') return await exportTo(kind.data, file ?? null);
  if ((deed === 'check' || deed === 'take') && file !== undefined) {
    return await importFrom(kind.data, { mode: deed, path: file });
  }
  return usage();
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

/** Whoever may run this may read the database itself. */
const operator = (areaId: string): Actor => ({
  userId: UserId.parse('command-line'),
  username: 'dòng lệnh',
  fullName: 'Dòng lệnh',
  role: 'administrator',
  areaId: AreaId.parse(areaId),
});

async function exportTo(kind: RegistryKind, path: string | null): Promise<number> {
  const config = readConfig(null);
  const desk = await openRegistry(config);
  try {
    const format = path?.endsWith('.xlsx') === true ? 'xlsx' : 'csv';
    const table = await desk.flows.exportRegistry(operator(config.provinceCode), kind, format);
    if (!table.ok) return refused(table.error.code);
    if (path === null) process.stdout.write(table.value);
    else await writeFile(path, table.value);
    return 0;
  } finally {
    await desk.close();
  }
}

type Source = { readonly mode: RegistryFile['mode']; readonly path: string };

async function importFrom(kind: RegistryKind, { mode, path }: Source): Promise<number> {
  const bytes = await readFile(path);
  // A workbook by its content, whatever its name.
  const table = isZip(bytes)
    ? { xlsx: bytes.toString('base64') }
    : { text: new TextDecoder().decode(bytes) };
  const request = RegistryFile.safeParse({ ...table, mode });
  if (!request.success) return refused('file-too-large');
  const config = readConfig(null);
  const desk = await openRegistry(config);
  try {
    const done = await desk.flows.importRegistry(operator(config.provinceCode), kind, request.data);
    if (!done.ok) return refused(done.error.code);
    process.stdout.write(told(done.value));
    return done.value.faultsTotal === 0 ? 0 : 1;
  } finally {
    await desk.close();
  }
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 2).toString('latin1') === 'PK';

const told = ({ rows, good, taken, fresh, faults, faultsTotal }: RegistryReport): string =>
  [
    ...faults.map(
      ({ line, column, cell, what }) =>
        `${cell === undefined ? `dòng ${line}` : `ô ${cell}`}, ${column || 'tệp'}: ${what.vi}`,
    ),
    `${rows} dòng, ${good} dòng đúng, ${fresh.total} cụm mới, đã nhận ${taken}, ${faultsTotal} lỗi`,
    '',
  ].join('\n');

function refused(code: string): number {
  process.stderr.write(`refused: ${code}\n`);
  return 1;
}
