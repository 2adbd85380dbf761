/**
 * espeak-ng voice tests — kiểm thử giọng đọc espeak-ng.
 *
 * The real engine: whole sentences, in order, once; nothing but Vietnamese reaches it.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createEspeakSpeech, type EspeakOptions } from '#server/adapters/speech/espeak-speech';
import type { PcmFile } from '#server/ports/audio';
import type { Speech, SpeechOptions } from '#server/ports/speech';

const VOICE: SpeechOptions = { voiceId: 'vi', wordsPerMinute: 135, pitch: 50 };
const never = new AbortController().signal;
const SENTENCES = [
  'Ủy ban nhân dân tỉnh Bình Định ban hành kế hoạch.',
  'điều một, phê duyệt kế hoạch tuyên truyền, phổ biến giáo dục pháp luật? đúng. rõ ràng! hết.',
  'điểm đê khoản hai điều năm',
  'nghị định số một trăm năm hai nghìn không trăm mười chín của chính phủ;',
];

let folder: string;
let processes: number[];

function speechWith(options: Partial<EspeakOptions> = {}): Speech {
  return createEspeakSpeech({
    command: 'espeak-ng',
    cacheDir: join(folder, 'cache'),
    cacheMaxBytes: 500_000_000,
    onProcess: (sentences) => processes.push(sentences),
    ...options,
  });
}

async function speakAll(speech: Speech, spoken: string[], how = VOICE): Promise<PcmFile[]> {
  const files: PcmFile[] = [];
  for await (const outcome of speech.synthesiseAll(spoken, how, never)) {
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.detail}`);
    files.push(outcome.value);
  }
  return files;
}

async function faultOf(spoken: string, how = VOICE, speech = speechWith()): Promise<string> {
  const outcome = await speech.synthesise(spoken, how, never);
  return outcome.ok ? 'spoken' : outcome.error.code;
}

describe('the espeak-ng voices', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-speech-'));
    processes = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('read many sentences in one process as they read each alone', async () => {
    const together = await speakAll(speechWith(), SENTENCES);
    expect(processes).to.deep.equal([4]);
    const alone: PcmFile[] = [];
    const apart = speechWith({ cacheDir: join(folder, 'apart') });
    for (const sentence of SENTENCES) alone.push(...(await speakAll(apart, [sentence])));
    for (const [i, file] of together.entries()) {
      expect(file.key).to.equal(alone[i]?.key);
      expect(file.durationMs).to.be.closeTo(alone[i]?.durationMs ?? 0, 30);
      expect((await readFile(file.path)).length / 2 / 22.05).to.be.closeTo(file.durationMs, 1);
    }
  }).timeout(10_000);

  it('read at every speed and in all three accents', async () => {
    for (const { id } of speechWith().voices()) {
      for (const wordsPerMinute of [80, 135, 300]) {
        processes = [];
        const files = await speakAll(speechWith(), SENTENCES, {
          ...VOICE,
          voiceId: id,
          wordsPerMinute,
        });
        expect([files.length, processes]).to.deep.equal([4, [4]]);
      }
    }
  }).timeout(20_000);

  it('voice only the changed sentence again', async () => {
    const long = Array.from(
      { length: 60 },
      (_, i) => `câu thứ ${'a ă â'.split(' ')[i % 3]} ${'ba '.repeat(i + 1)}`,
    );
    const before = await speakAll(speechWith(), long);
    expect(processes.toSorted((a, b) => a - b)).to.deep.equal([12, 48]);
    processes = [];
    const after = await speakAll(speechWith(), long.with(20, 'câu này vừa được sửa lại'));
    expect(processes).to.deep.equal([1]);
    const changed = after.flatMap((file, i) => (file.path === before[i]?.path ? [] : [i]));
    expect(changed).to.deep.equal([20]);
  }).timeout(10_000);

  it('read a sentence longer than the line buffer of the engine whole', async () => {
    const sentence = `${'tuyên truyền, phổ biến pháp luật '.repeat(60)}.`;
    const [file] = await speakAll(speechWith(), [sentence, ...SENTENCES]);
    expect(file?.durationMs).to.be.greaterThan(360 * 0.7 * 360);
  }).timeout(10_000);

  it('refuse digits, foreign letters, decomposed damage and symbols, before any process', async () => {
    const bad = [
      'điều 1',
      'file',
      'kǶ họp',
      'năm mươi %',
      'tin@báo',
      '',
      ' . ',
      '\u0000a',
      'a'.repeat(9_000),
    ];
    const codes = await Promise.all(bad.map((spoken) => faultOf(spoken)));
    expect(codes).to.deep.equal(bad.map(() => 'text-refused'));
    expect(processes).to.deep.equal([]);
  });

  it('read phoneme notation, markup and options as words or not at all', async () => {
    expect(await faultOf('[[_::]]')).to.equal('text-refused');
    expect(await faultOf('<break/> xin chào')).to.equal('text-refused');
    expect(await faultOf('-v en xin chào')).to.equal('spoken');
  });

  it('read decomposed letters as the composed ones', async () => {
    const [plain] = await speakAll(speechWith(), ['người dân']);
    const [decomposed] = await speakAll(speechWith(), ['Người Dân'.normalize('NFD')]);
    expect(decomposed?.path).to.equal(plain?.path);
  });

  it('refuse unknown voices and unreasonable options', async () => {
    expect(await faultOf('xin chào', { ...VOICE, voiceId: 'en' })).to.equal('voice-unknown');
    expect(await faultOf('xin chào', { ...VOICE, wordsPerMinute: 5 })).to.equal('options-refused');
  });

  it('say that the engine is missing, or that it fails', async () => {
    const missing = speechWith({ command: join(folder, 'absent') });
    expect(await faultOf('xin chào', VOICE, missing)).to.equal('engine-missing');
    const failing = speechWith({ command: '/bin/false' });
    expect(await faultOf('xin chào', VOICE, failing)).to.equal('engine-failed');
    const mute = speechWith({ command: '/bin/true' });
    expect(await faultOf('xin chào', VOICE, mute)).to.equal('engine-failed');
  });

  it('notice lost words by the length of the sound', async () => {
    const command = join(folder, 'forgetful');
    await writeFile(
      command,
      '#!/bin/sh\ncase "$1" in --version) exec espeak-ng --version;; esac\nfor last; do :; done\nexec espeak-ng -v vi -w "$last" "một"\n',
      { mode: 0o755 },
    );
    const sentence = 'phê duyệt kế hoạch tuyên truyền phổ biến pháp luật';
    expect(await faultOf(sentence, VOICE, speechWith({ command }))).to.equal('speech-too-short');
  });

  it('stop when nobody listens any more and leave no unfinished file', async () => {
    const stop = new AbortController();
    const many = Array.from({ length: 200 }, (_, i) => `câu ${'hai '.repeat((i % 40) + 5)}`);
    let heard = 0;
    let last = '';
    for await (const outcome of speechWith().synthesiseAll(many, VOICE, stop.signal)) {
      heard += 1;
      if (heard === 3) stop.abort();
      last = outcome.ok ? 'spoken' : outcome.error.code;
    }
    expect([heard, last]).to.deep.equal([200, 'cancelled']);
    const names = await readdir(join(folder, 'cache'), { recursive: true });
    expect(names.filter((name) => name.endsWith('.tmp'))).to.deep.equal([]);
  }).timeout(10_000);
});
