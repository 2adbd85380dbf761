/**
 * Laws of the small parts — các định luật nhỏ.
 *
 * What frames, portions, budget and patience promise for any input, not for the cases we thought of.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok } from '@loaso/shared/result';
import { expect } from 'chai';
import fc from 'fast-check';
import { createCharacterBudget } from '#server/adapters/speech/character-budget';
import { createBreaker, persist, type TryFault } from '#server/adapters/speech/http-patience';
import { readHttpVoices } from '#server/adapters/speech/http-voice-file';
import { portionsOf } from '#server/adapters/speech/text-portions';
import { createFrameReader, encodeFrame } from '#server/adapters/speech/worker-frames';
import { templatesFor } from './cloud.js';

const never = new AbortController().signal;

describe('the parts of speech', () => {
  it('frames come out as they went in, however the pipe cuts them', () => {
    const frame = fc.record({ head: fc.jsonValue(), body: fc.uint8Array({ maxLength: 50 }) });
    fc.assert(
      fc.property(fc.array(frame), fc.integer({ min: 1, max: 40 }), (frames, cut) => {
        const line = Buffer.concat(frames.map(({ head, body }) => encodeFrame(head, body)));
        const read = createFrameReader();
        const out = [];
        for (let at = 0; at < line.length; at += cut)
          out.push(...read(line.subarray(at, at + cut)));
        expect(out.map(({ head }) => JSON.stringify(head))).to.deep.equal(
          frames.map(({ head }) => JSON.stringify(head)),
        );
        expect(out.map(({ body }) => [...body])).to.deep.equal(frames.map(({ body }) => [...body]));
      }),
    );
  });

  it('a frame over the limits is a fault at once', () => {
    const read = createFrameReader();
    expect(() => read(Buffer.from('ffffffffffffffff', 'hex'))).to.throw('over the limit');
  });

  it('portions lose nothing and fit', () => {
    const word = fc.constantFrom('ủy', 'ban,', 'nhân', 'dân.', 'thông', 'báo;', 'nghiêng?');
    const text = fc.array(word, { minLength: 1, maxLength: 120 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 200 }), (sentence, max) => {
        const portions = portionsOf(sentence, max);
        expect(portions.join(' ')).to.equal(sentence);
        expect(portions.every(({ length }) => length > 0 && length <= max)).to.equal(true);
      }),
    );
  });

  it('portions end where a reader breathes', () => {
    expect(portionsOf('một hai. ba bốn, năm sáu bảy', 12)).to.deep.equal([
      'một hai.',
      'ba bốn,',
      'năm sáu bảy',
    ]);
    expect(portionsOf('x'.repeat(25), 10)).to.deep.equal(['x'.repeat(10), 'x'.repeat(10), 'xxxxx']);
  });

  it('calls side by side never spend more than the budget', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loaso-budget-'));
    try {
      const costs = fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 20 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(costs, fc.integer({ min: 0, max: 500 }), async (wishes, limit) => {
          run += 1;
          const budget = createCharacterBudget(
            join(folder, `${run}.json`),
            () => 1_800_000_000_000,
          );
          const answers = await Promise.all(wishes.map((cost) => budget.spend('a', cost, limit)));
          const spent = wishes
            .filter((_, i) => answers[i]?.ok)
            .reduce((sum, cost) => sum + cost, 0);
          expect(spent).to.be.at.most(limit);
          const left = limit - spent;
          expect((await budget.spend('a', left + 1, limit)).ok).to.equal(false);
          expect((await budget.spend('a', left, limit)).ok).to.equal(true);
        }),
        { numRuns: 20 },
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('patience tries as often as allowed, and only what may change', async () => {
    const patience = { attempts: 4, baseMs: 1, capMs: 2, random: () => 0 };
    const fault = (again: boolean): TryFault => ({ code: 'engine-failed', detail: 'x', again });
    const triesOf = async (outcomes: ('again' | 'never' | 'fine')[]): Promise<number> => {
      let tries = 0;
      await persist(
        () => {
          const outcome = outcomes[tries] ?? 'again';
          tries += 1;
          return Promise.resolve(outcome === 'fine' ? ok(null) : err(fault(outcome === 'again')));
        },
        patience,
        never,
      );
      return tries;
    };
    expect(await triesOf([])).to.equal(4);
    expect(await triesOf(['again', 'fine'])).to.equal(2);
    expect(await triesOf(['never'])).to.equal(1);
  });

  it('a breaker opens after failures in a row only, and again at the first one after its rest', () => {
    let now = 0;
    const breaker = createBreaker({ failures: 3, restMs: 100, now: () => now });
    for (const succeeded of [false, false, true, false, false]) breaker.note(succeeded);
    expect(breaker.restMs()).to.equal(0);
    breaker.note(false);
    expect(breaker.restMs()).to.equal(100);
    now = 100;
    expect(breaker.restMs()).to.equal(0);
    breaker.note(false);
    expect(breaker.restMs()).to.equal(100);
  });

  it('a service is refused when its host is open, its text is in a header or a word is unknown', () => {
    const { fpt } = templatesFor('tts.example', '');
    const change = (request: object) => ({ ...fpt, request: { ...fpt.request, ...request } });
    const files = [
      fpt,
      change({ url: 'https://{voice}/tts' }),
      change({ url: 'https://a@tts.example/tts' }),
      change({ headers: { text: '{text}' } }),
      change({ headers: { 'x y': '1' } }),
      { ...fpt, colour: 'blue' },
    ];
    const read = readHttpVoices(JSON.stringify(files));
    expect(read.map(({ ok: sound }) => sound)).to.deep.equal([true, ...Array(5).fill(false)]);
    expect(readHttpVoices('{').map(({ ok: sound }) => sound)).to.deep.equal([false]);
  });
});
