/**
 * Signing — nối với tiến trình ký.
 *
 * Starts the signer as a child with its own folder, or joins one that somebody else keeps running.
 * The server never opens the key files.
 */
import { extname, join } from 'node:path';
import { createSignerClient, type SignerClient } from '../adapters/signer/client.js';
import { type Config, placesIn } from '../config.js';
import type { Log } from '../ports/system.js';

export function createSigning(config: Config, log: Log): SignerClient {
  if (config.signerSocket !== '') {
    return createSignerClient({ socketPath: config.signerSocket, log });
  }
  const { signer: dir } = placesIn(config.dataDir);
  const socketPath = join(dir, 'signer.sock');
  // The same kind of file as this one: built in production, source in tests.
  const program = join(import.meta.dirname, '..', 'signer', `main${extname(import.meta.filename)}`);
  const args = [...process.execArgv, program, JSON.stringify({ dir, socketPath, tied: true })];
  return createSignerClient({ socketPath, log, command: { file: process.execPath, args } });
}
