/** Plans of boxes: only approved sound, the same text for the same wishes, within what a box takes. */
import { AreaId, BulletinId, PlayId } from '@loaso/shared/ids';
import { addDays, DAY_MS, instantAt } from '@loaso/shared/time';
import { SEALED_BODY_MAX } from '@loaso/shared/trust/sealed';
import { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { PLAN_ITEMS_MAX, Plan } from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import fc from 'fast-check';
import { airableOf } from '#server/core/plan/airable';
import { buildPlans, HORIZON_DAYS, PLAN_VALIDITY_MS } from '#server/core/plan/build';
import { itemSetOf } from '#server/core/plan/item-set';
import { boxOf, clipOf, communeOf, DAY, daily, NOW, provinceOf, sha } from './world.js';

const itemsOf = (input: Parameters<typeof buildPlans>[0], box = 0) =>
  buildPlans(input).plans[box]?.plan.items ?? [];

describe('plan of a box', () => {
  it('holds each airing of the coming fourteen days, in order, for itself', () => {
    const { plans, airings } = buildPlans(provinceOf([{ name: 'a' }], 2));
    const [first] = plans;
    expect(plans).to.have.length(2);
    expect(first?.plan).to.deep.include({
      v: 1,
      dev: boxOf(0),
      area: communeOf(0),
      epoch: 1,
      num: 7,
      iat: NOW,
      nbf: NOW,
      exp: NOW + PLAN_VALIDITY_MS,
      prev: null,
      audio: [clipOf('a')],
      standing: [],
    });
    const starts = first?.plan.items.map(({ startAt }) => startAt) ?? [];
    expect(starts[0]).to.equal(instantAt(DAY, 1020));
    expect(starts.at(-1)).to.equal(instantAt(addDays(DAY, HORIZON_DAYS), 1020));
    expect(starts).to.have.length(2 * HORIZON_DAYS + 1);
    expect(airings).to.have.length(2 * starts.length);
    expect(PlayId.parse(airings[0]?.playId)).to.equal(`e-a.${boxOf(0)}.${starts[0]}`);
  });

  it('is text that parses to the plan itself, whichever boxes share it', () => {
    for (const { plan, body } of buildPlans(provinceOf([{ name: 'a' }, { name: 'b' }])).plans) {
      expect(body).to.equal(JSON.stringify(plan));
      expect(Plan.parse(JSON.parse(body))).to.deep.equal(plan);
    }
  });

  it('reaches boxes by province, commune and name, and no others', () => {
    const target = (areaIds: string[], deviceIds: number[] = []) => ({
      areaIds: areaIds.map((id) => AreaId.parse(id)),
      deviceIds: deviceIds.map(boxOf),
    });
    const input = provinceOf([
      { name: 'all', target: target(['52']) },
      { name: 'one', target: target([communeOf(1)]) },
      { name: 'box', target: target([], [2]) },
      { name: 'both', target: target([communeOf(0)], [0]) },
    ]);
    const heard = buildPlans(input).plans.map(({ plan }) =>
      [...new Set(plan.items.map(({ title }) => title.slice(8)))].sort().join(' '),
    );
    expect(heard).to.deep.equal(['all both', 'all one', 'all both box', 'all one']);
  });

  it('keeps an airing that is still sounding, and drops one that is over', () => {
    const rule = daily(595, 580);
    const starts = itemsOf(provinceOf([{ name: 'a', rule, seconds: 600 }])).map(
      (one) => one.startAt,
    );
    expect(starts[0]).to.equal(instantAt(DAY, 595));
  });

  it('never begins a line in the middle of what was past when it was made', () => {
    const line = { name: 'a', rule: daily(595), seconds: 600, createdAt: NOW };
    expect(itemsOf(provinceOf([line]))[0]?.startAt).to.equal(instantAt(addDays(DAY, 1), 595));
  });

  it('holds nothing that is cancelled, unapproved, withdrawn or voiced anew since', () => {
    const input = provinceOf([{ name: 'a' }, { name: 'gone', state: 'cancelled' }]);
    expect(airableOf(input).map(({ entry }) => entry.id)).to.deep.equal(['e-a']);
    expect(itemsOf({ ...input, approved: new Map() })).to.deep.equal([]);
    const anew = new Map([[BulletinId.parse('b-a'), [clipOf('a again')]]]);
    expect(itemsOf({ ...input, approved: anew })).to.deep.equal([]);
    expect(itemsOf({ ...input, programmes: [] })).to.deep.equal([]);
    const [programme] = input.programmes;
    const foreign = { ...programme!, parts: [{ sha256: sha('foreign'), offsetMs: 0 }] };
    expect(itemsOf({ ...input, programmes: [foreign] })).to.deep.equal([]);
    const smuggled = [...programme!.parts, { sha256: sha('foreign'), offsetMs: 60_000 }];
    expect(itemsOf({ ...input, programmes: [{ ...programme!, parts: smuggled }] })).to.deep.equal(
      [],
    );
  });

  it('throws for a box without a number or outside the tree', () => {
    const input = provinceOf([{ name: 'a' }]);
    expect(() => buildPlans({ ...input, numbers: new Map() })).to.throw('no plan number');
    expect(() => buildPlans({ ...input, paths: new Map() })).to.throw('unknown area');
  });

  it('shortens its horizon rather than exceed what a box accepts', () => {
    const minutes = Array.from({ length: 24 }, (_, index) => index * 60);
    const lines = Array.from({ length: 20 }, (_, index) => ({
      name: `n${index}`,
      rule: daily(...minutes),
    }));
    const built = buildPlans(provinceOf(lines, 1)).plans[0]!;
    expect(built.plan.items.length).to.be.at.most(PLAN_ITEMS_MAX);
    expect(built.body.length).to.be.at.most(SEALED_BODY_MAX);
    expect(built.plan.items.length % lines.length).to.equal(0);
    const last = built.plan.items.at(-1)?.startAt ?? 0;
    expect(built.horizonEndAt)
      .to.be.above(last)
      .and.below(NOW + 3 * DAY_MS);
    expect(Plan.safeParse(built.plan).success).to.equal(true);
  });

  it('shortens for length of text as for number of airings', () => {
    const title = 'Ấ'.repeat(200);
    const minutes = Array.from({ length: 24 }, (_, index) => index * 60);
    const { entries, ...rest } = provinceOf([{ name: 'a', rule: daily(...minutes), title }], 1);
    const bulletinIds = Array.from({ length: 30 }, (_, n) => BulletinId.parse(`b-${n}`));
    const clips = bulletinIds.map((id) => clipOf(id));
    const programme = {
      ...rest.programmes[0]!,
      bulletinIds,
      parts: clips.map(({ sha256 }, n) => ({ sha256, offsetMs: n * 60_000 })),
      durationMs: 30 * 60_000,
    };
    const approved = new Map(bulletinIds.map((id, n) => [id, [clips[n]!]]));
    const lines = airableOf({ entries, programmes: [programme], approved });
    const set = itemSetOf(lines, rest);
    expect(set.tail.length).to.be.below(SEALED_BODY_MAX);
    expect(set.items.length).to.be.above(50).and.below(PLAN_ITEMS_MAX);
    expect(set.endAt).to.be.below(rest.horizon.endAt);
  });

  it('is the same text for the same wishes in any order', () => {
    const specs = fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^[a-z]{1,6}$/),
        rank: fc.integer({ min: 1, max: 9 }),
        rule: fc.constantFrom(
          daily(300),
          daily(300, 420),
          ScheduleRule.parse({ kind: 'once', at: NOW + 5000 }),
        ),
      }),
      { selector: ({ name }) => name, maxLength: 8 },
    );
    fc.assert(
      fc.property(specs, fc.infiniteStream(fc.nat()), (lines, chance) => {
        const input = provinceOf(lines);
        const mixed = <T>(list: readonly T[]): T[] =>
          list
            .map((one) => ({ one, key: chance.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one);
        const shuffled = {
          ...input,
          entries: mixed(input.entries),
          programmes: mixed(input.programmes),
          devices: mixed(input.devices),
          approved: new Map(mixed([...input.approved])),
        };
        expect(buildPlans(shuffled).plans.map(({ body }) => body)).to.deep.equal(
          buildPlans(input).plans.map(({ body }) => body),
        );
      }),
    );
  });
});
