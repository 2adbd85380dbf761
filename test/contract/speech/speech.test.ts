/**
 * The contract of every voice engine — hợp đồng của mọi bộ máy giọng đọc.
 *
 * The same laws for the embedded engine, the neural one and a service: a flow cannot tell them apart.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Speech, SpeechOptions } from '#server/ports/speech';
import { ENGINES, type OpenEngine } from './engines.js';

const never = new AbortController().signal;
const POOL = [
  'ủy ban nhân dân xã',
  'thông báo lịch cắt điện',
  'đề nghị bà con, cô bác chú ý',
  'xin cảm ơn',
];
const REFUSED = [
  'điều 1',
  'file',
  'kǶ họp',
  'năm mươi %',
  '',
  ' . ',
  '<break/>',
  'a'.repeat(9_000),
];

for (const engine of ENGINES) {
  describe(`a voice of ${engine.name}`, function () {
    this.timeout(20_000);
    let folder: string;
    let open: OpenEngine;
    let how: SpeechOptions;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'loaso-contract-'));
      open = await engine.open(folder);
      how = { voiceId: open.voiceId, wordsPerMinute: 135, pitch: 50 };
    });
    afterEach(async () => {
      await open.close();
      await rm(folder, { recursive: true, force: true });
    });

    async function all(spoken: readonly string[], speech: Speech = open.speech) {
      const outcomes: string[] = [];
      for await (const outcome of speech.synthesiseAll(spoken, how, never)) {
        outcomes.push(outcome.ok ? outcome.value.key : outcome.error.code);
      }
      return outcomes;
    }
    async function codeOf(spoken: string, change: Partial<SpeechOptions> = {}): Promise<string> {
      const outcome = await open.speech.synthesise(spoken, { ...how, ...change }, never);
      return outcome.ok ? 'spoken' : outcome.error.code;
    }

    it('is listed with a licence and a rate, and gives sound at that rate', async () => {
      const voice = open.speech.voices().find(({ id }) => id === open.voiceId);
      expect(voice?.licence).to.have.length.greaterThan(2);
      const outcome = await open.speech.synthesise(POOL[0] ?? '', how, never);
      if (!outcome.ok) throw new Error(outcome.error.detail);
      const { sampleRate, durationMs, path } = outcome.value;
      expect(sampleRate).to.equal(voice?.sampleRate);
      const samples = (await readFile(path)).length / 2;
      expect((samples / sampleRate) * 1000).to.be.closeTo(durationMs, 1);
    });

    it('keeps the order of any sentences, refused ones among them', async () => {
      const keys = await all(POOL);
      const known = new Map(POOL.map((sentence, i) => [sentence, keys[i]]));
      known.set('điều 1', 'text-refused');
      const spoken = fc.array(fc.constantFrom(...known.keys()), { maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(spoken, async (sentences) => {
          expect(await all(sentences)).to.deep.equal(sentences.map((one) => known.get(one)));
        }),
        { numRuns: 10 },
      );
    });

    it('voices the same words, however written, only once', async () => {
      await all(POOL);
      const before = open.spoke();
      expect(before).to.be.greaterThan(0);
      const written = POOL.map((sentence) => sentence.toUpperCase().normalize('NFD'));
      expect(await all(written)).to.deep.equal(await all(POOL));
      expect(open.spoke()).to.equal(before);
    });

    it('voices anew when speed changes', async () => {
      const [usual] = await all(POOL.slice(0, 1));
      how = { ...how, wordsPerMinute: 120 };
      expect((await all(POOL.slice(0, 1)))[0]).not.to.equal(usual);
    });

    it('lets nothing but Vietnamese words reach the engine', async () => {
      expect(await all(REFUSED)).to.deep.equal(REFUSED.map(() => 'text-refused'));
      expect(open.spoke()).to.equal(0);
    });

    it('refuses unknown voices and unreasonable options as values', async () => {
      expect(await codeOf('xin chào', { voiceId: 'vắng-mặt' })).to.equal('voice-unknown');
      for (const change of [
        { wordsPerMinute: 5 },
        { wordsPerMinute: Number.NaN },
        { pitch: 100 },
      ]) {
        expect(await codeOf('xin chào', change)).to.equal('options-refused');
      }
      expect(open.spoke()).to.equal(0);
    });

    it('notices lost words', async () => {
      expect(await all(['câu này bị cụt'], await open.forgetful())).to.deep.equal([
        'speech-too-short',
      ]);
    });

    it('stops when called off, with an outcome for every sentence and no half file', async () => {
      const stop = new AbortController();
      const many = Array.from({ length: 300 }, (_, i) => `câu ${'hai '.repeat((i % 20) + 3)}`);
      const outcomes: string[] = [];
      for await (const outcome of open.speech.synthesiseAll(many, how, stop.signal)) {
        outcomes.push(outcome.ok ? 'spoken' : outcome.error.code);
        if (outcomes.length === 2) stop.abort();
      }
      expect([outcomes.length, outcomes[0], outcomes.at(-1)]).to.deep.equal([
        300,
        'spoken',
        'cancelled',
      ]);
      const names = await readdir(folder, { recursive: true });
      expect(names.filter((name) => name.endsWith('.tmp'))).to.deep.equal([]);
    });

    it('ends its work when the listener leaves', async () => {
      for await (const outcome of open.speech.synthesiseAll([...POOL, ...POOL], how, never)) {
        expect(outcome.ok).to.equal(true);
        break;
      }
      expect(await codeOf(POOL[3] ?? '')).to.equal('spoken');
    });
  });
}
