/**
 * Local fallback tests — kiểm thử giọng dự phòng.
 *
 * A service that fails leaves no silence and no clip of two voices; and nobody is left untold.
 */
import { expect } from 'chai';
import { createLocalFallback } from '#server/adapters/speech/local-fallback';
import type { Speech, SpeechOptions } from '#server/ports/speech';
import { type CloudRoom, openCloudRoom } from './cloud-room.js';

const never = new AbortController().signal;
const HOW: SpeechOptions = { voiceId: 'viettel-diemmy', wordsPerMinute: 135, pitch: 50 };
const SENTENCES = ['câu đầu đọc được', 'câu giữa gặp lỗi', 'câu cuối lại đọc được'];

let room: CloudRoom;

/** Who read each sentence: the service, a local voice, or the code of a fault. */
async function readers(speech: Speech, spoken = SENTENCES): Promise<string[]> {
  const who: string[] = [];
  for await (const outcome of speech.synthesiseAll(spoken, HOW, never)) {
    who.push(outcome.ok ? (outcome.value.fellBack?.voiceId ?? 'service') : outcome.error.code);
  }
  return who;
}

describe('the local fallback', function () {
  this.timeout(20_000);
  beforeEach(async () => {
    room = await openCloudRoom();
  });
  afterEach(() => room.close());

  it('leaves a service that works alone', async () => {
    expect(await readers(await room.insured())).to.deep.equal(['service', 'service', 'service']);
    expect(room.falls).to.deep.equal([]);
  });

  it('reads the whole clip anew in the same accent when one sentence fails, and tells why', async () => {
    room.cloud.faults.push('status-401');
    const speech = await room.insured();
    expect(await readers(speech)).to.deep.equal(Array(3).fill('vi-vn-x-south'));
    expect(room.falls).to.deep.equal([
      {
        fellBack: {
          voiceId: 'vi-vn-x-south',
          why: { code: 'engine-failed', detail: 'dịch vụ trả mã 401' },
        },
        sentences: 3,
      },
    ]);
    expect(await readers(speech)).to.deep.equal(['service', 'service', 'service']);
  });

  it('reads only the failed sentence when the operator wants it so', async () => {
    const speech = await room.insured({ all: { fallback: 'sentence', charactersPerMonth: 40 } });
    const who = await readers(speech);
    expect(who.filter((one) => one === 'vi-vn-x-south').length).to.equal(1);
    expect(
      room.falls.map(({ fellBack, sentences }) => [fellBack.why.code, sentences]),
    ).to.deep.equal([['budget-spent', 1]]);
  });

  it('does nothing when the operator wants no other voice', async () => {
    room.cloud.always = 'status-401';
    const who = await readers(await room.insured({ all: { fallback: 'none' } }));
    expect(who).to.deep.equal(Array(3).fill('engine-failed'));
  });

  it('reads locally when the budget is spent, a single sentence too', async () => {
    const speech = await room.insured({ all: { charactersPerMonth: 0 } });
    const outcome = await speech.synthesise(SENTENCES[0] ?? '', HOW, never);
    const fellBack = outcome.ok ? outcome.value.fellBack : undefined;
    expect([fellBack?.voiceId, fellBack?.why.code]).to.deep.equal([
      'vi-vn-x-south',
      'budget-spent',
    ]);
  });

  it('keeps refusals of words, of options and of a called-off clip as they are', async () => {
    const speech = await room.insured();
    expect(await readers(speech, ['điều 1', 'điều hai'])).to.deep.equal([
      'text-refused',
      'service',
    ]);
    const stop = AbortSignal.abort();
    const cancelled = await speech.synthesise('xin chào', HOW, stop);
    expect(cancelled.ok ? 'spoken' : cancelled.error.code).to.equal('cancelled');
    expect(room.falls).to.deep.equal([]);
  });

  it('has nobody to fall back on when no local voice is ready', async () => {
    room.cloud.always = 'status-401';
    const services = await room.services();
    const mute: Speech = { ...services, voices: () => [] };
    const speech = createLocalFallback(services, mute, { policyOf: services.fallbackOf });
    expect(await readers(speech)).to.deep.equal(Array(3).fill('engine-failed'));
  });
});
