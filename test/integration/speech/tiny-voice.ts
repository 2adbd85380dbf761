/**
 * Tiny voice — giọng tí hon.
 *
 * A real, if unlovely, neural voice of 150 letters for the tests: an ONNX graph with the inputs and
 * outputs of a VITS model that looks up a wave for each letter, with the tone of a vowel as a glide
 * of pitch. sherpa-onnx loads it as any other; so do its faults (a tone-deaf one, a damaged one).
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxFile } from './onnx-writer.js';

export const TINY_RATE = 16_000;
/** Samples a letter: 125 ms. */
const LETTER = 2_000;
const VOWELS = 'aăâeêioôơuưy';
const TONES = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'];
const LETTERS: readonly string[] = [
  ...'_ .,?!:;bcdđghklmnpqrstvx',
  ...[...VOWELS].flatMap((vowel) => TONES.map((tone) => `${vowel}${tone}`.normalize('NFC'))),
];

/** Semitones over the course of a tone, and the level, at `share` 0..1 of its length. */
const GLIDES: Readonly<Record<string, (share: number) => readonly [number, number]>> = {
  '': () => [0, 1],
  '\u0301': (share) => [5 * share, 1],
  '\u0300': (share) => [-4 * share - 1, 0.9],
  '\u0309': (share) => [share < 0.6 ? -4 * share : 8 * share - 7.2, 1],
  '\u0303': (share) => [1 + 6 * share, Math.abs(share - 0.5) < 0.1 ? 0.2 : 1],
  '\u0323': (share) => [-3 * share, share < 0.6 ? 1 : 0.1],
};

function waveOf(letter: string, toneDeaf: boolean): Float32Array {
  const wave = new Float32Array(LETTER);
  if ('_ .,?!:;'.includes(letter)) return wave;
  const [base = '', ...marks] = [...letter.normalize('NFD')];
  const tone = marks.find((mark) => TONES.includes(mark)) ?? '';
  const glide = GLIDES[toneDeaf ? '' : tone] ?? (() => [0, 1]);
  const root = 140 + 2 * VOWELS.indexOf(base);
  let phase = 0;
  for (let i = 0; i < LETTER; i += 1) {
    const [semitones = 0, level = 1] = glide(i / LETTER);
    phase += (2 * Math.PI * root * 2 ** (semitones / 12)) / TINY_RATE;
    wave[i] = 0.25 * level * (Math.sin(phase) + 0.4 * Math.sin(2 * phase));
  }
  return wave;
}

/** The model file. */
function tinyModel(toneDeaf = false): Uint8Array {
  const table = new Float32Array(LETTERS.length * LETTER);
  for (const [i, letter] of LETTERS.entries()) table.set(waveOf(letter, toneDeaf), i * LETTER);
  const scalar = (name: string) => ({ name, element: 'float', dims: [1] }) as const;
  return onnxFile({
    inputs: [
      { name: 'x', element: 'int64', dims: [1, 'letters'] },
      { name: 'x_length', element: 'int64', dims: [1] },
      ...['noise_scale', 'length_scale', 'noise_scale_w'].map(scalar),
    ],
    outputs: [{ name: 'y', element: 'float', dims: [1, 1, 'samples'] }],
    constants: [
      { name: 'table', dims: [LETTERS.length, LETTER], values: table },
      { name: 'flat', dims: [3], values: BigInt64Array.from([1n, 1n, -1n]) },
      { name: 'ones', dims: [2], values: Float32Array.from([1, 1]) },
      { name: 'roi', dims: [0], values: new Float32Array(0) },
      { name: 'hiss', dims: [1], values: Float32Array.from([0.002]) },
    ],
    operations: [
      { type: 'Gather', inputs: ['table', 'x'], outputs: ['waves'] },
      { type: 'Reshape', inputs: ['waves', 'flat'], outputs: ['line'] },
      {
        type: 'Concat',
        inputs: ['ones', 'length_scale'],
        outputs: ['scales'],
        attributes: [{ name: 'axis', value: 0 }],
      },
      {
        type: 'Resize',
        inputs: ['line', 'roi', 'scales'],
        outputs: ['clean'],
        attributes: [{ name: 'mode', value: 'linear' }],
      },
      { type: 'RandomNormalLike', inputs: ['clean'], outputs: ['chance'] },
      { type: 'Mul', inputs: ['noise_scale', 'hiss'], outputs: ['amount'] },
      { type: 'Mul', inputs: ['chance', 'amount'], outputs: ['noise'] },
      { type: 'Add', inputs: ['clean', 'noise'], outputs: ['y'] },
    ],
    metadata: {
      model_type: 'vits',
      comment: 'test',
      language: 'Vietnamese',
      voice: '',
      frontend: 'characters',
      punctuation: ', . ? ! : ;',
      sample_rate: `${TINY_RATE}`,
      n_speakers: '1',
      add_blank: '0',
      use_eos_bos: '0',
      ...{ pad_id: '0', blank_id: '0', bos_id: '0', eos_id: '0' },
    },
  });
}

const tinyTokens = (letters: string): string =>
  LETTERS.map((letter, i) => (letters.includes(letter) ? `${letter} ${i}\n` : '')).join('');

export type TinyVoice = {
  readonly toneDeaf?: boolean;
  /** Fields of the manifest that are different. */
  readonly manifest?: object;
  /** The only letters that the list of tokens holds. */
  readonly letters?: string;
};

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

/** Puts a voice into a folder of voices; gives its folder. */
export async function putTinyVoice(
  voicesDir: string,
  id: string,
  { toneDeaf = false, manifest = {}, letters = LETTERS.join('') }: TinyVoice = {},
): Promise<string> {
  const folder = join(voicesDir, id);
  await mkdir(folder, { recursive: true });
  const model = tinyModel(toneDeaf);
  const tokens = tinyTokens(letters);
  await writeFile(join(folder, `${id}.onnx`), model);
  await writeFile(join(folder, 'tokens.txt'), tokens);
  const whole = {
    id,
    label: 'Giọng tí hon',
    engine: 'vits',
    region: 'north',
    sampleRate: TINY_RATE,
    licence: { spdx: 'CC0-1.0', text: 'Làm trong kiểm thử' },
    model: `${id}.onnx`,
    files: { [`${id}.onnx`]: sha256(model), 'tokens.txt': sha256(tokens) },
    ...manifest,
  };
  await writeFile(join(folder, 'voice.json'), JSON.stringify(whole));
  return folder;
}
