/** Exemptions of areas: what holds at a spot on such a day, and that no bound is left. */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate } from '@loaso/shared/time';
import type { ExemptionWord } from '@loaso/shared/trust/exemption-word';
import { boundsOn, SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { beyond, isWithin, type SoundLimits, sameLimits } from '@loaso/shared/trust/sound-limits';
import { expect } from 'chai';
import fc from 'fast-check';
import { type AreaExemption, partsOf } from '#server/core/schedule/exemptions';
import {
  DEFAULT_POLICY,
  datedLimitsAt,
  envelopeOf,
  isPermitted,
  limitsAt,
  type Policy,
} from '#server/core/schedule/policy';

const [hamlet, commune, province] = ['21553-001', '21553', '52'] as AreaId[] as [
  AreaId,
  AreaId,
  AreaId,
];
const PATH = [hamlet, commune, province];
const date = (text: string): LocalDate => LocalDate.parse(text);
const NIGHT = date('2027-02-10');

const hours = (from: number, to: number, volume = 80): ExemptionWord =>
  ({
    kind: 'hours',
    windows: [{ fromMinute: from, toMinute: to, volumeMaxPercent: volume }],
    minutesPerDayMax: 300,
  }) as unknown as ExemptionWord;

const exempt = (
  areaId: AreaId,
  word: ExemptionWord,
  change: Partial<AreaExemption> = {},
): AreaExemption => ({ areaId, lifts: areaId, fromDate: NIGHT, toDate: NIGHT, word, ...change });

const daily = (from: number, to: number): SoundLimits => ({
  windows: [
    { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: from, toMinute: to, volumeMaxPercent: 100 },
  ] as unknown as SoundLimits['windows'],
  minutesPerDayMax: 240,
  emergencyVolumeMaxPercent: 100,
});

const saying = (exemptions: AreaExemption[], rules: Policy['rules'] = []): Policy => ({
  ...DEFAULT_POLICY,
  rules,
  exemptions,
});

const mayAt = (policy: Policy, minute: number, on = NIGHT): boolean =>
  isPermitted(datedLimitsAt(policy, { path: PATH }), 'normal', {
    startAt: instantAt(on, minute),
    endAt: instantAt(on, minute + 10),
  });

describe('exemptions of areas', () => {
  it('open the night of a festival on its own day, up to the cap of the operator', () => {
    const policy = saying([exempt(commune, hours(300, 1430, 100))]);
    expect([1300, 1360, 1375].map((minute) => mayAt(policy, minute))).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(mayAt(policy, 1300, addDays(NIGHT, 1))).to.equal(false);
    const [day] = datedLimitsAt(policy, { path: PATH }).exemptions ?? [];
    expect(day?.windows.map(({ toMinute }) => toMinute)).to.include(1380);
    const capless: Policy = { ...policy, exemptionCaps: undefined };
    expect([1270, 1300].map((minute) => mayAt(capless, minute))).to.deep.equal([true, false]);
  });

  it('leave the rules of the areas around them in force, but those that they were given to lift', () => {
    const rules = [{ areaId: province, limits: daily(300, 1260) }];
    const own = exempt(commune, hours(300, 1380));
    expect(mayAt(saying([own], rules), 1300)).to.equal(false);
    expect(mayAt(saying([{ ...own, lifts: province }], rules), 1300)).to.equal(true);
    const below = [...rules, { areaId: hamlet, limits: daily(300, 1200) }];
    expect(mayAt(saying([{ ...own, lifts: province }], below), 1300)).to.equal(false);
    const mourning = exempt(province, {
      kind: 'quiet',
      quiet: [{ fromMinute: 1000, toMinute: 1440 }],
    } as never);
    expect(mayAt(saying([{ ...own, lifts: province }, mourning], rules), 1300)).to.equal(false);
  });

  it('silence hours within the ordinary ones, and leave the rest', () => {
    const word = { kind: 'quiet', quiet: [{ fromMinute: 360, toMinute: 1020 }] } as never;
    const policy = saying([exempt(commune, word)], [{ areaId: commune, limits: daily(300, 1200) }]);
    expect([300, 355, 600, 1020, 1195].map((minute) => mayAt(policy, minute))).to.deep.equal([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it('let priority sound alone on days of mourning', () => {
    const policy = saying([exempt(province, { kind: 'priority-only' })]);
    const limits = datedLimitsAt(policy, { path: PATH });
    const span = { startAt: instantAt(NIGHT, 600), endAt: instantAt(NIGHT, 610) };
    expect([
      isPermitted(limits, 'normal', span),
      isPermitted(limits, 'priority', span),
    ]).to.deep.equal([false, true]);
  });

  it('keep the quiet of a clinic on a festival day', () => {
    const clinic = { kind: 'clinic', volumeMaxPercent: 40, quiet: [] } as never;
    const rules = [{ areaId: commune, limits: { ...daily(300, 1200), places: [clinic] } }];
    const policy = saying([exempt(commune, hours(300, 1380))], rules);
    const [day] = datedLimitsAt(policy, { path: PATH, placeKind: 'clinic' }).exemptions ?? [];
    expect(day?.windows.map(({ volumeMaxPercent }) => volumeMaxPercent)).to.deep.equal([40]);
  });

  it('are told once where days that follow are alike, and not at all where nothing differs', () => {
    const same = exempt(commune, hours(285, 1290, 100), { toDate: addDays(NIGHT, 2) });
    const [one] = datedLimitsAt(saying([same]), { path: PATH }).exemptions ?? [];
    expect([one?.fromDate, one?.toDate]).to.deep.equal([NIGHT, addDays(NIGHT, 2)]);
    const nothing = exempt(hamlet, {
      kind: 'quiet',
      quiet: [{ fromMinute: 0, toMinute: 60 }],
    } as never);
    expect(datedLimitsAt(saying([nothing]), { path: PATH }).exemptions).to.equal(undefined);
    expect(
      partsOf([
        same,
        exempt(province, same.word, { fromDate: addDays(NIGHT, 1), toDate: addDays(NIGHT, 1) }),
      ]),
    ).to.have.length(3);
  });

  it('make an envelope of the third version that is read as it was meant', () => {
    const policy = saying([exempt(commune, hours(300, 1380))]);
    const device = { id: 'box-00001' as never, areaId: hamlet, path: PATH };
    const issue = { num: 1, iat: 1 as never, exp: 2 as never };
    const envelope = envelopeOf(policy, device, issue);
    expect(envelope.v).to.equal(3);
    expect(SoundEnvelope.parse(JSON.parse(JSON.stringify(envelope)))).to.deep.equal(envelope);
    expect(envelopeOf(DEFAULT_POLICY, device, issue).v).to.equal(1);
  });
});

const minutes = fc.tuple(fc.nat(1439), fc.nat(1439)).filter(([a, b]) => a !== b);
const inOrder = minutes.map(([a, b]) => ({ fromMinute: Math.min(a, b), toMinute: Math.max(a, b) }));
const words = fc.oneof(
  fc.constant({ kind: 'priority-only' }),
  fc.record({
    kind: fc.constant('quiet'),
    quiet: fc.array(inOrder, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('hours'),
    windows: fc.array(
      fc
        .tuple(inOrder, fc.nat(100))
        .map(([span, volumeMaxPercent]) => ({ ...span, volumeMaxPercent })),
      { minLength: 1, maxLength: 3 },
    ),
    minutesPerDayMax: fc.integer({ min: 1, max: 1440 }),
  }),
) as unknown as fc.Arbitrary<ExemptionWord>;

const exemptions = fc.array(
  fc
    .record({
      areaId: fc.constantFrom(...PATH),
      up: fc.nat(2),
      from: fc.nat(6),
      days: fc.nat(3),
      word: words,
    })
    .map(({ areaId, up, from, days, word }): AreaExemption => {
      const lifts = PATH[Math.min(2, PATH.indexOf(areaId) + up)] ?? areaId;
      return {
        areaId,
        lifts,
        word,
        fromDate: addDays(NIGHT, from),
        toDate: addDays(NIGHT, from + days),
      };
    }),
  { maxLength: 5 },
);
const rules = fc.uniqueArray(
  fc.record({
    areaId: fc.constantFrom(...PATH),
    limits: inOrder.map((one) => daily(one.fromMinute, one.toMinute)),
  }),
  { selector: ({ areaId }) => areaId },
);

const MOST = beyond(DEFAULT_POLICY.default, DEFAULT_POLICY.exemptionCaps);

function expectBounded(
  list: readonly AreaExemption[],
  on: LocalDate,
  { then, ordinary }: { readonly then: SoundLimits; readonly ordinary: SoundLimits },
): void {
  expect(isWithin(then, MOST)).to.equal(true);
  const named = list.filter(({ fromDate, toDate }) => fromDate <= on && on <= toDate);
  const opens = named.some(({ word }) => word.kind === 'hours');
  if (!opens) expect(isWithin(then, ordinary)).to.equal(true);
  if (named.length === 0) expect(sameLimits(then, ordinary)).to.equal(true);
}

describe('exemptions of areas, any of them', () => {
  it('never leave what the operator bounds for exempted days, and change no other day', () => {
    let opened = 0;
    fc.assert(
      fc.property(exemptions, rules, (list, all) => {
        const policy = saying(list, all as Policy['rules']);
        const ordinary = limitsAt(policy, { path: PATH });
        const dated = datedLimitsAt(policy, { path: PATH });
        const envelope = envelopeOf(
          policy,
          { id: 'box-00001' as never, areaId: hamlet, path: PATH },
          { num: 1, iat: 1 as never, exp: 2 as never },
        );
        for (let day = -1; day < 12; day += 1) {
          const on = addDays(NIGHT, day);
          const then = { ...ordinary, ...boundsOn(envelope, on) };
          expectBounded(list, on, { then, ordinary });
          if (!isWithin(then, DEFAULT_POLICY.default)) opened += 1;
        }
        const turned = saying([...list].reverse(), all as Policy['rules']);
        expect(datedLimitsAt(turned, { path: PATH })).to.deep.equal(dated);
      }),
      { numRuns: 400 },
    );
    expect(opened, 'days that never open prove nothing').to.be.above(50);
  });
});
