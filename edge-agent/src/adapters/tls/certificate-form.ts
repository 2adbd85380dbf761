/**
 * Form of a certificate — cấu trúc chứng thư.
 *
 * What Node does not tell of a certificate: by which algorithm it was signed, how many authorities may stand
 * below it, which extensions it bears. Reads the bytes (RFC 5280, DER) and judges nothing; what does not read
 * as a certificate throws.
 */

/** Object identifiers as their bytes, in hexadecimal. */
export type Oid = string;
export type Extension = { readonly oid: Oid; readonly critical: boolean; readonly value: Buffer };

export type CertificateForm = {
  readonly signature: Oid;
  readonly extensions: readonly Extension[];
};

type Node = { readonly tag: number; readonly body: Buffer; readonly rest: Buffer };

const TAG = { boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, sequence: 0x30 };
/** `[3]` of the signed part. */
const EXTENSIONS = 0xa3;
const LENGTH_BYTES_MAX = 4;

export function formOf(raw: Buffer): CertificateForm {
  const [signed, algorithm] = partsOf(one(raw, TAG.sequence));
  if (signed === undefined || algorithm === undefined) throw new Error('a part is missing');
  const [oid] = partsOf(algorithm.body);
  const wrapped = partsOf(signed.body).find(({ tag }) => tag === EXTENSIONS);
  const list = wrapped === undefined ? [] : partsOf(one(wrapped.body, TAG.sequence));
  return { signature: oidOf(oid), extensions: list.map(extensionOf) };
}

function extensionOf({ body }: Node): Extension {
  const [oid, ...others] = partsOf(body);
  const value = others.at(-1);
  if (value?.tag !== TAG.octets) throw new Error('an extension has no value');
  const critical = others.some((part) => part.tag === TAG.boolean && part.body[0] !== 0);
  return { oid: oidOf(oid), critical, value: value.body };
}

/** Authorities that may stand below; null for any number. @param value of basicConstraints */
export function pathLengthIn(value: Buffer): number | null {
  const length = partsOf(one(value, TAG.sequence)).find(({ tag }) => tag === TAG.integer);
  return length === undefined ? null : length.body.readUIntBE(0, Math.min(6, length.body.length));
}

/** The first eight uses, digitalSignature the highest bit. @param value of keyUsage */
export const usesIn = (value: Buffer): number => one(value, TAG.bits)[1] ?? 0;

/** @param value of extendedKeyUsage */
export const purposesIn = (value: Buffer): Oid[] =>
  partsOf(one(value, TAG.sequence)).map((part) => oidOf(part));

function oidOf(part: Node | undefined): Oid {
  if (part?.tag !== TAG.oid) throw new Error('an identifier is missing');
  return part.body.toString('hex');
}

/** What is in the one element at the beginning. */
function one(bytes: Buffer, tag: number): Buffer {
  const found = next(bytes);
  if (found.tag !== tag) throw new Error(`${found.tag} in place of ${tag}`);
  return found.body;
}

function partsOf(bytes: Buffer): Node[] {
  const parts: Node[] = [];
  // Each element takes two bytes at least.
  for (let rest = bytes; rest.length > 0; ) {
    const part = next(rest);
    parts.push(part);
    rest = part.rest;
  }
  return parts;
}

function next(bytes: Buffer): Node {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw new Error('it ends too soon');
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > LENGTH_BYTES_MAX || first === 0x80) throw new Error('a length is malformed');
  const from = 2 + count;
  if (bytes.length < from) throw new Error('it ends too soon');
  const length = count === 0 ? first : bytes.readUIntBE(2, count);
  if (bytes.length < from + length) throw new Error('it ends too soon');
  return { tag, body: bytes.subarray(from, from + length), rest: bytes.subarray(from + length) };
}
