/**
 * Packed files — tệp nén sẵn.
 *
 * Packs code and styles once, at the build, as tightly as a browser can unpack: a slow line has fewer
 * bytes to carry, a small server nothing to pack at each visit. Names: the file's own with `.br`, `.gz`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Smaller ones fit in a packet as they are. */
const BYTES_MIN = 1000;
const WORTH = /^assets\/.*\.(?:js|css)$/;

const WAYS = {
  br: (bytes: Buffer) =>
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gz: (bytes: Buffer) => gzipSync(bytes, { level: 9 }),
};

export function packedFiles(): Plugin {
  return {
    name: 'loaso-packed-files',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((one) => WORTH.test(one))) {
        const bytes = readFileSync(join(dir, name));
        if (bytes.length < BYTES_MIN) continue;
        for (const [ending, pack] of Object.entries(WAYS)) {
          writeFileSync(join(dir, `${name}.${ending}`), pack(bytes));
        }
      }
    },
  };
}
