/**
 * E-mail over HTTP — thư điện tử: báo sự cố cho ai.
 *
 * Who is written to about incidents: of which area, from which size on, at which hours, at once or
 * only when nobody has taken an incident on. An address is a plain one; nothing else fits in.
 */
import { z } from 'zod';
import { AreaId } from '../../ids.js';
import { Role } from './people.js';

/** One address without a name: no space, comma, bracket or line break can be part of it. */
export const MailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(
    /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$/,
  );

/** mọi sự cố / chỉ sự cố nghiêm trọng / chỉ bản tóm tắt buổi sáng. */
export const Wants = z.enum(['all', 'grave', 'digest']);
export type Wants = z.infer<typeof Wants>;

const contact = {
  areaId: AreaId,
  name: z.string().trim().min(2).max(80),
  role: Role,
  email: MailAddress,
  wants: Wants,
  /** 0: at once; else so many minutes after nobody has taken the incident on. */
  afterMinutes: z.int().min(0).max(1440),
  /** Minutes of the day in Việt Nam between which letters come; over midnight where from is later. */
  fromMinute: z.int().min(0).max(1439),
  untilMinute: z.int().min(1).max(1440),
  active: z.boolean(),
};

export const NewContact = z
  .strictObject(contact)
  .refine(({ fromMinute, untilMinute }) => fromMinute !== untilMinute, {
    path: ['untilMinute'],
    message: 'other than fromMinute',
  });
export type NewContact = z.infer<typeof NewContact>;

const Words = z.object({ vi: z.string(), en: z.string() });

export const Contact = z.object({
  ...contact,
  id: z.string(),
  areaName: z.string(),
  /** The last letter that could not be handed over; null when the newest one was. */
  problem: Words.nullable(),
  lastSentAt: z.number().nullable(),
});
export type Contact = z.infer<typeof Contact>;

export const Contacts = z.object({
  /** False: the operator has named no mail server, and nobody is written to. */
  configured: z.boolean(),
  /** Letters that wait for the mail server or for the morning. */
  waiting: z.int(),
  contacts: z.array(Contact),
});
export type Contacts = z.infer<typeof Contacts>;

/** What became of a letter that was sent to try it, in words. */
export const MailTrial = z.object({ sent: z.boolean(), words: Words });
export type MailTrial = z.infer<typeof MailTrial>;
