/** The box's own judgement of a plan, against everything a hostile broker can do. */
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  acceptPlan,
  contentRefusal,
  coversArea,
  PLAN_AHEAD_MS_MAX,
  PLAN_NUM_JUMP_MAX,
  type PlanContext,
} from '@loaso/shared/trust/accept';
import { seal, type TrustRoot } from '@loaso/shared/trust/sealed';
import type { Plan, PlanMark } from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import fc from 'fast-check';
import { createEd25519Check } from '#server/adapters/system/ed25519';
import { AREA, boxId, DAY, itemAt, planOf, sha } from '../../../support/plans.js';

const NOW = 1_780_000_000_000;
const crypto = { verify: createEd25519Check(), sha256: sha };

function keyFor(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    kid,
    publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
}
const key = keyFor('plan-1');
const stranger = keyFor('plan-1');
const rootFor = (areas: string[] = ['*']): TrustRoot => ({
  v: 1,
  num: 1,
  keys: [{ kid: key.kid, role: 'plan', publicKey: key.publicKey, areas, revoked: false }],
  thresholds: {},
});
const sealed = (plan: object, by = key): string => seal('plan', JSON.stringify(plan), [by]);
const markOf = (plan: Plan): PlanMark => ({
  epoch: plan.epoch,
  num: plan.num,
  hash: sha(JSON.stringify(plan)),
});

function judge(raw: string, change: Partial<PlanContext> = {}) {
  const context: PlanContext = {
    dev: boxId(1),
    area: AREA,
    root: rootFor(),
    stored: null,
    now: NOW as never,
    clockTrusted: true,
    ...change,
  };
  return acceptPlan(raw, context, crypto);
}
const verdict = (raw: string, change: Partial<PlanContext> = {}): string => {
  const judged = judge(raw, change);
  return judged.ok ? judged.value.outcome : judged.error.code;
};
const plan = (change: Partial<Plan> = {}, num = 5): Plan => planOf(boxId(1), num, NOW, change);

describe('a plan on its way into a box', () => {
  it('is accepted when it is signed, its own, newer and unexpired', () => {
    const judged = judge(sealed(plan()));
    expect(judged).to.deep.equal({
      ok: true,
      value: { outcome: 'accepted', plan: plan(), mark: markOf(plan()) },
    });
  });

  it('is accepted by no box but its own: fifty boxes, the diagonal only', () => {
    const boxes = Array.from({ length: 50 }, (_, index) => boxId(index));
    const messages = boxes.map((dev) => sealed(planOf(dev, 1, NOW)));
    boxes.forEach((dev, row) => {
      messages.forEach((raw, column) => {
        expect(verdict(raw, { dev })).to.equal(row === column ? 'accepted' : 'wrong-device');
      });
    });
  });

  const stored = markOf(plan());
  const refused: [string, string, Partial<PlanContext>, string][] = [
    ['of another area', sealed(plan({ area: '00001' as never })), {}, 'wrong-area'],
    ['by a key of another area', sealed(plan()), { root: rootFor(['00001']) }, 'key-outside-area'],
    ['by a stranger with the name of the key', sealed(plan(), stranger), {}, 'bad-signature'],
    ['of an older number', sealed(plan({}, 4)), { stored }, 'old-number'],
    ['of an older epoch', sealed(plan({}, 9)), { stored: { ...stored, epoch: 1 } }, 'old-number'],
    [
      'of the same number with other words',
      sealed(plan({ items: [] })),
      { stored },
      'equivocation',
    ],
    ['that jumps', sealed(plan({}, 6 + PLAN_NUM_JUMP_MAX)), { stored }, 'number-jump'],
    ['that has expired', sealed(plan()), { now: (NOW + 14 * DAY) as never }, 'expired'],
    [
      'that lives too long',
      sealed(plan({ exp: (NOW + 36 * DAY) as never })),
      {},
      'validity-too-long',
    ],
    [
      'of the future',
      sealed(plan()),
      { now: (NOW - PLAN_AHEAD_MS_MAX - 1) as never },
      'dated-ahead',
    ],
    ['with an unlisted file', sealed(plan({ audio: [] })), {}, 'inconsistent'],
    [
      'with one airing twice',
      sealed(plan({ items: [itemAt(NOW), itemAt(NOW)] })),
      {},
      'inconsistent',
    ],
    ['of a later version', sealed({ ...plan(), v: 2 }), {}, 'unsupported-version'],
    ['with a field nobody knows', sealed({ ...plan(), volume: 100 }), {}, 'malformed'],
    ['that is no JSON', seal('plan', 'not JSON', [key]), {}, 'malformed'],
    ['of another type', seal('stop', JSON.stringify(plan()), [key]), {}, 'wrong-type'],
  ];
  for (const [what, raw, context, code] of refused) {
    it(`is refused when it is one ${what}: ${code}`, () => {
      expect(verdict(raw, context)).to.equal(code);
    });
  }

  it('changes nothing when it is the one the box holds', () => {
    expect(verdict(sealed(plan()), { stored })).to.equal('unchanged');
  });

  it('may start a new epoch at any number', () => {
    expect(verdict(sealed(plan({ epoch: 1 }, 1)), { stored })).to.equal('accepted');
  });

  it('is not judged by a clock that nobody trusts, except for its expiry', () => {
    const now = (NOW - 10 * DAY) as never;
    expect(verdict(sealed(plan()), { now, clockTrusted: false })).to.equal('accepted');
  });

  it('only ever raises the number of the box, whatever order messages come in', () => {
    const messages = Array.from({ length: 8 }, (_, index) => plan({}, index + 1)).map((one) => ({
      raw: sealed(one),
      mark: markOf(one),
    }));
    fc.assert(
      fc.property(fc.array(fc.nat(7), { maxLength: 40 }), (order) => {
        let held: PlanMark | null = null;
        for (const index of order) {
          const judged = judge(messages[index]?.raw ?? '', { stored: held });
          if (!judged.ok) continue;
          expect(judged.value.mark.num).to.be.at.least(held?.num ?? 0);
          held = judged.value.mark;
        }
        const highest = order.length === 0 ? null : messages[Math.max(...order)]?.mark;
        expect(held).to.deep.equal(highest);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused after thousands of random mutations', () => {
    const raw = sealed(plan());
    const original = plan();
    const mutation = fc.record({
      at: fc.nat(raw.length - 1),
      length: fc.nat(8),
      text: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('1', '"', '\\', '}', '\u0000')),
    });
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        let changed = raw;
        for (const { at, length, text } of mutations) {
          changed = changed.slice(0, at) + text + changed.slice(at + length);
        }
        const judged = judge(changed);
        if (!judged.ok || judged.value.outcome !== 'accepted') return;
        // Only spaces and escapes of the wrapper may differ: the words are the signed ones.
        expect(judged.value.plan).to.deep.equal(original);
        accepted += changed === raw ? 0 : 1;
      }),
      { numRuns: 5000 },
    );
    expect(accepted).to.be.below(50);
  });
});

describe('the parts of that judgement', () => {
  it('let a key speak for its area and the hamlets below it', () => {
    const covers = (areas: string[]): boolean =>
      coversArea(
        { kid: 'k', role: 'plan', publicKey: '', areas, revoked: false },
        '21553-01' as never,
      );
    expect([covers(['*']), covers(['21553']), covers(['21553-01'])]).to.deep.equal([
      true,
      true,
      true,
    ]);
    expect([covers(['2155']), covers(['21553-02']), covers([])]).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('find parts that overlap or run past the end of their airing', () => {
    const parts = (...offsets: number[]) =>
      offsets.map((offsetMs) => ({ sha256: sha('clip'), offsetMs })) as Plan['items'][0]['parts'];
    const fault = (durationMs: number, ...offsets: number[]) =>
      contentRefusal(
        plan({
          items: [itemAt(NOW, { durationMs: durationMs as never, parts: parts(...offsets) })],
        }),
      )?.detail ?? null;
    expect(fault(120_000, 0, 60_000)).to.equal(null);
    expect(fault(120_000, 0, 59_000)).to.match(/overlapping parts/);
    expect(fault(100_000, 0, 60_000)).to.match(/too long/);
  });
});
