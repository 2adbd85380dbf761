/**
 * Desk for envelopes — bàn cấp khung giờ phát.
 *
 * Signs what the operator's file permits and what lets no more sound than the box was given before, or
 * than two people have agreed to. Tells which envelopes it would not sign, so that a server can give
 * the others theirs, and takes up envelopes that it signed before it kept their bounds.
 */
import { assertNever } from '@loaso/shared/result';
import { envelopeBounds } from '@loaso/shared/trust/envelope-within';
import { mostInAYear } from '@loaso/shared/trust/exempted-days';
import { openSealed, readBody, signedText } from '@loaso/shared/trust/sealed';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { SignerReply, SignerRequest } from '@loaso/shared/wire/signer';
import type { SignerOffice } from './office.js';
import type { Refused } from './publication.js';
import { inParts, refusal, refuseLoudly } from './replies.js';
import { exemptedDates, judgeEnvelope } from './rules.js';
import { verifyEd25519 } from './verify.js';
import { createWideningJudge, type Judged } from './widening-rules.js';
import type { Given } from './widenings.js';

type Of<Op extends SignerRequest['op']> = Extract<SignerRequest, { op: Op }>;
type EnvelopeRequest = Of<
  'envelopes' | 'envelopes-show' | 'envelopes-unshown' | 'envelopes-unagreed'
>;

export function answerEnvelopes(office: SignerOffice, request: EnvelopeRequest): SignerReply[] {
  switch (request.op) {
    case 'envelopes':
      return signEnvelopes(office, request);
    case 'envelopes-show':
      return [takeShown(office, request)];
    case 'envelopes-unshown':
      return [{ kind: 'devices', id: request.id, devices: unshown(office, request.devices) }];
    case 'envelopes-unagreed':
      return [unagreed(office, request)];
    default:
      return assertNever(request);
  }
}

type Entry = Judged & { device: string; num: number; dates: readonly string[] };

function signEnvelopes(office: SignerOffice, { id, bodies }: Of<'envelopes'>): SignerReply[] {
  const judge = createWideningJudge(office);
  const entries: Entry[] = [];
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
    const widening = judge(judged.value);
    if (widening.fault !== null) return refuseLoudly(office, id, missing(judged.value, widening));
    nums.set(dev, num);
    const dates = exemptedDates(judged.value, office.settings);
    entries.push({ ...widening, device: dev, num, dates });
  }
  const fault = tooManyDays(office, entries);
  if (fault !== null) return refuseLoudly(office, id, fault);
  office.exempted.add(entries);
  office.widenings.give(entries.map(({ given }) => given));
  office.numbers.raise('envelope', entries);
  office.audit.append(entries.map((one) => ({ act: 'envelope', detail: inWords(one) })));
  const { kid, sign } = office.keys.signerOf('envelope');
  return inParts(
    id,
    bodies.map((body) => ({ kid, sig: sign(signedText('envelope', body)) })),
  );
}

const inWords = ({ device, num, dates, first, given }: Entry): string =>
  [
    device,
    num,
    ...(dates.length > 0 ? ['exempted', ...dates] : []),
    ...(first ? [`first in ${given.box[1]}`] : []),
    ...(given.used ? ['widened as agreed'] : []),
  ].join(' ');

const missing = ({ dev, num }: SoundEnvelope, { fault }: Judged): Refused => ({
  code: 'widening-missing',
  detail:
    fault === 'unshown'
      ? `envelope ${num} of ${dev}: the one before it has not been shown`
      : `envelope ${num} of ${dev} lets more sound than the one before it, and no two people agreed`,
});

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

/** Signed before this book was kept: their newest envelopes tell what they were given. */
const unshown = <T extends string>(
  { widenings, numbers }: SignerOffice,
  devices: readonly T[],
): T[] => devices.filter((one) => !widenings.knows(one) && numbers.highest('envelope', one) > 0);

/** The newest one of a box that is not known yet, by this signer's own signature; others are passed over. */
function takeShown(office: SignerOffice, { id, sealed }: Of<'envelopes-show'>): SignerReply {
  const { root } = office.keys;
  const shown = sealed.flatMap((raw): Given[] => {
    const opened = openSealed(raw, 'envelope', root, verifyEd25519);
    const read = opened.ok ? readBody(opened.value.body, SoundEnvelope) : opened;
    if (!read.ok) return [];
    const { dev, area, num } = read.value;
    const isNewest = num === office.numbers.highest('envelope', dev);
    if (!isNewest || office.widenings.knows(dev)) return [];
    return [{ box: [dev, area], bounds: envelopeBounds(read.value), used: false }];
  });
  office.audit.append(shown.map(({ box }) => ({ act: 'envelope-shown', detail: box.join(' ') })));
  office.widenings.give(shown);
  return { kind: 'done', id };
}

/**
 * Those that would be refused for want of an agreement. What a box is refused is written down once for
 * each envelope that is wanted, however often it is asked.
 */
function unagreed(office: SignerOffice, { id, bodies }: Of<'envelopes-unagreed'>): SignerReply {
  const judge = createWideningJudge(office);
  const refused = bodies.flatMap((body) => {
    const read = readBody(body, SoundEnvelope);
    if (!read.ok) return [];
    const judged = judge(read.value);
    return judged.fault === null ? [] : [{ envelope: read.value, judged }];
  });
  const fresh = refused.filter(({ envelope, judged }) => {
    const wanted = JSON.stringify(judged.given);
    const isFresh = office.refusedWidenings.get(envelope.dev) !== wanted;
    office.refusedWidenings.set(envelope.dev, wanted);
    return isFresh;
  });
  office.audit.append(
    fresh.map(({ envelope, judged }) => ({
      act: 'refused',
      detail: missing(envelope, judged).detail,
    })),
  );
  return { kind: 'devices', id, devices: refused.map(({ envelope }) => envelope.dev) };
}
