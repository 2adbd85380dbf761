/**
 * Desk of the signer — bàn ký.
 *
 * One request in, its replies out, for one connection. Holds the publications that are still coming
 * in; forgets them with the connection, so that half a publication signs nothing.
 */
import { assertNever } from '@loaso/shared/result';
import { signedText } from '@loaso/shared/trust/sealed';
import type { SignerReply, SignerRequest } from '@loaso/shared/wire/signer';
import { answerApprovals } from './approval-desk.js';
import { answerEnvelopes } from './envelope-desk.js';
import { createFence } from './fence.js';
import type { SignerRole } from './keys.js';
import type { SignerOffice } from './office.js';
import { openPublication, type Publication } from './publication.js';
import { inParts, refusal, refusedBy, refuseLoudly } from './replies.js';
import { answerRoots } from './root-desk.js';
import { judgeCommand, judgeServer } from './rules.js';
import { answerUrgent } from './urgent-desk.js';
import { answerWidening } from './widening-desk.js';

/** Publications one connection may have open at once. */
const OPEN_MAX = 4;

export type Desk = { answer(request: SignerRequest): SignerReply[] };

/** A publication that comes in, and the key it was begun under. */
type Open = { readonly publication: Publication; readonly kid: string };

/** One per connection. */
export function createDesk(office: SignerOffice): Desk {
  const open = new Map<number, Open>();
  const fence = createFence(office);
  return {
    answer(request) {
      if (request.op === 'lease') return [fence.lease(request)];
      const stopped = fence.stopped(request);
      if (stopped === null) return answer(office, open, request);
      open.delete(request.id);
      return stopped;
    },
  };
}

function answer(
  office: SignerOffice,
  open: Map<number, Open>,
  request: Exclude<SignerRequest, { op: 'lease' }>,
): SignerReply[] {
  switch (request.op) {
    case 'root':
    case 'roots':
    case 'root-draft':
    case 'root-store':
      return answerRoots(office, request);
    case 'numbers':
      return [numbersOf(office, request)];
    case 'begin':
    case 'plans':
    case 'end':
      return publish(office, open, request);
    case 'envelopes':
    case 'envelopes-show':
    case 'envelopes-unshown':
    case 'envelopes-unagreed':
      return answerEnvelopes(office, request);
    case 'widen':
      return [answerWidening(office, request)];
    case 'command':
      return signCommand(office, request);
    case 'server':
      return signServer(office, request);
    case 'factor-begin':
    case 'factor-confirm':
    case 'factor-states':
    case 'warners':
    case 'urgent-open':
    case 'urgent-second':
    case 'urgent-veto':
    case 'urgent-sign':
      return [answerUrgent(office, request)];
    case 'approve':
    case 'approvals':
    case 'approvals-withdraw':
    case 'approvals-before':
    case 'approvals-shut':
      return [answerApprovals(office, request)];
    case 'stops':
      return signStops(office, request);
    default:
      return assertNever(request);
  }
}

type Of<Op extends SignerRequest['op']> = Extract<SignerRequest, { op: Op }>;

function numbersOf(office: SignerOffice, { id, of, devices }: Of<'numbers'>): SignerReply {
  const named = devices.map((device) => [device, office.numbers.highest(of, device)] as const);
  return { kind: 'numbers', id, numbers: Object.fromEntries(named) };
}

function publish(
  office: SignerOffice,
  open: Map<number, Open>,
  request: Of<'begin' | 'plans' | 'end'>,
): SignerReply[] {
  const { id } = request;
  if (request.op === 'begin') {
    if (open.size >= OPEN_MAX) return refusedBy(id, 'too many publications at once');
    const signer = office.keys.signerOf('plan');
    const publication = openPublication({ ...office, signer }, request.count, request.why);
    open.set(id, { publication, kid: signer.kid });
    return [];
  }
  const begun = open.get(id);
  if (begun === undefined) return refusedBy(id, 'publication was not begun');
  const { publication, kid } = begun;
  if (request.op === 'plans') publication.addPlans(request.bodies);
  if (request.op !== 'end') return [];
  open.delete(id);
  if (kid !== office.keys.signerOf('plan').kid) return refusedBy(id, 'the plan key has changed');
  const finished = publication.finish();
  return finished.ok ? inParts(id, finished.value) : [refusal(id, finished.error)];
}

function signOne(office: SignerOffice, id: number, role: SignerRole, text: string): SignerReply[] {
  const { kid, sign } = office.keys.signerOf(role);
  return [{ kind: 'signed', id, sigs: [{ kid, sig: sign(text) }], last: true }];
}

function signCommand(office: SignerOffice, { id, type, body }: Of<'command'>): SignerReply[] {
  const judged = judgeCommand(type, body, office.settings, office.now());
  if (!judged.ok) return refuseLoudly(office, id, judged.error);
  // A stop has a rate of its own: silence must stay easier than sound.
  const rate = type === 'stop' ? office.stopRate : office.commandRate;
  if (!rate.take(1)) return refuseLoudly(office, id, `rate: ${type}s per minute`);
  const { dev, act, why } = judged.value;
  office.audit.append([{ act: type, detail: `${dev} ${act} ${judged.value.id} (${why})` }]);
  return signOne(office, id, 'command', signedText(type, body));
}

/** Many stops of one order in one breath: all or none, one line in the audit. */
function signStops(office: SignerOffice, { id, bodies }: Of<'stops'>): SignerReply[] {
  const judged = bodies.map((body) => judgeCommand('stop', body, office.settings, office.now()));
  for (const one of judged) if (!one.ok) return refuseLoudly(office, id, one.error);
  if (!office.stopRate.take(bodies.length)) {
    return refuseLoudly(office, id, 'rate: stops per minute');
  }
  const stops = judged.flatMap((one) => (one.ok ? [one.value] : []));
  const why = stops[0]?.why ?? '';
  const devices = stops.map(({ dev }) => dev).join(' ');
  office.audit.append([{ act: 'stops', detail: `${stops.length} boxes (${why}): ${devices}` }]);
  const { kid, sign } = office.keys.signerOf('command');
  const sigs = bodies.map((body) => ({ kid, sig: sign(signedText('stop', body)) }));
  return [{ kind: 'signed', id, sigs, last: true }];
}

function signServer(office: SignerOffice, { id, type, body }: Of<'server'>): SignerReply[] {
  const judged = judgeServer(type, body, office.settings, office.now());
  if (!judged.ok) return refuseLoudly(office, id, judged.error);
  return signOne(office, id, 'server', signedText(type, body));
}
