/**
 * Secure line — đường mã hóa tới máy chủ.
 *
 * One trust for every encrypted line of the box: the public authorities, and the one of the settings.
 * Whether a certificate is of its time is judged by what the box knows of the time and not by the
 * system's clock, which after a power cut may stand in a year long past: a box that refused the
 * certificate for that would never be told the time. Nothing is written before all of it is right.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  checkServerIdentity,
  connect,
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { Dial } from '../../ports.js';
import { authorityFault, keyFault, serverFault, signatureFault } from './certificate-rules.js';

/** Milliseconds. */
export type KnownTime = {
  /** Null where no clock is trusted. */
  readonly atMs: number | null;
  /** It is not earlier than this. */
  readonly floorMs: number;
};

/** The library's words for a certificate whose time is not that of the system's clock. */
const OF_ANOTHER_TIME = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);
const CHAIN_MAX = 6;
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * @param caPem authorities to trust beside the public ones; null for none
 * @param known what the box knows of the time, asked at each connection
 */
export function createSecureLine(caPem: string | null, known: () => KnownTime): Dial<Duplex> {
  const own: readonly string[] = caPem?.match(PEM) ?? [];
  let context: SecureContext | undefined;
  const contextOf = (): SecureContext | undefined => {
    if (own.length === 0) return undefined;
    context ??= createSecureContext({ ca: [...rootCertificates, ...own] });
    return context;
  };
  return (host, port) => {
    const secureContext = contextOf();
    const socket = connect({
      host,
      port,
      // Judged below, before anything is written.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
      ...(secureContext !== undefined && { secureContext }),
    });
    socket.cork();
    socket.once('secureConnect', () => {
      const fault = faultOf(socket, { host, own, known: known() });
      if (fault === null) socket.uncork();
      else socket.destroy(new Error(`the certificate of ${host}: ${fault}`));
    });
    return socket;
  };
}

type Question = {
  readonly host: string;
  /** PEM of the authorities that only this box trusts. */
  readonly own: readonly string[];
  readonly known: KnownTime;
};

/** Why the other side is not to be trusted; null where it is. */
function faultOf(socket: TLSSocket, question: Question): string | null {
  const chain = chainOf(socket);
  const [leaf] = chain;
  if (leaf === undefined) return 'there is none';
  // A clock that stands in the past finds good what has expired since.
  if (socket.authorized) return timeFault(leaf, question.known);
  const code = String(socket.authorizationError);
  if (!OF_ANOTHER_TIME.has(code)) return code;
  const named = checkServerIdentity(question.host, socket.getPeerCertificate());
  if (named !== undefined) return named.message.slice(0, 120);
  return serverFault(leaf) ?? pathFault(leaf, chain.slice(1), question);
}

/** As presented, the one of the server first. */
function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && !seen.has(next.fingerprint256) && chain.length < CHAIN_MAX) {
    seen.add(next.fingerprint256);
    chain.push(new X509Certificate(next.raw));
    next = next.issuerCertificate;
  }
  return chain;
}

/**
 * Follows the signatures from `leaf` to an authority that is trusted. The library does the same and
 * more, but tells only the last of its objections: a date may hide another one.
 */
function pathFault(
  leaf: X509Certificate,
  presented: readonly X509Certificate[],
  { own, known }: Question,
): string | null {
  const anchors = [...own, ...rootCertificates];
  let current = leaf;
  /** Authorities passed so far; one that was issued to itself under another key counts for nothing. */
  let below = 0;
  for (let step = 0; step < CHAIN_MAX; step += 1) {
    const fault = timeFault(current, known) ?? keyFault(current) ?? signatureFault(current);
    if (fault !== null) return fault;
    const issuedBy = (one: X509Certificate): boolean => isIssuer(one, current);
    const trusted = anchors.find(
      (pem) => mayIssue(pem, current) && issuedBy(new X509Certificate(pem)),
    );
    if (trusted !== undefined) return anchorFault(new X509Certificate(trusted), below, known);
    const next = presented.find((one) => one !== current && issuedBy(one));
    if (next === undefined) return 'its authority is not trusted';
    const unfit = authorityFault(next, below);
    if (unfit !== null) return unfit;
    if (next.subject !== next.issuer) below += 1;
    current = next;
  }
  return 'its chain is too long';
}

/** How the trusted one itself was signed says nothing: it is trusted as it is. */
const anchorFault = (one: X509Certificate, below: number, known: KnownTime): string | null =>
  timeFault(one, known) ?? keyFault(one) ?? authorityFault(one, below);

const mayIssue = (pem: string, one: X509Certificate): boolean =>
  new X509Certificate(pem).subject === one.issuer;

/** `ca`: by its constraint and, where uses are named, by that of signing certificates. */
const isIssuer = (issuer: X509Certificate, one: X509Certificate): boolean =>
  issuer.ca && one.checkIssued(issuer) && one.verify(issuer.publicKey);

/** Without a clock only the end says something: the server shows it, so it has begun. */
function timeFault(one: X509Certificate, { atMs, floorMs }: KnownTime): string | null {
  if (Date.parse(one.validTo) < Math.max(atMs ?? 0, floorMs)) return `expired ${one.validTo}`;
  if (atMs !== null && Date.parse(one.validFrom) > atMs) return `not valid before ${one.validFrom}`;
  return null;
}
