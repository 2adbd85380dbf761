/** Voices as the editors meet them: which may read, how fast, and why one may not. */
import { err, ok } from '@loaso/shared/result';
import { BulletinChange, VoiceRequest } from '@loaso/shared/wire/http/content';
import { expect } from 'chai';
import type { Speech, SpeechOptions } from '#server/ports/speech';
import {
  approver,
  importing,
  official,
  openRoom,
  type Room,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { createGate, fakeSpeech } from '../../../support/stand-ins.js';

const WHY = 'sáu thanh nghe không khác nhau';

/** A quick voice of a service, one that failed the tone test, and the plain one. */
function threeVoices(spoken: SpeechOptions[]): Speech {
  const plain = fakeSpeech(createGate());
  const [vi] = plain.voices();
  if (vi === undefined) throw new Error('the stand-in has a voice');
  const suits = { wordsPerMinute: 150, pitch: 50 };
  return {
    voices: () => [
      vi,
      { ...vi, id: 'nhanh', label: 'Giọng nhanh', suits },
      { ...vi, id: 'hong', label: 'Giọng hỏng', standing: { state: 'refused', why: WHY } },
    ],
    synthesise: async (text, options, signal) => {
      spoken.push(options);
      return options.voiceId === 'hong'
        ? err({ code: 'voice-refused', detail: WHY })
        : ok(given(await plain.synthesise(text, options, signal)));
    },
    async *synthesiseAll(texts, options, signal) {
      spoken.push(options);
      yield* plain.synthesiseAll(texts, options, signal);
    },
  };
}

describe('voices', () => {
  let room: Room;
  let spoken: SpeechOptions[];
  beforeEach(async () => {
    spoken = [];
    room = await openRoom({ speech: threeVoices(spoken) });
  });
  afterEach(async () => {
    await room.content.stop();
    await room.close();
  });

  const draft = async () => given(await room.content.importText(official, importing())).id;

  it('are listed with the speed that suits them and, where one may not speak, why', () => {
    const told = room.content
      .voices()
      .map(({ id, wordsPerMinute, problem }) => ({ id, wordsPerMinute, problem }));
    expect(told).to.deep.equal([
      { id: 'vi', wordsPerMinute: 135, problem: undefined },
      { id: 'nhanh', wordsPerMinute: 150, problem: undefined },
      { id: 'hong', wordsPerMinute: 135, problem: WHY },
    ]);
  });

  it('are refused before any work is queued when they may not speak', async () => {
    const id = await draft();
    const answer = await room.content.voice(official, id, VoiceRequest.parse({ voice: 'hong' }));
    expect(answer).to.deep.equal({
      ok: false,
      error: { code: 'voice-refused', detail: `Giọng hỏng: ${WHY}` },
    });
    expect(room.seen.filter(({ kind }) => kind === 'job')).to.deep.equal([]);
    expect(spoken).to.deep.equal([]);
    const heard = await room.content.hear(official, { id, index: 0, request: { voice: 'hong' } });
    expect(codeOf(heard)).to.equal('voice-refused');
    expect(spoken).to.deep.equal([]);
  });

  it('read at the speed that suits them unless another is asked for', async () => {
    const speeds = async (request: object): Promise<number> => {
      const id = await draft();
      given(await room.content.voice(official, id, VoiceRequest.parse(request)));
      await room.content.idle();
      return spoken.at(-1)?.wordsPerMinute ?? 0;
    };
    expect(await speeds({})).to.equal(135);
    expect(await speeds({ voice: 'nhanh' })).to.equal(150);
    expect(await speeds({ voice: 'nhanh', wordsPerMinute: 120 })).to.equal(120);
    const id = await draft();
    given(await room.content.hear(official, { id, index: 0, request: { voice: 'nhanh' } }));
    expect(spoken.at(-1)?.wordsPerMinute).to.equal(150);
  });

  it('sending back binds to the revision that was judged', async () => {
    const id = await draft();
    given(await room.content.voice(official, id, VoiceRequest.parse({})));
    await room.content.idle();
    const sent = given(await room.content.submit(official, id));
    const stale = await room.content.reject(approver, id, 'sai giờ', sent.revision - 1);
    expect(codeOf(stale)).to.equal('changed-meanwhile');
    given(
      await room.content.change(official, id, BulletinChange.parse({ title: 'Tiêm chủng lại' })),
    );
    const moved = await room.content.reject(approver, id, 'sai giờ', sent.revision);
    expect(codeOf(moved)).to.equal('changed-meanwhile');
  });
});
