/**
 * Publishing in order — phát hành lần lượt, không bỏ sót.
 *
 * Publications run one after another, whoever asks for them, so that numbers rise and a newer plan
 * never leaves before an older one. Boxes whose publication was refused are remembered and published
 * as soon as it may be: a line that was taken off must not stay on the boxes until the next day. What
 * a deed has undone with its refusal is owed to nobody. A restart needs no memory, since it publishes
 * everything anew, and what goes in groups is in the store.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { PublishedNow } from '@loaso/shared/wire/http/publications';
import type { StoredPublication } from '../../ports/publications.js';
import type { Answer } from '../flows.js';
import type { PlanChange } from '../publication-flows.js';
import { createTurns } from '../turns.js';
import type { FleetPorts } from './ports.js';
import { openPublication, takeOff } from './publication-opening.js';
import { advanceAll, goOn, sendDue } from './publication-run.js';
import { isAway, publishPlans } from './publish.js';

/** Another server writes now: this one builds nothing, and owes nothing. */
const FENCED = err({
  code: 'signer' as const,
  reason: 'signer-fenced' as const,
  detail: 'another server has taken over',
});

/** A signer that is away or holds is not asked every few seconds. */
const REST_MS = 30_000;
/** One that says no has written a line for each box: it is asked ever more seldom. */
const PAUSE_MS_MIN = 60_000;
const PAUSE_MS_MAX = 30 * 60_000;
/** Boxes that are made up for at once; a piece that is refused does not keep the others. */
const PIECE = 500;

export type Publishing = {
  /** @param change what a person changed; without it everything goes at once and nobody follows it */
  publish(ids: readonly DeviceId[], why: string, change?: PlanChange): Answer<PublishedNow>;
  /** What could not be published before; every minute. @returns boxes that got a plan by it */
  publishOwed(): Promise<number>;
  /** Sends and judges what goes in groups; every few seconds. @returns publications that moved */
  advance(): Promise<number>;
  /** The next group of a halted one, whatever the last said. False when it is halted no more. */
  resume(publication: StoredPublication): Promise<boolean>;
};

export function createPublishing(ports: FleetPorts): Publishing {
  const inTurn = createTurns();
  const owed = createOwed(ports);
  let restUntil = 0;
  const fenced = (): boolean => ports.lease?.lost() === true;
  const publish: Publishing['publish'] = async (ids, why, change) => {
    if (fenced()) return FENCED;
    const published = await inTurn(() =>
      change === undefined ? publishQuietly(ports, ids, why) : publishChange(ports, ids, change),
    );
    if (published.ok) owed.paid(ids);
    else if (change?.deed === undefined || isAway(published.error)) owed.add(ids);
    return published;
  };
  return {
    publish,
    publishOwed: () => owed.payBy((ids) => publish(ids, 'owed since it was refused')),
    async advance() {
      if (fenced() || ports.clock.now() < restUntil) return 0;
      const { moved, unsent } = await inTurn(() => advanceAll(ports));
      if (unsent > 0) restUntil = ports.clock.now() + REST_MS;
      return moved;
    },
    resume: async (publication) =>
      !fenced() && (await inTurn(() => goOn(ports, publication, false))),
  };
}

type Owed = {
  add(ids: readonly DeviceId[]): void;
  paid(ids: readonly DeviceId[]): void;
  payBy(pay: (ids: readonly DeviceId[]) => Answer<PublishedNow>): Promise<number>;
};

function createOwed({ clock }: FleetPorts): Owed {
  const owed = new Set<DeviceId>();
  let tries = 0;
  let dueAt = 0;
  return {
    add: (ids) => {
      for (const id of ids) owed.add(id);
    },
    paid: (ids) => {
      for (const id of ids) owed.delete(id);
    },
    async payBy(pay) {
      if (owed.size === 0 || clock.now() < dueAt) return 0;
      const ids = [...owed];
      let devices = 0;
      let said = false;
      for (let from = 0; from < ids.length; from += PIECE) {
        const published = await pay(ids.slice(from, from + PIECE));
        if (published.ok) devices += published.value.devices;
        else said ||= !isAway(published.error);
      }
      const pauseMs = Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** tries);
      dueAt = said ? clock.now() + pauseMs : 0;
      tries = said ? tries + 1 : 0;
      return devices;
    },
  };
}

async function publishQuietly(
  ports: FleetPorts,
  ids: readonly DeviceId[],
  why: string,
): Answer<PublishedNow> {
  const sent = await publishPlans(ports, ids, why);
  return sent.ok ? ok(sent.value.published) : sent;
}

async function publishChange(
  ports: FleetPorts,
  ids: readonly DeviceId[],
  change: PlanChange,
): Answer<PublishedNow> {
  const { store } = ports;
  const opened = await openPublication(ports, ids, change);
  const stored = (await change.deed?.store()) ?? ok(null);
  if (!stored.ok) {
    if (opened !== null) await store.publications.dropPublication(opened.id);
    return stored;
  }
  await takeOff(ports, change, opened?.id);
  if (opened === null) return ok({ devices: 0, planned: 0 });
  const sent = await sendDue(ports, opened);
  if (sent.ok) return ok({ ...sent.value, publicationId: opened.id });
  // A deed is undone where it can be; what stays, as whoever took sound back by another way, is owed it.
  const stays = change.deed === undefined ? change.takesBack : change.deed.undo === null;
  await change.deed?.undo?.();
  if (!stays) await store.publications.dropPublication(opened.id);
  return sent;
}
