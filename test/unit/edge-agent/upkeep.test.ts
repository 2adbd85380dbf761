/** What the box fetches, keeps, tells and when it wakes: core/cache-plan, core/heads, core/status, core/wake. */

import { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import { airingsOf, soundsAlike } from '#edge-agent/core/airing';
import { isHere, needsOf } from '#edge-agent/core/cache-plan';
import { HEADS_MAX } from '#edge-agent/core/heads';
import { limitByMinutes, lowestCeiling } from '#edge-agent/core/permission';
import { SETTINGS } from '#edge-agent/core/settings';
import { initialState } from '#edge-agent/core/state';
import { statusOf } from '#edge-agent/core/status';
import { openTurn } from '#edge-agent/core/turn';
import { planWakeUp } from '#edge-agent/core/wake';
import { at, envelopeOf, FILE_BYTES, item, MONDAY, planOf, sealedPlan } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { AREA, DEV, ROOT, sha, TOOLS } from './sealing.js';
import { sealedUrgent, urgentOf } from './urgents.js';

const held = (options: RigOptions, ...items: Parameters<typeof item>[]): Rig => {
  const rig = new Rig(options);
  rig.feed({ type: 'link-up' });
  rig.message(
    'plan',
    sealedPlan(
      planOf(
        1,
        items.map((one) => item(...one)),
      ),
    ),
  );
  return rig;
};

const downloads = (rig: Rig): string[] =>
  rig.effects.flatMap((effect) => (effect.type === 'download' ? [effect.sha256] : []));

const headsOf = (rig: Rig): string[][] =>
  rig.effects.flatMap((effect) =>
    effect.type === 'keep-heads' ? [effect.files.map(({ sha256 }) => sha256)] : [],
  );

describe('edge-agent/core/heads', () => {
  it('has the beginnings of standing warnings held as they come, and forgotten when they go', () => {
    const rig = new Rig();
    const plan = planOf(1, [item('a', 320, 330)]);
    const [first, second] = ['siren', 'dam'].map((name) => ({
      ...plan.audio[0]!,
      sha256: sha(name),
    }));
    const standing = [first!.sha256, second!.sha256];
    rig.message('plan', sealedPlan({ ...plan, audio: [...plan.audio, first!, second!], standing }));
    expect(headsOf(rig)).to.deep.equal([]);
    rig.passTo(at(300));
    expect(headsOf(rig).at(-1)).to.have.members(standing);
    const told = headsOf(rig).length;
    rig.passTo(at(319));
    expect(headsOf(rig)).to.have.length(told);
    rig.message('plan', sealedPlan(planOf(2, [item('a', 320, 330)])));
    rig.passTo(at(320));
    expect(headsOf(rig).slice(told)).to.deep.equal([[]]);
  });

  it('puts what an urgent message waits for first, at most as many as are allowed', () => {
    const rig = new Rig();
    const plan = planOf(1, [item('a', 320, 330)]);
    const many = Array.from({ length: 32 }, (_, index) => ({
      ...plan.audio[0]!,
      sha256: sha(`standing ${index}`),
    }));
    const standing = many.map(({ sha256 }) => sha256);
    rig.message('plan', sealedPlan({ ...plan, audio: [...plan.audio, ...many], standing }));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(300));
    rig.message('urgent', sealedUrgent(urgentOf('dam', 300)));
    rig.passTo(at(300.1));
    expect(headsOf(rig).at(-1)).to.have.length(HEADS_MAX);
    expect(headsOf(rig).at(-1)?.[0]).to.equal(sha('dam'));
  });
});

describe('edge-agent/core/cache-plan', () => {
  it('fetches standing warnings first, then the soonest airing, a few at a time', () => {
    const rig = new Rig();
    const plan = planOf(1, [item('a', 320, 330), item('b', 300, 310)]);
    const warning = { ...plan.audio[0]!, sha256: sha('e') };
    const standing = { ...plan, audio: [...plan.audio, warning], standing: [sha('e')] };
    rig.message('plan', sealedPlan(standing));
    expect(downloads(rig)).to.deep.equal([sha('e'), sha('b')]);
    rig.passTo(at(291));
    expect(downloads(rig)).to.deep.equal([sha('e'), sha('b'), sha('a')]);
  });

  it('keeps standing warnings that no airing names', () => {
    const rig = new Rig();
    const plan = planOf(1, [item('a', 300, 310)]);
    const siren = { ...plan.audio[0]!, sha256: sha('siren') };
    const standing = { ...plan, audio: [...plan.audio, siren], standing: [sha('siren')] };
    rig.message('plan', sealedPlan(standing));
    const needs = needsOf(openTurn(rig.state, rig.read(), TOOLS));
    expect(needs.map(({ sha256, urgent }) => [sha256, urgent])).to.deep.equal([
      [sha('siren'), true],
      [sha('a'), false],
    ]);
  });

  it('tries a file that fails again, ever more slowly, and gets it in the end', () => {
    const rig = new Rig();
    rig.broken.set(sha('a'), 'absent');
    rig.message('plan', sealedPlan(planOf(1, [item('a', 400, 410)])));
    rig.passTo(at(320));
    expect(downloads(rig).length).to.be.within(6, 10);
    rig.broken.clear();
    rig.passTo(at(335));
    expect(isHere(rig.state.files.get(sha('a')))).to.equal(true);
  });

  it('makes room by what no plan names, and by nothing that is needed sooner', () => {
    const settings = { quotaBytes: 2 * FILE_BYTES };
    const rig = new Rig({ settings });
    rig.kill();
    rig.files.set(sha('old'), FILE_BYTES);
    rig.boot();
    rig.message(
      'plan',
      sealedPlan(
        planOf(
          1,
          ['a', 'b', 'c'].map((name, at) => item(name, 300 + at * 10, 305 + at * 10)),
        ),
      ),
    );
    rig.passTo(at(299));
    expect([...rig.files.keys()]).to.deep.equal([sha('a'), sha('b')]);
    expect(rig.state.refusals.at(-1)?.code).to.equal('no-room');
  });

  it('lets files of next week give way to a warning and to what sounds sooner, and to nothing later', () => {
    const rig = new Rig({ settings: { quotaBytes: 3 * FILE_BYTES } });
    const days = 3 * 1440;
    const items = ['a', 'b', 'c'].map((name, place) =>
      item(name, days + 300 + place * 10, days + 305 + place * 10),
    );
    rig.message('plan', sealedPlan(planOf(1, items)));
    rig.passTo(at(300));
    expect([...rig.files.keys()]).to.have.members([sha('a'), sha('b'), sha('c')]);
    const more = [...items, item('soon', 1740, 1745), item('later', days + 400, days + 405)];
    const plan = planOf(2, more);
    const siren = { ...plan.audio[0]!, sha256: sha('siren') };
    const next = { ...plan, audio: [...plan.audio, siren], standing: [sha('siren')] };
    rig.message('plan', sealedPlan(next));
    rig.passTo(at(1700));
    expect([...rig.files.keys()]).to.have.members([sha('a'), sha('siren'), sha('soon')]);
  });

  it('never downloads into the reserve of the disk', () => {
    const rig = held({ settings: { reserveBytes: 1_000_000_000 } }, ['a', 300, 310]);
    rig.passTo(at(299));
    expect(downloads(rig)).to.deep.equal([]);
  });
});

describe('edge-agent/core/status', () => {
  it('tells what it holds, what sounds and what comes next, in the words of the wire', () => {
    const rig = held({}, ['a', 300, 310], ['b', 320, 330]);
    rig.passTo(at(301));
    const status = Status.parse(rig.last('status'));
    expect(status).to.deep.include({
      dev: DEV,
      clock: { trust: 'locked', source: 'ntp', errorMs: status.clock.errorMs },
      next: { entryId: 'b', startAt: at(320), title: 'Bản tin b' },
    });
    expect(status.onAir?.playId).to.match(/^a\./);
    expect(status.cache).to.deep.include({ needed: 2, have: 2, missing: [] });
  });

  it('speaks at every change and once a minute, never in a storm', () => {
    const rig = held({}, ['a', 400, 410]);
    rig.passTo(at(295));
    const before = rig.sent.filter(({ topic }) => topic === 'status').length;
    rig.passTo(at(305));
    expect(rig.sent.filter(({ topic }) => topic === 'status').length - before).to.equal(10);
    for (let count = 0; count < 100; count += 1) {
      const detail = `flutter ${count}`;
      rig.feed({
        type: 'output-changed',
        output: { kind: 'card', virtual: false, healthy: true, detail },
      });
    }
    expect(rig.sent.filter(({ topic }) => topic === 'status').length - before).to.be.at.most(11);
  });

  it('can be asked for at any time', () => {
    const rig = new Rig();
    expect(Status.safeParse(statusOf(openTurn(rig.state, rig.read(), TOOLS))).success).to.equal(
      true,
    );
  });
});

describe('edge-agent/core/wake', () => {
  it('sleeps until something is due, not by the second', () => {
    const rig = held({ settings: { statusEveryMs: 3_600_000 } }, ['a', 1000, 1010]);
    rig.noBattery = true;
    rig.feed({ type: 'link-down' });
    const before = rig.effects.length;
    rig.passTo(at(980));
    expect(rig.effects.slice(before).filter(({ type }) => type === 'wake-at').length).to.be.below(
      70,
    );
  });

  it('looks at a battery clock each minute', () => {
    const rig = held({ settings: { statusEveryMs: 3_600_000 } }, ['a', 1000, 1010]);
    rig.feed({ type: 'link-down' });
    rig.passTo(at(400));
    const before = rig.effects.length;
    rig.passTo(at(500));
    const looks = rig.effects.slice(before).filter(({ type }) => type === 'wake-at').length;
    expect(looks).to.be.within(99, 106);
  });

  it('says nothing when the alarm stays where it is', () => {
    const rig = held({}, ['a', 400, 410]);
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    planWakeUp(turn);
    expect(turn.effects).to.deep.equal([]);
  });
});

describe('edge-agent/core/permission', () => {
  it('ends a sound where the minutes of a day end, and goes on past midnight', () => {
    const used = new Map([[MONDAY, 5 * 60_000]]);
    const minutesOf = (minutesPerDayMax: number) => envelopeOf({ minutesPerDayMax });
    const span = { startAt: at(300), endAt: at(330) };
    expect(limitByMinutes(span, minutesOf(10), used)).to.equal(at(305));
    expect(limitByMinutes(span, minutesOf(60), used)).to.equal(at(330));
    const night = { startAt: at(1430), endAt: at(1470) };
    expect(limitByMinutes(night, minutesOf(20), used)).to.equal(at(1460));
  });

  it('takes the lowest ceiling of the hours that a sound touches', () => {
    const [window] = envelopeOf().windows;
    const windows = [
      { ...window!, toMinute: 310 as never, volumeMaxPercent: 90 },
      { ...window!, fromMinute: 310 as never, volumeMaxPercent: 30 },
    ];
    const envelope = envelopeOf({ windows });
    expect(
      lowestCeiling(envelope, { priority: 'normal' }, { startAt: at(305), endAt: at(315) }),
    ).to.equal(30);
    expect(
      lowestCeiling(envelope, { priority: 'normal' }, { startAt: at(305), endAt: at(310) }),
    ).to.equal(90);
  });
});

describe('edge-agent/core/airing', () => {
  it('knows each airing by its id, its end and the lengths of its files', () => {
    const [airing] = airingsOf(planOf(1, [item('a', 300, 310)]), DEV);
    expect(airing).to.deep.include({ playId: `a.${DEV}.${at(300)}`, endAt: at(310) });
    expect(airing?.parts).to.deep.equal([
      { sha256: sha('a'), sizeBytes: FILE_BYTES, offsetMs: 0, durationMs: 600_000 },
    ]);
  });

  it('tells airings apart that would sound differently', () => {
    const other = item('a', 300, 310, { gainDb: -3 });
    const [one, louder] = [item('a', 300, 310), other].map(
      (each) => airingsOf(planOf(1, [each]), DEV)[0]!,
    );
    expect(soundsAlike(one!, one!)).to.equal(true);
    expect(soundsAlike(one!, louder!)).to.equal(false);
  });
});

describe('edge-agent/core/state', () => {
  it('begins with its settings and nothing else', () => {
    const identity = { dev: DEV, area: AREA, root: ROOT, envelope: '' };
    const state = initialState(identity, { statusEveryMs: 5 });
    expect(state.settings).to.deep.equal({ ...SETTINGS, statusEveryMs: 5 });
    expect(state.boot).to.equal(null);
  });
});
