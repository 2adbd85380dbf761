/**
 * Desk of the roots — bàn trao danh sách khoá tin cậy.
 *
 * Shows the root in force and the way to it, drafts the next one, and puts it in force once enough
 * root keys have signed it. Who asks does not matter here: signatures do.
 */
import { assertNever } from '@loaso/shared/result';
import type { SignerReply, SignerRequest } from '@loaso/shared/wire/signer';
import type { SignerOffice } from './office.js';

type RootRequest = Extract<SignerRequest, { op: 'root' | 'roots' | 'root-draft' | 'root-store' }>;

const refused = (id: number, detail: string): SignerReply[] => [
  { kind: 'refused', id, code: 'signer-refused', detail: detail.slice(0, 400) },
];

export function answerRoots(office: SignerOffice, request: RootRequest): SignerReply[] {
  const { id } = request;
  const { keys, audit } = office;
  switch (request.op) {
    case 'root':
      return [{ kind: 'root', id, root: keys.root }];
    case 'roots':
      return [...keys.stepsAfter(request.after), null].map((sealed) => ({
        kind: 'roots',
        id,
        sealed,
      }));
    case 'root-draft': {
      if (!office.rootRate.take(1)) return refused(id, 'rate: changes of keys in a day');
      const draft = keys.draft(request.change);
      if (!draft.ok) return refused(id, draft.error);
      audit.append([{ act: 'root-draft', detail: JSON.stringify(request.change) }]);
      return [{ kind: 'draft', id, body: draft.value.body, sigs: [...draft.value.sigs] }];
    }
    case 'root-store': {
      const stored = keys.store(request.sealed);
      if (!stored.ok) {
        audit.append([{ act: 'root-refused', detail: stored.error.slice(0, 400) }]);
        return refused(id, stored.error);
      }
      audit.append([{ act: 'root', detail: `number ${stored.value.num} in force` }]);
      return [{ kind: 'root', id, root: stored.value }];
    }
    default:
      return assertNever(request);
  }
}
