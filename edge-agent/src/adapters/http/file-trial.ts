/**
 * Trial of the file server — thử máy chủ tệp.
 *
 * One question to the address that files come from, on a connection of its own, with the time of every
 * step: name, connection, certificate, first byte, then so many bytes of a file and no more. Says what
 * failed first; what that means is for others. Bounded in bytes and in time.
 */

import type { IncomingMessage, RequestOptions } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { durationMs } from '@loaso/shared/time';
import type { FileTrial } from '@loaso/shared/wire/result';
import type { Dial, TryFiles } from '../../ports.js';
import { ask, type FileAccount, HEADERS_BYTES, isPortal, originOf } from './origin.js';

export type TrialLimits = {
  /** The whole trial. */
  readonly wholeMs: number;
};

export const TRIAL_LIMITS: TrialLimits = { wholeMs: 40_000 };

/** Asked for where no file is known: there is none of this name. */
const NO_FILE = '0'.repeat(64);
const NO_MS = durationMs(0);

type Times = Pick<FileTrial, 'nameMs' | 'connectMs' | 'tlsMs' | 'firstByteMs'>;
type Rest = Omit<FileTrial, keyof Times>;

/** @param count told of every byte that came */
export function createFileTrial(
  account: FileAccount,
  count: (bytes: number) => void,
  limits: TrialLimits = TRIAL_LIMITS,
): TryFiles {
  const { base, authorization } = originOf(account);
  return async ({ sha256, bytesMax }) => {
    const url = new URL(`${base}/${sha256 ?? NO_FILE}`);
    const range = bytesMax > 0 ? { range: `bytes=0-${bytesMax - 1}` } : {};
    const headers = { authorization, 'accept-encoding': 'identity', ...range };
    const signal = AbortSignal.timeout(limits.wholeMs);
    const steps = createSteps(url);
    const question = { headers, signal, dial: account.dial };
    count(HEADERS_BYTES);
    const response = await answered(url, question, steps).catch(() => null);
    const rest =
      response === null ? unanswered(steps.fault()) : await judged(response, bytesMax, count);
    return { ...steps.times(), ...rest };
  };
}

type Question = RequestOptions & { readonly dial: Dial<Duplex> };

/** @throws where no answer came: which step was the last is in `steps` */
function answered(url: URL, question: Question, steps: Steps): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = ask(url.href, question, (response) => {
      steps.came('answer');
      resolve(response);
    });
    request.on('error', reject);
    request.on('socket', (socket) => {
      socket.once('lookup', (cause: Error | null) => {
        if (cause === null) steps.came('name');
      });
      socket.once('connect', () => steps.came('connection'));
      socket.once('secureConnect', () => {
        // It may have been found wrong by whoever opened the line.
        if (!socket.destroyed) steps.came('certificate');
      });
    });
  });
}

const unanswered = (fault: FileTrial['fault']): Rest => ({
  fault,
  status: null,
  bytes: 0,
  tookMs: NO_MS,
});

async function judged(
  response: IncomingMessage,
  bytesMax: number,
  count: (bytes: number) => void,
): Promise<Rest> {
  const status = response.statusCode ?? 0;
  const fault = faultOf(status, response.headers['content-type']);
  if (fault !== null || status >= 300 || bytesMax === 0) {
    response.destroy();
    return { fault, status, bytes: 0, tookMs: NO_MS };
  }
  const sinceMs = monoMs();
  let bytes = 0;
  let broken = false;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      count(chunk.length);
      bytes += chunk.length;
      if (bytes >= bytesMax) break;
    }
  } catch {
    broken = true;
  }
  return { fault: broken ? 'broken' : null, status, bytes, tookMs: durationMs(monoMs() - sinceMs) };
}

/** A file that is not there says as much of the line as one that is. */
function faultOf(status: number, type: string | undefined): FileTrial['fault'] {
  if (isPortal(status, type)) return 'portal';
  return status < 400 || status === 404 || status === 410 ? null : 'refused';
}

type Step = 'name' | 'connection' | 'certificate' | 'answer';
type Steps = {
  readonly came: (step: Step) => void;
  readonly times: () => Times;
  /** The first step that did not come. */
  readonly fault: () => FileTrial['fault'];
};

function createSteps({ protocol, hostname }: URL): Steps {
  const at = new Map<Step, number>();
  const beganMs = monoMs();
  const named = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
  const secure = protocol === 'https:';
  const between = (step: Step, before: number | undefined) => {
    const end = at.get(step);
    return end === undefined || before === undefined ? null : durationMs(end - before);
  };
  return {
    came: (step) => {
      if (!at.has(step)) at.set(step, monoMs());
    },
    times: () => ({
      nameMs: named ? between('name', beganMs) : null,
      connectMs: between('connection', at.get('name') ?? beganMs),
      tlsMs: secure ? between('certificate', at.get('connection')) : null,
      firstByteMs: between('answer', at.get('certificate') ?? at.get('connection')),
    }),
    fault: () => {
      if (named && !at.has('name')) return 'name';
      if (!at.has('connection')) return 'connect';
      return secure && !at.has('certificate') ? 'certificate' : 'silent';
    },
  };
}

/** `performance` would load a megabyte of measuring tools for these few figures. */
const monoMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
