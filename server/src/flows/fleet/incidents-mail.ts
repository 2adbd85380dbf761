/**
 * Letters about incidents — thư báo sự cố.
 *
 * Queues a letter for everybody who is to know, once; what has ended lately is looked at too, so that
 * a server that died between two steps has told nothing less.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { HOUR_MS } from '@loaso/shared/time';
import { inScope } from '../../core/access/scope.js';
import type { Incident } from '../../core/fleet/incidents.js';
import { isAtWork } from '../../core/fleet/incidents-alarm.js';
import { type DueLetter, lettersDue } from '../../core/mail/due.js';
import { incidentLetter } from '../../core/mail/letters.js';
import type { NewLetter } from '../../ports/mail.js';
import type { StoredArea } from '../../ports/store-records.js';
import { peopleCutOff } from './incidents.js';
import { areaName, type FleetPorts } from './ports.js';

const ENDED_LATELY_MS = HOUR_MS;

/** @param planned boxes under planned work */
export async function queueLetters(
  ports: FleetPorts,
  planned: ReadonlySet<DeviceId>,
  now: number,
): Promise<void> {
  const { alarms, store } = ports;
  if (alarms === undefined || alarms.letters === null) return;
  const readers = await store.mail.contacts();
  if (readers.length === 0) return;
  const lately = await store.watch.openOrEndedSince(now - ENDED_LATELY_MS);
  const incidents = lately.filter((incident) => !isAtWork(incident, planned));
  if (incidents.length === 0) return;
  const [areas, known] = await Promise.all([
    store.areas.areas(),
    store.mail.knownLetters(incidents.map(({ id }) => id)),
  ]);
  const covers = (root: StoredArea['id'], area: StoredArea['id']): boolean =>
    inScope(areas, root, area);
  const due = lettersDue(incidents, { readers, covers, known, rules: alarms.rules, now });
  if (due.outdated.length > 0) {
    await store.mail.settleLetters(due.outdated, { state: 'superseded', at: now, problem: null });
  }
  if (due.urged.length > 0) await store.mail.urgeLetters(due.urged, now);
  const people = await peopleOf(ports, due.letters, areas);
  const about = { areas, people, pageUrl: alarms.letters.pageUrl(), now };
  await store.mail.queueLetters(due.letters.map((letter) => queued(letter, about)));
}

/** Asked once for each incident, however many are told. */
async function peopleOf(
  ports: FleetPorts,
  letters: readonly DueLetter[],
  areas: readonly StoredArea[],
): Promise<ReadonlyMap<Incident['id'], number | null>> {
  const incidents = new Map(letters.map(({ incident }) => [incident.id, incident]));
  const found = new Map<Incident['id'], number | null>();
  for (const [id, incident] of incidents) {
    found.set(id, await peopleCutOff(ports, incident, areas));
  }
  return found;
}

type About = {
  readonly areas: readonly StoredArea[];
  readonly people: ReadonlyMap<Incident['id'], number | null>;
  readonly pageUrl: string;
  readonly now: number;
};

function queued(
  { key, incident, reader, what, places, dueAt, held }: DueLetter,
  { areas, people, pageUrl, now }: About,
): NewLetter {
  const link = `${pageUrl}/su-co/${incident.id}`;
  const names = places.map((id) => areaName(areas, id));
  return {
    id: key,
    contactId: reader.id,
    thread: incident.id,
    to: { name: reader.name, address: reader.email },
    ...incidentLetter(incident, what, { names, people: people.get(incident.id) ?? null, link }),
    link,
    attachments: [],
    createdAt: now,
    dueAt,
    held,
  };
}
