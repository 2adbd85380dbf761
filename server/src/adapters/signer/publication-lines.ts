/**
 * Lines of a publication — cắt một đợt phát hành thành dòng.
 *
 * Thousands of plans leave in lines of bounded length, and every proof leaves once, however many
 * plans rest on it.
 */
import { Sha256 } from '@loaso/shared/ids';
import { SIGNER_LINE_MAX, SIGNER_PART_MAX, type SignerRequest } from '@loaso/shared/wire/signer';
import type { PlanProof, PlanToSign } from '../../ports/fleet.js';

/** Characters of bodies per line; JSON escapes may double it. */
const LINE_CHARACTERS = SIGNER_LINE_MAX / 5;

export function* publicationLines(
  id: number,
  plans: readonly PlanToSign[],
  why: string,
): Generator<SignerRequest> {
  yield { op: 'begin', id, count: plans.length, why: why.slice(0, 200) };
  const proofs = distinctProofs(plans);
  for (let from = 0; from < proofs.length; from += SIGNER_PART_MAX) {
    yield { op: 'proofs', id, proofs: proofs.slice(from, from + SIGNER_PART_MAX) };
  }
  const relays = [
    ...new Map(
      plans.flatMap((plan) => plan.relays ?? []).map((one) => [one.sourceId, one]),
    ).values(),
  ];
  for (let from = 0; from < relays.length; from += SIGNER_PART_MAX) {
    yield { op: 'proofs', id, proofs: [], relays: relays.slice(from, from + SIGNER_PART_MAX) };
  }
  let bodies: string[] = [];
  let characters = 0;
  for (const { body } of plans) {
    const full = bodies.length >= SIGNER_PART_MAX || characters + body.length > LINE_CHARACTERS;
    if (full && bodies.length > 0) {
      yield { op: 'plans', id, bodies };
      bodies = [];
      characters = 0;
    }
    bodies.push(body);
    characters += body.length;
  }
  if (bodies.length > 0) yield { op: 'plans', id, bodies };
  yield { op: 'end', id };
}

function distinctProofs(
  plans: readonly PlanToSign[],
): Extract<SignerRequest, { op: 'proofs' }>['proofs'] {
  const bySha = new Map<string, PlanProof>();
  for (const { proofs } of plans) for (const proof of proofs) bySha.set(proof.sha256, proof);
  return [...bySha.values()].map((proof) => ({
    ...proof,
    sha256: Sha256.parse(proof.sha256),
    writtenBy: [...proof.writtenBy],
  }));
}
