/**
 * A real signer for tests — tiến trình ký thật.
 *
 * Starts the signing process from source in a folder of its own under the system's temporary folder
 * and hands out a client; `stop` removes both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SignerCommand } from '#server/adapters/signer/child';
import { createSignerClient, type SignerClient } from '#server/adapters/signer/client';

export const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

const PROGRAM = fileURLToPath(new URL('../../server/src/signer/main.ts', import.meta.url));

export type TestSigner = {
  readonly dir: string;
  readonly socketPath: string;
  readonly client: SignerClient;
  /** The command line that starts the process. */
  readonly command: SignerCommand;
  /** Ends the process and starts it again on the same folder. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export const signerCommand = (settings: Record<string, unknown>): SignerCommand => ({
  file: process.execPath,
  args: ['--import=tsx', '--conditions=source', PROGRAM, JSON.stringify(settings)],
});

/** @param settings beside `dir`, `socketPath` and `tied` */
export async function startTestSigner(settings: Record<string, unknown> = {}): Promise<TestSigner> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-sign-'));
  const socketPath = join(dir, 's.sock');
  const command = signerCommand({ dir: join(dir, 'keys'), socketPath, tied: true, ...settings });
  const open = (): SignerClient => createSignerClient({ socketPath, command, log: QUIET });
  let client = open();
  await client.start();
  return {
    dir: join(dir, 'keys'),
    socketPath,
    get client() {
      return client;
    },
    command,
    async restart() {
      await client.stop();
      client = open();
      await client.start();
    },
    async stop() {
      await client.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
