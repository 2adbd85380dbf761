/** Hours, minutes and volume by place. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { instant, instantAt, LocalDate } from '@loaso/shared/time';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { isWithin } from '@loaso/shared/trust/sound-limits';
import { expect } from 'chai';
import {
  boundsOf,
  DEFAULT_POLICY,
  envelopeOf,
  hoursInWords,
  isPermitted,
  limitsAt,
  type Policy,
  planningEnvelope,
} from '#server/core/schedule/policy';

const [province, commune, hamlet] = ['52', '21553', '21553-03'].map((id) => AreaId.parse(id)) as [
  AreaId,
  AreaId,
  AreaId,
];
const evening = [{ days: [6, 7], fromMinute: 1020, toMinute: 1080, volumeMaxPercent: 60 }];
const policy: Policy = {
  ...DEFAULT_POLICY,
  overrides: [
    { areaId: commune, minutesPerDayMax: 30 },
    { areaId: province, minutesPerDayMax: 90, windows: evening as never },
  ],
};
const saturday = LocalDate.parse('2025-04-26');
const span = (from: number, to: number) => ({
  startAt: instantAt(saturday, from),
  endAt: instantAt(saturday, to),
});

describe('policy', () => {
  it('takes each figure from the nearest area that states it', () => {
    const limits = limitsAt(policy, { path: [hamlet, commune, province] });
    expect(limits).to.deep.include({ windows: evening, minutesPerDayMax: 30 });
    expect(limitsAt(policy, { path: [province] }).minutesPerDayMax).to.equal(90);
    expect(limitsAt(policy, { path: [] })).to.deep.equal(DEFAULT_POLICY.default);
  });

  it('makes the envelope of a box, in the shape that is signed', () => {
    const device = { id: DeviceId.parse('loa-00001'), areaId: hamlet, path: [hamlet, commune] };
    const envelope = envelopeOf(policy, device, { num: 3, iat: instant(1), exp: instant(9) });
    expect(SoundEnvelope.parse(envelope)).to.deep.equal(envelope);
    expect(envelope).to.deep.include({
      dev: device.id,
      area: hamlet,
      num: 3,
      minutesPerDayMax: 30,
    });
  });

  it('permits an airing only when all of it lies inside the hours', () => {
    const limits = DEFAULT_POLICY.default;
    expect(isPermitted(limits, 'normal', span(285, 300))).to.equal(true);
    expect(isPermitted(limits, 'normal', span(284, 300))).to.equal(false);
    expect(isPermitted(limits, 'priority', span(1270, 1291))).to.equal(false);
    expect(isPermitted(limits, 'normal', span(195, 200))).to.equal(false);
    expect(isPermitted(limits, 'emergency', span(195, 200))).to.equal(true);
  });

  it('plans under the limits of a place without an end', () => {
    expect(planningEnvelope(DEFAULT_POLICY.default)).to.deep.include({ minutesPerDayMax: 360 });
  });

  it('knows the bounds that no signer need exceed: the widest, and what named places are told', () => {
    const { default: house } = DEFAULT_POLICY;
    const { exemptionCaps } = DEFAULT_POLICY;
    expect(boundsOf(DEFAULT_POLICY)).to.deep.equal({ widest: house, exemptionCaps, areas: [] });
    const night = [{ ...house.windows[0]!, fromMinute: 60 as never }];
    const overrides = [
      { areaId: province, windows: night },
      { areaId: province, minutesPerDayMax: 30 },
      { areaId: commune, minutesPerDayMax: 480, emergencyVolumeMaxPercent: 60 },
    ];
    const { widest, areas } = boundsOf({ ...DEFAULT_POLICY, overrides });
    const windows = [...house.windows, ...night];
    expect(widest).to.deep.equal({
      windows,
      minutesPerDayMax: 480,
      emergencyVolumeMaxPercent: 100,
    });
    expect(areas).to.deep.equal([
      {
        areaId: province,
        limits: { windows: night, minutesPerDayMax: 30, emergencyVolumeMaxPercent: 100 },
      },
      {
        areaId: commune,
        limits: { windows, minutesPerDayMax: 480, emergencyVolumeMaxPercent: 60 },
      },
    ]);
    const silent = { ...DEFAULT_POLICY, default: { ...house, windows: [] } };
    expect(boundsOf(silent).widest.windows).to.deep.equal([]);
  });

  it('knows sessions as it knows minutes, and says so in the version of the envelope', () => {
    const few: Policy = {
      ...DEFAULT_POLICY,
      default: { ...DEFAULT_POLICY.default, sessionsPerDayMax: 3 },
      overrides: [
        { areaId: commune, sessionsPerDayMax: 4, minutesPerSessionMax: 45 },
        { areaId: province, minutesPerSessionMax: 60 },
      ],
      rules: [{ areaId: hamlet, limits: { ...DEFAULT_POLICY.default, minutesPerSessionMax: 20 } }],
    };
    const device = { id: DeviceId.parse('loa-00001'), areaId: hamlet };
    const path = [hamlet, commune, province];
    const issue = { num: 1, iat: instant(1), exp: instant(9) };
    const envelope = envelopeOf(few, { ...device, path }, issue);
    expect(SoundEnvelope.parse(envelope)).to.deep.include({
      v: 2,
      sessionsPerDayMax: 4,
      minutesPerSessionMax: 20,
    });
    expect(envelopeOf(DEFAULT_POLICY, { ...device, path }, issue).v).to.equal(1);
    const { widest, areas } = boundsOf(few);
    expect([widest.sessionsPerDayMax, widest.minutesPerSessionMax]).to.deep.equal([4, undefined]);
    expect(areas.map(({ limits }) => limits.minutesPerSessionMax)).to.deep.equal([45, 60]);
    expect(boundsOf(DEFAULT_POLICY).widest).to.not.have.any.keys('sessionsPerDayMax');
  });

  it('bounds every envelope that it makes itself', () => {
    const bounds = boundsOf(policy);
    for (const path of [[province], [commune, province]]) {
      const named = bounds.areas.find(({ areaId }) => areaId === path[0]);
      expect(isWithin(limitsAt(policy, { path }), named?.limits ?? bounds.widest)).to.equal(true);
    }
  });

  it('says the hours in words', () => {
    expect(hoursInWords(DEFAULT_POLICY.default)).to.equal('04:45–21:30');
    expect(hoursInWords(limitsAt(policy, { path: [province] }))).to.equal('17:00–18:00 (T7 CN)');
  });
});
