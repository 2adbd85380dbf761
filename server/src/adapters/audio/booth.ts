/**
 * Listening booth — nghe thử một câu.
 *
 * Raw samples → a WAV file in memory at an even level, fast enough to hear a word that was just
 * typed. No encoder, no process: an editor waits for nothing but the voice.
 */
import { readFile } from 'node:fs/promises';
import type { Booth } from '../../ports/audio.js';

const HEADER_BYTES = 44;

/** @param gainOf factor for samples −1..1 (`previewGain` of core/programme) */
export const createBooth = (gainOf: (samples: readonly number[]) => number): Booth => ({
  async wav({ path, sampleRate }) {
    const raw = await readFile(path);
    const count = Math.floor(raw.byteLength / 2);
    const samples = Array.from(
      { length: count },
      (_, index) => raw.readInt16LE(2 * index) / 32_768,
    );
    const gain = gainOf(samples);
    const file = Buffer.alloc(HEADER_BYTES + 2 * count);
    writeHeader(file, sampleRate);
    samples.forEach((sample, index) => {
      file.writeInt16LE(Math.round(sample * gain * 32_767), HEADER_BYTES + 2 * index);
    });
    return file;
  },
});

/** RIFF, PCM, one channel, 16 bits (Microsoft Multimedia Programming Interface, 1991). */
function writeHeader(file: Buffer, sampleRate: number): void {
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.byteLength - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(file.byteLength - HEADER_BYTES, 40);
}
