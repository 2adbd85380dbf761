/**
 * Neural voice tests — kiểm thử giọng thần kinh.
 *
 * Folder, hashes, worker process, frames, death and restart are real; the add-on is the stand-in,
 * and the real one as well where `LOASO_TEST_SHERPA` tells where it lies.
 */
import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSherpaSpeech, type SherpaOptions } from '#server/adapters/speech/sherpa-speech';
import { createToneGate, type ToneGate } from '#server/adapters/speech/tone-gate';
import { createToneResults } from '#server/adapters/speech/tone-results';
import { judgeTones, TONE_SYLLABLES } from '#server/core/speech/tone-test';
import type { Speech } from '#server/ports/speech';
import { putStandIn, REAL_ADDON, type StandIn } from './stand-in-addon.js';
import { putTinyVoice, TINY_RATE } from './tiny-voice.js';

const never = new AbortController().signal;
const HOW = { voiceId: 'ti-hon', wordsPerMinute: 135, pitch: 50 };
const SENTENCE = 'Ủy ban nhân dân xã thông báo lịch cắt điện.';

let folder: string;
let voicesDir: string;
let open: { stop(): void }[];

type Wish = Partial<SherpaOptions> & { readonly standIn?: StandIn };

async function neural({ standIn, ...options }: Wish = {}) {
  const speech = createSherpaSpeech({
    voicesDir,
    addon: options.addon ?? (await putStandIn(folder, standIn)),
    cacheDir: join(folder, 'cache'),
    cacheMaxBytes: 100_000_000,
    threads: 1,
    ...options,
  });
  open.push(speech);
  await speech.start(never);
  return speech;
}

const gateOf = (speech: Awaited<ReturnType<typeof neural>>): ToneGate =>
  createToneGate(speech, {
    judge: judgeTones,
    syllables: TONE_SYLLABLES,
    results: createToneResults(join(folder, 'tones')),
    fingerprint: speech.fingerprint,
    take: speech.take,
  });

async function outcomeOf(speech: Speech, spoken: string, how = HOW): Promise<string> {
  const outcome = await speech.synthesise(spoken, how, never);
  return outcome.ok ? 'spoken' : `${outcome.error.code}: ${outcome.error.detail}`;
}

const standings = (speech: Speech): string[] =>
  speech
    .voices()
    .map(({ standing }) => (standing?.state === 'ready' || !standing ? 'ready' : standing.why));

describe('the neural voices', function () {
  this.timeout(20_000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-neural-'));
    voicesDir = join(folder, 'voices');
    open = [];
    await mkdir(voicesDir);
  });
  afterEach(async () => {
    for (const speech of open) speech.stop();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [name, addon] of [
    ['the stand-in', undefined],
    ['the real add-on', REAL_ADDON],
  ] as const) {
    if (name !== 'the stand-in' && addon === undefined) continue;

    it(`speak from a folder of files, with ${name}`, async () => {
      await putTinyVoice(voicesDir, 'ti-hon');
      const memory: number[] = [];
      const speech = await neural({
        ...(addon === undefined ? {} : { addon }),
        onMemory: (_, bytes) => memory.push(bytes),
      });
      expect(speech.voices()).to.deep.equal([
        {
          id: 'ti-hon',
          label: 'Giọng tí hon',
          engine: 'sherpa-onnx',
          region: 'north',
          sampleRate: TINY_RATE,
          licence: 'CC0-1.0: Làm trong kiểm thử',
        },
      ]);
      const said = await speech.synthesise(SENTENCE, HOW, never);
      if (!said.ok) throw new Error(said.error.detail);
      const bytes = await readFile(said.value.path);
      expect(bytes.length / 2 / 16).to.be.closeTo(said.value.durationMs, 1);
      // 43 letters and spaces of 125 ms, slower by 170 / 135.
      expect(said.value.durationMs).to.be.closeTo(43 * 125 * (170 / 135), 400);
      expect(memory[0]).to.be.greaterThan(20_000_000);
    });

    it(`pass the tone test once and for all, with ${name}`, async () => {
      await putTinyVoice(voicesDir, 'ti-hon');
      const speech = await neural(addon === undefined ? {} : { addon });
      await gateOf(speech).examine(never);
      speech.stop();
      const takes: string[] = [];
      const again = createToneGate(speech, {
        judge: judgeTones,
        syllables: TONE_SYLLABLES,
        results: createToneResults(join(folder, 'tones')),
        fingerprint: speech.fingerprint,
        take: (_, syllable) => {
          takes.push(syllable);
          return Promise.reject(new Error('not again'));
        },
      });
      expect(await outcomeOf(again, SENTENCE)).to.equal('spoken');
      expect(takes).to.deep.equal([]);
    });

    it(`are refused when they are tone-deaf, with ${name}`, async () => {
      await putTinyVoice(voicesDir, 'ti-hon', { toneDeaf: true });
      const speech = await neural(
        addon === undefined ? { standIn: { toneDeaf: true } } : { addon },
      );
      const gate = gateOf(speech);
      await gate.examine(never);
      expect(standings(gate)[0]).to.match(/^không phân biệt được “ma” với “má”/);
      expect(await outcomeOf(gate, SENTENCE)).to.match(/^voice-refused: giọng “Giọng tí hon”/);
    });
  }

  it('are listed with the reason when something is wrong with a folder', async () => {
    await putTinyVoice(voicesDir, 'a-lanh');
    await appendFile(join(await putTinyVoice(voicesDir, 'b-hong'), 'tokens.txt'), 'x');
    await mkdir(join(voicesDir, 'c-rong'));
    await putTinyVoice(voicesDir, 'd-duong-dan', { manifest: { model: '../a-lanh/a-lanh.onnx' } });
    await putTinyVoice(voicesDir, 'e-thieu', { manifest: { lexicon: 'lexicon.txt' } });
    const linked = await putTinyVoice(voicesDir, 'f-lien-ket');
    await rename(join(linked, 'tokens.txt'), join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(linked, 'tokens.txt'));
    await putTinyVoice(voicesDir, 'g-trung', {
      manifest: { id: 'a-lanh' },
    });
    await writeFile(join(await putTinyVoice(voicesDir, 'h-chu'), 'voice.json'), 'xin chào');
    const speech = await neural();
    expect(standings(speech).map((why) => why.slice(0, 26))).to.deep.equal(
      [
        'ready',
        'tokens.txt không đúng sha256 trong voice.json: hãy chép lại tệp gốc',
        'thiếu voice.json',
        'voice.json sai: model: chỉ đường dẫn trong thư mục của giọng',
        'voice.json thiếu sha256 của lexicon.txt',
        'tokens.txt là liên kết: hãy chép tệp thật',
        'mã giọng “a-lanh” đã có thư mục khác',
        'voice.json không phải JSON',
      ].map((why) => why.slice(0, 26)),
    );
    expect(await outcomeOf(speech, SENTENCE, { ...HOW, voiceId: 'hong:c-rong' })).to.match(
      /^voice-refused: .*thiếu voice.json/,
    );
  });

  it('say how to install the engine that is missing', async () => {
    await putTinyVoice(voicesDir, 'ti-hon');
    const speech = await neural({ addon: join(folder, 'nowhere') });
    expect(standings(speech)[0]).to.include('npm install sherpa-onnx-node');
    expect(await outcomeOf(speech, SENTENCE)).to.match(/^engine-missing: .*sherpaModule/);
  });

  it('are started again after the engine has died over a sentence', async () => {
    await putTinyVoice(voicesDir, 'ti-hon');
    const dieWhilePresent = join(folder, 'die-once');
    const speech = await neural({ standIn: { dieWhilePresent } });
    expect(await outcomeOf(speech, SENTENCE)).to.equal('spoken');
    await writeFile(dieWhilePresent, '');
    expect(await outcomeOf(speech, 'Câu này làm bộ máy chết một lần.')).to.equal('spoken');
  });

  it('end an engine that hangs, and go on with the next sentence', async () => {
    await putTinyVoice(voicesDir, 'ti-hon');
    const speech = await neural({ limits: { sentenceTimeoutMs: 500 } });
    expect(await outcomeOf(speech, 'Câu làm treo máy.')).to.match(/^engine-timeout/);
    expect(await outcomeOf(speech, SENTENCE)).to.equal('spoken');
  });

  it('refuse silence, lost words and numbers that are none', async () => {
    await putTinyVoice(voicesDir, 'ti-hon');
    const speech = await neural();
    expect(await outcomeOf(speech, 'Câu câm lặng.')).to.match(/^speech-too-short/);
    expect(await outcomeOf(speech, 'Câu này bị cụt.')).to.match(/^speech-too-short/);
    expect(await outcomeOf(speech, 'Câu hư số.')).to.match(/^engine-failed: speech-failed/);
  });

  it('refuse a model whose rate is not the declared one', async () => {
    await putTinyVoice(voicesDir, 'ti-hon');
    const speech = await neural({ standIn: { sampleRate: 22_050 } });
    expect(await outcomeOf(speech, SENTENCE)).to.include('22050 Hz mà tờ khai ghi 16000 Hz');
  });

  it('are ended when they outgrow their memory, and still speak', async () => {
    await putTinyVoice(voicesDir, 'ti-hon');
    const speech = await neural({ limits: { memoryMaxBytes: 1 } });
    expect(await outcomeOf(speech, SENTENCE)).to.equal('spoken');
    expect(await outcomeOf(speech, 'Câu thứ hai đọc ở tiến trình mới.')).to.equal('spoken');
  });
});
