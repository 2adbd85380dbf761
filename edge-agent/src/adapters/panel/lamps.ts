/**
 * Lamps — đèn báo trên vỏ máy.
 *
 * Writes the three lights into LED files of the kernel, each when it changes. A lamp that cannot be
 * written is told once and left alone: it must not be what hinders a box.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lights } from '../../core/lights.js';
import type { Log } from '../../ports.js';

/** Folder of the kernel for each light that has a lamp: `/sys/class/leds/<name>`. */
export type LampFolders = { readonly [K in keyof Lights]: string | undefined };

export type Lamps = { show(lights: Lights): Promise<void> };

const NAMES = ['link', 'ready', 'air'] as const;

export function createLamps(folders: LampFolders, log: Log): Lamps {
  const shown = new Map<string, boolean>();
  const broken = new Set<string>();
  const set = async (folder: string, on: boolean): Promise<void> => {
    if (broken.has(folder) || shown.get(folder) === on) return;
    shown.set(folder, on);
    try {
      await writeFile(join(folder, 'brightness'), on ? '1' : '0');
    } catch (cause) {
      broken.add(folder);
      const detail = cause instanceof Error ? cause.message : String(cause);
      log('warn', 'board-fault', { detail: detail.slice(0, 200) });
    }
  };
  return {
    show: async (lights) => {
      for (const name of NAMES) {
        const folder = folders[name];
        if (folder !== undefined) await set(folder, lights[name]);
      }
    },
  };
}
