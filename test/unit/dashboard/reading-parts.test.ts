/** Parts to be read: ticks follow the text, and what is sent is only what the ticks changed. */
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  changeBy,
  groupsOf,
  readIn,
  tick,
  ticksOf,
} from '#dashboard/screens/bulletin/reading-parts';

const sentence = (index: number, clause: string, spoken = 'một câu.'): ScriptSentence => ({
  index,
  clause,
  kind: 'body',
  written: `Câu ${index}.`,
  spoken,
  pauseAfterMs: 0,
  uncertain: [],
});

const TEXT = ['', 'Điều 1', 'Điều 1, khoản 1', 'Điều 1, khoản 2', 'Điều 2'].map((clause, index) =>
  sentence(index, clause),
);

describe('dashboard/reading-parts', () => {
  it('an Điều holds its khoản, each of which can be ticked by itself', () => {
    const shape = groupsOf(TEXT).map(({ name, parts }) => [name, parts.map((part) => part.name)]);
    expect(shape).to.deep.equal([
      ['', ['']],
      ['Điều 1', ['Điều 1', 'Điều 1, khoản 1', 'Điều 1, khoản 2']],
      ['Điều 2', ['Điều 2']],
    ]);
  });

  it('an untouched page sends nothing', () => {
    const silent = [...TEXT, sentence(5, 'Điều 3', '')];
    expect(changeBy(silent, readIn(silent))).to.deep.equal({ leaveOut: [], bringBack: [] });
  });

  it('a group without some of its sentences is neither ticked nor empty', () => {
    const [, group] = groupsOf(TEXT);
    if (group === undefined) throw new Error('Điều 1 is missing');
    const [part] = group.parts;
    if (part === undefined) throw new Error('Điều 1 has no parts');
    const less = tick(part, readIn(TEXT), false);
    expect(ticksOf(group, less)).to.deep.equal({ all: false, some: true });
  });

  it('whatever is ticked, the change leads exactly to the ticks', () => {
    const scripts = fc.array(fc.tuple(fc.constantFrom('', 'một câu.'), fc.boolean()));
    fc.assert(
      fc.property(scripts, (list) => {
        const text = list.map(([spoken], index) => sentence(index, 'Điều 1', spoken));
        const wanted = new Set(list.flatMap(([, ticked], index) => (ticked ? [index] : [])));
        const { leaveOut, bringBack } = changeBy(text, wanted);
        const after = readIn(text);
        for (const { index } of leaveOut) after.delete(index);
        for (const { index } of bringBack) after.add(index);
        expect(after).to.deep.equal(wanted);
      }),
    );
  });
});
