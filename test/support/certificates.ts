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

const CONFIG = (folder: string): string => `
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
`;

export class Authority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'loaso-ca-'));
  #made = 0;
  readonly cert: string;

  /**
   * Days are written as `400101`: year, month, day.
   *
   * @param parent signs this one; by itself where absent
   */
  constructor(span: Span, parent?: Authority) {
    mkdirSync(join(this.#folder, 'certs'));
    writeFileSync(join(this.#folder, 'index'), '');
    writeFileSync(join(this.#folder, 'serial'), '01');
    writeFileSync(this.#at('config'), CONFIG(this.#folder));
    this.#request('authority', parent === undefined ? 'Thử CA' : 'Thử CA hai', []);
    if (parent === undefined) this.#sign(this.#at('authority'), 'authority', span, ['-selfsign']);
    else parent.#sign(this.#at('authority'), 'authority', span);
    this.cert = readFileSync(this.#at('authority.pem'), 'utf8');
  }

  /** For a server on loopback. */
  issue(span: Span, kind: 'server' | 'client' = 'server'): Issued {
    this.#made += 1;
    const name = `leaf-${this.#made}`;
    this.#request(name, 'localhost', ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']);
    this.#sign(this.#at(name), kind, span);
    const pem = (file: string): string => readFileSync(this.#at(file), 'utf8');
    return { cert: pem(`${name}.pem`), key: pem(`${name}.key`) };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }

  #request(name: string, subject: string, words: readonly string[]): void {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const files = ['-keyout', this.#at(`${name}.key`), '-out', this.#at(`${name}.csr`)];
    const what = ['-utf8', '-subj', `/CN=${subject}`, '-config', this.#at('config')];
    execFileSync('openssl', ['req', '-new', ...key, ...files, ...what, ...words], {
      stdio: 'ignore',
    });
  }

  #sign(path: string, as: string, { from, to }: Span, by?: readonly string[]): void {
    const files = ['-in', `${path}.csr`, '-out', `${path}.pem`, '-notext'];
    const span = ['-startdate', `${from}000000Z`, '-enddate', `${to}000000Z`];
    const signer = by ?? ['-cert', this.#at('authority.pem')];
    const key = ['-keyfile', this.#at('authority.key'), '-extensions', as, '-batch'];
    execFileSync(
      'openssl',
      ['ca', '-config', this.#at('config'), ...files, ...span, ...key, ...signer],
      { stdio: 'ignore' },
    );
  }
}
