/**
 * Enrolment — đăng ký cụm loa.
 *
 * Brings this box into a province by a one-time code: makes its key, sends the public half, keeps
 * what comes back. A box that is enrolled stays so until its folder is emptied by hand.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EnrolReply, type EnrolRequest } from '@loaso/shared/wire/enrol';
import type { PostJson } from './ports.js';

/** A refusal in words for the person at the keyboard. */
export class EnrolFault extends Error {}

/** Nothing can run before an enrolment. */
export class NotEnrolled extends Error {}

export const identityPath = (state: string): string => join(state, 'identity.json');
export const keyPath = (state: string): string => join(state, 'key.pem');

/** What the enrolment gave, or null. */
export function loadIdentity(state: string): EnrolReply | null {
  const path = identityPath(state);
  if (!existsSync(path)) return null;
  return EnrolReply.parse(JSON.parse(readFileSync(path, 'utf8')));
}

export type EnrolOrder = {
  readonly server: string;
  readonly code: string;
  readonly state: string;
  readonly agentVersion: string;
  /** Raw public key of this box, base64url. */
  readonly publicKey: string;
  /** Somebody has said that lines of plain text are wanted. */
  readonly insecure?: boolean;
};

/** @throws EnrolFault when the server refuses, cannot be reached, answers nonsense or speaks in the open */
export async function enrol(order: EnrolOrder, post: PostJson): Promise<EnrolReply> {
  if (loadIdentity(order.state) !== null) {
    throw new EnrolFault(`Cụm đã đăng ký rồi. This box is enrolled already: ${order.state}`);
  }
  const { code, publicKey, agentVersion, insecure = false } = order;
  if (!insecure) sheltered(order.server);
  const reply = await ask(order.server, { v: 1, code, publicKey, agentVersion }, post);
  if (!insecure) for (const url of [reply.brokerUrl, reply.audioBaseUrl]) sheltered(url);
  writeWhole(identityPath(order.state), `${JSON.stringify(reply, null, 2)}\n`);
  return reply;
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
function writeWhole(path: string, text: string): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  // The code is spent: without this a power cut now would cost the technician another one.
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
