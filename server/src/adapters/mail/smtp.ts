/**
 * SMTP — gửi thư qua máy chủ thư của cơ quan.
 *
 * Hands one letter to one mail server, encrypted unless the operator said otherwise, within its own
 * time. Says in which way a letter did not get off; never the password. Files and addresses outside
 * the letter are out of its reach.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { createTransport } from 'nodemailer';
import type { Mail, Mailer, MailFault } from '../../ports/mail.js';

export type SmtpOptions = {
  readonly host: string;
  readonly port: number;
  /** `starttls` begins in the clear and refuses to go on so; `none` is for a relay on this machine. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly pass: string } | null;
  /** Authority to trust besides the known ones, PEM; null: the known ones alone. */
  readonly ca: string | null;
  readonly from: { readonly name: string; readonly address: string };
  /** Of one letter, milliseconds. */
  readonly timeMs: number;
};

export function createSmtp(options: SmtpOptions): Mailer {
  const { security, timeMs } = options;
  if (security === 'none' && options.login !== null) {
    throw new Error('smtpSecurity none carries no password: take starttls or tls');
  }
  return async (mail) => {
    const transport = createTransport({
      host: options.host,
      port: options.port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(options.login === null ? {} : { auth: options.login }),
      tls: { minVersion: 'TLSv1.2', ...(options.ca === null ? {} : { ca: options.ca }) },
      dnsTimeout: timeMs / 2,
      connectionTimeout: timeMs / 2,
      greetingTimeout: timeMs / 2,
      socketTimeout: timeMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const sending = transport.sendMail(messageOf(mail, options)).then(
      (): Result<null, MailFault> => ok(null),
      (cause: unknown): Result<null, MailFault> => err(faultOf(cause)),
    );
    try {
      return await within(sending, timeMs);
    } finally {
      transport.close();
    }
  };
}

/** The socket has a time-out of its own for silence; this one is for a server that drips. */
async function within(
  sending: Promise<Result<null, MailFault>>,
  timeMs: number,
): Promise<Result<null, MailFault>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result<null, MailFault>>((resolve) => {
    const fault: MailFault = { kind: 'slow', detail: 'no end in time', extent: 'server' };
    timer = setTimeout(() => resolve(err(fault)), timeMs);
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Letters and digits of the domain of our own address: ids look as if they came from there. */
function messageOf(mail: Mail, { from }: SmtpOptions) {
  const domain = from.address.split('@')[1] ?? 'localhost';
  const idOf = (id: string): string => `<${id.replaceAll(/[^A-Za-z0-9._-]/g, '-')}@${domain}>`;
  const last = mail.follows.at(-1);
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId: idOf(mail.id),
    ...(last === undefined
      ? {}
      : { inReplyTo: idOf(last), references: mail.follows.map(idOf).join(' ') }),
    // No out-of-office answers to a machine (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    attachments: mail.attachments.map(({ name, type, base64 }) => ({
      filename: name,
      contentType: type,
      content: base64,
      encoding: 'base64' as const,
    })),
  };
}

type SmtpError = {
  readonly code?: string;
  readonly message?: string;
  readonly command?: string;
  readonly responseCode?: number;
};

const TLS_WORDS = /certificate|self.signed|altname|STARTTLS|\bTLS\b|\bSSL\b|wrong version number/i;
const PERMANENT = 500;

function faultOf(cause: unknown): MailFault {
  const error = (cause ?? {}) as SmtpError;
  const { kind, extent } = judge(error);
  const detail = `${error.code ?? ''} ${error.responseCode ?? ''} ${error.message ?? ''}`;
  return { kind, extent, detail: detail.replaceAll(/\s+/g, ' ').trim().slice(0, 200) };
}

function judge(error: SmtpError): Pick<MailFault, 'kind' | 'extent'> {
  const { code = '', message = '', command = '', responseCode = 0 } = error;
  if (code === 'EAUTH' || code === 'ENOAUTH') return { kind: 'login', extent: 'server' };
  if (code === 'ETLS') return { kind: 'tls', extent: 'server' };
  if (responseCode > 0) return judgeReply(responseCode, command);
  if (TLS_WORDS.test(message)) return { kind: 'tls', extent: 'server' };
  if (code === 'ETIMEDOUT') return { kind: 'slow', extent: 'server' };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { kind: 'refused', extent: 'letter' };
  return { kind: 'unreachable', extent: 'server' };
}

/** What the server itself said, and of which step of a letter. */
function judgeReply(reply: number, command: string): Pick<MailFault, 'kind' | 'extent'> {
  if (command === 'CONN' || reply === 421) return { kind: 'later', extent: 'server' };
  if (command.startsWith('MAIL')) return { kind: 'sender', extent: 'server' };
  if (reply < PERMANENT) return { kind: 'later', extent: 'later' };
  return { kind: command.startsWith('RCPT') ? 'recipient' : 'refused', extent: 'letter' };
}
