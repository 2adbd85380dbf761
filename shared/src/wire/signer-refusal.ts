/**
 * Refusals of the signer — các mã từ chối của tiến trình ký.
 *
 * Each names what a person or a program has to do about it; the sentence beside it is for the audits.
 */
import { z } from 'zod';

/**
 * `signer-fenced`: another server has taken over; `factor-wrong`: not this code; `factor-missing`: no secret;
 * `factor-required`: a code is wanted; `factor-wait`: tried too often; `factor-uninvited`: no invitation is
 * open for this person; `factor-word-wrong`: not the word of the one that is; `approval-missing`: a file or
 * a stream that nobody approved; `widening-missing`: more sound than a box has, and no second person agreed.
 */
export const SignerRefusalCode = z.enum([
  'signer-refused',
  'signer-hold',
  'signer-fenced',
  'factor-wrong',
  'factor-missing',
  'factor-required',
  'factor-wait',
  'factor-uninvited',
  'factor-word-wrong',
  'approval-missing',
  'widening-missing',
]);
export type SignerRefusalCode = z.infer<typeof SignerRefusalCode>;
