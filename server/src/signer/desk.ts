/**
 * Desk of the signer — bàn ký.
 *
 * One request in, its replies out, for one connection. Holds the publications that are still coming
 * in; forgets them with the connection, so that half a publication signs nothing.
 */
import { assertNever } from '@loaso/shared/result';
import { mostInAYear } from '@loaso/shared/trust/exempted-days';
import { signedText } from '@loaso/shared/trust/sealed';
import {
  SIGNER_PART_MAX,
  type Signature,
  type SignerReply,
  type SignerRequest,
} from '@loaso/shared/wire/signer';
import { answerApprovals } from './approval-desk.js';
import { createFence } from './fence.js';
import type { SignerRole } from './keys.js';
import type { SignerOffice } from './office.js';
import { openPublication, type Publication, type Refused } from './publication.js';
import { answerRoots } from './root-desk.js';
import { exemptedDates, judgeCommand, judgeEnvelope, judgeServer } from './rules.js';
import { answerUrgent } from './urgent-desk.js';

/** Publications one connection may have open at once. */
const OPEN_MAX = 4;

export type Desk = { answer(request: SignerRequest): SignerReply[] };

const refusal = (id: number, { code, detail }: Refused): SignerReply => ({
  kind: 'refused',
  id,
  code,
  detail: detail.slice(0, 400),
});

const refusedBy = (id: number, detail: string): SignerReply[] => [
  refusal(id, { code: 'signer-refused', detail }),
];

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
      return signEnvelopes(office, request);
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

function inParts(id: number, sigs: readonly Signature[]): SignerReply[] {
  const replies: SignerReply[] = [];
  for (let from = 0; from < sigs.length; from += SIGNER_PART_MAX) {
    const to = from + SIGNER_PART_MAX;
    replies.push({ kind: 'signed', id, sigs: sigs.slice(from, to), last: to >= sigs.length });
  }
  return replies;
}

function signOne(office: SignerOffice, id: number, role: SignerRole, text: string): SignerReply[] {
  const { kid, sign } = office.keys.signerOf(role);
  return [{ kind: 'signed', id, sigs: [{ kid, sig: sign(text) }], last: true }];
}

function signEnvelopes(office: SignerOffice, { id, bodies }: Of<'envelopes'>): SignerReply[] {
  const entries: { device: string; num: number; dates: readonly string[] }[] = [];
  const nums = new Map<string, number>();
  for (const body of bodies) {
    const judged = judgeEnvelope(body, office.settings, office.now());
    if (!judged.ok) return refuseLoudly(office, id, judged.error);
    const { dev, num } = judged.value;
    const highest = nums.get(dev) ?? office.numbers.highest('envelope', dev);
    if (num <= highest) {
      const detail = `envelope ${num} of ${dev} is not above ${highest}, which was signed before`;
      return [refusal(id, { code: 'signer-hold', detail })];
    }
    nums.set(dev, num);
    entries.push({ device: dev, num, dates: exemptedDates(judged.value, office.settings) });
  }
  const fault = tooManyDays(office, entries);
  if (fault !== null) return refuseLoudly(office, id, fault);
  office.exempted.add(entries);
  office.numbers.raise('envelope', entries);
  office.audit.append(
    entries.map(({ device, num, dates }) => ({
      act: 'envelope',
      detail: [device, num, ...(dates.length > 0 ? ['exempted', ...dates] : [])].join(' '),
    })),
  );
  const { kid, sign } = office.keys.signerOf('envelope');
  return inParts(
    id,
    bodies.map((body) => ({ kid, sig: sign(signedText('envelope', body)) })),
  );
}

/** Counted with every day that was ever signed for the box. */
function tooManyDays(
  { exempted, settings }: SignerOffice,
  entries: readonly { readonly device: string; readonly dates: readonly string[] }[],
): string | null {
  const most = settings.bounds?.exemptionCaps?.daysPerYearMax ?? 0;
  const over = entries.find(
    (one) => one.dates.length > 0 && mostInAYear(exempted.withMore(one)) > most,
  );
  return over === undefined
    ? null
    : `envelope of ${over.device}: more than ${most} exempted days in a year`;
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

function refuseLoudly(office: SignerOffice, id: number, detail: string): SignerReply[] {
  office.audit.append([{ act: 'refused', detail: detail.slice(0, 400) }]);
  return refusedBy(id, detail);
}
