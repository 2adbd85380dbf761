/**
 * A disk of releases that loses what was not synced — đĩa giả của các bản phát hành.
 *
 * A tree whose folders and files live twice: as the system sees them and as they would be found after
 * a power cut. Changes of names that were not synced survive up to any one of them, bytes that were
 * not synced up to any length.
 */
import { createHash } from 'node:crypto';
import type { ReleaseDisk } from '#edge-agent/update/release-disk';

type File = { kind: 'file'; text: string; synced: string };
type Link = { kind: 'link'; target: string };
type Change = (entries: Map<string, Node>) => void;
type Folder = {
  kind: 'folder';
  entries: Map<string, Node>;
  durable: Map<string, Node>;
  unsynced: Change[];
};
type Node = File | Link | Folder;

const newFolder = (): Folder => ({
  kind: 'folder',
  entries: new Map(),
  durable: new Map(),
  unsynced: [],
});

const missing = (path: string): Error => new Error(`nothing at ${path}`);
const partsOf = (path: string): string[] => path.split('/').filter((part) => !/^\.?$/.test(part));

export class FakeReleaseDisk implements ReleaseDisk {
  readonly #root: Folder;
  operations = 0;
  /** The operation at which the power goes. */
  cutAt = Number.POSITIVE_INFINITY;
  /** Syncs that lie: the fault that the laws must find. */
  syncLies = false;

  constructor(root: Folder = newFolder()) {
    this.#root = root;
  }

  #step(): void {
    this.operations += 1;
    if (this.operations > this.cutAt) throw new Error('power cut');
  }

  #find(path: string): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const part of partsOf(path)) {
      node = node?.kind === 'folder' ? node.entries.get(part) : undefined;
    }
    return node;
  }

  #parent(path: string): { folder: Folder; name: string } {
    const parts = partsOf(path);
    const name = parts.pop() ?? '';
    const folder = this.#find(parts.join('/'));
    if (folder?.kind !== 'folder') throw missing(path);
    return { folder, name };
  }

  #change(folder: Folder, change: Change): void {
    this.#step();
    change(folder.entries);
    folder.unsynced.push(change);
  }

  readText = (path: string): Promise<string | null> => {
    const node = this.#find(path);
    return Promise.resolve(node?.kind === 'file' ? node.text : null);
  };

  writeText = async (path: string, text: string): Promise<void> => {
    const { folder, name } = this.#parent(path);
    const file: File = { kind: 'file', text, synced: '' };
    this.#change(folder, (entries) => entries.set(name, file));
    await Promise.resolve();
  };

  sync = async (path: string): Promise<void> => {
    const node = this.#find(path);
    if (node?.kind !== 'file') throw missing(path);
    this.#step();
    if (!this.syncLies) node.synced = node.text;
    await Promise.resolve();
  };

  syncFolder = async (path: string): Promise<void> => {
    const node = this.#find(path);
    if (node?.kind !== 'folder') throw missing(path);
    this.#step();
    if (this.syncLies) return;
    node.durable = new Map(node.entries);
    node.unsynced = [];
    await Promise.resolve();
  };

  makeFolder = async (path: string): Promise<void> => {
    if (this.#find(path)?.kind === 'folder') return;
    const { folder, name } = this.#parent(path);
    const made = newFolder();
    this.#change(folder, (entries) => entries.set(name, made));
    await Promise.resolve();
  };

  remove = async (path: string): Promise<void> => {
    if (this.#find(path) === undefined) return;
    const { folder, name } = this.#parent(path);
    this.#change(folder, (entries) => entries.delete(name));
    await Promise.resolve();
  };

  rename = async (from: string, to: string): Promise<void> => {
    const node = this.#find(from);
    if (node === undefined) throw missing(from);
    const [source, target] = [this.#parent(from), this.#parent(to)];
    if (source.folder !== target.folder) {
      this.#change(target.folder, (entries) => entries.set(target.name, node));
      this.#change(source.folder, (entries) => entries.delete(source.name));
      return;
    }
    this.#change(source.folder, (entries) => {
      entries.delete(source.name);
      entries.set(target.name, node);
    });
    await Promise.resolve();
  };

  link = async (target: string, path: string): Promise<void> => {
    const { folder, name } = this.#parent(path);
    this.#change(folder, (entries) => entries.set(name, { kind: 'link', target }));
    await Promise.resolve();
  };

  readLink = (path: string): Promise<string | null> => {
    const node = this.#find(path);
    return Promise.resolve(node?.kind === 'link' ? node.target : null);
  };

  measure: ReleaseDisk['measure'] = (
    path: string,
  ): Promise<{ sha256: string; sizeBytes: number } | null> => {
    const node = this.#find(path);
    if (node?.kind !== 'file') return Promise.resolve(null);
    const sha256 = createHash('sha256').update(node.text).digest('hex');
    return Promise.resolve({ sha256, sizeBytes: Buffer.byteLength(node.text) });
  };

  /**
   * The disk as it is found after the cut.
   *
   * @param share 0..1 of each folder's unsynced changes, and of each file's unsynced bytes, that made it
   */
  afterCut(share: number): FakeReleaseDisk {
    const settle = (node: Node): Node => {
      if (node.kind === 'link') return node;
      if (node.kind === 'file') {
        const whole = node.synced === node.text;
        const text = whole ? node.text : node.text.slice(0, Math.floor(node.text.length * share));
        return { kind: 'file', text, synced: text };
      }
      const entries = new Map(node.durable);
      const made = Math.round(node.unsynced.length * share);
      for (const change of node.unsynced.slice(0, made)) change(entries);
      const settled = new Map([...entries].map(([name, child]) => [name, settle(child)]));
      return { kind: 'folder', entries: settled, durable: new Map(settled), unsynced: [] };
    };
    const root = settle(this.#root);
    return new FakeReleaseDisk(root.kind === 'folder' ? root : newFolder());
  }
}
