/**
 * Envelope of a box — cấp khung phát cho cụm.
 *
 * Turns the policy of a place into the signed bound that a box keeps by itself. Numbers rise; the
 * text is stored before it is sent.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { ok, type Result } from '@loaso/shared/result';
import { DAY_MS, type Instant, instant, localDateOf } from '@loaso/shared/time';
import { parseSealed, readBody, type TrustRoot } from '@loaso/shared/trust/sealed';
import {
  type DayBounds,
  type EnvelopeExemption,
  SoundEnvelope,
} from '@loaso/shared/trust/sound-envelope';
import { type AreaPath, envelopeOf, type Policy } from '../../core/schedule/policy.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { SignerRefusal } from '../../ports/fleet.js';
import type { StoredDevice } from '../../ports/store-records.js';
import { policyNow } from '../policy-now.js';
import {
  asFarAsAgreed,
  type GivenEnvelope,
  type GivenEnvelopes,
  showUnshown,
} from './agreed-envelopes.js';
import type { FleetPorts } from './ports.js';
import { isSignedBy } from './signed-by.js';

const ENVELOPE_LIFE_MS = 365 * DAY_MS;
/** Renewed when less than this is left, so that a box may be away for months. */
const RENEW_BEFORE_MS = 180 * DAY_MS;

export type EnvelopePorts = Pick<
  FleetPorts,
  'store' | 'clock' | 'policy' | 'signer' | 'link' | 'log' | 'lease'
>;

export type SealedEnvelope = { readonly num: number; readonly sealed: string };

/** The content of a stored envelope; null when it cannot be read any more. */
export function openEnvelope(sealed: string): SoundEnvelope | null {
  const parsed = parseSealed(sealed);
  const read = parsed.ok ? readBody(parsed.value.body, SoundEnvelope) : null;
  return read?.ok ? read.value : null;
}

/** A box, and its area with those above it. */
type Placed = { readonly device: StoredDevice; readonly path: AreaPath };
type Ensured = SealedEnvelope & { readonly device: DeviceId; readonly renewed: boolean };
type Ensuring = Pick<EnvelopePorts, 'store' | 'clock' | 'signer' | 'log'>;

/** Boxes whose envelopes are signed and stored in one step. */
const PIECE = 100;

/** The envelope that a box should hold now: the stored one, or a newer one where that differs. */
export async function ensureEnvelope(
  ports: Ensuring,
  device: StoredDevice,
  { path, policy }: { readonly path: AreaPath; readonly policy: Policy },
): Promise<Result<SealedEnvelope, SignerRefusal>> {
  const ensured = await ensureAll(ports, [{ device, path }], policy);
  if (!ensured.ok) return ensured;
  const [only] = ensured.value;
  if (only === undefined) throw new Error('an envelope was asked for and none was made');
  return ok(only);
}

async function ensureAll(
  { store, clock, signer, log }: Ensuring,
  boxes: readonly Placed[],
  policy: Policy,
): Promise<Result<Ensured[], SignerRefusal>> {
  const root = await signer.root();
  if (!root.ok) return root;
  const held = await store.fleet.envelopes(boxes.map(({ device }) => device.id));
  const given = givenOf(held);
  const shown = await showUnshown({ signer }, given);
  if (!shown.ok) return shown;
  const issue = { policy, held, now: clock.now() };
  const isStale = (draft: SoundEnvelope): boolean =>
    !isGood(given.get(draft.dev), draft, root.value);
  const wanted = boxes.map((box) => draftOf(box, issue)).filter(isStale);
  const renewed = await signAll({ store, signer }, wanted);
  if (renewed.ok) return ok(ensuredOf(boxes, held, renewed.value));
  if (renewed.error.code !== 'widening-missing') return renewed;
  const drafts = await asFarAsAgreed({ signer, log }, wanted, given);
  if (!drafts.ok) return drafts;
  const less = await signAll({ store, signer }, drafts.value.filter(isStale));
  return less.ok ? ok(ensuredOf(boxes, held, less.value)) : less;
}

const givenOf = (held: Sealeds): GivenEnvelopes =>
  new Map([...held].map(([id, { sealed }]) => [id, { sealed, envelope: openEnvelope(sealed) }]));

type Sealeds = ReadonlyMap<DeviceId, SealedEnvelope>;

const TRIES_MAX = 3;

const ensuredOf = (boxes: readonly Placed[], held: Sealeds, fresh: Sealeds): Ensured[] =>
  boxes.flatMap(({ device: { id } }) => {
    const now = fresh.get(id) ?? held.get(id);
    return now === undefined ? [] : [{ ...now, device: id, renewed: fresh.has(id) }];
  });

type Issue = { readonly policy: Policy; readonly held: Sealeds; readonly now: Instant };

function draftOf(
  { device: { id, areaId, placeKind }, path }: Placed,
  { policy, held, now }: Issue,
): SoundEnvelope {
  const num = (held.get(id)?.num ?? 0) + 1;
  const exp = instant(now + ENVELOPE_LIFE_MS);
  return envelopeOf(policy, { id, areaId, path, placeKind }, { num, iat: now, exp });
}

/** Signs and stores; all or none. Somebody else may have taken the numbers meanwhile: then others. */
async function signAll(
  ports: Pick<Ensuring, 'store' | 'signer'>,
  drafts: readonly SoundEnvelope[],
): Promise<Result<Sealeds, SignerRefusal>> {
  if (drafts.length === 0) return ok(new Map());
  for (let tries = 1; ; tries += 1) {
    const signed = await signOnce(ports, drafts);
    if (signed.ok || signed.error.code !== 'signer-hold' || tries >= TRIES_MAX) return signed;
  }
}

async function signOnce(
  { store, signer }: Pick<Ensuring, 'store' | 'signer'>,
  drafts: readonly SoundEnvelope[],
): Promise<Result<Sealeds, SignerRefusal>> {
  // An envelope only bounds: after an older database was put back it goes on above, without asking.
  const signedNums = await signer.signedNumbers(
    drafts.map(({ dev }) => dev),
    'envelope',
  );
  if (!signedNums.ok) return signedNums;
  const numbered = drafts.map((draft) => ({
    ...draft,
    num: Math.max(draft.num, (signedNums.value.get(draft.dev) ?? 0) + 1),
  }));
  const signed = await signer.signEnvelopes(numbered.map((one) => JSON.stringify(one)));
  if (!signed.ok) return signed;
  const envelopes = numbered.map(({ dev: device, num }, index) => ({
    device,
    num,
    sealed: signed.value[index] ?? '',
  }));
  await store.fleet.putEnvelopes(envelopes);
  return ok(new Map(envelopes.map(({ device, num, sealed }) => [device, { num, sealed }])));
}

/**
 * Signs and sends anew where a box should hold another envelope. `gone`: nobody signs now; `refused`: some
 * were not signed, and will not be by asking again at once.
 */
export async function renewEnvelopes(
  ports: EnvelopePorts,
  devices: readonly StoredDevice[],
): Promise<Renewal> {
  const paths = areaPaths(await ports.store.areas.areas());
  const policy = await policyNow(ports);
  let found: Renewal = 'done';
  for (let from = 0; from < devices.length; from += PIECE) {
    const boxes = devices
      .slice(from, from + PIECE)
      .map((device) => ({ device, path: paths.get(device.areaId) ?? [device.areaId] }));
    const done = await renewPiece(ports, boxes, policy);
    if (done === 'gone') return 'gone';
    if (done === 'refused') found = done;
  }
  return found;
}

export type Renewal = 'done' | 'refused' | 'gone';

/** `gone` when nobody signs, or another server does: then there is no use in going on. */
async function renewPiece(
  ports: EnvelopePorts,
  boxes: readonly Placed[],
  policy: Policy,
): Promise<Renewal> {
  if (ports.lease?.lost() === true) return 'gone';
  const ensured = await ensureAll(ports, boxes, policy);
  if (!ensured.ok) return await afterRefusal(ports, boxes, { policy, refusal: ensured.error });
  for (const { device, renewed, sealed } of ensured.value) {
    if (renewed) await ports.link.send(device, 'envelope', sealed);
  }
  return 'done';
}

/** One bad box must not keep its neighbours from theirs: each is tried alone. */
async function afterRefusal(
  ports: EnvelopePorts,
  boxes: readonly Placed[],
  { policy, refusal }: { readonly policy: Policy; readonly refusal: SignerRefusal },
): Promise<Renewal> {
  const gone = refusal.code === 'signer-unreachable';
  if (gone || boxes.length === 1) {
    const device = boxes[0]?.device.id ?? '';
    ports.log.error('fleet.envelope-refused', { device, ...refusal });
    return gone ? 'gone' : 'refused';
  }
  for (const box of boxes) {
    if ((await renewPiece(ports, [box], policy)) === 'gone') return 'gone';
  }
  return 'refused';
}

/** Whether what a box has been given may stay where `next` is wanted. */
function isGood(given: GivenEnvelope | undefined, next: SoundEnvelope, root: TrustRoot): boolean {
  const held = given?.envelope ?? null;
  if (given === undefined || held === null) return false;
  if (held.exp - next.iat < RENEW_BEFORE_MS || !boundAlike(held, next)) return false;
  return isSignedBy(given.sealed, root, 'envelope');
}

/** Whether a stored envelope bounds as `wanted` does. */
export function holdsBounds(sealed: string, wanted: SoundEnvelope): boolean {
  const held = openEnvelope(sealed);
  return held !== null && boundAlike(held, wanted);
}

/** What an exemption said of days that are over may stay in an envelope or be gone from it. */
function boundAlike(held: SoundEnvelope, next: SoundEnvelope): boolean {
  const today = localDateOf(next.iat);
  const ahead = ({ exemptions = [] }: SoundEnvelope): string =>
    JSON.stringify(exemptions.filter(({ toDate }) => toDate >= today).map(saidOf));
  return boundsOf(held) === boundsOf(next) && ahead(held) === ahead(next);
}

/** In one order of its fields, whoever wrote them. */
const saidOf = (one: EnvelopeExemption): readonly unknown[] => [
  ...[one.fromDate, one.toDate, one.priorityOnly],
  ...limitsSaid(one),
];

const boundsOf = (envelope: SoundEnvelope): string =>
  JSON.stringify([envelope.area, envelope.emergencyVolumeMaxPercent, ...limitsSaid(envelope)]);

const limitsSaid = (bounds: DayBounds): readonly unknown[] => [
  bounds.windows.map((one) => [one.days, one.fromMinute, one.toMinute, one.volumeMaxPercent]),
  bounds.minutesPerDayMax,
  bounds.sessionsPerDayMax,
  bounds.minutesPerSessionMax,
];
