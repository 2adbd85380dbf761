/**
 * Mail wiring — nối với máy chủ thư.
 *
 * Reads the settings of the mail server; the password comes from a file alone.
 */
import { readFileSync } from 'node:fs';
import { createSmtp } from '../adapters/mail/smtp.js';
import type { Config } from '../config.js';
import type { Mailer } from '../ports/mail.js';

const LETTER_MS = 30_000;

/** @returns null where no mail server is set */
export function createMailer(config: Config): Mailer | null {
  if (config.smtpHost === '') return null;
  if (config.mailFrom === '') throw new Error('smtpHost needs mailFrom');
  if ((config.smtpUser === '') !== (config.smtpPasswordFile === '')) {
    throw new Error('smtpUser and smtpPasswordFile go together');
  }
  const { smtpUser, smtpPasswordFile, smtpCaFile } = config;
  return createSmtp({
    host: config.smtpHost,
    port: config.smtpPort,
    security: config.smtpSecurity,
    login:
      smtpUser === ''
        ? null
        : { user: smtpUser, pass: readFileSync(smtpPasswordFile, 'utf8').trim() },
    ca: smtpCaFile === '' ? null : readFileSync(smtpCaFile, 'utf8'),
    from: { name: config.mailFromName, address: config.mailFrom },
    timeMs: LETTER_MS,
  });
}
