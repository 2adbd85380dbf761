/**
 * Stand-in for the add-on — bộ máy đóng thế.
 *
 * sherpa-onnx-node is installed by the operator and cannot be installed by a test. This module has
 * the part of its interface that we use and speaks waves for letters, so that everything of ours
 * around it (files, worker process, frames, restart, tone test) is exercised for real; it can also
 * die, hang and swell on command. Where `LOASO_TEST_SHERPA` names the real package, the tests of the
 * neural voices run on that as well.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type StandIn = {
  readonly sampleRate?: number;
  /** Dies over a sentence with this word, unless this file is absent; removes the file. */
  readonly dieWhilePresent?: string;
  readonly toneDeaf?: boolean;
};

const SOURCE = String.raw`
'use strict';
const fs = require('node:fs');
const PLAN = __PLAN__;
const RATE = PLAN.sampleRate || 16000;
const GLIDES = {
  '': () => 0, '\u0301': (s) => 5 * s, '\u0300': (s) => -4 * s - 1,
  '\u0309': (s) => (s < 0.6 ? -4 * s : 8 * s - 7.2), '\u0303': (s) => 3 + 6 * s, '\u0323': (s) => -7 * s,
};
class OfflineTts {
  constructor(config) {
    const { model, tokens } = config.model.vits;
    for (const file of [model, tokens]) {
      if (!fs.existsSync(file)) throw new Error('Please check your config!');
    }
    this.noiseScale = config.model.vits.noiseScale;
    this.sampleRate = RATE;
    this.numSpeakers = 1;
  }
  generate({ text, speed }) {
    if (PLAN.dieWhilePresent && fs.existsSync(PLAN.dieWhilePresent)) {
      fs.rmSync(PLAN.dieWhilePresent);
      process.abort();
    }
    if (text.includes('treo máy')) for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    if (text.includes('câm lặng')) return { samples: new Float32Array(90000), sampleRate: RATE };
    if (text.includes('cụt')) return { samples: new Float32Array(900).fill(0.1), sampleRate: RATE };
    if (text.includes('hư số')) return { samples: new Float32Array(90000).fill(NaN), sampleRate: RATE };
    const length = Math.round(RATE / 8 / speed);
    const letters = [...text];
    const samples = new Float32Array(letters.length * length);
    letters.forEach((letter, place) => {
      if (!/\p{L}/u.test(letter)) return;
      const marks = [...letter.normalize('NFD')].slice(1);
      const tone = PLAN.toneDeaf ? '' : marks.find((mark) => mark in GLIDES) || '';
      let phase = 0;
      for (let i = 0; i < length; i += 1) {
        phase += (2 * Math.PI * 150 * 2 ** (GLIDES[tone](i / length) / 12)) / RATE;
        samples[place * length + i] = 0.3 * Math.sin(phase) + this.noiseScale * 0.002 * (Math.random() - 0.5);
      }
    });
    return { samples, sampleRate: RATE };
  }
}
module.exports = { OfflineTts };
`;

/** Writes the module; gives its path. */
export async function putStandIn(folder: string, plan: StandIn = {}): Promise<string> {
  const file = join(folder, 'stand-in.cjs');
  await writeFile(file, SOURCE.replace('__PLAN__', JSON.stringify(plan)));
  return file;
}

/** The real package, where the machine has it. */
export const REAL_ADDON = process.env['LOASO_TEST_SHERPA'];
