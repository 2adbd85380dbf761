/**
 * Release files — tệp bản phần mềm trên máy chủ.
 *
 * Reads the first line of a file that a person brought, and cuts the files out of it into the store by
 * hash. Whether anybody signed them is for the flow to judge, before anything is cut.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { SEALED_BYTES_MAX } from '@loaso/shared/trust/sealed';
import { RELEASE_LINE_END } from '@loaso/shared/wire/release';
import type { ReleaseFiles } from '../../ports/releases.js';
import type { AudioFiles } from '../../ports/system.js';
import { sha256Of } from './audio-files.js';

export const createReleaseFiles = (files: Pick<AudioFiles, 'adopt'>): ReleaseFiles => ({
  async head(path) {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const start = Buffer.alloc(Math.min(SEALED_BYTES_MAX + 1, size));
      await handle.read(start, 0, start.length, 0);
      const end = start.indexOf(RELEASE_LINE_END);
      if (end < 0) return null;
      const restFromByte = end + 1;
      const manifest = start.toString('utf8', 0, end);
      return { manifest, restFromByte, restBytes: size - restFromByte };
    } finally {
      await handle.close();
    }
  },
  async keep(path, { fromByte, sizeBytes, sha256 }) {
    const piece = `${path}.${randomBytes(6).toString('hex')}`;
    try {
      await pipeline(
        createReadStream(path, { start: fromByte, end: fromByte + sizeBytes - 1 }),
        createWriteStream(piece, { flags: 'wx', mode: 0o600 }),
      );
      if ((await sha256Of(piece)) !== sha256) return false;
      await files.adopt(piece, sha256, 'bin');
      return true;
    } finally {
      await rm(piece, { force: true });
    }
  },
});
