/**
 * Fence — hàng rào giữa hai máy chủ.
 *
 * One per connection: which server is behind it, and whether that is still the one that writes. What
 * silences, ends an order or tells the time passes for everybody: a stop must come through from
 * whoever can reach the signer.
 */
import type { SignerReply, SignerRequest } from '@loaso/shared/wire/signer';
import type { AuditBook } from './audit.js';
import type { LeaseBook } from './leases.js';

export type Fence = {
  /** Gives the pen to a server that starts, or back to the one that has it. */
  lease(request: Extract<SignerRequest, { op: 'lease' }>): SignerReply;
  /** The answer to what is not for this server any more; null where it may go on. */
  stopped(request: SignerRequest): SignerReply[] | null;
};

type Kept = { readonly leases: LeaseBook; readonly audit: AuditBook };

export function createFence({ leases, audit }: Kept): Fence {
  let mine = 0;
  const fenced = (id: number): SignerReply => {
    const { epoch } = leases.newest();
    const detail = `another server has taken over: epoch ${mine} is below ${epoch}`;
    return { kind: 'refused', id, code: 'signer-fenced', detail };
  };
  return {
    lease({ id, instance, epoch }) {
      const newest = leases.newest();
      const held = epoch === newest.epoch && instance === newest.instance;
      if (epoch !== null && !held) {
        mine = Math.min(epoch, newest.epoch - 1);
        return fenced(id);
      }
      if (!held) {
        leases.take(instance);
        audit.append([{ act: 'lease', detail: `epoch ${leases.newest().epoch} to ${instance}` }]);
      }
      mine = leases.newest().epoch;
      return { kind: 'lease', id, epoch: mine };
    },
    stopped(request) {
      if (mine === leases.newest().epoch || !writes(request)) return null;
      // The lines of a publication have one answer, at its end.
      if (request.op === 'begin' || request.op === 'plans') return [];
      const refusal = fenced(request.id);
      audit.append([{ act: 'fenced', detail: `${request.op} of epoch ${mine}` }]);
      return [refusal];
    },
  };
}

function writes(request: SignerRequest): boolean {
  switch (request.op) {
    case 'begin':
    case 'plans':
    case 'end':
    case 'envelopes':
    case 'envelopes-show':
    case 'widen':
    case 'urgent-open':
    case 'urgent-second':
    case 'urgent-sign':
    case 'approve':
    case 'approvals-before':
    case 'approvals-shut':
    // An older database would take away what people have approved since.
    case 'approvals-withdraw':
      return true;
    case 'command':
      return request.type === 'command';
    case 'server':
      // Whoever receipts a record lets the box forget it: one server alone may.
      return request.type === 'receipt';
    default:
      return false;
  }
}
