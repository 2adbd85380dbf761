/**
 * A mail server for tests — máy chủ thư để thử.
 *
 * A real SMTP server on loopback with a certificate made for it; what it does wrong is told it by the
 * test: refuse, be slow, hang up in the middle.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type Heard = {
  readonly to: readonly string[];
  readonly raw: string;
  readonly encrypted: boolean;
};

export type MailServer = {
  readonly port: number;
  readonly heard: Heard[];
  stop(): Promise<void>;
};

export type Certificate = { readonly cert: string; readonly key: string };

/** Self-signed, for 127.0.0.1 and localhost, of today. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'loaso-mail-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-days', '2'];
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...made, ...subject, ...names], { stdio: 'ignore' });
  const pem = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  rmSync(folder, { recursive: true });
  return pem;
}

export async function startMailServer(
  options: SMTPServerOptions = {},
  port = 0,
): Promise<MailServer> {
  const heard: Heard[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onData(stream, session, callback) {
      void buffer(stream).then((bytes) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        heard.push({ to, raw: bytes.toString('latin1'), encrypted: session.secure });
        callback();
      });
    },
    ...options,
  });
  // A client that hangs up in the middle of a handshake is what is tested, not a fault.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    heard,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The text of a letter, whatever way it was packed for the wire. */
export function bodyOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/content-transfer-encoding: base64/i.test(head)) {
    return Buffer.from(body, 'base64').toString('utf8');
  }
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A header as a reader sees it; null where there is none. */
export function headerOf(raw: string, name: string): string | null {
  const head = (raw.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name}: `));
  if (line === undefined) return null;
  return line
    .slice(name.length + 2)
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : Buffer.from(
            word
              .replaceAll('_', ' ')
              .replaceAll(/=([0-9A-F]{2})/g, (_hex, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString('utf8'),
    );
}
