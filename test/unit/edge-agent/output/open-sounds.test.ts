/** Sounds of a player that may be gone: each ends exactly once, with what is known of it. */
import { expect } from 'chai';
import { createOpenSounds } from '#edge-agent/adapters/output/open-sounds';
import type { ToPlayer } from '#edge-agent/adapters/output/player-wire';

const prepare = (soundId: number) =>
  ({ type: 'prepare', soundId, parts: [], fromMs: 0 }) satisfies ToPlayer;
const limit = (soundId: number, untilMonoMs: number) =>
  ({ type: 'limit', soundId, untilMonoMs }) satisfies ToPlayer;
const play = (soundId: number) =>
  ({
    type: 'play',
    soundId,
    playId: 'entry.box.1',
    title: 'thử',
    parts: [],
    startMonoMs: 0,
    fromMs: 0,
    untilMonoMs: 1_000,
    startAt: 1 as Extract<ToPlayer, { type: 'play' }>['startAt'],
    gainDb: 0,
    volumePercent: 100,
  }) satisfies ToPlayer;
const started = { type: 'sound-started', soundId: 1, startedMonoMs: 5_000, fromMs: 0 } as const;

describe('edge-agent/adapters/output/open-sounds', () => {
  it('ends what a dead player had with the time until which it is known to have turned', () => {
    const sounds = createOpenSounds();
    sounds.sent(1, 'prepare');
    sounds.sent(2, 'prepare');
    expect(sounds.hear(started)).to.equal(true);
    expect(sounds.endSent('gone', 6_499.6)).to.deep.equal([
      { type: 'sound-ended', soundId: 1, playedMs: 1_500, how: 'failed', detail: 'gone' },
      { type: 'sound-ended', soundId: 2, playedMs: 0, how: 'failed', detail: 'gone' },
    ]);
    expect(sounds.endSent('gone', 7_000)).to.deep.equal([]);
  });

  it('passes on no second end, and nothing of a sound that it does not know', () => {
    const sounds = createOpenSounds();
    sounds.sent(1, 'play');
    const end = { type: 'sound-ended', soundId: 1, how: 'finished', playedMs: 3 } as const;
    expect([sounds.hear(end), sounds.hear(end), sounds.hear(started)]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it('keeps the newest order of each kind for the next player, in their order', () => {
    const sounds = createOpenSounds();
    expect(sounds.keep(prepare(1))).to.equal(null);
    sounds.keep(limit(1, 5));
    sounds.keep(limit(1, 6));
    sounds.keep(prepare(2));
    expect(sounds.takeKept()).to.deep.equal([prepare(1), limit(1, 6), prepare(2)]);
    expect(sounds.takeKept()).to.deep.equal([]);
  });

  it('lets a start overrule the limit before it, and leaves out orders for unknown sounds', () => {
    const sounds = createOpenSounds();
    sounds.keep(limit(1, 5));
    sounds.keep(play(2));
    sounds.keep(limit(2, 5));
    sounds.keep(play(2));
    expect(sounds.takeKept()).to.deep.equal([play(2)]);
  });

  it('forgets what is stopped while it waits, and stops the rest at the end', () => {
    const sounds = createOpenSounds();
    sounds.keep(prepare(1));
    sounds.keep(prepare(2));
    expect([sounds.forget(1), sounds.forget(1)]).to.deep.equal([true, false]);
    expect(sounds.endAll('stopped', 9)).to.deep.equal([
      { type: 'sound-ended', soundId: 2, how: 'stopped', playedMs: 0 },
    ]);
  });

  it('refuses the sixty-fifth sound that would wait', () => {
    const sounds = createOpenSounds();
    for (let soundId = 0; soundId < 64; soundId += 1) {
      expect(sounds.keep(prepare(soundId))).to.equal(null);
    }
    expect(sounds.keep(prepare(64))).to.deep.include({ soundId: 64, how: 'failed', playedMs: 0 });
    expect(sounds.keep(limit(3, 1))).to.equal(null);
  });
});
