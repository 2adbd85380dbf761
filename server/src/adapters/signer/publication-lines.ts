/**
 * Lines of a publication — cắt một đợt phát hành thành dòng.
 *
 * Thousands of plans leave in lines of bounded length.
 */
import { SIGNER_LINE_MAX, SIGNER_PART_MAX, type SignerRequest } from '@loaso/shared/wire/signer';
import type { PlanToSign } from '../../ports/fleet.js';

/** Characters of bodies per line; JSON escapes may double it. */
const LINE_CHARACTERS = SIGNER_LINE_MAX / 5;

export function* publicationLines(
  id: number,
  plans: readonly PlanToSign[],
  why: string,
): Generator<SignerRequest> {
  yield { op: 'begin', id, count: plans.length, why: why.slice(0, 200) };
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
