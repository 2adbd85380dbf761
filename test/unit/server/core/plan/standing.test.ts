/** What every box of an area keeps at hand: `server/core/plan/standing`. */
import { AreaId, BulletinId } from '@loaso/shared/ids';
import { durationMs } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import { NO_STANDING, standingOf, type Warning } from '#server/core/plan/standing';
import { sha } from '../../../../support/plans.js';

const HERE = AreaId.parse('21583');
const ABOVE = AreaId.parse('52');
const ELSEWHERE = AreaId.parse('21607');

const warning = (name: string, approvedAt: number, change: Partial<Warning> = {}): Warning => ({
  bulletinId: BulletinId.parse(`b-${name}`),
  areaId: HERE,
  approvedAt,
  clips: [{ sha256: sha(name), sizeBytes: 1000, durationMs: durationMs(1000), codec: 'mp3' }],
  ...change,
});

describe('standing warnings', () => {
  it('are those of the area and of the areas above it, the newest first', () => {
    const kept = standingOf(
      [
        warning('old', 1),
        warning('province', 2, { areaId: ABOVE }),
        warning('strange', 3, { areaId: ELSEWHERE }),
        warning('new', 4),
      ],
      [HERE, ABOVE],
    );
    expect(kept.sha256s).to.deep.equal([sha('new'), sha('province'), sha('old')]);
    expect(standingOf([], [HERE])).to.equal(NO_STANDING);
  });

  it('are thirty-two files at most, never half of a bulletin, in whatever order they came', () => {
    const two = (name: string) =>
      [`${name}-vi`, `${name}-bahnar`].flatMap((one) => warning(one, 1).clips);
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 40 });
    fc.assert(
      fc.property(some, fc.boolean(), (times, turned) => {
        const warnings = times.map((time) =>
          warning(String(time), time, { clips: two(String(time)) }),
        );
        const kept = standingOf(turned ? [...warnings].reverse() : warnings, [HERE]);
        expect(kept.sha256s.length).to.be.at.most(32);
        const newest = [...times].sort((a, b) => b - a).slice(0, 16);
        const wanted = newest.flatMap((time) => two(String(time)).map(({ sha256 }) => sha256));
        expect(kept.sha256s).to.deep.equal(wanted);
        expect(kept.audio.map(({ sha256 }) => sha256)).to.deep.equal(wanted);
      }),
    );
  });
});
