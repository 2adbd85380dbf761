/**
 * Signing — nối với tiến trình ký.
 *
 * Starts the signer as a child with its own folder, or joins one that somebody else keeps running.
 * Tells it the bounds of the operator's file, beyond which it signs no envelope. The server never opens
 * the key files.
 */
import { extname, join } from 'node:path';
import type { SignerCommand } from '../adapters/signer/child.js';
import { createSignerClient, type SignerClient } from '../adapters/signer/client.js';
import { type Config, signerPlace } from '../config.js';
import { boundsOf } from '../core/schedule/policy.js';
import type { Log } from '../ports/system.js';
import { readPolicy } from './policy.js';

export function createSigning(config: Config, log: Log): SignerClient {
  if (config.signerSocket !== '') {
    return createSignerClient({ socketPath: config.signerSocket, log, asServer: true });
  }
  const { socketPath } = signerPlace(config);
  const command = signerCommand(config, { forGroup: false });
  return createSignerClient({ socketPath, log, command, asServer: true });
}

/** How the signer is started beside whoever watches over it, who reads its settings here. */
export function signerCommand(config: Config, { forGroup }: { forGroup: boolean }): SignerCommand {
  const { dir, socketPath } = signerPlace(config);
  // The same kind of file as this one: built in production, source in tests.
  const program = join(import.meta.dirname, '..', 'signer', `main${extname(import.meta.filename)}`);
  // Read once, at the start: whoever takes over this process later cannot widen them by asking.
  const bounds = boundsOf(readPolicy(config.policyFile));
  const { approvalCodes } = config;
  const settings = { dir, socketPath, tied: true, forGroup, bounds, approvalCodes };
  const args = [...process.execArgv, program, settingsText(settings)];
  return { file: process.execPath, args };
}

/** Linux hands a program no longer word than 128 KiB. */
const SETTINGS_CHARACTERS_MAX = 120_000;

/** @throws when the policy file says more than fits */
function settingsText(settings: object): string {
  const text = JSON.stringify(settings);
  if (text.length <= SETTINGS_CHARACTERS_MAX) return text;
  throw new Error('the policy file is too long for the signer: name fewer places or fewer windows');
}
