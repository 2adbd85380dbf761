/**
 * Certificates for tests — chứng thư để thử.
 *
 * An authority of one's own and what it signs, each valid from and to a day that may lie in another
 * decade: what is of today for the world of the test is not for the clock of this machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Issued = { readonly cert: string; readonly key: string };
export type Span = { readonly from: string; readonly to: string };

/** How one differs from what is usual. */
export type Shape = {
  /** Lines of the extensions, in place of the usual ones. */
  readonly extensions?: readonly string[];
  /** `rsa:BITS`, or the name of a curve. */
  readonly key?: string;
  /** By which its issuer signs it. */
  readonly digest?: 'sha256' | 'sha1';
};

const CONFIG = (folder: string, shaped: readonly string[]): string => `
[ca]
default_ca = own
[own]
dir = ${folder}
database = ${folder}/index
new_certs_dir = ${folder}/certs
serial = ${folder}/serial
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[server]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
[client]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = clientAuth
[shaped]
${shaped.join('\n')}
`;

type Request = { readonly words?: readonly string[]; readonly shape: Shape };
type Signing = { readonly as: string; readonly span: Span; readonly shape: Shape };

export class Authority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'loaso-ca-'));
  #made = 0;
  readonly cert: string;
  /** Authorities above it. */
  readonly depth: number;

  /**
   * Days are written as `400101`: year, month, day.
   *
   * @param parent signs this one; by itself where absent
   */
  constructor(span: Span, parent?: Authority, shape: Shape = {}) {
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    mkdirSync(join(this.#folder, 'certs'));
    writeFileSync(join(this.#folder, 'index'), '');
    writeFileSync(join(this.#folder, 'serial'), '01');
    this.#write([]);
    this.#request('authority', `Thử CA ${this.depth}`, { shape });
    const what = { as: 'authority', span, shape };
    if (parent === undefined) this.#sign(this.#at('authority'), what, ['-selfsign']);
    else parent.#sign(this.#at('authority'), what);
    this.cert = readFileSync(this.#at('authority.pem'), 'utf8');
  }

  /** For a server on loopback. */
  issue(span: Span, kind: 'server' | 'client' = 'server', shape: Shape = {}): Issued {
    this.#made += 1;
    const name = `leaf-${this.#made}`;
    const words = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    this.#request(name, 'localhost', { words, shape });
    this.#sign(this.#at(name), { as: kind, span, shape });
    const pem = (file: string): string => readFileSync(this.#at(file), 'utf8');
    return { cert: pem(`${name}.pem`), key: pem(`${name}.key`) };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }

  #write(shaped: readonly string[]): void {
    writeFileSync(this.#at('config'), CONFIG(this.#folder, shaped));
  }

  #request(name: string, subject: string, { words = [], shape }: Request): void {
    const { key: kind = 'P-256' } = shape;
    const curve = ['ec', '-pkeyopt', `ec_paramgen_curve:${kind}`];
    const key = ['-newkey', ...(kind.startsWith('rsa:') ? [kind] : curve), '-nodes'];
    const files = ['-keyout', this.#at(`${name}.key`), '-out', this.#at(`${name}.csr`)];
    const what = ['-utf8', '-subj', `/CN=${subject}`, '-config', this.#at('config')];
    execFileSync('openssl', ['req', '-new', ...key, ...files, ...what, ...words], {
      stdio: 'ignore',
    });
  }

  #sign(path: string, { as, span: { from, to }, shape }: Signing, by?: readonly string[]): void {
    const { extensions, digest = 'sha256' } = shape;
    this.#write(extensions ?? []);
    const files = ['-in', `${path}.csr`, '-out', `${path}.pem`, '-notext'];
    const span = ['-startdate', `${from}000000Z`, '-enddate', `${to}000000Z`];
    const signer = by ?? ['-cert', this.#at('authority.pem')];
    const section = extensions === undefined ? as : 'shaped';
    const key = ['-keyfile', this.#at('authority.key'), '-extensions', section, '-batch'];
    execFileSync(
      'openssl',
      ['ca', '-config', this.#at('config'), '-md', digest, ...files, ...span, ...key, ...signer],
      { stdio: 'ignore' },
    );
  }
}
