/**
 * One question by POST — một lần hỏi máy chủ.
 *
 * Sends JSON and reads the answer as text, bounded in time and size; follows no redirect.
 */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dial, PostJson } from '../../ports.js';
import { requestTo } from './origin.js';

const ANSWER_MS_MAX = 30_000;
const ANSWER_BYTES_MAX = 1_000_000;

export const createJsonPost =
  (dial: Dial<Duplex>): PostJson =>
  async (url, body) => {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const response = await answered(url, JSON.stringify(body), { dial, signal });
    let text = '';
    response.setEncoding('utf8');
    for await (const chunk of response as AsyncIterable<string>) {
      text += chunk;
      if (text.length > ANSWER_BYTES_MAX) throw new Error('the answer is too long');
    }
    return { status: response.statusCode ?? 0, text };
  };

function answered(
  url: string,
  body: string,
  { dial, signal }: { readonly dial: Dial<Duplex>; readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = requestTo(url, { method: 'POST', headers, signal }, dial);
    request.on('error', reject);
    request.on('response', resolve);
    request.end(body);
  });
}
