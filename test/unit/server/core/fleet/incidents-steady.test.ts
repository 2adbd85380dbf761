/** Steady trouble: not a moment's, under one name, and not done with while the box is out of sight. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { Case } from '#server/core/fleet/incidents';
import { type Look, steadyCases, type Tracks } from '#server/core/fleet/incidents-steady';

const MIN = 60_000;
const NOW = 1_780_000_000_000;
const deviceId = DeviceId.parse('box-00001');
const here = (cause: Case['cause'], change: Partial<Case> = {}): Look => ({
  deviceId,
  well: false,
  case: {
    deviceId,
    communeId: AreaId.parse('21583'),
    operator: null,
    cause,
    since: NOW - 60 * MIN,
    gone: false,
    carriesOn: false,
    sentence: { vi: '', en: '' },
    next: null,
    evidence: [],
    ...change,
  },
});
const gone = (cause: Case['cause']): Look => here(cause, { gone: true });
const WELL: Look = { deviceId, case: null, well: true };
const AWAY: Look = { deviceId, case: null, well: false };

/** What is said after each look; `at` in minutes. */
const said = (looks: readonly (readonly [at: number, look: Look])[]): string[] => {
  let tracks: Tracks = new Map();
  return looks.map(([at, look]) => {
    const steady = steadyCases(tracks, [look], NOW + at * MIN);
    tracks = steady.tracks;
    return steady.cases.map(({ cause }) => cause).join() || '-';
  });
};

describe('the trouble of a box', () => {
  it('is said when it has lasted two minutes, or at the second look of a box out of sight', () => {
    const torn = here('horn-line');
    expect(
      said([
        [0, torn],
        [1.9, torn],
        [2, torn],
      ]),
    ).to.deep.equal(['-', '-', 'horn-line']);
    expect(
      said([
        [0, gone('box-power')],
        [0.1, gone('box-power')],
        [0.2, gone('box-power')],
      ]),
    ).to.deep.equal(['-', '-', 'box-power']);
  });

  it('is forgotten when the box is well in between', () => {
    const torn = here('horn-line');
    expect(
      said([
        [0, torn],
        [1, WELL],
        [2, torn],
        [3, torn],
        [4, torn],
        [5, WELL],
      ]),
    ).to.deep.equal(['-', '-', '-', '-', 'horn-line', '-']);
  });

  it('keeps its name until another has lasted as long', () => {
    expect(
      said([
        [0, here('horn-line')],
        [2, here('horn-line')],
        [3, here('sound-output')],
        [4, here('horn-line')],
        [5, here('sound-output')],
        [6.9, here('sound-output')],
        [7, here('sound-output')],
      ]),
    ).to.deep.equal([
      '-',
      'horn-line',
      'horn-line',
      'horn-line',
      'horn-line',
      'horn-line',
      'sound-output',
    ]);
  });

  it('lasts whatever it is called before anything was said', () => {
    expect(
      said([
        [0, here('horn-line')],
        [1, here('sound-output')],
        [2, here('horn-line')],
      ]),
    ).to.deep.equal(['-', '-', 'horn-line']);
    expect(
      said([
        [0, gone('unknown')],
        [0.15, gone('operator-outage')],
        [0.3, gone('operator-outage')],
      ]),
    ).to.deep.equal(['-', '-', 'operator-outage']);
  });

  it('stays while the box is out of sight or under planned work', () => {
    expect(
      said([
        [0, here('horn-line')],
        [2, here('horn-line')],
        [3, AWAY],
        [9, here('maintenance')],
        [12, WELL],
      ]),
    ).to.deep.equal(['-', 'horn-line', 'horn-line', 'horn-line', '-']);
    expect(
      said([
        [0, AWAY],
        [9, here('maintenance')],
      ]),
    ).to.deep.equal(['-', '-']);
  });

  it('began when it was first seen, or when contact was lost', () => {
    const since = (looks: readonly (readonly [number, Look])[]): (number | undefined)[] => {
      let tracks: Tracks = new Map();
      return looks.map(([at, look]) => {
        const steady = steadyCases(tracks, [look], NOW + at * MIN);
        tracks = steady.tracks;
        return steady.cases[0]?.since;
      });
    };
    const here2 = [0, 2].map((at) => [at, here('horn-line')] as const);
    expect(since(here2)).to.deep.equal([undefined, NOW]);
    expect(since([...here2, [3, here('storage')], [5, here('storage')]])).to.deep.equal([
      undefined,
      NOW,
      NOW,
      NOW,
    ]);
    expect(since([0, 1].map((at) => [at, gone('box-power')] as const))).to.deep.equal([
      undefined,
      NOW - 60 * MIN,
    ]);
  });
});
