/** A release is fetched by the rules of the cache: its night, its data, its room: core/release-fetch. */
import type { Instant } from '@loaso/shared/time';
import { expect } from 'chai';
import { cachedBytes } from '#edge-agent/core/file-room';
import type { BoardReading } from '#edge-agent/core/health';
import { releaseWanted } from '#edge-agent/core/release-fetch';
import type { ReleaseHold } from '#edge-agent/core/release-hold';
import { openTurn } from '#edge-agent/core/turn';
import { at, FILE_BYTES, item, planOf, sealedPlan } from './plans.js';
import { Rig } from './rig.js';
import { sha, TOOLS } from './sealing.js';

const NIGHT = { fromMinute: 22 * 60, toMinute: 4 * 60 };
const FREE = 1_000_000_000;
/** Weeks ahead. */
const EXP = at(40 * 1440);

function wanted(
  rig: Rig,
  sizeBytes: number,
  { exp = EXP, freeBytes = FREE }: { exp?: Instant; freeBytes?: number } = {},
): ReleaseHold | null | undefined {
  rig.feed({ type: 'release-wanted', sizeBytes, exp, freeBytes });
  return rig.state.release?.hold;
}

const used = (rig: Rig, ...counts: number[]): void => {
  for (const bytes of counts) {
    const reading = {
      ...{ mains: null, supplyVolts: null, underVoltage: null, temperatureC: null },
      ...{ operator: null, signalDbm: null, line: null },
      counter: { of: 'modem', bytes },
    } satisfies BoardReading;
    rig.feed({ type: 'board-read', reading });
  }
};

const deleted = (rig: Rig): string[] =>
  rig.effects.flatMap((effect) => (effect.type === 'delete-file' ? [effect.sha256] : []));

describe('edge-agent/core/release-fetch, a release', () => {
  it('waits for the night of its box, and for none where the offer ends before', () => {
    const rig = new Rig({ settings: { night: NIGHT } });
    expect(wanted(rig, 1_000)).to.equal('night');
    expect(wanted(rig, 1_000, { exp: at(25 * 60) })).to.equal(null);
    rig.passTo(at(27 * 60));
    expect(wanted(rig, 1_000)).to.equal(null);
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    const want = { sizeBytes: 5, exp: EXP, freeBytes: FREE, at: turn.at } as const;
    releaseWanted(turn, { type: 'release-wanted', ...want });
    expect(turn.state.release).to.deep.equal({ sizeBytes: 5, hold: null });
  });

  it('leaves a fifth of the month to what is due soon, and ends before the data do', () => {
    const rig = new Rig({ settings: { dataBudgetBytes: 100_000 } });
    used(rig, 1, 50_001);
    expect(wanted(rig, 30_000)).to.equal(null);
    expect(wanted(rig, 30_001)).to.equal('data');
    const soon = { exp: at(300 + 1440 - 60) };
    expect(wanted(rig, 50_000, soon)).to.equal(null);
    expect(wanted(rig, 50_001, soon)).to.equal('data');
  });

  it('on its way counts as used, so that the cache does not spend the same bytes', () => {
    const fetched = (release: number): number => {
      const rig = new Rig({ settings: { dataBudgetBytes: FILE_BYTES * 10 } });
      used(rig, 1, 2);
      if (release > 0) expect(wanted(rig, release)).to.equal(null);
      rig.message('plan', sealedPlan(planOf(1, [item('later', 5_000, 5_010)])));
      rig.feed({ type: 'tick' });
      return rig.effects.filter(({ type }) => type === 'download').length;
    };
    expect([fetched(0), fetched(FILE_BYTES * 8 - 1)]).to.deep.equal([1, 0]);
  });

  it('gets its room from what no plan names, and never from what is planned', () => {
    const rig = new Rig({ settings: { reserveBytes: 1_000 } });
    rig.message('plan', sealedPlan(planOf(1, [item('old', 300, 310)])));
    rig.passTo(at(320));
    rig.message('plan', sealedPlan(planOf(2, [item('kept', 400, 410)])));
    rig.passTo(at(330));
    expect([...rig.state.files.keys()].sort()).to.deep.equal([sha('kept'), sha('old')].sort());
    expect(wanted(rig, 5_000, { freeBytes: 6_000 }), 'fits as it is').to.equal(null);
    expect(deleted(rig)).to.deep.equal([]);
    const tight = { freeBytes: 6_000 };
    expect(wanted(rig, 5_000 + FILE_BYTES, tight)).to.equal(null);
    expect(deleted(rig)).to.deep.equal([sha('old')]);
    expect(wanted(rig, 5_001, tight)).to.equal('no-room');
    expect(cachedBytes(openTurn(rig.state, rig.read(), TOOLS))).to.equal(FILE_BYTES);
    expect(deleted(rig)).to.deep.equal([sha('old')]);
    expect(rig.state.files.has(sha('kept'))).to.equal(true);
  });

  it('keeps its room from the cache until it is over', () => {
    const rig = new Rig({ settings: { reserveBytes: 0 } });
    const freeBytes = FILE_BYTES + 10;
    expect(wanted(rig, 11, { freeBytes })).to.equal(null);
    rig.message('plan', sealedPlan(planOf(1, [item('next', 400, 410)])));
    rig.passTo(at(291));
    expect(rig.state.files.get(sha('next'))?.state).to.equal('absent');
    rig.feed({ type: 'release-over', freeBytes });
    rig.passTo(at(310));
    expect(rig.state.files.get(sha('next'))?.state).to.equal('ready');
  });
});
