/**
 * Publications on screens — xem các lần phát hành.
 *
 * How far each change has come, as of now: counted from what the boxes say, never from what was
 * sent. A person sees the boxes of their own area, also of what the province publishes.
 */
import type { PublicationId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type {
  BoxProgress,
  Publication,
  PublicationBox,
  PublicationSummary,
} from '@loaso/shared/wire/http/publications';
import { may } from '../../core/access/roles.js';
import { progressOf } from '../../core/fleet/box-progress.js';
import { boxWords, type Counts, nextWords, progressWords } from '../../core/fleet/rollout-words.js';
import type { StoredPublication, StoredPublicationBox } from '../../ports/publications.js';
import type { StoredReport } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { areaName, type FleetPorts } from './ports.js';

const SHOWN_MAX = 30;

export async function listPublications(
  ports: FleetPorts,
  actor: Actor,
): Answer<PublicationSummary[]> {
  const scope = await scopeOf(ports, actor, 'see-publications');
  if (!scope.ok) return scope;
  const { publications } = ports.store;
  const shown = await publications.publications([...scope.value.within], SHOWN_MAX);
  const boxes = new Map<PublicationId, StoredPublicationBox[]>();
  for (const { id } of shown)
    boxes.set(id, within(await publications.publicationBoxes(id), scope.value));
  const words = await wordsOf(ports, [...boxes.values()].flat());
  const people = await namesOf(ports, shown);
  return ok(
    shown.map((one) =>
      summaryOf(one, { boxes: boxes.get(one.id) ?? [], words, people, scope: scope.value }),
    ),
  );
}

/** People by their account names; who is gone keeps that name. */
async function namesOf(
  { store }: FleetPorts,
  publications: readonly StoredPublication[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const by of new Set(publications.map((one) => one.by))) {
    names.set(by, (await store.people.userByName(by))?.fullName ?? by);
  }
  return names;
}

export async function showPublication(
  ports: FleetPorts,
  actor: Actor,
  id: PublicationId,
): Answer<Publication> {
  const scope = await scopeOf(ports, actor, 'see-publications');
  if (!scope.ok) return scope;
  const publication = await ports.store.publications.publication(id);
  const all = publication === null ? [] : await ports.store.publications.publicationBoxes(id);
  const boxes = within(all, scope.value);
  if (publication === null || boxes.length === 0) return NOT_FOUND;
  const words = await wordsOf(ports, boxes);
  const people = await namesOf(ports, [publication]);
  const devices = await ports.store.fleet.devices([...new Set(boxes.map(({ areaId }) => areaId))]);
  const names = new Map(devices.map((device) => [device.id, device.name]));
  const list = boxes.map((box): PublicationBox => {
    const word = words.get(box.deviceId) ?? null;
    const progress = progressOf(box, word);
    return {
      deviceId: box.deviceId,
      name: names.get(box.deviceId) ?? box.deviceId,
      areaName: areaName(scope.value.areas, box.areaId),
      stage: box.stage,
      progress,
      words: boxWords(progress, word),
      sentAt: box.sentAt,
    };
  });
  const isTheirs = scope.value.within.has(publication.areaId);
  return ok({
    ...summaryOf(publication, { boxes, words, people, scope: scope.value }),
    boxList: list.sort(byNeed),
    maySteer: publication.state === 'halted' && isTheirs && may(actor.role, 'steer-publication'),
  });
}

const within = (boxes: readonly StoredPublicationBox[], scope: Scope): StoredPublicationBox[] =>
  boxes.filter(({ areaId }) => scope.within.has(areaId));

type WordsById = ReadonlyMap<StoredReport['deviceId'], StoredReport>;

async function wordsOf(
  { store }: FleetPorts,
  boxes: readonly StoredPublicationBox[],
): Promise<WordsById> {
  const ids = [...new Set(boxes.map(({ deviceId }) => deviceId))];
  return new Map((await store.fleet.reports(ids)).map((report) => [report.deviceId, report]));
}

/** What needs somebody first, then what is on its way, then what is done. */
const ORDER: readonly BoxProgress[] = [
  'refused',
  'troubled',
  'waiting',
  'sent',
  'stored',
  'held',
  'ready',
];

const byNeed = (a: PublicationBox, b: PublicationBox): number =>
  ORDER.indexOf(a.progress) - ORDER.indexOf(b.progress) ||
  a.areaName.localeCompare(b.areaName, 'vi') ||
  a.name.localeCompare(b.name, 'vi');

type Seen = {
  readonly boxes: readonly StoredPublicationBox[];
  readonly words: WordsById;
  readonly people: ReadonlyMap<string, string>;
  readonly scope: Scope;
};

function summaryOf(
  publication: StoredPublication,
  { boxes, words, people, scope }: Seen,
): PublicationSummary {
  const { id, areaId, title, act, by, createdAt, state, stage, stages } = publication;
  const counts = countsOf(boxes, words);
  return {
    by: people.get(by) ?? by,
    ...{ id, areaId, title, act, createdAt, state, stage, stages, counts },
    areaName: areaName(scope.areas, areaId),
    boxes: boxes.length,
    communes: new Set(boxes.map(({ communeId }) => communeId)).size,
    sentence: progressWords(counts),
    next: nextWords(publication),
  };
}

function countsOf(boxes: readonly StoredPublicationBox[], words: WordsById): Counts {
  const counts: Record<BoxProgress, number> = {
    held: 0,
    waiting: 0,
    sent: 0,
    stored: 0,
    ready: 0,
    refused: 0,
    troubled: 0,
  };
  for (const box of boxes) counts[progressOf(box, words.get(box.deviceId) ?? null)] += 1;
  return counts;
}
