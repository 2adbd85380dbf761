/**
 * Running publications — chạy các đợt phát hành.
 *
 * Sends the group whose turn it is, listens to what its boxes say, and goes on, waits or halts. All
 * that it knows is in the store, so that it goes on after a crash where it was; a halted one sends
 * nothing until a person decides.
 */
import { ok } from '@loaso/shared/result';
import { answerOf, progressOf } from '../../core/fleet/box-progress.js';
import { judgeGroup, type Verdict } from '../../core/fleet/rollout.js';
import type { StoredPublication, StoredPublicationBox } from '../../ports/publications.js';
import type { Answer } from '../flows.js';
import type { FleetPorts } from './ports.js';
import { type Published, publishPlans } from './publish.js';

/** Sends what its groups so far have not been sent; must run in turn with all other publishing. */
export async function sendDue(
  ports: FleetPorts,
  publication: StoredPublication,
): Answer<Published> {
  const { store, clock } = ports;
  const { id, stage, stages, act, by, title } = publication;
  const boxes = await store.publications.publicationBoxes(id);
  const due = boxes.filter((box) => box.stage <= stage && box.mark === null);
  const ids = due.map(({ deviceId }) => deviceId);
  const group = stages > 1 ? `, group ${stage} of ${stages}` : '';
  const why = `${by}: ${act} “${title}”${group}`.slice(0, 300);
  const sent = await publishPlans(ports, ids, why);
  if (!sent.ok) return sent;
  const { published, marks } = sent.value;
  // A box whose plan says it all already was sent it some other way.
  const left = await store.fleet.planMarks(ids.filter((one) => !marks.has(one)));
  const markOf = new Map([...marks, ...left.map((one) => [one.deviceId, one.mark] as const)]);
  const noted = ids.map((deviceId) => ({
    deviceId,
    epoch: markOf.get(deviceId)?.epoch ?? 0,
    num: markOf.get(deviceId)?.num ?? 0,
  }));
  if (noted.length > 0) await store.publications.markSent(id, noted, clock.now());
  if (stage >= stages) await move(ports, publication, { state: 'sent' });
  else announcePublication(ports, publication);
  return ok(published);
}

type Change = Partial<Pick<StoredPublication, 'state' | 'stage' | 'faults'>>;

/** @returns what it is now; null when somebody else was faster */
export async function move(
  ports: FleetPorts,
  seen: StoredPublication,
  change: Change,
): Promise<StoredPublication | null> {
  const next = { ...seen, ...change };
  if (!(await ports.store.publications.movePublication(seen, next))) return null;
  announcePublication(ports, next);
  return next;
}

export function announcePublication(
  { live, clock }: FleetPorts,
  { id, areaId, state }: Pick<StoredPublication, 'id' | 'areaId' | 'state'>,
): void {
  live.push(areaId, { kind: 'publication', at: clock.now(), publicationId: id, state });
}

/** Whether a look changed anything; `unsent` is owed and tried again. */
type Step = 'moved' | 'waits' | 'unsent';

/** One look at everything that is under way; every few seconds, in turn with all other publishing. */
export async function advanceAll(ports: FleetPorts): Promise<{ moved: number; unsent: number }> {
  const steps: Step[] = [];
  for (const publication of await ports.store.publications.openPublications()) {
    if (publication.state === 'running') steps.push(await advance(ports, publication));
  }
  const count = (step: Step): number => steps.filter((one) => one === step).length;
  return { moved: count('moved'), unsent: count('unsent') };
}

async function advance(ports: FleetPorts, publication: StoredPublication): Promise<Step> {
  const boxes = await ports.store.publications.publicationBoxes(publication.id);
  if (await wasNeverStored(ports, publication, boxes)) {
    await ports.store.publications.dropPublication(publication.id);
    return 'moved';
  }
  const owes = boxes.some(({ stage, mark }) => stage <= publication.stage && mark === null);
  if (owes || publication.stage >= publication.stages) {
    return (await sendOwed(ports, publication)) ? 'moved' : 'unsent';
  }
  const verdict = await judge(ports, publication, boxes);
  if (verdict.kind === 'wait') return 'waits';
  if (verdict.kind === 'halt') {
    await halt(ports, publication, verdict);
    return 'moved';
  }
  return (await goOn(ports, publication, verdict.all)) ? 'moved' : 'waits';
}

/** Is it the record of a change that a crash prevented? What it brings is stored together or not at all. */
async function wasNeverStored(
  { store }: FleetPorts,
  { lines, earlier }: StoredPublication,
  boxes: readonly StoredPublicationBox[],
): Promise<boolean> {
  if (boxes.some(({ mark }) => mark !== null)) return false;
  const fresh = lines.find(({ before }) => before === null);
  if (fresh !== undefined) return (await store.schedule.entry(fresh.id)) === null;
  const approved = await Promise.all(earlier.bulletins.map((id) => store.content.bulletin(id)));
  return approved.length > 0 && approved.every((one) => one?.state !== 'approved');
}

async function judge(
  { store, clock }: FleetPorts,
  { stage, firstAt }: StoredPublication,
  boxes: readonly StoredPublicationBox[],
): Promise<Verdict> {
  const group = boxes.filter((box) => box.stage === stage);
  const reports = await store.fleet.reports(group.map(({ deviceId }) => deviceId));
  const wordOf = new Map(reports.map((report) => [report.deviceId, report]));
  const answers = group.map((box) => answerOf(progressOf(box, wordOf.get(box.deviceId) ?? null)));
  const sentAt = group.reduce((latest, box) => Math.max(latest, box.sentAt ?? 0), 0);
  return judgeGroup(answers, { sentAt, firstAt, now: clock.now() });
}

async function halt(
  ports: FleetPorts,
  publication: StoredPublication,
  { refused, troubled, answered }: Verdict & { readonly kind: 'halt' },
): Promise<void> {
  const { id, stage, stages, title } = publication;
  const faults = { refused, troubled, answered };
  if ((await move(ports, publication, { state: 'halted', faults })) === null) return;
  ports.log.error('fleet.publication-halted', { publication: id, stage, stages, ...faults });
  const share = `${refused} refused, ${troubled} in trouble of ${answered}`;
  await auditPublication(ports, publication, {
    by: 'server',
    act: 'halt',
    detail: `${title} · ${stage}/${stages} · ${share}`,
  });
}

/** The next group, or all that is left. */
export async function goOn(
  ports: FleetPorts,
  publication: StoredPublication,
  all: boolean,
): Promise<boolean> {
  const { id, stage, stages, title } = publication;
  const next = all ? stages : stage + 1;
  const moved = await move(ports, publication, { state: 'running', stage: next, faults: null });
  if (moved === null) return false;
  ports.log.info('fleet.publication-went-on', { publication: id, stage: next, stages });
  await auditPublication(ports, publication, {
    by: 'server',
    act: 'go-on',
    detail: `${title} · ${next}/${stages}`,
  });
  await sendOwed(ports, moved);
  return true;
}

/** What could not be sent stays written down; a later look tries again. */
async function sendOwed(ports: FleetPorts, publication: StoredPublication): Promise<boolean> {
  const sent = await sendDue(ports, publication);
  if (!sent.ok) {
    ports.log.warn('fleet.publication-unsent', {
      publication: publication.id,
      code: sent.error.code,
    });
  }
  return sent.ok;
}

export async function auditPublication(
  { store, clock }: Pick<FleetPorts, 'store' | 'clock'>,
  { id }: Pick<StoredPublication, 'id'>,
  { by, act, detail }: { readonly by: string; readonly act: string; readonly detail: string },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: by,
    act: `publication.${act}`,
    target: `publication:${id}`,
    detail: detail.slice(0, 500),
  });
}
