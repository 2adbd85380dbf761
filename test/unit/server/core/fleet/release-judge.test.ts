/** When a rollout goes on, waits or stops, and whom it offers the release at this moment. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { instant, instantAt, LocalDate, MinuteOfDay } from '@loaso/shared/time';
import type { ReleaseStep } from '@loaso/shared/wire/http/releases';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  AWAY_MS,
  CLEAR_AHEAD_MS,
  type DueBox,
  dueBoxes,
  isNight,
  type JudgedBox,
  judgeRollout,
  type RolloutWay,
} from '#server/core/fleet/release-judge';
import { offerAgainMs } from '#server/core/fleet/release-step';
import { statusOf } from '../../../../support/fleet-status.js';

/** Noon in Việt Nam. */
const NOON = instantAt(LocalDate.parse('2026-11-25'), 720);
const NIGHT = instantAt(LocalDate.parse('2026-11-25'), 1380);
const WINDOWS = [
  {
    days: [1, 2, 3, 4, 5, 6, 7],
    fromMinute: MinuteOfDay.parse(285),
    toMinute: MinuteOfDay.parse(1290),
    volumeMaxPercent: 100,
  },
];
const SETTLE_MS = 600_000;
const LONG_AGO = NOON - SETTLE_MS;
const WAY: RolloutWay = {
  stage: 1,
  stages: 3,
  stageAt: LONG_AGO,
  faultsMax: 2,
  settleMs: SETTLE_MS,
  accepted: 0,
};

const box = (step: ReleaseStep, change: Partial<JudgedBox> = {}): JudgedBox => ({
  ...{ stage: 1, step, detail: '', at: LONG_AGO, offers: 1, offeredAt: LONG_AGO, online: true },
  ...change,
});

const several = (count: number, step: ReleaseStep, change: Partial<JudgedBox> = {}): JudgedBox[] =>
  Array.from({ length: count }, () => box(step, change));

describe('the judgement of a rollout', () => {
  it('goes on when every box of the group stays and the newest has for ten minutes', () => {
    expect(judgeRollout(several(3, 'stays'), WAY, NOON)).to.equal('go-on');
    const fresh = [...several(2, 'stays'), box('stays', { at: NOON - SETTLE_MS + 1 })];
    expect(judgeRollout(fresh, WAY, NOON)).to.equal('wait');
    for (const step of ['offered', 'fetching', 'staged', 'on-trial', 'waiting'] as const) {
      expect(judgeRollout([...several(2, 'stays'), box(step)], WAY, NOON)).to.equal('wait');
    }
  });

  it('waits a day and no longer for boxes that say "later" again and again, and ends without none', () => {
    const put = box('offered', { offers: 6, detail: 'not-fetched: app.mjs' });
    const group = [...several(3, 'stays'), put];
    expect(judgeRollout(group, { ...WAY, stageAt: NOON - AWAY_MS + 1 }, NOON)).to.equal('wait');
    expect(judgeRollout(group, { ...WAY, stageAt: NOON - AWAY_MS }, NOON)).to.equal('go-on');
    expect(judgeRollout(group, { ...WAY, stages: 1 }, NOON)).to.equal('wait');
    const asked = [...several(3, 'stays'), { ...put, offers: 5 }];
    expect(judgeRollout(asked, { ...WAY, stageAt: NOON - AWAY_MS }, NOON)).to.equal('wait');
  });

  it('stops at the first failure of the first group, later at more than were allowed', () => {
    for (const step of ['went-back', 'refused', 'lost'] as const) {
      expect(judgeRollout([...several(11, 'stays'), box(step)], WAY, NOON)).to.equal('halt');
      const later = { ...WAY, stage: 2 };
      const group = several(60, 'stays', { stage: 2 });
      expect(judgeRollout([...group, ...several(2, step)], later, NOON)).to.equal('go-on');
      expect(judgeRollout([...group, ...several(3, step)], later, NOON)).to.equal('halt');
    }
  });

  it('goes on past failures that a person has accepted, and stops at the next', () => {
    const way = { ...WAY, accepted: 1 };
    expect(judgeRollout([box('went-back')], way, NOON)).to.equal('go-on');
    expect(judgeRollout([box('went-back'), box('lost')], way, NOON)).to.equal('halt');
  });

  it('waits a day for boxes that are off line, then goes on where most are well', () => {
    const away = box('waiting', { online: false });
    const group = [...several(2, 'stays'), away];
    expect(judgeRollout(group, { ...WAY, stageAt: NOON - AWAY_MS + 1 }, NOON)).to.equal('wait');
    expect(judgeRollout(group, { ...WAY, stageAt: NOON - AWAY_MS }, NOON)).to.equal('go-on');
    const later = [...group, ...several(9, 'stays', { stage: 2 })];
    expect(judgeRollout(later, { ...WAY, stage: 2 }, NOON)).to.equal('go-on');
    const few = [box('stays'), away, away, away];
    expect(judgeRollout(few, { ...WAY, stageAt: NOON - 9 * AWAY_MS }, NOON)).to.equal('wait');
  });

  it('is done when the last group has nobody left to wait for', () => {
    const last = { ...WAY, stage: 3 };
    expect(judgeRollout([...several(5, 'stays'), box('refused')], last, NOON)).to.equal('done');
    const away = box('waiting', { online: false });
    expect(judgeRollout([...several(5, 'stays'), away], last, NOON)).to.equal('wait');
  });

  it('never goes on while a box is at work, nor with one failure too many', () => {
    const steps = fc.constantFrom<ReleaseStep[]>(
      ...(['waiting', 'offered', 'on-trial', 'stays', 'went-back', 'refused', 'lost'] as const),
    );
    fc.assert(
      fc.property(
        fc.array(steps, { maxLength: 30 }),
        fc.integer({ min: 1, max: 3 }),
        (all, stage) => {
          const boxes = all.map((step) => box(step, { stage }));
          const failed = all.filter((step) =>
            ['went-back', 'refused', 'lost'].includes(step),
          ).length;
          const verdict = judgeRollout(boxes, { ...WAY, stage }, NOON);
          const tooMany = failed > (stage === 1 ? 0 : 2);
          expect(verdict === 'halt').to.equal(tooMany);
          const busy = all.some((step) => ['waiting', 'offered', 'on-trial'].includes(step));
          if (busy) expect(['wait', 'halt']).to.include(verdict);
        },
      ),
    );
  });
});

const due = (name: string, change: Partial<DueBox> = {}): DueBox => {
  const deviceId = DeviceId.parse(`box-${name}-due`);
  return {
    ...{ deviceId, areaId: AreaId.parse('21583-01'), windows: WINDOWS, stage: 1 },
    ...{ step: 'waiting', detail: '', at: null, offers: 0, offeredAt: null },
    words: { online: true, lastSeenAt: NOON, status: statusOf(deviceId), statusAt: NOON },
    ...change,
  };
};

const place = (at: number): AreaId => AreaId.parse(`21583-${at < 10 ? '0' : ''}${at}`);
const ANY = { stage: 1, hours: 'any' as const, now: NOON };

describe('the boxes that are due', () => {
  const saying = (name: string, change: object): DueBox => {
    const one = due(name);
    const status = { ...statusOf(one.deviceId), ...change };
    return { ...one, words: { online: true, lastSeenAt: NOON, status, statusAt: NOON } };
  };
  const next = (startAt: number) => ({
    next: { entryId: 'e-1', startAt: instant(startAt), title: 'Bản tin' },
  });

  it('are on line, silent, without an airing in the next half hour, and of a group whose turn it is', () => {
    const one = due('1');
    expect(dueBoxes([one], ANY)).to.deep.equal([one.deviceId]);
    expect(dueBoxes([due('1', { stage: 2 })], ANY)).to.deep.equal([]);
    expect(dueBoxes([due('1', { words: null })], ANY)).to.deep.equal([]);
    const offline = { ...one, words: one.words && { ...one.words, online: false } };
    expect(dueBoxes([offline], ANY)).to.deep.equal([]);
    const onAir = { onAir: { playId: 'p', positionMs: 0, title: 'Bản tin' } };
    expect(dueBoxes([saying('1', onAir)], ANY)).to.deep.equal([]);
    expect(dueBoxes([saying('1', next(NOON + CLEAR_AHEAD_MS))], ANY)).to.deep.equal([]);
    expect(dueBoxes([saying('1', next(NOON + CLEAR_AHEAD_MS + 1))], ANY)).to.have.length(1);
  });

  it('wait for the hours in which nothing may sound at their place, unless any hour will do', () => {
    const at = (now: typeof NOON) => dueBoxes([due('1')], { ...ANY, hours: 'night', now });
    expect(at(NOON)).to.deep.equal([]);
    expect(at(NIGHT)).to.have.length(1);
    expect(isNight(WINDOWS, NOON)).to.equal(false);
    expect(isNight([], NOON)).to.equal(true);
  });

  it('are never two of one place, nor beside one of it that is at work', () => {
    expect(dueBoxes([due('1'), due('2')], ANY)).to.have.length(1);
    const other = due('3', { areaId: place(2) });
    expect(dueBoxes([due('1', { step: 'on-trial' }), due('2'), other], ANY)).to.deep.equal([
      other.deviceId,
    ]);
  });

  it('are asked again without an answer, each time a little later, and never for the last time', () => {
    const asked = (offers: number, agoMs: number) =>
      dueBoxes([due('1', { step: 'offered', offers, offeredAt: NOON - agoMs })], ANY).length;
    for (const offers of [1, 2, 6, 40]) {
      const wait = offerAgainMs(due('1').deviceId, offers);
      expect(asked(offers, wait - 1)).to.equal(0);
      expect(asked(offers, wait)).to.equal(1);
    }
  });

  it('do not wait for one of their place that says "later" again and again', () => {
    const put = due('1', {
      ...{ step: 'offered', detail: 'not-fetched: app.mjs', offers: 6 },
      offeredAt: NOON - 3 * 3_600_000,
    });
    const other = due('2');
    expect(dueBoxes([other, put], ANY)).to.deep.equal([other.deviceId]);
    expect(dueBoxes([put], ANY)).to.deep.equal([put.deviceId]);
    const fresh = { ...put, offeredAt: NOON - 60_000 };
    expect(dueBoxes([other, fresh], ANY)).to.deep.equal([]);
  });

  it('are a hundred at most at a time', () => {
    const many = Array.from({ length: 250 }, (_, at) =>
      due(`${at}`, { areaId: AreaId.parse(`${20_000 + at}`) }),
    );
    expect(dueBoxes(many, ANY)).to.have.length(100);
    const working = many.map((one, at) => (at < 60 ? { ...one, step: 'fetching' as const } : one));
    expect(dueBoxes(working, ANY)).to.have.length(40);
  });
});
