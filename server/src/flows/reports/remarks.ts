/**
 * Remarks of the yearly evaluation — nhận xét, kiến nghị của báo cáo năm.
 *
 * What the official of an area says of exactly these days. Every saving is a version of its own, with
 * who and when; who wrote over what they had not seen is asked to look first.
 */
import { err, ok } from '@loaso/shared/result';
import {
  type NewRemarks,
  REMARKS_KEPT_SHOWN,
  type Remarks,
  type RemarksHistory,
} from '@loaso/shared/wire/http/report-evaluation';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import type { RemarkSpan } from '../../ports/remarks.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { notAllowed } from '../people/ports.js';
import type { ReportPorts } from './ports.js';

export async function remarksOf(
  { store }: Pick<ReportPorts, 'store'>,
  span: RemarkSpan,
  limit: number,
): Promise<Remarks[]> {
  const found = await store.remarks.remarksOf(span, limit);
  const names = new Map<string, string>();
  for (const { by } of found) {
    if (!names.has(by)) names.set(by, (await store.people.user(by))?.fullName ?? by);
  }
  return found.map(({ areaId: _, from: __, to: ___, by, ...said }) => ({
    ...said,
    by: names.get(by) ?? by,
  }));
}

export async function remarksHistory(
  ports: ReportPorts,
  actor: Actor,
  { areaId = actor.areaId, from, to }: PeriodSpan,
): Answer<RemarksHistory> {
  const scope = await scopeOf(ports, actor, 'see-airings');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(areaId)) return NOT_FOUND;
  return ok({ versions: await remarksOf(ports, { areaId, from, to }, REMARKS_KEPT_SHOWN) });
}

export async function saveRemarks(
  ports: ReportPorts,
  actor: Actor,
  { seen, ...said }: NewRemarks,
): Answer<RemarksHistory> {
  const { store, clock } = ports;
  const scope = await scopeOf(ports, actor, 'write-remarks');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(said.areaId)) return NOT_FOUND;
  // A unit speaks for itself; the administrator helps where nobody can.
  const own = said.areaId === actor.areaId || actor.role === 'administrator';
  if (!own) return notAllowed('write-remarks');
  const [newest] = await store.remarks.remarksOf(said, 1);
  if ((newest?.version ?? 0) !== seen) return err({ code: 'changed-meanwhile' });
  const version = seen + 1;
  await store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: 'report.remarks',
    target: `area:${said.areaId}`,
    detail: `${said.from} – ${said.to}, bản ${version}: ${said.comment}`.slice(0, 500),
  });
  const next = { ...said, version, by: actor.userId, at: clock.now() };
  if (!(await store.remarks.addRemarks(next))) return err({ code: 'changed-meanwhile' });
  return await remarksHistory(ports, actor, said);
}
