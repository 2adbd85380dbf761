/**
 * Rules for certificates — điều kiện của chứng thư.
 *
 * What the library holds against a certificate beside its time, which hides every other objection when it
 * comes last: weak keys and signatures, an authority that may not sign or has too many below it, a use that
 * is not that of a server, an extension that must be understood and is not. Knows no clock and no chain.
 */
import type { X509Certificate } from 'node:crypto';
import {
  type CertificateForm,
  formOf,
  pathLengthIn,
  purposesIn,
  usesIn,
} from './certificate-form.js';

const BASIC = '551d13';
const USE = '551d0f';
const PURPOSE = '551d25';
const NAMES = '551d11';
const NAME_LIMITS = '551d1e';
const POLICIES = ['551d20', '551d21', '551d24', '551d36'];
/** Those that may be critical: looked at here or by the library, or of policies that nobody asks for. */
const UNDERSTOOD = [BASIC, USE, PURPOSE, NAMES, ...POLICIES];

const SERVER = '2b06010505070301';
/** digitalSignature, keyEncipherment, keyAgreement: one of them is what a server needs. */
const SERVER_USES = 0x80 | 0x20 | 0x08;

const RSA_BITS_MIN = 2_048;
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
const EDWARDS = ['ed25519', 'ed448'];
/** SHA-2 with RSA and with curves, and the two Edwards curves: nothing of SHA-1 or MD5. */
const SIGNATURES = [
  ...['0b', '0c', '0d', '0e'].map((hash) => `2a864886f70d0101${hash}`),
  ...['01', '02', '03', '04'].map((hash) => `2a8648ce3d0403${hash}`),
  ...['2b6570', '2b6571'],
];

/** Of any certificate but the authority that is trusted; null where nothing is wrong. */
export const signatureFault = (one: X509Certificate): string | null =>
  judged(one, ({ signature }) =>
    SIGNATURES.includes(signature) ? null : 'it is signed by a weak or unknown algorithm',
  );

/** Of every certificate. */
export function keyFault({ publicKey }: X509Certificate): string | null {
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = publicKey;
  if (type === 'rsa') {
    const bits = details?.modulusLength ?? 0;
    return bits < RSA_BITS_MIN ? `its key of ${bits} bits is too short` : null;
  }
  const curve = details?.namedCurve ?? '';
  const strong = type === 'ec' ? CURVES.includes(curve) : EDWARDS.includes(type);
  return strong ? null : `its key (${type} ${curve}) is weak or unknown`;
}

/** Of the one that the server shows as its own. */
export const serverFault = (one: X509Certificate): string | null =>
  judged(one, (form) => {
    const use = extensionIn(form, USE);
    const fits = use === null || (usesIn(use) & SERVER_USES) !== 0;
    return fits ? extensionFault(form) : 'its key is not for this use';
  });

/** @param below authorities between this one and the certificate of the server */
export const authorityFault = (one: X509Certificate, below: number): string | null =>
  judged(one, (form) => {
    const basic = extensionIn(form, BASIC);
    const most = basic === null ? null : pathLengthIn(basic);
    if (most !== null && below > most) return 'there are too many authorities in between';
    return extensionFault(form);
  });

/** A limit of names is not followed here, so it lets nothing through. */
function extensionFault(form: CertificateForm): string | null {
  const purpose = extensionIn(form, PURPOSE);
  const purposes = purpose === null ? [SERVER] : purposesIn(purpose);
  if (!purposes.includes(SERVER)) return 'not that of a server';
  const strange = form.extensions.find(
    ({ oid, critical }) => oid === NAME_LIMITS || (critical && !UNDERSTOOD.includes(oid)),
  );
  return strange === undefined ? null : `it has a limit (${strange.oid}) that is not understood`;
}

const extensionIn = ({ extensions }: CertificateForm, wanted: string): Buffer | null =>
  extensions.find(({ oid }) => oid === wanted)?.value ?? null;

function judged(
  { raw }: X509Certificate,
  judge: (form: CertificateForm) => string | null,
): string | null {
  try {
    return judge(formOf(raw));
  } catch (cause) {
    return `it does not read as a certificate: ${cause instanceof Error ? cause.message : cause}`;
  }
}
