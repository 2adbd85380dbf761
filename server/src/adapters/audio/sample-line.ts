/**
 * Sample line — đường dẫn mẫu âm thanh.
 *
 * Carries the samples that a program writes to its standard output into one buffer used again and
 * again. An ordinary pipe of Node makes a new one every few milliseconds of sound, and to clear those
 * away costs more than to measure what they hold. Knows no sound.
 */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SampleLine = {
  /** To be given to the program as its output. */
  readonly inlet: Socket;
  /** After the program has ended; settles when all that it wrote has been taken. */
  end(): Promise<void>;
};

const BUFFER_BYTES = 1 << 18;
const FLOAT_BYTES = 4;

/** @param onSamples gets 32-bit floats, good until it returns. */
export async function openSampleLine(
  onSamples: (samples: Float32Array) => void,
): Promise<SampleLine> {
  const path = join(tmpdir(), `loaso-${randomUUID()}.sock`);
  const server = createServer({ pauseOnConnect: true });
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen({ path, readableAll: false }, listening);
    });
    const buffer = new Uint8Array(BUFFER_BYTES);
    const take = floatsTo(onSamples);
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const outlet = connect({
      path,
      onread: { buffer, callback: (count, bytes) => take(bytes.subarray(0, count)) },
    });
    const drained = new Promise<void>((done, failed) => {
      outlet.once('error', failed).once('close', () => done());
    });
    const inlet = await Promise.race([accepted, drained.then(() => closedEarly())]);
    return {
      inlet,
      async end() {
        inlet.destroy();
        await drained;
      },
    };
  } finally {
    server.close();
    await rm(path, { force: true });
  }
}

function closedEarly(): never {
  throw new Error('the sample line closed before it was used');
}

/** Bytes as they come → whole samples. */
function floatsTo(onSamples: (samples: Float32Array) => void): (bytes: Uint8Array) => boolean {
  const samples = new Float32Array(BUFFER_BYTES / FLOAT_BYTES + 1);
  const asBytes = new Uint8Array(samples.buffer);
  let held = 0;
  return (bytes) => {
    asBytes.set(bytes, held);
    held += bytes.length;
    const whole = Math.floor(held / FLOAT_BYTES);
    onSamples(samples.subarray(0, whole));
    asBytes.copyWithin(0, whole * FLOAT_BYTES, held);
    held -= whole * FLOAT_BYTES;
    return true;
  };
}
