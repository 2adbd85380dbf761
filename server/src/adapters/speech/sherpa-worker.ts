/**
 * Sherpa worker — tiến trình giọng thần kinh.
 *
 * A program of its own: loads the operator's sherpa-onnx add-on and one model, then speaks what
 * comes in. Apart from the server because the add-on embeds GPL code and native code may crash.
 * Standard input brings JSON lines, file descriptor 3 takes frames back; both outputs belong to the
 * add-on's own chatter.
 */
import { Buffer } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { WorkerAnswer, WorkerOrder, WorkerRequest } from './sherpa-messages.js';
import { encodeFrame } from './worker-frames.js';

/** Started as a program, this file serves; imported, it only tells where it lies. */
export const WORKER_FILE = import.meta.filename;

const ANSWER_FD = 3;
const MESSAGE_MAX_CHARS = 1_000;

/** The part of the add-on that is used; it brings no types. Source: sherpa-onnx-node 1.13.8. */
type Addon = { readonly OfflineTts: new (config: object) => Tts };
type Tts = {
  readonly sampleRate: number;
  generate(request: { text: string; sid: number; speed: number; enableExternalBuffer: boolean }): {
    readonly samples: Float32Array;
    readonly sampleRate: number;
  };
};

async function serve(argument: string): Promise<void> {
  const order = JSON.parse(argument) as WorkerOrder;
  const answers = createWriteStream('', { fd: ANSWER_FD });
  // The server is gone when its end of the pipe is: nobody is left to tell.
  answers.on('error', () => process.exit(0));
  const answer = (head: WorkerAnswer, body?: Uint8Array): void => {
    answers.write(encodeFrame(head, body));
  };
  const tts = await open(order, answer);
  if (tts === undefined) return;
  answer({ id: 0, ok: true, sampleRate: tts.sampleRate, memoryBytes: process.memoryUsage.rss() });
  for await (const line of createInterface({ input: process.stdin })) {
    speak(tts, JSON.parse(line) as WorkerRequest, answer);
  }
}

type Answering = (head: WorkerAnswer, body?: Uint8Array) => void;

async function open(order: WorkerOrder, answer: Answering): Promise<Tts | undefined> {
  const fail = (code: 'addon-missing' | 'model-refused', cause: unknown): undefined => {
    answer({ id: 0, ok: false, code, message: wordsOf(cause) });
  };
  let addon: Addon;
  try {
    addon = await load(order.addon);
  } catch (cause) {
    return fail('addon-missing', cause);
  }
  try {
    return new addon.OfflineTts(configOf(order));
  } catch (cause) {
    return fail('model-refused', cause);
  }
}

/** CommonJS resolution finds a package folder as well as a file. */
async function load(name: string): Promise<Addon> {
  const file = createRequire(join(process.cwd(), 'worker.js')).resolve(name);
  const module = (await import(pathToFileURL(file).href)) as { default?: Addon } & Addon;
  const addon = module.default ?? module;
  if (typeof addon.OfflineTts !== 'function') throw new Error(`${name} has no OfflineTts`);
  return addon;
}

const configOf = (order: WorkerOrder): object => ({
  model: {
    vits: {
      model: order.model,
      tokens: order.tokens,
      dataDir: order.dataDir,
      lexicon: order.lexicon,
      noiseScale: order.noiseScale,
      noiseScaleW: order.noiseScaleW,
      lengthScale: 1,
    },
    numThreads: order.threads,
    provider: 'cpu',
    debug: false,
  },
  maxNumSentences: 1,
});

function speak(tts: Tts, { id, text, speed, speaker }: WorkerRequest, answer: Answering): void {
  try {
    const { samples, sampleRate } = tts.generate({
      text,
      sid: speaker,
      speed,
      enableExternalBuffer: false,
    });
    const memoryBytes = process.memoryUsage.rss();
    answer({ id, ok: true, sampleRate, memoryBytes }, pcmOf(samples));
  } catch (cause) {
    answer({ id, ok: false, code: 'speech-failed', message: wordsOf(cause) });
  }
}

/** -1..1 → signed 16-bit little-endian; what is louder is held at the edge. */
function pcmOf(samples: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(samples.length * 2);
  for (const [i, sample] of samples.entries()) {
    if (!Number.isFinite(sample)) throw new Error('the model gave no number');
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), i * 2);
  }
  return bytes;
}

const wordsOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).slice(0, MESSAGE_MAX_CHARS);

if (process.argv[1] === WORKER_FILE) await serve(process.argv[2] ?? '{}');
