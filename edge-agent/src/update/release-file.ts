/**
 * Release file — tệp cập nhật mang theo (USB).
 *
 * One line with the sealed manifest, then the files one after another. Gives the manifest first, so
 * that nothing more is read of a file that nobody signed.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { SEALED_BYTES_MAX } from '@loaso/shared/trust/sealed';
import { RELEASE_LINE_END } from '@loaso/shared/wire/release';

export type ReleaseFile = {
  /** Sealed manifest, unjudged. */
  readonly manifest: string;
  /** Bytes after the manifest. */
  readonly restBytes: number;
  /** Bytes of the rest, from `offset`, in pieces. */
  read(offset: number, sizeBytes: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
};

/** @returns null when the first line is no manifest by its length */
export async function openReleaseFile(path: string): Promise<ReleaseFile | null> {
  const handle = await open(path, 'r');
  const opened = await begun(handle).catch(async (cause: unknown) => {
    await handle.close();
    throw cause;
  });
  if (opened === null) await handle.close();
  return opened;
}

async function begun(handle: FileHandle): Promise<ReleaseFile | null> {
  const head = Buffer.alloc(SEALED_BYTES_MAX);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  const end = head.subarray(0, bytesRead).indexOf(RELEASE_LINE_END);
  if (end === -1) return null;
  const { size } = await handle.stat();
  return {
    manifest: head.toString('utf8', 0, end),
    restBytes: size - end - 1,
    read: (offset, sizeBytes) => pieces(handle, end + 1 + offset, sizeBytes),
    close: () => handle.close(),
  };
}

async function* pieces(
  handle: FileHandle,
  from: number,
  sizeBytes: number,
): AsyncGenerator<Uint8Array> {
  const options = { start: from, end: from + sizeBytes - 1, autoClose: false };
  for await (const chunk of handle.createReadStream(options)) yield chunk as Buffer;
}
