/** Who has set a reading that changes a sentence: named exactly, or with more people than needed. */
import { UserId } from '@loaso/shared/ids';
import type { Script } from '@loaso/shared/wire/script';
import { expect } from 'chai';
import { rereadBy } from '#server/core/script/reading-hands';
import { RULES_VERSION } from '#server/core/text/rules-version';

const [lan, minh, tam, hoa] = ['lan', 'minh', 'tam', 'hoa'].map((id) => UserId.parse(id)) as [
  UserId,
  UserId,
  UserId,
  UserId,
];

const script = (rulesVersion: string): Script => ({
  v: 1,
  title: 'Thông báo',
  rulesVersion,
  sentences: ['Mời bà con làng  KON Jang.', 'Đến UBND xã.'].map((written, index) => ({
    index,
    clause: '',
    kind: 'body',
    written,
    spoken: written,
    pauseAfterMs: 300,
    uncertain: [],
  })),
  dropped: [],
  repairs: [],
  expectedMs: 1000,
});

const HANDS = [
  { written: 'Kon Jang', by: [lan, minh] },
  { written: 'UBND', by: [tam] },
];

describe('A sentence that reads otherwise', () => {
  it('is the work of who changes a reading now, and of all who set one of its words', () => {
    const reread = { script: script(RULES_VERSION), changed: [0], person: hoa };
    expect(rereadBy(reread, HANDS)).to.deep.equal([hoa, lan, minh]);
    expect(rereadBy({ ...reread, changed: [1], person: tam }, HANDS)).to.deep.equal([tam]);
  });

  it('found out later may be the work of anybody who ever changed a reading', () => {
    const reread = { script: script(RULES_VERSION), changed: [1], person: null };
    expect(rereadBy(reread, HANDS)).to.deep.equal([lan, minh, tam]);
  });

  it('under new rules is nobody’s but theirs who set one of its words', () => {
    const reread = { script: script('older'), changed: [1], person: null };
    expect(rereadBy(reread, HANDS)).to.deep.equal([tam]);
    expect(rereadBy({ ...reread, changed: [0] }, HANDS.slice(1))).to.deep.equal([]);
  });
});
