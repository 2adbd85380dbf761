/** What holds in an area, what is heard in it, how loud a preview is. */
import { AreaId } from '@loaso/shared/ids';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type AreaSaying,
  bareStationName,
  settingsInForce,
} from '#server/core/programme/area-settings';
import { clipsHeard } from '#server/core/programme/heard-languages';
import { previewGain } from '#server/core/programme/preview-level';
import { NORTHERN_STYLE, SOUTHERN_STYLE } from '#server/core/text/style';

const place = (id: string, name: string, level: 'province' | 'commune' | 'hamlet') => ({
  id: AreaId.parse(id),
  name,
  level,
});
const [hamlet, commune, province] = [
  place('21583-01', 'Tổ dân phố 1', 'hamlet'),
  place('21583', 'Phường Quy Nhơn', 'commune'),
  place('52', 'Tỉnh Gia Lai', 'province'),
] as const;
const says = (areaId: AreaId, saying: Partial<AreaSaying>): AreaSaying => ({
  areaId,
  style: null,
  languages: null,
  stationName: null,
  ...saying,
});

describe('settings of an area', () => {
  it('are northern, Vietnamese and the area’s own name where nobody says anything', () => {
    expect(settingsInForce([], [commune, province])).to.deep.equal({
      style: NORTHERN_STYLE,
      languages: ['vi'],
      stationName: 'phường Quy Nhơn',
    });
  });

  it('come from the nearest area that says something, each by itself', () => {
    const sayings = [
      says(province.id, { style: SOUTHERN_STYLE, languages: ['bdq'], stationName: 'tỉnh' }),
      says(commune.id, { languages: ['vi', 'jra'] }),
    ];
    expect(settingsInForce(sayings, [hamlet, commune, province])).to.deep.equal({
      style: SOUTHERN_STYLE,
      languages: ['vi', 'jra'],
      stationName: 'tổ dân phố 1',
    });
    const named = [...sayings, says(commune.id, { stationName: 'phường ta' })].slice(1);
    expect(settingsInForce(named.toReversed(), [hamlet, commune]).stationName).to.equal(
      'phường ta',
    );
  });

  it('hold the name as it stands inside a sentence', () => {
    expect(bareStationName('  Đài truyền thanh  Xã Phù Mỹ ')).to.equal('xã Phù Mỹ');
    expect(bareStationName('phường Quy Nhơn')).to.equal('phường Quy Nhơn');
  });
});

const codes = fc.constantFrom<LanguageCode>('vi', 'bdq', 'jra', 'hre');
const list = fc.uniqueArray(codes, { minLength: 1 });

describe('languages heard', () => {
  it('are those declared that exist, in the order declared, and never none', () => {
    fc.assert(
      fc.property(list, list, (declared, existing) => {
        const heard = clipsHeard(
          declared,
          existing.map((language) => ({ language, clip: language })),
        );
        const both = declared.filter((code) => existing.includes(code));
        const spare = existing.includes('vi') ? 'vi' : existing[0];
        expect(heard).to.deep.equal(both.length > 0 ? both : [spare]);
      }),
    );
  });

  it('are none where nothing was voiced', () => {
    expect(clipsHeard(['vi'], [])).to.deep.equal([]);
  });
});

describe('a preview', () => {
  it('is raised to an even level and never clips', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1 }),
        (samples) => {
          const gain = previewGain(samples);
          expect(gain).to.be.greaterThan(0).and.at.most(8);
          const loud = samples.some((one) => Math.abs(one) >= 0.01);
          const peak = Math.max(...samples.map((one) => Math.abs(one * gain)));
          if (loud) expect(peak).to.be.at.most(0.7 + 1e-9);
        },
      ),
    );
  });
});
