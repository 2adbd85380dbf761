/**
 * Plan bench — lập và ký kế hoạch.
 *
 * Build and sign for 1,000 boxes × 7 days, as a ratio to the signatures alone (the limit: nothing can
 * be faster than signing); and how fast the one resolver resolves.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { instant } from '@loaso/shared/time';
import { onAirAt } from '@loaso/shared/timeline/on-air';
import { resolveTimeline } from '@loaso/shared/timeline/resolve';
import { seal } from '@loaso/shared/trust/sealed';
import type { PlanItem } from '@loaso/shared/wire/plan';
import { buildPlans } from '#server/core/plan/build';
import { DEFAULT_POLICY, envelopeOf } from '#server/core/schedule/policy';
import { medianMs, type Report } from './figure.js';
import { provinceOf } from './province.js';

const NOW = instant(1_800_000_000_000);

export async function plan(report: Report): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = {
    kid: 'bench',
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
  const input = provinceOf(1000, 7, NOW);
  const built = buildPlans(input);
  const buildMs = await medianMs(5, () => buildPlans(input));
  const signMs = await medianMs(5, () => built.plans.map(({ body }) => signer.sign(body)));
  const bothMs = await medianMs(5, () =>
    buildPlans(input).plans.map(({ body }) => seal('plan', body, [signer])),
  );
  report({
    name: 'airings in 1,000 plans of 7 days',
    value: built.airings.length,
    unit: 'airings',
    goal: null,
  });
  report({ name: 'build, 1,000 boxes × 7 days', value: buildMs, unit: 'ms', goal: null });
  report({ name: 'bare signatures of the same bytes', value: signMs, unit: 'ms', goal: null });
  report({
    name: 'build and sign, 1,000 boxes × 7 days',
    value: bothMs,
    unit: 'ms',
    goal: { atMost: 1000 },
  });
  report({
    name: 'build and sign over bare signatures',
    value: bothMs / signMs,
    unit: 'ratio',
    goal: null,
  });
  await resolver(built.plans[0]?.plan.items ?? [], report);
}

/** A week of one box: resolve it, then ask it at many instants. */
async function resolver(items: readonly PlanItem[], report: Report): Promise<void> {
  const { devices, paths } = provinceOf(1, 7, NOW);
  const [device] = devices;
  if (device === undefined) throw new Error('a province without a box');
  const placed = { ...device, path: paths.get(device.areaId) ?? [] };
  const exp = instant(NOW + 30 * 86_400_000);
  const envelope = envelopeOf(DEFAULT_POLICY, placed, { num: 1, iat: NOW, exp });
  const resolveMs = await medianMs(20, () => resolveTimeline(items, envelope));
  report({ name: 'resolve a week of one box', value: resolveMs, unit: 'ms', goal: { atMost: 50 } });
  report({
    name: 'resolver throughput',
    value: items.length / (resolveMs / 1000),
    unit: 'airings/s',
    goal: { atLeast: 10_000 },
  });
  const stretches = resolveTimeline(items, envelope);
  const asks = 100_000;
  const askMs = await medianMs(5, () => {
    for (let ask = 0; ask < asks; ask += 1) onAirAt(stretches, instant(NOW + ask * 6000));
  });
  report({
    name: 'what is on air now',
    value: asks / (askMs / 1000),
    unit: 'answers/s',
    goal: { atLeast: 100_000 },
  });
}
