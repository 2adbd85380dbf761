/** What every box of an area keeps at hand: `server/core/plan/standing`. */
import { AreaId, BulletinId, DeviceId } from '@loaso/shared/ids';
import { durationMs, instant } from '@loaso/shared/time';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import {
  Plan,
  STANDING_BYTES_MAX,
  STANDING_FILES_BEFORE,
  STANDING_FILES_MAX,
} from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import fc from 'fast-check';
import { buildPlans, horizonFrom } from '#server/core/plan/build';
import { NO_STANDING, standingAsked, standingOf, type Warning } from '#server/core/plan/standing';
import { sha } from '../../../../support/plans.js';

const HERE = AreaId.parse('21583');
const ABOVE = AreaId.parse('52');
const ELSEWHERE = AreaId.parse('21607');
const PATHS = new Map([
  [HERE, [HERE, ABOVE]],
  [ELSEWHERE, [ELSEWHERE, ABOVE]],
  [ABOVE, [ABOVE]],
]);

const tongue = (language: LanguageCode, name: string, sizeBytes = 1000) => ({
  language,
  clip: {
    sha256: sha(`${name}-${language}`),
    sizeBytes,
    durationMs: durationMs(1000),
    codec: 'mp3' as const,
  },
});

const warning = (name: string, approvedAt: number, change: Partial<Warning> = {}): Warning => ({
  bulletinId: BulletinId.parse(`b-${name}`),
  areaId: HERE,
  approvedAt,
  tongues: [tongue('vi', name)],
  ...change,
});

const place = (filesMax = STANDING_FILES_MAX, languages: readonly LanguageCode[] = ['vi']) => ({
  path: [HERE, ABOVE],
  languages,
  filesMax,
});
const keptNames = (warnings: readonly Warning[], at = place()): string[] => [
  ...standingOf(warnings, at).kept,
];

/** What a listener of the area would hear of it lies on the box. */
function isPlanned(plan: Plan, one: Warning, languages: readonly LanguageCode[]): boolean {
  const files = new Set<string>(plan.standing);
  const here = PATHS.get(plan.area)?.includes(one.areaId) === true;
  const some = one.tongues.filter(({ language }) => languages.includes(language));
  const spare = one.tongues.find(({ language }) => language === 'vi') ?? one.tongues[0]!;
  const sounds = some.length > 0 ? some : [spare];
  return here && sounds.every(({ clip }) => files.has(clip.sha256));
}

describe('standing warnings', () => {
  it('are those of the area and of the areas above it, in turn, the newest first', () => {
    const all = [
      warning('old', 1),
      warning('province', 2, { areaId: ABOVE }),
      warning('strange', 3, { areaId: ELSEWHERE }),
      warning('new', 4),
      warning('province-new', 9, { areaId: ABOVE }),
    ];
    expect(keptNames(all)).to.deep.equal(['b-new', 'b-province-new', 'b-old', 'b-province']);
    expect(standingOf([], place())).to.equal(NO_STANDING);
  });

  it('of one area leave those of the other room, however many there are', () => {
    const many = Array.from({ length: 200 }, (_, n) =>
      warning(`p${n}`, 1000 + n, { areaId: ABOVE }),
    );
    const own = Array.from({ length: 10 }, (_, n) => warning(`c${n}`, n));
    for (const [most, few] of [
      [many, own],
      [
        many.map((one) => ({ ...one, areaId: HERE })),
        own.map((one) => ({ ...one, areaId: ABOVE })),
      ],
    ] as const) {
      const kept = new Set(keptNames([...most, ...few], place(STANDING_FILES_BEFORE)));
      expect(few.every(({ bulletinId }) => kept.has(bulletinId))).to.equal(true);
      expect(kept.size).to.equal(STANDING_FILES_BEFORE);
    }
  });

  it('are kept in the languages that are heard, so that more of them have room', () => {
    const three = (name: string) => [tongue('vi', name), tongue('bdq', name), tongue('jra', name)];
    const all = Array.from({ length: 16 }, (_, n) =>
      warning(`w${n}`, n, { tongues: three(`w${n}`) }),
    );
    const kept = standingOf(all, place(STANDING_FILES_BEFORE, ['bdq', 'vi']));
    expect(kept.kept.size).to.equal(16);
    const [newest] = [...kept.sha256s.slice(0, 2)].map(String);
    expect(newest).to.equal(sha('w15-bdq'));
    expect(kept.sha256s).to.not.include(sha('w0-jra'));
  });

  it('leave out what is too large for all of them together', () => {
    const huge = warning('huge', 9, { tongues: [tongue('vi', 'huge', STANDING_BYTES_MAX)] });
    expect(keptNames([warning('a', 10), huge, warning('b', 1)])).to.deep.equal(['b-a', 'b-b']);
  });

  it('are never half of a bulletin, nor more than the box reads, in whatever order they came', () => {
    const two = (name: string) => [tongue('vi', name), tongue('bdq', name)];
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 90 });
    const reads = fc.constantFrom(STANDING_FILES_BEFORE, STANDING_FILES_MAX);
    fc.assert(
      fc.property(some, reads, fc.boolean(), (times, most, turned) => {
        const warnings = times.map((time) =>
          warning(String(time), time, { tongues: two(String(time)) }),
        );
        const at = place(most, ['vi', 'bdq']);
        const kept = standingOf(turned ? [...warnings].reverse() : warnings, at);
        expect(kept.sha256s.length).to.be.at.most(most);
        const newest = [...times].sort((a, b) => b - a).slice(0, most / 2);
        const wanted = newest.flatMap((time) => two(String(time)).map(({ clip }) => clip.sha256));
        expect(kept.sha256s).to.deep.equal(wanted);
        expect(kept.audio.map(({ sha256 }) => sha256)).to.deep.equal(wanted);
      }),
    );
  });

  it('are ready exactly where the plan of every box of the area has all that is heard of them', () => {
    const spoken = fc.constantFrom<readonly LanguageCode[]>(['vi'], ['vi', 'bdq'], ['jra']);
    const made = fc.array(
      fc.record({ at: fc.constantFrom(HERE, ABOVE, ELSEWHERE), spoken, when: fc.nat(9) }),
      { maxLength: 70 },
    );
    const boxes = fc.array(
      fc.record({
        areaId: fc.constantFrom(HERE, ELSEWHERE),
        reads: fc.constantFrom(undefined, STANDING_FILES_BEFORE, STANDING_FILES_MAX),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const now = instant(Date.UTC(2026, 10, 27));
    fc.assert(
      fc.property(made, boxes, spoken, (wishes, fleet, heard) => {
        const warnings = wishes.map(({ at, spoken: languages, when }, n) =>
          warning(`w${n}`, when, {
            areaId: at,
            tongues: languages.map((one) => tongue(one, `w${n}`)),
          }),
        );
        const tongues = new Map([[HERE, heard]]);
        const devices = fleet.map(({ areaId }, n) => ({
          id: DeviceId.parse(`box-0000000${n}`),
          areaId,
        }));
        const standingReads = new Map(
          fleet.flatMap(({ reads }, n) =>
            reads === undefined ? [] : [[DeviceId.parse(`box-0000000${n}`), reads] as const],
          ),
        );
        const { plans } = buildPlans({
          entries: [],
          programmes: [],
          approved: new Map(),
          devices,
          paths: PATHS,
          horizon: horizonFrom(now),
          numbers: new Map(devices.map(({ id }) => [id, { epoch: 0, num: 1, prevHash: null }])),
          now,
          warnings,
          tongues,
          standingReads,
        });
        const asked = standingAsked({ warnings, paths: PATHS, tongues });
        for (const { plan } of plans) {
          expect(Plan.safeParse(plan).success).to.equal(true);
          const kept = asked(plan.area, standingReads.get(plan.dev)).kept;
          const languages = tongues.get(plan.area) ?? ['vi'];
          for (const one of warnings) {
            const planned = isPlanned(plan, one, languages);
            expect(kept.has(one.bulletinId)).to.equal(planned);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
