/** How a wide change is divided, and when it goes on, waits or halts. */

import { AreaId, DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type BoxAnswer,
  COMMUNES_AT_ONCE,
  DWELL_MS,
  groupsOf,
  judgeGroup,
  PATIENCE_MS,
  type RolloutBox,
  SOON_MS,
} from '#server/core/fleet/rollout';

const NOW = 1_780_000_000_000;
const FAR = NOW + 2 * SOON_MS;
const calm = { atOnce: false, firstAt: FAR, now: NOW };

const boxIn = (commune: number, at: number, change: Partial<RolloutBox> = {}): RolloutBox => ({
  id: DeviceId.parse(`cumloa-${commune}-${at}`),
  communeId: AreaId.parse(`${20_000 + commune}`),
  healthy: true,
  losing: false,
  ...change,
});

const boxes = fc
  .uniqueArray(
    fc.record({
      commune: fc.nat(40),
      at: fc.nat(5),
      healthy: fc.boolean(),
      losing: fc.boolean(),
    }),
    { selector: ({ commune, at }) => `${commune}-${at}`, maxLength: 120 },
  )
  .map((list) => list.map(({ commune, at, ...change }) => boxIn(commune, at, change)));

const province = Array.from({ length: 40 }, (_, commune) =>
  [0, 1, 2].map((at) => boxIn(commune, at)),
).flat();

const communesOf = (ids: readonly string[]): number =>
  new Set(ids.map((id) => id.split('-')[1])).size;

describe('groups of a change', () => {
  it('are a few communes, a part of the others, and the rest', () => {
    const groups = groupsOf(province, calm);
    expect(groups.map(communesOf)).to.deep.equal([3, 10, 27]);
  });

  it('do not exist for a small change, a withdrawal, or what sounds within the hour', () => {
    const small = province.filter(({ id }) => Number(id.split('-')[1]) < COMMUNES_AT_ONCE);
    expect(groupsOf(small, calm)).to.have.length(1);
    expect(groupsOf(province, { ...calm, atOnce: true })).to.have.length(1);
    expect(groupsOf(province, { ...calm, firstAt: NOW + SOON_MS })).to.have.length(1);
    expect(groupsOf(province, { ...calm, firstAt: NOW + SOON_MS + 1 })).to.have.length(3);
    expect(groupsOf([], calm)).to.deep.equal([]);
  });

  it('begin with communes that can answer', () => {
    const able = new Set(['7', '19', '33', '38']);
    const mixed = province.map((box) => ({
      ...box,
      healthy: able.has(box.id.split('-')[1] ?? ''),
    }));
    const [first = []] = groupsOf(mixed, calm);
    expect(first.every((id) => able.has(id.split('-')[1] ?? ''))).to.equal(true);
  });

  it('hold each box once, whatever the order of the boxes', () => {
    fc.assert(
      fc.property(boxes, fc.boolean(), fc.integer({ min: -1, max: 3 }), (list, atOnce, hours) => {
        const pace = { atOnce, firstAt: NOW + hours * SOON_MS, now: NOW };
        const groups = groupsOf(list, pace);
        expect(groups.flat().sort()).to.deep.equal(list.map(({ id }) => id).sort());
        expect(groups.every((group) => group.length > 0)).to.equal(true);
        expect(groupsOf([...list].reverse(), pace)).to.deep.equal(groups);
      }),
    );
  });

  it('never let a box that loses sound, or what sounds soon, wait', () => {
    fc.assert(
      fc.property(boxes, fc.integer({ min: 0, max: 3 }), (list, hours) => {
        const [first = [], ...later] = groupsOf(list, { ...calm, firstAt: NOW + hours * SOON_MS });
        for (const { id, losing } of list) if (losing) expect(first).to.include(id);
        if (hours <= 1) expect(later).to.deep.equal([]);
      }),
    );
  });

  it('keep a commune together, except for boxes that only lose sound', () => {
    fc.assert(
      fc.property(boxes, (list) => {
        const at = new Map(
          groupsOf(list, calm).flatMap((ids, group) => ids.map((id) => [id, group])),
        );
        const seen = new Map<string, number | undefined>();
        for (const { id, communeId, losing } of list) {
          if (losing) continue;
          expect(seen.get(communeId) ?? at.get(id)).to.equal(at.get(id));
          seen.set(communeId, at.get(id));
        }
      }),
    );
  });
});

const of = (answer: BoxAnswer, count: number): BoxAnswer[] => Array(count).fill(answer);
const waited = (ms: number) => ({ sentAt: NOW, firstAt: FAR + SOON_MS, now: NOW + ms });

describe('judging a group', () => {
  it('goes on when every box that is there has taken it and had time to complain', () => {
    const answers = [...of('well', 8), ...of('offline', 3)];
    expect(judgeGroup(answers, waited(DWELL_MS - 1)).kind).to.equal('wait');
    expect(judgeGroup(answers, waited(DWELL_MS))).to.deep.equal({ kind: 'go-on', all: false });
  });

  it('waits for silent boxes with patience, then goes on', () => {
    const answers = [...of('well', 8), ...of('silent', 2)];
    expect(judgeGroup(answers, waited(PATIENCE_MS - 1)).kind).to.equal('wait');
    expect(judgeGroup(answers, waited(PATIENCE_MS)).kind).to.equal('go-on');
  });

  it('halts when more than a tenth refuse or are in trouble', () => {
    const bad = [...of('well', 8), ...of('refused', 1), ...of('troubled', 1)];
    expect(judgeGroup(bad, waited(1_000))).to.deep.equal({
      kind: 'halt',
      refused: 1,
      troubled: 1,
      answered: 10,
    });
  });

  it('does not halt for one box of many, and does for the only one', () => {
    expect(judgeGroup([...of('well', 5), 'refused'], waited(DWELL_MS)).kind).to.equal('go-on');
    expect(judgeGroup(['refused', ...of('offline', 9)], waited(1_000)).kind).to.equal('halt');
  });

  const answers = fc.array(
    fc.constantFrom<BoxAnswer>('well', 'refused', 'troubled', 'silent', 'offline'),
    { maxLength: 60 },
  );

  it('never halts without a fault, never waits past its patience or for what sounds soon', () => {
    fc.assert(
      fc.property(answers, fc.nat(2 * PATIENCE_MS), fc.nat(3 * SOON_MS), (list, ms, ahead) => {
        const { kind } = judgeGroup(list, { sentAt: NOW, firstAt: NOW + ahead, now: NOW + ms });
        const faults = list.filter((one) => one === 'refused' || one === 'troubled').length;
        if (faults === 0) expect(kind).to.not.equal('halt');
        if (ms >= PATIENCE_MS || ahead - ms <= SOON_MS) expect(kind).to.not.equal('wait');
      }),
    );
  });

  it('is not changed by boxes off line, except that nobody may have answered', () => {
    fc.assert(
      fc.property(answers, fc.nat(60), fc.nat(2 * PATIENCE_MS), (list, offline, ms) => {
        const present = list.filter((one) => one !== 'offline');
        expect(judgeGroup([...present, ...of('offline', offline)], waited(ms))).to.deep.equal(
          judgeGroup(present, waited(ms)),
        );
      }),
    );
  });

  it('halts all the more when further boxes refuse', () => {
    fc.assert(
      fc.property(answers, fc.nat(2 * PATIENCE_MS), (list, ms) => {
        if (judgeGroup(list, waited(ms)).kind !== 'halt') return;
        expect(judgeGroup([...list, 'refused'], waited(ms)).kind).to.equal('halt');
      }),
    );
  });
});
