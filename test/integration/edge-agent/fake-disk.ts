/**
 * A disk that loses what was not synced — đĩa giả.
 *
 * Files and names live twice: as the system sees them and as they would be after a power cut. A sync
 * carries bytes over, a sync of the folder carries names over; a cut keeps any part of the bytes that
 * were on their way.
 */
import type { FileLayer, OpenFile } from '#edge-agent/ports';

type Node = { bytes: Buffer; synced: Buffer };

export class FakeDisk implements FileLayer {
  /** Names as seen now, and as they would be found after a cut. */
  readonly #names = new Map<string, Node>();
  #syncedNames = new Map<string, Node>();
  /** Operations so far, and the one at which the power goes. */
  operations = 0;
  cutAt = Number.POSITIVE_INFINITY;
  /** Syncs that lie: the fault that the tests must find. */
  syncLies = false;
  folderSyncLies = false;
  /** Mounted read-only by a kernel that has met a fault; or it does not even give what it has. */
  fault: 'none' | 'read-only' | 'unreadable' = 'none';
  /** A card that neither takes what is synced nor refuses it. */
  hangs = false;

  #step(): void {
    this.#mayWrite();
    this.operations += 1;
    if (this.operations > this.cutAt) throw new Error('power cut');
  }

  #mayWrite(): void {
    if (this.fault !== 'none') throw new Error('EROFS: read-only file system');
  }

  read(path: string): Promise<Uint8Array | null> {
    if (this.fault === 'unreadable') return Promise.reject(new Error('EIO: i/o error'));
    return Promise.resolve(this.#names.get(path)?.bytes ?? null);
  }

  async open(path: string): Promise<OpenFile> {
    await Promise.resolve();
    this.#mayWrite();
    let node = this.#names.get(path);
    if (node === undefined) {
      node = { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) };
      this.#names.set(path, node);
    }
    const file = node;
    return {
      write: async (bytes) => {
        this.#step();
        file.bytes = Buffer.concat([file.bytes, bytes]);
        await Promise.resolve();
      },
      sync: async () => {
        if (this.hangs) await new Promise<never>(() => undefined);
        this.#step();
        if (!this.syncLies) file.synced = file.bytes;
        await Promise.resolve();
      },
      truncate: async (sizeBytes) => {
        this.#step();
        file.bytes = file.bytes.subarray(0, sizeBytes);
        await Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step();
    const node = this.#names.get(from);
    if (node === undefined) throw new Error(`no file ${from}`);
    this.#names.delete(from);
    this.#names.set(to, node);
    await Promise.resolve();
  }

  async remove(path: string): Promise<void> {
    this.#names.delete(path);
    await Promise.resolve();
  }

  async syncFolder(): Promise<void> {
    this.#step();
    if (!this.folderSyncLies) this.#syncedNames = new Map(this.#names);
    await Promise.resolve();
  }

  /**
   * The disk as it is found after the cut.
   *
   * @param torn        bytes beyond the synced ones that made it, of each file
   * @param namesMadeIt whether a rename that was not synced made it
   */
  afterCut(torn: number, namesMadeIt: boolean): FakeDisk {
    const found = new FakeDisk();
    found.syncLies = this.syncLies;
    found.folderSyncLies = this.folderSyncLies;
    for (const [path, node] of namesMadeIt ? this.#names : this.#syncedNames) {
      const grown = node.bytes.length >= node.synced.length;
      const bytes = grown ? node.bytes.subarray(0, node.synced.length + torn) : node.synced;
      const copy = { bytes: Buffer.from(bytes), synced: Buffer.from(bytes) };
      found.#names.set(path, copy);
      found.#syncedNames.set(path, copy);
    }
    return found;
  }

  flip(path: string, at: number): void {
    const node = this.#names.get(path);
    if (node === undefined) throw new Error(`no file ${path}`);
    node.bytes = Buffer.from(node.bytes);
    node.bytes[at] = (node.bytes[at] ?? 0) ^ 1;
  }
}
