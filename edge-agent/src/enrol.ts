/**
 * Enrolment — đăng ký cụm loa.
 *
 * Brings this box into a province by a one-time code: makes its key, sends the public half, keeps
 * what comes back. The key outlives a power cut before the code is spent, so that the same code with
 * the same key is taken once more where the answer was lost. A box that is enrolled stays so until its
 * folder is emptied by hand; one whose key or answer is torn is not enrolled.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnrolReply, type EnrolRequest } from '@loaso/shared/wire/enrol';
import type { FileLayer, PostJson } from './ports.js';

/** A refusal in words for the person at the keyboard. */
export class EnrolFault extends Error {}

/** Nothing can run before an enrolment. */
export class NotEnrolled extends Error {}

export const identityPath = (state: string): string => join(state, 'identity.json');
export const keyPath = (state: string): string => join(state, 'key.pem');

/** What the enrolment gave; null where there was none, or its file is torn. */
export function loadIdentity(state: string): EnrolReply | null {
  const path = identityPath(state);
  return existsSync(path) ? identityIn(readFileSync(path)) : null;
}

function identityIn(bytes: Uint8Array | null): EnrolReply | null {
  if (bytes === null) return null;
  try {
    return EnrolReply.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

export type EnrolOrder = {
  readonly server: string;
  readonly code: string;
  readonly state: string;
  readonly agentVersion: string;
  /** Somebody has said that lines of plain text are wanted. */
  readonly insecure?: boolean;
};

export type EnrolPorts = {
  readonly post: PostJson;
  readonly files: FileLayer;
  /** A key that nobody has yet, as its file is to hold it. */
  readonly makeKey: () => string;
  /** Null for what is absent or torn; the public half is 32 raw bytes, base64url. */
  readonly readKey: (pem: Uint8Array | null) => { readonly publicKey: string } | null;
};

/** @throws EnrolFault when the server refuses, cannot be reached, answers nonsense or speaks in the open */
export async function enrol(order: EnrolOrder, ports: EnrolPorts): Promise<EnrolReply> {
  const { code, agentVersion, state, insecure = false } = order;
  const key = ports.readKey(await ports.files.read(keyPath(state)));
  if (key !== null && identityIn(await ports.files.read(identityPath(state))) !== null) {
    throw new EnrolFault(`Cụm đã đăng ký rồi. This box is enrolled already: ${state}`);
  }
  if (!insecure) sheltered(order.server);
  const publicKey = await keptKey(keyPath(state), key, ports);
  const reply = await ask(order.server, { v: 1, code, publicKey, agentVersion }, ports.post);
  if (!insecure) for (const url of [reply.brokerUrl, reply.audioBaseUrl]) sheltered(url);
  await writeWhole(ports.files, identityPath(state), `${JSON.stringify(reply, null, 2)}\n`);
  return reply;
}

/** @returns the public half of a key that a power cut cannot take any more */
async function keptKey(
  path: string,
  found: { readonly publicKey: string } | null,
  { files, makeKey, readKey }: EnrolPorts,
): Promise<string> {
  if (found !== null) {
    // Whoever made it may have been cut off before its name was on the disk.
    await files.syncFolder(path);
    return found.publicKey;
  }
  const pem = makeKey();
  await writeWhole(files, path, pem);
  const made = readKey(Buffer.from(pem));
  if (made === null) throw new Error('a key that was just made cannot be read');
  return made.publicKey;
}

const SHELTERED = new Set(['https:', 'mqtts:']);
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whoever stands on an open line could give the box another province to trust. */
function sheltered(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (SHELTERED.has(url.protocol) || THIS_MACHINE.test(url.hostname))) return;
  throw new EnrolFault(
    `Đường truyền không được bảo vệ, chưa đăng ký. Dùng địa chỉ https://, hoặc thêm --insecure nếu mạng này là của riêng mình. ` +
      `Not a protected line: ${text}. Use https://, or --insecure on a network of your own.`,
  );
}

async function ask(server: string, request: EnrolRequest, post: PostJson): Promise<EnrolReply> {
  const url = `${server.replace(/\/+$/, '')}/api/enrol`;
  let answer: { readonly status: number; readonly text: string };
  try {
    answer = await post(url, request);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new EnrolFault(`Không gọi được máy chủ. Cannot reach ${url}: ${detail}`);
  }
  const { status, text } = answer;
  if (status < 200 || status > 299) {
    const words = text.slice(0, 300);
    throw new EnrolFault(`Máy chủ từ chối. The server refused: HTTP ${status} ${words}`);
  }
  return replyOf(text);
}

function replyOf(text: string): EnrolReply {
  try {
    return EnrolReply.parse(JSON.parse(text));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.slice(0, 200) : '';
    throw new EnrolFault(`Trả lời của máy chủ không đúng. The answer is no enrolment: ${detail}`);
  }
}

/** Secret inside: readable by this user alone, and whole or not there. */
async function writeWhole(files: FileLayer, path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  await files.remove(fresh);
  const file = await files.open(fresh);
  try {
    await file.write(Buffer.from(text));
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(fresh, path);
  await files.syncFolder(path);
}
