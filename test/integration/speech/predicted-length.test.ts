/**
 * Predicted length — thời lượng dự đoán so với giọng đọc thật.
 *
 * The real engine reads the whole real decision and each of its episodes; what was predicted before
 * any voice existed is within a tenth of what is heard.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Script } from '@loaso/shared/wire/script';
import { expect } from 'chai';
import { createEspeakSpeech } from '#server/adapters/speech/espeak-speech';
import { composeScript } from '#server/core/script/compose';
import { splitEpisodes } from '#server/core/script/episodes';
import { HORN_VOICE } from '#server/flows/voice-script';
import { ROOT } from '#server/main/workshop';
import type { Speech } from '#server/ports/speech';

const DECISION = join(ROOT, 'server/samples/qd-1462-ubnd-binh-dinh-2025.txt');
const MINUTE_MS = 60_000;

/** What a listener waits for: the sentences as the voice reads them, and the silence after each. */
async function heardMs(speech: Speech, { sentences }: Script): Promise<number> {
  const read = sentences.filter(({ spoken }) => spoken !== '');
  const { signal } = new AbortController();
  let sum = read.reduce((pauses, { pauseAfterMs }) => pauses + pauseAfterMs, 0);
  const spoken = read.map((sentence) => sentence.spoken);
  for await (const outcome of speech.synthesiseAll(spoken, HORN_VOICE, signal)) {
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.detail}`);
    sum += outcome.value.durationMs;
  }
  return sum;
}

describe('the predicted length', function () {
  this.timeout(120_000);
  let folder: string;
  let speech: Speech;
  let whole: Script;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-length-'));
    const cache = { cacheDir: join(folder, 'cache'), cacheMaxBytes: 900_000_000 };
    speech = createEspeakSpeech({ command: 'espeak-ng', ...cache });
    whole = composeScript(await readFile(DECISION, 'utf8'), { stationName: 'xã Phù Mỹ' });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('of the whole decision is within a tenth of what the voice takes', async () => {
    expect(whole.expectedMs / (await heardMs(speech, whole))).to.be.within(0.9, 1.1);
  });

  for (const minutes of [5, 15, 30]) {
    it(`of each episode of ${minutes} minutes is within a tenth, and the sound fits its slot`, async () => {
      for (const { number, script } of splitEpisodes(whole, minutes * MINUTE_MS)) {
        const heard = await heardMs(speech, script);
        expect(script.expectedMs / heard, `episode ${number}`).to.be.within(0.9, 1.1);
        expect(heard, `episode ${number}`).to.be.at.most(minutes * MINUTE_MS);
      }
    });
  }
});
