/** Hours, minutes and volume by place. */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { instant, instantAt, LocalDate } from '@loaso/shared/time';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import {
  DEFAULT_POLICY,
  envelopeOf,
  hoursInWords,
  isPermitted,
  limitsAt,
  type Policy,
  planningEnvelope,
  widestHours,
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
    const limits = limitsAt(policy, [hamlet, commune, province]);
    expect(limits).to.deep.include({ windows: evening, minutesPerDayMax: 30 });
    expect(limitsAt(policy, [province]).minutesPerDayMax).to.equal(90);
    expect(limitsAt(policy, [])).to.deep.equal(DEFAULT_POLICY.default);
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

  it('knows the widest hours of any place, which no signer need exceed', () => {
    expect(widestHours(DEFAULT_POLICY)).to.deep.equal({ fromMinute: 285, toMinute: 1290 });
    const night = [{ ...DEFAULT_POLICY.default.windows[0]!, fromMinute: 60 as never }];
    const wider = { ...DEFAULT_POLICY, overrides: [{ areaId: province, windows: night }] };
    expect(widestHours(wider)).to.deep.equal({ fromMinute: 60, toMinute: 1290 });
    const silent = { ...DEFAULT_POLICY, default: { ...DEFAULT_POLICY.default, windows: [] } };
    expect(widestHours(silent)).to.deep.equal({ fromMinute: 1440, toMinute: 0 });
  });

  it('says the hours in words', () => {
    expect(hoursInWords(DEFAULT_POLICY.default)).to.equal('04:45–21:30');
    expect(hoursInWords(limitsAt(policy, [province]))).to.equal('17:00–18:00 (T7 CN)');
  });
});
