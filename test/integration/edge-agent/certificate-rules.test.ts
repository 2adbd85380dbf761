/**
 * Certificates whose time is not that of the system's clock, and that the library would refuse for another
 * reason: adapters/tls/certificate-rules, certificate-form, secure-line. Each case is shown to the library as
 * well, with a date that is right: it must refuse it, too.
 */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, rootCertificates } from 'node:tls';
import { expect } from 'chai';
import { formOf } from '#edge-agent/adapters/tls/certificate-form';
import {
  authorityFault,
  keyFault,
  signatureFault,
} from '#edge-agent/adapters/tls/certificate-rules';
import { createSecureLine } from '#edge-agent/adapters/tls/secure-line';
import { Authority, type Issued, type Shape, type Span } from '../../support/certificates.js';

const LONG: Span = { from: '200101', to: '491231' };
/** The world is there already; the clock of the box is not. */
const LATER: Span = { from: '400101', to: '410101' };
const NO_CLOCK = { atMs: null, floorMs: Date.UTC(2026, 0, 1) };

const CA = 'basicConstraints = critical,CA:TRUE';
const SIGNS = 'keyUsage = critical,keyCertSign';
const END = 'basicConstraints = critical,CA:FALSE';
const FOR_SERVERS = 'extendedKeyUsage = serverAuth';

describe('edge-agent/adapters/tls/certificate-rules', function () {
  this.timeout(60_000);
  const made: Authority[] = [];
  after(() => {
    for (const one of made) one.close();
  });
  const authority = (parent?: Authority, shape?: Shape): Authority => {
    const one = new Authority(LONG, parent, shape);
    made.push(one);
    return one;
  };

  /** 'in' when the line was opened and said its word, else what kept it from that. */
  async function tried({ cert, key }: Issued, root: Authority): Promise<string> {
    // Weak ones, too, are shown by this server.
    const weak = { ciphers: 'DEFAULT@SECLEVEL=0' };
    const server = createServer({ cert, key, ...weak }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.end('in'));
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const line = createSecureLine(root.cert, () => NO_CLOCK)('127.0.0.1', port);
    line.write('secret');
    const word = await new Promise<string>((resolve) => {
      line.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      line.once('error', (cause) => resolve(cause.message));
    });
    line.destroy();
    server.close();
    return word;
  }

  /** A chain of authorities below a trusted one, and what the last of them issues. */
  type Case = { readonly root?: Shape; readonly between?: readonly Shape[]; readonly leaf?: Shape };

  function chain({ root: shape, between = [], leaf }: Case, span: Span) {
    const root = authority(undefined, shape);
    const passed: Authority[] = [];
    for (const one of between) passed.unshift(authority(passed[0] ?? root, one));
    const { cert, key } = (passed[0] ?? root).issue(span, 'server', leaf);
    return { root, issued: { cert: [cert, ...passed.map((one) => one.cert)].join(''), key } };
  }

  const good: [string, Case][] = [
    ['with RSA keys of 2,048 bits', { root: { key: 'rsa:2048' }, leaf: { key: 'rsa:2048' } }],
    [
      'as long as its authorities permit',
      {
        root: { extensions: [`${CA},pathlen:1`, SIGNS] },
        between: [{ extensions: [`${CA},pathlen:0`, SIGNS] }],
      },
    ],
    [
      'with uses that fit a server',
      { leaf: { extensions: [END, 'keyUsage = critical,digitalSignature', FOR_SERVERS] } },
    ],
    ['of an authority for servers', { between: [{ extensions: [CA, SIGNS, FOR_SERVERS] }] }],
  ];
  for (const [what, one] of good) {
    it(`opens along a chain ${what}, by the box and by the library`, async () => {
      for (const span of [LATER, LONG]) {
        const { root, issued } = chain(one, span);
        expect(await tried(issued, root)).to.equal('in');
      }
    });
  }

  /** What the library says; it has no name here for some objections. */
  const refused: [string, Case, RegExp, RegExp][] = [
    [
      'with more authorities than one permits',
      { between: [{ extensions: [`${CA},pathlen:0`, SIGNS] }, {}] },
      /too many authorities/,
      /PATH_LENGTH/,
    ],
    [
      'with more authorities than the trusted one permits',
      { root: { extensions: [`${CA},pathlen:0`, SIGNS] }, between: [{}] },
      /too many authorities/,
      /PATH_LENGTH/,
    ],
    [
      'through what is no authority',
      { between: [{ extensions: [END] }] },
      /authority is not trusted/,
      /INVALID/,
    ],
    [
      'through what may not sign certificates',
      { between: [{ extensions: [CA, 'keyUsage = critical,cRLSign'] }] },
      /authority is not trusted/,
      /UNABLE|INVALID|UNSPECIFIED/,
    ],
    [
      'through an authority for clients',
      { between: [{ extensions: [CA, SIGNS, 'extendedKeyUsage = clientAuth'] }] },
      /not that of a server/,
      /INVALID/,
    ],
    [
      'through an authority for other names',
      {
        between: [
          { extensions: [CA, SIGNS, 'nameConstraints = critical,permitted;DNS:loaso.example'] },
        ],
      },
      /limit \(551d1e\)|UNSPECIFIED/,
      /UNSPECIFIED/,
    ],
    [
      'to a key that only signs for authorities',
      { leaf: { extensions: [END, 'keyUsage = critical,cRLSign'] } },
      /not for this use/,
      /INVALID_PURPOSE/,
    ],
    [
      'with a critical limit that nobody knows',
      { leaf: { extensions: [END, '1.2.3.4 = critical,ASN1:NULL'] } },
      /limit \(2a0304\)/,
      /UNSPECIFIED/,
    ],
    [
      'to a key of RSA that is too short',
      { leaf: { key: 'rsa:1024' } },
      /1024 bits is too short/,
      /UNSPECIFIED/,
    ],
    [
      'through a key of RSA that is too short',
      { between: [{ key: 'rsa:1024' }] },
      /1024 bits is too short/,
      /UNSPECIFIED/,
    ],
    [
      'to a trusted key that is too short',
      { root: { key: 'rsa:1024' } },
      /1024 bits is too short/,
      /UNSPECIFIED/,
    ],
    [
      'to what was signed with SHA-1',
      { leaf: { digest: 'sha1' } },
      /weak or unknown algorithm/,
      /UNSPECIFIED/,
    ],
    [
      'through what was signed with SHA-1',
      { between: [{ digest: 'sha1' }] },
      /weak or unknown algorithm/,
      /UNSPECIFIED/,
    ],
  ];
  for (const [what, one, ours, theirs] of refused) {
    it(`refuses a chain ${what}, as the library does`, async () => {
      const later = chain(one, LATER);
      expect(await tried(later.issued, later.root)).to.match(ours);
      const today = chain(one, LONG);
      expect(await tried(today.issued, today.root)).to.match(theirs);
    });
  }

  it('finds nothing wrong with the public authorities that are of use', () => {
    const faults = rootCertificates
      .map((pem) => new X509Certificate(pem))
      .map((one) => keyFault(one) ?? authorityFault(one, 1));
    expect(faults.filter((fault) => fault !== null)).to.deep.equal([]);
  });

  it('takes no bytes for a certificate that are none, wherever they break off', () => {
    const { raw } = new X509Certificate(authority().cert);
    expect(formOf(raw).extensions.length).to.be.greaterThan(0);
    for (let length = 0; length < raw.length; length += 1) {
      expect(() => formOf(raw.subarray(0, length))).to.throw();
    }
    const strange = { raw: Buffer.from([0x30, 0x80]) } as X509Certificate;
    expect(signatureFault(strange)).to.match(/does not read as a certificate/);
  });
});
