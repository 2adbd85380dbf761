/**
 * Signer of the command line — dòng lệnh nối tới tiến trình ký.
 *
 * Joins the signing process that runs, as its user; takes no lease, since it publishes nothing.
 */
import { createSignerClient, type SignerClient } from '../adapters/signer/client.js';
import { readConfig, signerPlace } from '../config.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function withSigner(act: (signer: SignerClient) => Promise<number>): Promise<number> {
  const { socketPath } = signerPlace(readConfig(null));
  const signer = createSignerClient({ socketPath, log: QUIET });
  await signer.start();
  try {
    return await act(signer);
  } finally {
    await signer.stop();
  }
}
