/** server/core/schedule/outgrown-words: every reason and both fates, in the words of an official. */
import { instantAt, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { heldInWords, longerInWords, type Outgrown } from '#server/core/schedule/outgrown-words';

const MINUTE = 60_000;
const lengths = { beforeMs: 5 * MINUTE, nextMs: 7 * MINUTE + 30_000 };
const at = instantAt(LocalDate.parse('2026-06-03'), 21 * 60);

describe('words of a line that has outgrown its slot', () => {
  it('say both lengths', () => {
    expect(longerInWords('Bản tin sáng', lengths)).to.deep.equal({
      vi: 'Dòng «Bản tin sáng» dài 7 phút 30 giây thay vì 5 phút.',
      en: 'Line “Bản tin sáng” takes 7 min 30 s instead of 5 min.',
    });
  });

  const REASONS: readonly (readonly [Outgrown, string])[] = [
    [
      { code: 'programme-too-long', slotMs: 6 * MINUTE },
      'chỗ đã xếp, hoặc lúc bắt đầu lượt sau của chính dòng này, chỉ cách 6 phút',
    ],
    [
      { code: 'outside-hours', at, allowed: '05:00–21:05' },
      'lượt 21:00 ngày 3/6 ra ngoài khung giờ được phép (05:00–21:05)',
    ],
    [
      { code: 'too-many-airings', count: 510, limit: 500 },
      'kế hoạch của cụm chỉ chứa 500 lượt, cần 510',
    ],
    [{ code: 'too-many-pieces', count: 64, limit: 60 }, 'một lượt chỉ ghép được 60 đoạn, cần 64'],
  ];
  for (const [why, said] of REASONS) {
    it(`say why it is held back, and what is heard until it is mended: ${why.code}`, () => {
      const silent = heldInWords('Bản tin sáng', { lengths, why, fate: 'silent' });
      expect(silent.vi).to.contain(`không vừa chỗ đã xếp: ${said}. Loa sẽ im ở các lượt`);
      expect(silent.vi).to.match(/dời giờ, hoặc rút ngắn lời đọc\.$/);
      const before = heldInWords('Bản tin sáng', { lengths, why, fate: 'as-before' });
      expect(before.vi).to.contain(`${said}. Loa vẫn phát như cũ cho tới khi`);
      expect(before.en).to.contain('It sounds as before until somebody mends it');
    });
  }
});
