/** When files may be fetched: core/fetch-time, with the night and the data of a month. */

import { nextMonth } from '@loaso/shared/data-month';
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import { fetchFromMono } from '#edge-agent/core/fetch-time';
import type { BoardReading } from '#edge-agent/core/health';
import { openTurn } from '#edge-agent/core/turn';
import { at, FILE_BYTES, item, planOf, sealedPlan } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { sha, TOOLS } from './sealing.js';

/** From ten in the evening to four in the morning. */
const NIGHT = { fromMinute: 22 * 60, toMinute: 4 * 60 };
const NIGHT_BEGINS = 22 * 60;
const NIGHT_ENDS = 28 * 60;

const downloads = (rig: Rig): string[] =>
  rig.effects.flatMap((effect) => (effect.type === 'download' ? [effect.sha256] : []));

const held = (options: RigOptions, ...items: Parameters<typeof item>[]): Rig => {
  const rig = new Rig(options);
  const plan = planOf(
    1,
    items.map((one) => item(...one)),
  );
  rig.message('plan', sealedPlan(plan));
  return rig;
};

describe('edge-agent/core/fetch-time, the night', () => {
  it('leaves to the night what is needed after it, and fetches the rest at once', () => {
    const rig = held(
      { settings: { night: NIGHT } },
      ['noon', 720, 730],
      ['dawn', NIGHT_ENDS + 60, NIGHT_ENDS + 70],
      ['late', NIGHT_ENDS + 300, NIGHT_ENDS + 310],
    );
    rig.passTo(at(NIGHT_BEGINS - 1));
    expect(downloads(rig)).to.deep.equal([sha('noon'), sha('dawn')]);
    rig.passTo(at(NIGHT_ENDS));
    expect(downloads(rig)).to.deep.equal([sha('noon'), sha('dawn'), sha('late')]);
  });

  it('never lets a warning wait', () => {
    const rig = new Rig({ settings: { night: NIGHT } });
    const plan = planOf(1, [item('late', 3_000, 3_010)]);
    const siren = { ...plan.audio[0]!, sha256: sha('siren') };
    const standing = { ...plan, audio: [...plan.audio, siren], standing: [sha('siren')] };
    rig.message('plan', sealedPlan(standing));
    expect(downloads(rig)).to.deep.equal([sha('siren')]);
  });

  it('does not wait where nobody knows the time', () => {
    const rig = held({ settings: { night: NIGHT }, ntpSynced: false }, ['late', 3_000, 3_010]);
    expect(downloads(rig)).to.deep.equal([sha('late')]);
  });

  it('gives each box a minute of its own in the first half of the night, always the same', () => {
    const rig = held({ settings: { night: NIGHT } });
    const need = {
      sha256: sha('a'),
      sizeBytes: 1,
      startAt: at(4_000),
      urgent: false,
      ordered: false,
    };
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    const minutesOf = (dev: string): number => {
      const identity = { ...rig.state.identity, dev: dev as typeof rig.state.identity.dev };
      const other = openTurn({ ...rig.state, identity }, rig.read(), TOOLS);
      return (fetchFromMono(other, need) + rig.trueOffsetMs - at(0)) / 60_000;
    };
    expect(fetchFromMono(turn, need)).to.equal(fetchFromMono(turn, need));
    const all = Array.from({ length: 400 }, (_, index) => minutesOf(`box-${index}`));
    expect(Math.min(...all)).to.be.within(NIGHT_BEGINS, NIGHT_BEGINS + 5);
    expect(Math.max(...all)).to.be.within(NIGHT_BEGINS + 175, NIGHT_BEGINS + 180);
    for (let sixth = 0; sixth < 6; sixth += 1) {
      const from = NIGHT_BEGINS + sixth * 30;
      expect(all.filter((one) => one >= from && one < from + 30).length).to.be.within(40, 95);
    }
  });

  it('makes no airing late, whatever the night and whatever is planned', () => {
    const anyMinute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(
        anyMinute,
        anyMinute,
        fc.uniqueArray(fc.integer({ min: 31, max: 320 }), { maxLength: 12 }),
        (fromMinute, toMinute, starts) => {
          const rig = held(
            { settings: { night: { fromMinute, toMinute } } },
            ...starts.map((ten): [string, number, number] => [`n${ten}`, ten * 10, ten * 10 + 5]),
          );
          rig.feed({ type: 'link-up' });
          rig.passTo(at(3_300));
          // The envelope of the rig ends at eight in the evening.
          const [lines, kept] = [
            rig.ledger(),
            rig.ledger().filter((line) => /envelope$/.test(line)),
          ];
          const whole = lines.filter((line) => line.endsWith('completed'));
          expect(whole.length + kept.length).to.equal(starts.length);
          for (const ten of starts) {
            const open = (ten * 10) % 1_440 >= 300 && (ten * 10) % 1_440 < 1_195;
            if (open) expect(whole).to.include(`n${ten} completed`);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

const UNMEASURED: Omit<BoardReading, 'counter'> = {
  mains: null,
  supplyVolts: null,
  underVoltage: null,
  temperatureC: null,
  operator: null,
  signalDbm: null,
  line: null,
};

/** What the line has carried so far, in files of the rig. */
const used = (rig: Rig, files: number): void =>
  rig.feed({
    type: 'board-read',
    reading: { ...UNMEASURED, counter: { of: 'sim', bytes: files * FILE_BYTES } },
  });

describe('edge-agent/core/fetch-time, the data of a month', () => {
  const TEN_FILES = { settings: { dataBudgetBytes: 10 * FILE_BYTES } };
  const DAY = 1_440;

  it('keeps the last fifth for what is due within a day, and the whole for emergencies', () => {
    const rig = new Rig(TEN_FILES);
    used(rig, 0);
    used(rig, 7.5);
    const plan = planOf(1, [
      item('soon', 290 + DAY - 20, 290 + DAY - 10),
      item('later', 290 + DAY + 60, 290 + DAY + 70),
    ]);
    rig.message('plan', sealedPlan(plan));
    rig.passTo(at(291));
    expect(downloads(rig)).to.deep.equal([sha('soon')]);
    expect(rig.state.refusals.at(-1)?.code).to.equal('data-budget');
    used(rig, 8.5);
    rig.passTo(at(290 + 61));
    expect(downloads(rig)).to.deep.equal([sha('soon'), sha('later')]);
    used(rig, 9.5);
    const siren = { ...plan.audio[0]!, sha256: sha('siren') };
    const next = planOf(2, [item('third', 400, 410)]);
    const standing = { ...next, audio: [...next.audio, siren], standing: [sha('siren')] };
    rig.message('plan', sealedPlan(standing));
    rig.passTo(at(420));
    expect(downloads(rig).slice(2)).to.deep.equal([sha('siren')]);
  });

  it('counts what is under way, and goes on with the new month', () => {
    const begin = nextMonth(at(0));
    const startAt = (begin - 10 * 60_000) as Instant;
    const rig = new Rig({ ...TEN_FILES, startAt, downloads: false });
    used(rig, 0);
    used(rig, 8.2);
    const minutes = (startAt - at(0)) / 60_000;
    const names = ['a', 'b'];
    const items = names.map((name, index) =>
      item(name, minutes + 30 + index * 10, minutes + 35 + index * 10),
    );
    const exp = (startAt + 20 * DAY * 60_000) as Instant;
    const plan = { ...planOf(1, items), iat: startAt, nbf: startAt, exp };
    rig.message('plan', sealedPlan(plan));
    rig.passTo((begin - 1) as Instant);
    expect(downloads(rig)).to.deep.equal([sha('a')]);
    rig.passTo((begin + 60_000) as Instant);
    used(rig, 8.3);
    rig.passTo((begin + 9 * 60_000) as Instant);
    expect(downloads(rig)).to.deep.equal([sha('a'), sha('b')]);
  });

  it('tries a line that brings wrong bytes ever less while there is time', () => {
    const rig = new Rig();
    rig.broken.set(sha('far'), 'corrupt');
    rig.message('plan', sealedPlan(planOf(1, [item('far', 290 + 3 * DAY, 300 + 3 * DAY)])));
    rig.passTo(at(290 + DAY));
    expect(downloads(rig).length).to.be.within(10, 20);
    rig.broken.clear();
    rig.passTo(at(290 + DAY + 6 * 60 + 10));
    expect(rig.state.readyCount).to.equal(1);
  });
});
