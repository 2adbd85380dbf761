/** Lines that boxes of later groups do not know yet. */

import { EntryId } from '@loaso/shared/ids';
import { expect } from 'chai';
import fc from 'fast-check';
import { afterTakingOff, linesHeld } from '#server/core/fleet/withheld';

const id = (name: string): EntryId => EntryId.parse(`e-${name}`);
const [OLD, NEW] = [id('old'), id('new')];
type Line = {
  readonly state: 'active' | 'cancelled';
  readonly exceptions: readonly { readonly at: number; readonly instead: null }[];
  readonly endedAt: number | null;
};
const line: Line = { state: 'active', exceptions: [], endedAt: null };
const edit = [
  { id: OLD, before: line },
  { id: NEW, before: null },
];

describe('lines withheld', () => {
  it('are as the oldest publication knew them', () => {
    const older = [{ id: OLD, before: { ...line, endedAt: 7 } }];
    expect([...linesHeld([older, edit])]).to.deep.equal([
      [OLD, { ...line, endedAt: 7 }],
      [NEW, null],
    ]);
  });

  it('are forgotten when the line that is new is taken off', () => {
    const cancelled = { id: NEW, before: line, after: { ...line, state: 'cancelled' as const } };
    expect(afterTakingOff(edit, [cancelled])).to.deep.equal([]);
  });

  it('lose what is taken off the old line, and keep the rest', () => {
    const ended = { ...line, endedAt: 90 };
    const taken = { at: 50, instead: null };
    const change = { id: OLD, before: ended, after: { ...ended, exceptions: [taken] } };
    expect(afterTakingOff(edit, [change])).to.deep.equal([
      { id: OLD, before: { ...line, exceptions: [taken] } },
      { id: NEW, before: null },
    ]);
    const shorter = { id: OLD, before: line, after: { ...line, endedAt: 40 } };
    expect(afterTakingOff(edit, [shorter])[0]).to.deep.equal({
      id: OLD,
      before: { ...line, endedAt: 40 },
    });
  });

  it('stay the very same where a change concerns other lines', () => {
    const other = { id: id('other'), before: null, after: line };
    expect(afterTakingOff(edit, [other])[0]).to.equal(edit[0]);
  });

  const lines = fc.record({
    state: fc.constantFrom('active' as const, 'cancelled' as const),
    exceptions: fc.array(fc.record({ at: fc.nat(20), instead: fc.constant(null) })),
    endedAt: fc.option(fc.nat(100)),
  });

  it('never sound more by taking off', () => {
    fc.assert(
      fc.property(lines, lines, lines, (held, before, after) => {
        const withheld = [
          { id: OLD, before: held },
          { id: NEW, before: null },
        ];
        const [left] = afterTakingOff(withheld, [{ id: OLD, before, after }]);
        if (left?.id !== OLD || left.before === null) return;
        const kept = left.before.exceptions.map(({ at }) => at);
        expect(kept).to.include.members(held.exceptions.map(({ at }) => at));
        expect(left.before.endedAt ?? 1_000).to.be.at.most(held.endedAt ?? 1_000);
      }),
    );
  });
});
