/**
 * Enrolment — đăng ký cụm loa.
 *
 * One exchange over HTTPS, opened by a one-time code: the box brings the public key it made itself,
 * and gets its id, its broker and download credentials, what it may trust and its envelope.
 */
import { z } from 'zod';
import { AreaId, DeviceId } from '../ids.js';
import { TrustRoot } from '../trust/sealed.js';

/** 'ABCD-EFGH-JKLM-NPQR-STUV-WX': 26 letters and digits in Crockford base 32, 128 bits. */
export const EnrolmentCode = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{2,4}){6}$/);
export type EnrolmentCode = z.infer<typeof EnrolmentCode>;

export const EnrolRequest = z.object({
  v: z.literal(1),
  code: z.string().min(1).max(64),
  /** Ed25519, raw 32 bytes, base64url. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  agentVersion: z.string().max(40),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolReply = z.object({
  v: z.literal(1),
  dev: DeviceId,
  area: AreaId,
  name: z.string(),
  /** Broker and download login: user is the device id. */
  secret: z.string().min(32).max(128),
  brokerUrl: z.string().max(300),
  audioBaseUrl: z.string().max(300),
  root: TrustRoot,
  /** Sealed messages, as text: the box judges them like any other. */
  envelope: z.string(),
});
export type EnrolReply = z.infer<typeof EnrolReply>;
