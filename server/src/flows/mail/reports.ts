/**
 * Reports by e-mail — báo cáo tự gửi theo lịch.
 *
 * Administrators say which report of their area goes to which recipients. Each sending asks anew who
 * may still receive it, and is queued under a key of its hour and reader: late once, never twice.
 */
import { UserId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { DAY_MS, type Instant, instant } from '@loaso/shared/time';
import type {
  MailReport,
  MailReportChange,
  MailReports,
  NewMailReport,
} from '@loaso/shared/wire/http/mail-reports';
import { inScope } from '../../core/access/scope.js';
import type { Reader } from '../../core/mail/due.js';
import { mailFaultWords } from '../../core/mail/fault-words.js';
import { reportLetter } from '../../core/mail/letters.js';
import {
  changedRule,
  lastDueAt,
  type MailRule,
  nextDueAt,
  spanOfDue,
} from '../../core/mail/report-due.js';
import type { Attachment, NewLetter } from '../../ports/mail.js';
import type { StoredArea } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import type { MailReportFlows } from '../mail-report-flows.js';
import type { ReportFlows } from '../report-flows.js';
import type { MailPorts } from './ports.js';

/** Of one installation. */
const RULES_MAX = 200;
const SENDINGS_SHOWN = 10;
/** Bigger files are a link into the dashboard: mail servers turn them away. */
const ATTACHED_MAX_BYTES = 8 * 1024 * 1024;
/** A report that is later than this is not sent any more; the letters' keys are kept for longer. */
const LATE_MAX_MS = 14 * DAY_MS;

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

export type MailReportPorts = Omit<MailPorts, 'perMinute'> & {
  readonly reports: Pick<ReportFlows, 'reportFile'>;
};

export const createMailReportFlows = (ports: MailReportPorts): MailReportFlows => ({
  reports: (actor) => list(ports, actor),
  addReport: (actor, request) => add(ports, actor, request),
  changeReport: (actor, id, change) => changeRule(ports, actor, { id, change }),
  removeReport: (actor, id) => remove(ports, actor, id),
  sendReport: (actor, id) => sendNow(ports, actor, id),
  queueDue: () => queueDue(ports),
});

type About = { readonly areas: readonly StoredArea[]; readonly contacts: readonly Reader[] };

/** Whose own area has the report's in it, today. */
const readersOf = (rule: NewMailReport, { areas, contacts }: About): readonly Reader[] =>
  contacts.filter(
    ({ id, active, areaId }) =>
      active && rule.contactIds.includes(id) && inScope(areas, areaId, rule.areaId),
  );

async function list(ports: MailReportPorts, actor: Actor): Answer<MailReports> {
  const scope = await scopeOf(ports, actor, 'write-contacts');
  if (!scope.ok) return scope;
  const { mail } = ports.store;
  const [rules, contacts] = await Promise.all([mail.mailRules(), mail.contacts()]);
  const { areas, within } = scope.value;
  const reports: MailReport[] = [];
  for (const rule of rules.filter(({ areaId }) => within.has(areaId))) {
    reports.push(await shown(ports, rule, { areas, contacts }));
  }
  return ok({ configured: ports.mailer !== null, reports });
}

async function shown(ports: MailReportPorts, rule: MailRule, about: About): Promise<MailReport> {
  const now = instant(ports.clock.now());
  const { doneUntil: _, ...rest } = rule;
  const sendings = await ports.store.mail.sendings(`${rule.id}.`, SENDINGS_SHOWN);
  return {
    ...rest,
    areaName: nameOf(about.areas, rule),
    nextAt: nextDueAt(rule, now),
    span: spanOfDue(rule, lastDueAt(rule, now)),
    readers: readersOf(rule, about).map(({ name }) => name),
    sendings: sendings.map(({ name, problem, ...one }) => ({
      ...one,
      to: name,
      problem: problem === null ? null : mailFaultWords(problem),
    })),
  };
}

const nameOf = (areas: readonly StoredArea[], { areaId }: MailRule): string =>
  areas.find(({ id }) => id === areaId)?.name ?? areaId;

async function add(
  ports: MailReportPorts,
  actor: Actor,
  request: NewMailReport,
): Answer<MailReports> {
  const scope = await scopeOf(ports, actor, 'write-contacts');
  if (!scope.ok) return scope;
  const rules = await ports.store.mail.mailRules();
  if (!(await fits(ports, scope.value, { wish: request, ids: request.contactIds }))) {
    return NOT_FOUND;
  }
  if (rules.length >= RULES_MAX) {
    return err({ code: 'too-many-pieces', count: rules.length, limit: RULES_MAX });
  }
  const rule = {
    ...request,
    ...{ id: ports.chance.id('rpt'), revision: 0, doneUntil: ports.clock.now() },
  };
  await audit(ports, actor, { act: 'add', rule });
  await ports.store.mail.addMailRule(rule);
  return list(ports, actor);
}

type Fitting = { readonly wish: NewMailReport; readonly ids: readonly string[] };

/** An area of one's own, and recipients of one's own whose area has it in it. */
async function fits(
  ports: MailReportPorts,
  { areas, within }: Scope,
  { wish, ids }: Fitting,
): Promise<boolean> {
  const all = await ports.store.mail.contacts();
  const contacts = all.filter(({ areaId }) => within.has(areaId));
  const readers = new Set(readersOf(wish, { areas, contacts }).map(({ id }) => id));
  return within.has(wish.areaId) && ids.every((id) => readers.has(id));
}

/** Who received it already may stay though they could not be added now: each sending asks anew. */
async function changeRule(
  ports: MailReportPorts,
  actor: Actor,
  { id, change }: { readonly id: string; readonly change: MailReportChange },
): Answer<MailReports> {
  const found = await find(ports, actor, id);
  if (!found.ok) return found;
  const { rule } = found.value;
  const { seen, ...wish } = change;
  if (seen !== rule.revision) return err({ code: 'changed-meanwhile' });
  const known = rule.areaId === wish.areaId ? rule.contactIds : [];
  const ids = wish.contactIds.filter((one) => !known.includes(one));
  if (!(await fits(ports, found.value, { wish, ids }))) return NOT_FOUND;
  const contactIds = await withUnseen(ports, found.value, wish);
  const next = changedRule(rule, { ...wish, contactIds }, instant(ports.clock.now()));
  await audit(ports, actor, { act: 'change', rule: next });
  if (!(await ports.store.mail.changeMailRule(next))) return err({ code: 'changed-meanwhile' });
  return list(ports, actor);
}

/** A recipient of the level above, whom the writer does not see, is not theirs to leave out. */
async function withUnseen(
  ports: MailReportPorts,
  { rule, within }: Scope & { readonly rule: MailRule },
  wish: NewMailReport,
): Promise<NewMailReport['contactIds']> {
  if (rule.areaId !== wish.areaId) return wish.contactIds;
  const unseen = (await ports.store.mail.contacts()).filter(
    ({ id, areaId }) => rule.contactIds.includes(id) && !within.has(areaId),
  );
  return [...new Set([...wish.contactIds, ...unseen.map(({ id }) => id)])];
}

async function find(
  ports: MailReportPorts,
  actor: Actor,
  id: string,
): Answer<Scope & { rule: MailRule }> {
  const scope = await scopeOf(ports, actor, 'write-contacts');
  if (!scope.ok) return scope;
  const rule = (await ports.store.mail.mailRules()).find((one) => one.id === id);
  if (rule === undefined || !scope.value.within.has(rule.areaId)) return NOT_FOUND;
  return ok({ ...scope.value, rule });
}

async function remove(ports: MailReportPorts, actor: Actor, id: string): Answer<MailReports> {
  const found = await find(ports, actor, id);
  if (!found.ok) return found;
  await audit(ports, actor, { act: 'remove', rule: found.value.rule });
  await ports.store.mail.removeMailRule(id);
  return list(ports, actor);
}

async function sendNow(ports: MailReportPorts, actor: Actor, id: string): Answer<MailReports> {
  const found = await find(ports, actor, id);
  if (!found.ok) return found;
  const { rule, areas } = found.value;
  await audit(ports, actor, { act: 'send', rule });
  if (ports.mailer !== null) {
    const contacts = await ports.store.mail.contacts();
    const dueAt = lastDueAt(rule, instant(ports.clock.now()));
    await queue(ports, { rule, dueAt, key: ports.chance.id('try') }, { areas, contacts });
  }
  return list(ports, actor);
}

async function queueDue(ports: MailReportPorts): Promise<number> {
  if (ports.mailer === null) return 0;
  const { mail } = ports.store;
  const now = instant(ports.clock.now());
  const due = (await mail.mailRules()).filter((rule) => lastDueAt(rule, now) > rule.doneUntil);
  if (due.length === 0) return 0;
  const [areas, contacts] = await Promise.all([ports.store.areas.areas(), mail.contacts()]);
  let letters = 0;
  for (const rule of due) {
    const dueAt = lastDueAt(rule, now);
    if (now - dueAt <= LATE_MAX_MS) {
      letters += await queue(ports, { rule, dueAt, key: String(dueAt) }, { areas, contacts });
    }
    await mail.settleMailRule(rule.id, dueAt);
  }
  return letters;
}

type Sending = { readonly rule: MailRule; readonly dueAt: Instant; readonly key: string };

async function queue(ports: MailReportPorts, sending: Sending, about: About): Promise<number> {
  const { rule, dueAt, key } = sending;
  const readers = readersOf(rule, about);
  if (readers.length === 0) return 0;
  const { from, to } = spanOfDue(rule, dueAt);
  const law = rule.law ? ('true' as const) : ('false' as const);
  const span = { areaId: rule.areaId, from, to, law };
  const made = await ports.reports.reportFile(officeOf(rule), span, rule.format);
  if (!made.ok) {
    // Its area may have gone with a reform; the others are not held up by it.
    ports.log.error('mail.report-refused', { rule: rule.id, code: made.error.code });
    return 0;
  }
  const name = `bao-cao_${rule.areaId}_${from}_${to}.${rule.format}`;
  const attachments = attached(name, TYPES[rule.format], made.value);
  const link = `${ports.pageUrl()}/bao-cao?diaBan=${rule.areaId}&tu=${from}&den=${to}${rule.law ? '&phapLuat=true' : ''}`;
  const now = ports.clock.now();
  const words = { area: nameOf(about.areas, rule), from, to, link };
  const letters = readers.map(
    (reader): NewLetter => ({
      id: `${rule.id}.${key}.${reader.id}`,
      contactId: reader.id,
      thread: null,
      to: { name: reader.name, address: reader.email },
      ...reportLetter({ ...words, attached: attachments.length > 0 }),
      link,
      attachments,
      createdAt: now,
      dueAt: now,
      held: false,
    }),
  );
  await ports.store.mail.queueLetters(letters);
  return letters.length;
}

const attached = (name: string, type: string, bytes: Uint8Array): Attachment[] =>
  bytes.length > ATTACHED_MAX_BYTES
    ? []
    : [{ name, type, base64: Buffer.from(bytes).toString('base64') }];

/** In whose place the report is made: nobody who could see more than the area of the rule. */
const officeOf = ({ areaId, id }: MailRule): Actor => ({
  userId: UserId.parse(id),
  username: 'bao-cao-tu-gui',
  fullName: 'Báo cáo tự gửi',
  role: 'viewer',
  areaId,
});

const audit = (
  { store, clock }: MailReportPorts,
  actor: Actor,
  { act, rule }: { readonly act: string; readonly rule: MailRule },
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `mail-report.${act}`,
    target: `area:${rule.areaId}`,
    detail: `${rule.period} ${rule.format} ${rule.contactIds.join(' ')}`,
  });
