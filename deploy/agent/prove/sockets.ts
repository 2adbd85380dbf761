/**
 * Sockets — cổng mạng của một tiến trình.
 *
 * What a process listens on, from the kernel's own tables.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Inodes of the sockets that a process holds. */
function socketsOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  const targets = readdirSync(folder).map((name) => readlinkSync(`${folder}/${name}`));
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}

/** Local addresses (hex, as the kernel writes them) on which a process listens. */
export function listening(pid: number): string[] {
  const own = socketsOf(pid);
  const rows = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((name) =>
    readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n').slice(1),
  );
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter((cells) => isOpen(cells[3]) && own.has(cells[9] ?? ''))
    .map((cells) => cells[1] ?? '');
}

/** Listening (TCP), or unconnected (UDP). */
const isOpen = (state: string | undefined): boolean => state === '0A' || state === '07';
