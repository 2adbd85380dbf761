/**
 * Publication at the signer — một đợt phát hành kế hoạch.
 *
 * Collects the plans of one publication, judges each as it comes, and gives out the signatures only
 * when all of them have passed and their numbers are on the disk: all or nothing. It keeps
 * signatures, never bodies, so that six thousand plans cost it next to no memory.
 */
import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Sign } from '@loaso/shared/trust/sealed';
import { signedText } from '@loaso/shared/trust/sealed';
import type { Plan } from '@loaso/shared/wire/plan';
import type { Signature, SignerSettings } from '@loaso/shared/wire/signer';
import type { SignerRefusalCode } from '@loaso/shared/wire/signer-refusal';
import type { ApprovalBook } from './approvals.js';
import type { AuditBook } from './audit.js';
import { heldBack } from './held-back.js';
import type { NumberBook } from './numbers.js';
import type { PreparedBook } from './prepared.js';
import type { Rate } from './rate.js';
import { judgePlan } from './rules.js';

export type Refused = {
  readonly code: SignerRefusalCode;
  readonly detail: string;
  /** With `factor-wait`. */
  readonly retryAfterS?: number;
};

export type Publication = {
  /** After the first refusal the rest is only counted. */
  addPlans(bodies: readonly string[]): void;
  finish(): Result<Signature[], Refused>;
};

export type PublicationTools = {
  readonly settings: SignerSettings;
  readonly numbers: NumberBook;
  readonly audit: AuditBook;
  readonly prepared: PreparedBook;
  readonly approvals: Pick<ApprovalBook, 'has' | 'hasRelay'>;
  readonly boxRate: Rate;
  readonly signer: Sign;
  /** UTC milliseconds. */
  readonly now: () => number;
};

type Passed = { readonly device: string; readonly num: number; readonly hash: string };

const refusedBy = (detail: string): Refused => ({ code: 'signer-refused', detail });

/** @param count boxes announced; @param why for the audit */
export function openPublication(tools: PublicationTools, count: number, why: string): Publication {
  const { settings, numbers, audit, signer } = tools;
  const passed = new Map<string, Passed>();
  const standing = new Set<string>();
  const sigs: Signature[] = [];
  let refused: Refused | null = null;
  if (count > settings.boxesPerPublicationMax) {
    refused = refusedBy(`cap: ${count} boxes in one publication`);
  }

  const judge = (body: string): void => {
    const judged = judgePlan(body, settings, tools.now());
    if (!judged.ok) {
      refused = refusedBy(judged.error);
      return;
    }
    const { dev, num } = judged.value;
    refused = heldBack(numbers, dev, num) ?? unapproved(tools.approvals, judged.value);
    if (passed.has(dev)) refused = refusedBy(`two plans of ${dev} in one publication`);
    if (passed.size >= count) refused = refusedBy('more plans than announced');
    if (refused !== null) return;
    for (const sha256 of judged.value.standing) standing.add(sha256);
    passed.set(dev, { device: dev, num, hash: createHash('sha256').update(body).digest('hex') });
    sigs.push({ kid: signer.kid, sig: signer.sign(signedText('plan', body)) });
  };

  const settle = (): Refused | null => {
    if (refused !== null) return refused;
    if (passed.size !== count) return refusedBy(`${passed.size} plans of ${count} announced`);
    // Another publication may have finished while this one was being read.
    for (const { device, num } of passed.values()) {
      const held = heldBack(numbers, device, num);
      if (held !== null) return held;
    }
    return tools.boxRate.take(count) ? null : refusedBy('rate: boxes per minute');
  };

  return {
    addPlans(bodies) {
      for (const body of bodies) if (refused === null) judge(body);
    },
    finish() {
      const refusal = settle();
      if (refusal !== null) {
        audit.append([{ act: 'plans-refused', detail: `${refusal.detail} (${why})` }]);
        return err(refusal);
      }
      numbers.raise('plan', [...passed.values()]);
      tools.prepared.add(standing);
      audit.append([
        { act: 'plans-signed', detail: `${count} boxes (${why})` },
        ...[...passed.values()].map(({ device, num, hash }) => ({
          act: 'plan',
          detail: `${device} ${num} ${hash}`,
        })),
      ]);
      return ok(sigs);
    },
  };
}

/** Files and streams sound by what stands in the book, whatever the web process says of them. */
function unapproved(approvals: PublicationTools['approvals'], plan: Plan): Refused | null {
  const named = [...plan.audio.map((one) => one.sha256), ...plan.standing];
  const unknown = named.find((sha256) => !approvals.has(sha256));
  const foreign = plan.items.find(
    ({ relay }) => relay !== undefined && !approvals.hasRelay(relay.sourceId, relay.url),
  );
  const what = unknown ?? foreign?.relay?.url;
  if (what === undefined) return null;
  return { code: 'approval-missing', detail: `plan of ${plan.dev}: nobody approved ${what}` };
}
