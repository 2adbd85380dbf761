/**
 * Figures of a process — số đo của một tiến trình.
 *
 * Memory, processor time and bytes written, from the kernel's own tables.
 */
import { readFileSync } from 'node:fs';

/** Ticks of the processor clock per second, as Linux counts them for programs. */
const TICKS_PER_S = 100;

/** Resident, and what is the process's own: the rest is shared with files and other processes. */
export function memoryOf(pid: number): { residentMb: number; privateMb: number } {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kb = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN);
  return { residentMb: kb('Rss') / 1024, privateMb: kb('Private_Dirty') / 1024 };
}

/** Processor time of the process and of its children that have ended, milliseconds. */
export function cpuMsOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const cells = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(cells[index]), 0);
  return (ticks * 1000) / TICKS_PER_S;
}

/** Bytes that the process has sent to the disk. */
export const writtenBytesOf = (pid: number): number =>
  Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? Number.NaN);

/** Processes that it has started and that still run. */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((one) => one.trim() !== '')
    .map(Number);
