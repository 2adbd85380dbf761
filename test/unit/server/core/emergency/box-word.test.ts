/** The best news of one box: `server/core/emergency/box-word`. */
import { playIdOf } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import type { Ack } from '@loaso/shared/wire/ack';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type BoxWord,
  isDone,
  reasonOf,
  SILENT,
  stateOf,
  withAck,
  withRecord,
  withSent,
  withSounding,
} from '#server/core/emergency/box-word';
import { boxId } from '../../../../support/plans.js';

const NOW = 1_780_000_000_000;

const ack = (change: Partial<Ack> = {}): Ack => ({
  v: 1,
  dev: boxId(1),
  at: instant(NOW),
  what: 'urgent',
  outcome: 'accepted',
  plan: null,
  envelopeNum: 1,
  commandId: 'urgent-1',
  counter: 1,
  ...change,
});

const record = (change: object): PlayRecord =>
  PlayRecord.parse({
    v: 1,
    seq: 1,
    playId: playIdOf('urgent-1' as never, boxId(1), NOW),
    recordedAt: NOW,
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
    ...change,
  });
const piece = { startedAt: NOW + 900, fromMs: 0, playedMs: 5, virtual: false };
const completed = record({ ...piece, outcome: 'completed' });
const cut = record({ ...piece, outcome: 'interrupted', reason: 'operator' });
const missed = record({ outcome: 'missed', reason: 'file-absent' });

type Step = (word: BoxWord) => BoxWord;
const STEPS: Readonly<Record<string, Step>> = {
  sent: (word) => withSent(word, NOW),
  accepted: (word) => withAck(word, ack(), NOW + 1),
  refused: (word) => withAck(word, ack({ outcome: 'refused', code: 'expired' }), NOW + 1),
  sounding: (word) => withSounding(word, NOW + 2),
  played: (word) => withRecord(word, completed, { start: NOW, at: NOW + 9 }),
  cut: (word) => withRecord(word, cut, { start: NOW, at: NOW + 9 }),
  missed: (word) => withRecord(word, missed, { start: NOW, at: NOW + 9 }),
};
const heard = (...names: string[]): BoxWord =>
  names.reduce((word, name) => STEPS[name]?.(word) ?? word, SILENT);

describe('word of a box', () => {
  it('goes from unsent over sent, accepted and sounding to played', () => {
    const names = ['sent', 'accepted', 'sounding', 'played'];
    const states = names.map((_, index) => stateOf(heard(...names.slice(0, index + 1))));
    expect(states).to.deep.equal(names);
    expect(stateOf(SILENT)).to.equal('unsent');
  });

  it('says why a box refused, was cut, or stayed silent', () => {
    expect(reasonOf(heard('sent', 'refused'))?.en).to.equal('it has expired');
    expect(reasonOf(heard('accepted', 'cut'))?.vi).to.equal('có người bấm dừng');
    expect(reasonOf(heard('accepted', 'missed'))?.vi).to.equal('chưa tải được tệp âm thanh');
    expect(reasonOf(heard('accepted', 'sounding'))).to.equal(null);
    const virtual = record({ ...piece, virtual: true, outcome: 'completed' });
    const word = withRecord(SILENT, virtual, { start: NOW, at: NOW });
    expect(reasonOf(word)?.en).to.contain('no real loudspeaker');
  });

  it('takes a drill that could not have sounded for refused, and a warning that waits for taken', () => {
    const drill = withAck(SILENT, ack({ what: 'drill', code: 'output-failed' }), NOW);
    expect([stateOf(drill), reasonOf(drill)?.en]).to.deep.equal([
      'refused',
      'the sound output failed',
    ]);
    expect(stateOf(withAck(SILENT, ack({ code: 'file-absent' }), NOW))).to.equal('accepted');
    expect(isDone(drill, 'drill', 3)).to.equal(true);
    expect(isDone(heard('accepted'), 'drill', 3)).to.equal(true);
    expect(isDone(heard('accepted'), 'real', 1)).to.equal(false);
    const unsure = withAck(SILENT, ack({ outcome: 'refused', code: 'clock-untrusted' }), NOW);
    expect(isDone(unsure, 'real', 1)).to.equal(false);
    expect(isDone(heard('refused'), 'real', 1)).to.equal(true);
    expect(isDone(heard('accepted', 'missed'), 'real', 1)).to.equal(true);
  });

  it('never falls back: who has played stays played, whatever comes again or late', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 12 });
    fc.assert(
      fc.property(names, names, (before, later) => {
        expect(stateOf(heard(...before, 'played', ...later))).to.equal('played');
        const taken = heard(...before, 'accepted', ...later);
        expect(taken.acceptedAt).to.not.equal(null);
        expect(stateOf(heard('accepted', 'refused'))).to.equal('accepted');
      }),
    );
  });

  it('changes nothing when the same word comes twice', () => {
    for (const [name, step] of Object.entries(STEPS)) {
      const once = step(heard('sent'));
      expect(step(once), name).to.deep.equal(once);
    }
  });
});
