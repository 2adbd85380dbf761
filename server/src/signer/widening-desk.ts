/**
 * Desk for widenings — bàn ghi việc nới giờ phát.
 *
 * Takes once, when the second person confirms, what boxes may be given beyond what they have. Never by
 * who asked for it; with a code of who holds a secret. Boxes that have less than the person saw, and
 * those that would get no more by it, are left as they are.
 */

import { err, ok } from '@loaso/shared/result';
import { instant, localDateOf } from '@loaso/shared/time';
import { type EnvelopeBounds, letsMoreSound } from '@loaso/shared/trust/envelope-within';
import type { PlacedBox, Widened } from '@loaso/shared/trust/widening';
import type { SignerReply, SignerRequest } from '@loaso/shared/wire/signer';
import type { SignerOffice } from './office.js';
import { proofBy } from './proof.js';
import { type Told, told } from './told.js';
import type { Agreed } from './widenings.js';

type WidenRequest = Extract<SignerRequest, { op: 'widen' }>;

export const answerWidening = (office: SignerOffice, request: WidenRequest): SignerReply =>
  told(office, request, widen(office, request));

/** Nobody's code is used up by what would be refused anyway. */
function widen(office: SignerOffice, { id, user, code, widening }: WidenRequest): Told {
  const { askedBy, why, widened } = widening;
  if (askedBy === user) {
    return err({ code: 'signer-refused', detail: `${user} asked for it: another must agree` });
  }
  if (!office.approvalRate.take(widened.length)) {
    return err({ code: 'signer-refused', detail: 'rate: widenings per minute' });
  }
  const places = [...new Set(widened.flatMap(({ boxes }) => boxes.map(([, area]) => area)))];
  const by = proofBy(office, { user, code, places });
  if (!by.ok) return by;
  const given = { askedBy, agreedBy: user, by: by.value, at: office.now() };
  const agreed = widened.flatMap((one): Agreed[] => {
    const boxes = widenedBoxes(office, one);
    return boxes.length === 0 ? [] : [{ to: one.to, boxes, ...given }];
  });
  office.audit.append(
    agreed.map(({ to, boxes }) => ({
      act: 'widened',
      detail: `${boxes.length} boxes by ${user} (${by.value}), asked by ${askedBy} (${why}): ${JSON.stringify(to)}: ${boxes.map(([device]) => device).join(' ')}`,
    })),
  );
  office.widenings.agree(agreed);
  return ok({ kind: 'done', id });
}

function widenedBoxes({ widenings, now }: SignerOffice, { from, to, boxes }: Widened): PlacedBox[] {
  const today = localDateOf(instant(now()));
  const answers = new Map<string, boolean>();
  const isWidened = (held: EnvelopeBounds | null, agreed: readonly EnvelopeBounds[]): boolean => {
    if (held === null) return from === null;
    if (from === null) return letsMoreSound(to, [held], today);
    // Also where the box has as much still: what narrows it may be on its way.
    return !letsMoreSound(from, [held, ...agreed], today) && letsMoreSound(to, [from], today);
  };
  return boxes.filter((box) => {
    const { held, agreed } = widenings.of(box);
    const key = JSON.stringify([held, agreed]);
    const answer = answers.get(key) ?? isWidened(held, agreed);
    answers.set(key, answer);
    return answer;
  });
}
