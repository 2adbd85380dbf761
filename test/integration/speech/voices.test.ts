/**
 * Voices together — kiểm thử các giọng ghép lại.
 *
 * As the server has them: every engine behind one port, each voice tone-tested before it speaks.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEspeakSpeech } from '#server/adapters/speech/espeak-speech';
import { createToneGate } from '#server/adapters/speech/tone-gate';
import { createToneResults } from '#server/adapters/speech/tone-results';
import { judgeTones, TONE_SYLLABLES } from '#server/core/speech/tone-test';
import { createVoiceDecoder } from '#server/main/voice-decoder';
import { createVoices, type Voices } from '#server/main/voices';
import { templatesFor } from './cloud.js';
import { putStandIn } from './stand-in-addon.js';
import { putTinyVoice } from './tiny-voice.js';

const never = new AbortController().signal;
const PROGRAMS = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', processes: 1 };
const how = (voiceId: string) => ({ voiceId, wordsPerMinute: 135, pitch: 50 });

let folder: string;
let voices: Voices;
let logged: [string, Record<string, unknown>][];

async function openVoices(): Promise<Voices> {
  const note = (event: string, fields: Record<string, unknown> = {}): void => {
    logged.push([event, fields]);
  };
  return createVoices(
    {
      voicesDir: join(folder, 'voices'),
      sherpaModule: await putStandIn(folder),
      voiceThreads: 1,
      httpVoicesFile: join(folder, 'services.json'),
      voiceSpeed: 140,
      stateDir: join(folder, 'state'),
    },
    {
      cacheDir: join(folder, 'cache'),
      cacheMaxBytes: 100_000_000,
      decode: createVoiceDecoder(PROGRAMS, join(folder, 'decode')),
      log: { warn: note, error: note },
    },
  );
}

describe('the voices of the server', function () {
  this.timeout(20_000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-voices-'));
    logged = [];
    await mkdir(join(folder, 'voices'));
    await writeFile(join(folder, 'services.json'), '[]');
    voices = await openVoices();
  });
  afterEach(async () => {
    await voices.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are the three accents of espeak-ng at the speed of the house, before anything is found', () => {
    expect(
      voices.speech.voices().map(({ id, suits }) => [id, suits?.wordsPerMinute]),
    ).to.deep.equal([
      ['vi', 140],
      ['vi-vn-x-central', 140],
      ['vi-vn-x-south', 140],
    ]);
  });

  it('of espeak-ng pass the tone test in all three accents', async () => {
    const verdicts: boolean[] = [];
    const cacheDir = join(folder, 'cache');
    const gate = createToneGate(
      createEspeakSpeech({ command: 'espeak-ng', cacheDir, cacheMaxBytes: 100_000_000 }),
      {
        judge: (takes) => {
          const verdict = judgeTones(takes);
          verdicts.push(verdict.ok);
          return verdict;
        },
        syllables: TONE_SYLLABLES,
        results: createToneResults(join(folder, 'tones')),
        fingerprint: () => undefined,
      },
    );
    await gate.examine(never);
    expect(verdicts).to.deep.equal([true, true, true]);
    const said = await gate.synthesise('xin chào', how('vi'), never);
    expect([said.ok, verdicts.length]).to.deep.equal([true, 3]);
  });

  it('come from a folder once they are checked, and what is refused is logged', async () => {
    await putTinyVoice(join(folder, 'voices'), 'ti-hon');
    await putTinyVoice(join(folder, 'voices'), 'trung', { manifest: { id: 'vi' } });
    await voices.start();
    const added = voices.speech.voices().slice(3);
    expect(added.map(({ id, standing }) => [id, standing?.state ?? 'ready'])).to.deep.equal([
      ['ti-hon', 'ready'],
      ['hong:vi-4', 'refused'],
    ]);
    const said = await voices.speech.synthesise('xin chào bà con', how('ti-hon'), never);
    expect(said.ok).to.equal(true);
    expect(logged.map(([event, { why }]) => [event, why])).to.deep.equal([
      ['voice-refused', 'mã giọng “vi” đã thuộc về giọng khác: hãy đổi mã'],
    ]);
    expect((await readdir(join(folder, 'state', 'tones'))).length).to.equal(2);
  });

  it('of a service that cannot be reached are replaced, which is logged and counted', async () => {
    const { viettel } = templatesFor('127.0.0.1', '');
    const request = { ...viettel.request, url: 'https://127.0.0.1/viettel' };
    await writeFile(
      join(folder, 'services.json'),
      JSON.stringify([{ ...viettel, request, secretFile: '', attempts: 1 }]),
    );
    await voices.start();
    const readers: string[] = [];
    const spoken = ['xin chào bà con', 'xin cảm ơn'];
    for await (const one of voices.speech.synthesiseAll(spoken, how('viettel-diemmy'), never)) {
      readers.push(one.ok ? (one.value.fellBack?.voiceId ?? 'service') : one.error.code);
    }
    expect(readers).to.deep.equal(['vi-vn-x-south', 'vi-vn-x-south']);
    expect(voices.figures()).to.deep.equal({ fellBack: 2 });
    expect(logged).to.deep.equal([
      [
        'voice-fell-back',
        {
          voice: 'viettel-diemmy',
          instead: 'vi-vn-x-south',
          sentences: 2,
          code: 'engine-failed',
          detail: '127.0.0.1 ở trong mạng riêng',
        },
      ],
    ]);
  });

  it('stop while they are still being looked for', async () => {
    await putTinyVoice(join(folder, 'voices'), 'ti-hon');
    const started = voices.start();
    await voices.stop();
    await started;
    expect(logged).to.deep.equal([]);
  });
});
