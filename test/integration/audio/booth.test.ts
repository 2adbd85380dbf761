/** One sentence is heard at once, as loud as the next. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createBooth } from '#server/adapters/audio/booth';
import { createEspeakSpeech } from '#server/adapters/speech/espeak-speech';
import { previewGain } from '#server/core/programme/preview-level';
import { HORN_VOICE } from '#server/flows/voice-script';
import { measure } from './measure.js';

describe('the listening booth', () => {
  let folder: string;
  const booth = createBooth(previewGain);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-booth-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('makes an even WAV of what a voice says, that other programs can read', async () => {
    const speech = createEspeakSpeech({
      command: 'espeak-ng',
      cacheDir: join(folder, 'speech'),
      cacheMaxBytes: 10_000_000,
    });
    const said = await speech.synthesise(
      'mời bà con đến nhà văn hóa họp.',
      HORN_VOICE,
      new AbortController().signal,
    );
    if (!said.ok) throw new Error(said.error.detail);
    const path = join(folder, 'heard.wav');
    await writeFile(path, await booth.wav(said.value));
    const heard = await measure(path);
    expect(heard.durationMs).to.be.closeTo(said.value.durationMs, 30);
    expect(heard.loudnessLufs).to.be.within(-26, -14);
    expect(heard.truePeakDbtp).to.be.below(-1);
  });

  it('raises a whisper and lowers a shout to the same level', async () => {
    const levels: number[] = [];
    for (const size of [3_000, 30_000]) {
      const path = join(folder, `${size}.pcm`);
      const samples = Array.from({ length: 22_050 }, (_, at) => size * Math.sin(at / 20));
      await writeFile(path, Int16Array.from(samples.map(Math.round)));
      const pcm = { path, key: 'k', sampleRate: 22_050, durationMs: 1_000 };
      const file = Buffer.from(await booth.wav(pcm));
      expect(file.toString('latin1', 0, 4)).to.equal('RIFF');
      const peaks = Array.from({ length: 22_050 }, (_, at) => file.readInt16LE(44 + 2 * at));
      levels.push(Math.max(...peaks));
    }
    expect(levels[0]).to.be.closeTo(levels[1] ?? 0, 300);
  });
});
