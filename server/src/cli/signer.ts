/**
 * loaso signer — chạy tiến trình ký riêng, bằng người dùng riêng.
 *
 * For a supervisor that runs it as another user than the server: the settings that bind it are read
 * here, from files that the server's user cannot write. Its group may open the socket, and nothing
 * else. Ends with it, and ends it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readConfig } from '../config.js';
import { signerCommand } from '../main/signing.js';

export async function signer(): Promise<number> {
  const config = readConfig(null);
  if (config.signerSocket === '') {
    throw new Error('signerSocket is empty: say where the server finds the signer');
  }
  const { file, args } = signerCommand(config, { forGroup: true });
  // Its standard input ties it to this process: a signer without a supervisor would hold the socket.
  const child = spawn(file, args, { stdio: ['pipe', 'inherit', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => child.kill('SIGTERM'));
  }
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
