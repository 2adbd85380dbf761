/**
 * TLS files — chứng thư và khóa.
 *
 * Reads a certificate and its key, both or neither.
 */
import { readFileSync } from 'node:fs';

export type Pem = { readonly cert: string; readonly key: string };

/** @returns null when both names are empty */
export function pem(certFile: string, keyFile: string): Pem | null {
  if (certFile === '' && keyFile === '') return null;
  if (certFile === '' || keyFile === '') throw new Error('TLS needs a certificate and a key file');
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}
