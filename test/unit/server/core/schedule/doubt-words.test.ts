/** Doubts are told to people: how many clusters, what is known of them, and what to do. */
import { DoubtKind } from '@loaso/shared/wire/http/week';
import { expect } from 'chai';
import { doubtInWords, nextInWords } from '#server/core/schedule/doubt-words';

/** 2026-06-03, 09:00 in Việt Nam. */
const NOW = Date.UTC(2026, 5, 3, 2);

describe('words of a doubt', () => {
  it('are different for each, begin with how many, and end with a next step', () => {
    const since = { sinceAt: null, now: NOW };
    const all = DoubtKind.options.map((kind) => doubtInWords(kind, 1_200, since));
    expect(new Set(all.map(({ vi }) => vi)).size).to.equal(DoubtKind.options.length);
    for (const { vi, en } of all) {
      expect(vi).to.match(/^1\.200 cụm \p{Ll}/u);
      expect(en).to.match(/^1,200 boxes \p{Ll}/u);
    }
    for (const kind of DoubtKind.options) expect(nextInWords(kind).vi).to.match(/^\p{Lu}.*\.$/u);
  });

  it('say since when nobody has heard of a box, and of many since when of the first', () => {
    const since = { sinceAt: NOW - 3_600_000, now: NOW };
    expect(doubtInWords('away', 1, since)).to.deep.equal({
      vi: '1 cụm chưa biết: mất liên lạc từ 08:00',
      en: '1 box not known: out of contact since 08:00',
    });
    expect(doubtInWords('alone', 2, since).vi).to.equal(
      '2 cụm mất liên lạc, lâu nhất từ 08:00, đã giữ đủ lịch và tệp',
    );
  });
});
